/**
 * The scalars beyond GraphQL's own. Values keep the text they have on the wire: out, Postgres has already written them; in, they are
 * checked here and decoded by whoever knows the field.
 */
import { GraphQLError, type GraphQLScalarLiteralParser, Kind, valueFromASTUntyped } from 'graphql';
import { isDecimal } from '../../model/scalars.ts';
import type { Types } from './types.ts';

const instantText = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
const dateText = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const durationText = /^-?P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/;

/** A day that exists, in the years that ISO 8601 text and the database hold. */
const isDay = (text: string): boolean =>
  dateText.test(text) && !text.startsWith('0000') && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
const isInstant = (text: string): boolean => instantText.test(text) && isDay(text.slice(0, 10)) && !Number.isNaN(Date.parse(text));

function textThat(name: string, holds: (text: string) => boolean, expected: string) {
  return (value: unknown): string => {
    if (typeof value === 'string' && holds(value)) return value;
    throw new GraphQLError(`${name} must be ${expected}, not ${JSON.stringify(value)?.slice(0, 80)}`);
  };
}

/** A number would have lost digits before it came here; integers that JavaScript holds exactly are taken. */
function decimal(value: unknown): string {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text === 'string' && isDecimal(text)) return text;
  throw new GraphQLError('Decimal must be text such as "1250.50", at most 15 digits before and 4 after the point');
}

/** Without this, a number literal such as `Decimal: 0.1` would be read by `parseValue` as a float. */
const literalText =
  (parse: (value: unknown) => unknown): GraphQLScalarLiteralParser<unknown> =>
  (node) => {
    if (node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT) return parse(node.value);
    throw new GraphQLError('Expected text', { nodes: node });
  };

export function addScalars(types: Types): void {
  const text = (name: string, description: string, parse: (value: unknown) => string) =>
    types.scalar(name, { description, parse, parseLiteral: literalText(parse) });
  text(
    'DateTime',
    'A point in time, ISO 8601 with its zone: `2026-03-01T09:30:00+08:00`. Answers are in UTC.',
    textThat('DateTime', isInstant, 'ISO 8601 with a zone, such as "2026-03-01T09:30:00+08:00"'),
  );
  text('Date', 'A calendar date, `2026-03-01`.', textThat('Date', isDay, 'a calendar date such as "2026-03-01"'));
  text('Decimal', 'An exact decimal number as text, at most 4 digits after the point.', decimal);
  text(
    'Duration',
    'A length of time, ISO 8601: `PT72H`, `P30D`.',
    textThat('Duration', (v) => durationText.test(v), 'an ISO 8601 duration such as "PT72H"'),
  );
  types.scalar('JSON', {
    description: 'Any JSON value.',
    parse: (value) => value,
    parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
  });
}
