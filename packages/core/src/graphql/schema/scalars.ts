/**
 * The scalars beyond GraphQL's own. Values keep the text they have on the wire: out, Postgres has already written them; in, they are
 * checked here and decoded by whoever knows the field.
 */
import { type ASTNode, GraphQLError, type GraphQLScalarLiteralParser, Kind, valueFromASTUntyped } from 'graphql';
import { type Label, label } from '../../model/label.ts';
import { badInput } from '../../model/refusals.ts';
import { isDecimal } from '../../model/scalars.ts';
import type { Types } from './types.ts';

const instantText = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
const dateText = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const durationText = /^-?P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/;

/** A day that exists, in the years that ISO 8601 text and the database hold. */
const isDay = (text: string): boolean =>
  dateText.test(text) && !text.startsWith('0000') && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
const isInstant = (text: string): boolean => instantText.test(text) && isDay(text.slice(0, 10)) && !Number.isNaN(Date.parse(text));

/** In the caller's language once it is known who asked (`documentError`). */
const wrong = (text: Label, node?: ASTNode): GraphQLError =>
  new GraphQLError(text.en, { originalError: badInput(text), ...(node && { nodes: node }) });

function textThat(name: string, holds: (text: string) => boolean, expected: Label) {
  return (value: unknown): string => {
    if (typeof value === 'string' && holds(value)) return value;
    const given = JSON.stringify(value)?.slice(0, 80);
    throw wrong(label(`${name} must be ${expected.en}, not ${given}`, `${name} 须为${expected.zh}，而不是 ${given}`));
  };
}

/** A number would have lost digits before it came here; integers that JavaScript holds exactly are taken. */
function decimal(value: unknown): string {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text === 'string' && isDecimal(text)) return text;
  throw wrong(
    label(
      'Decimal must be text such as "1250.50", at most 15 digits before and 4 after the point',
      'Decimal 须为文本，例如 "1250.50"，小数点前最多 15 位，小数点后最多 4 位',
    ),
  );
}

/** Without this, a number literal such as `Decimal: 0.1` would be read by `parseValue` as a float. */
const literalText =
  (parse: (value: unknown) => unknown): GraphQLScalarLiteralParser<unknown> =>
  (node) => {
    if (node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT) return parse(node.value);
    throw wrong(label('Expected text', '此处应为文本'), node);
  };

export function addScalars(types: Types): void {
  const text = (name: string, description: string, parse: (value: unknown) => string) =>
    types.scalar(name, { description, parse, parseLiteral: literalText(parse) });
  text(
    'DateTime',
    'A point in time, ISO 8601 with its zone: `2026-03-01T09:30:00+08:00`. Answers are in UTC.',
    textThat(
      'DateTime',
      isInstant,
      label('ISO 8601 with a zone, such as "2026-03-01T09:30:00+08:00"', '带时区的 ISO 8601 时间，例如 "2026-03-01T09:30:00+08:00"'),
    ),
  );
  text(
    'Date',
    'A calendar date, `2026-03-01`.',
    textThat('Date', isDay, label('a calendar date such as "2026-03-01"', '存在的日期，例如 "2026-03-01"')),
  );
  text('Decimal', 'An exact decimal number as text, at most 4 digits after the point.', decimal);
  text(
    'Duration',
    'A length of time, ISO 8601: `PT72H`, `P30D`.',
    textThat('Duration', (v) => durationText.test(v), label('an ISO 8601 duration such as "PT72H"', ' ISO 8601 时长，例如 "PT72H"')),
  );
  types.scalar('JSON', {
    description: 'Any JSON value.',
    parse: (value) => value,
    parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
  });
}
