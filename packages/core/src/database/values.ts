/**
 * Values on the wire, the same for every engine: parameters become Postgres text here, and result text becomes what `port.ts`
 * promises (booleans, small numbers and flat arrays of them; everything else stays text).
 */
import type { Parameter, ResultRow } from './port.ts';

type Scalar = string | number | boolean | null;

function scalarText(value: Exclude<Scalar, null>): string {
  return typeof value === 'boolean' ? (value ? 't' : 'f') : String(value);
}

function elementText(value: Scalar): string {
  if (value === null) return 'NULL';
  if (typeof value !== 'string') return scalarText(value);
  return `"${value.replace(/[\\"]/g, '\\$&')}"`;
}

/** A parameter as Postgres text; the server infers its type from the statement. */
export function parameterText(value: Parameter): string | null {
  if (value === null) return null;
  if (Array.isArray(value)) return `{${value.map(elementText).join(',')}}`;
  return scalarText(value as Exclude<Scalar, null>);
}

type Parse = (text: string) => unknown;
const asText: Parse = (text) => text;
const asNumber: Parse = (text) => Number(text);
const asBoolean: Parse = (text) => text === 't';

const scalars: readonly (readonly [oid: number, arrayOid: number, parse: Parse])[] = [
  [16, 1000, asBoolean],
  [21, 1005, asNumber],
  [23, 1007, asNumber],
  [700, 1021, asNumber],
  [701, 1022, asNumber],
];

// Arrays whose elements stay text: text, varchar, bpchar, name, int8, numeric, uuid, date, time, timestamp(tz), interval, json(b), oid.
const textArrays = [1009, 1015, 1014, 1003, 1016, 1231, 2951, 1182, 1183, 1270, 1115, 1185, 1187, 199, 3807, 1028];

const parsers: ReadonlyMap<number, Parse> = new Map<number, Parse>([
  ...scalars.flatMap(([oid, arrayOid, parse]) => [[oid, parse] as const, [arrayOid, (text: string) => parseArray(text, parse)] as const]),
  ...textArrays.map((oid) => [oid, (text: string) => parseArray(text, asText)] as const),
]);

/** How the text of a column of this type is read. */
export function parserOf(oid: number): Parse {
  return parsers.get(oid) ?? asText;
}

/** A flat Postgres array literal. Inner arrays are kept as their text, since the port promises flat arrays only. */
function parseArray(literal: string, parse: Parse): unknown[] {
  const out: unknown[] = [];
  // An array whose lower bound is not 1 is written "[0:1]={…}".
  let at = literal.indexOf('{') + 1;
  while (at < literal.length && literal[at] !== '}') {
    if (literal[at] === '"') {
      let value = '';
      for (at += 1; literal[at] !== '"'; at += 1) {
        if (literal[at] === '\\') at += 1;
        value += literal[at];
      }
      out.push(parse(value));
      at += 1;
    } else {
      const start = at;
      for (let depth = 0; depth > 0 || (literal[at] !== ',' && literal[at] !== '}'); at += 1) {
        if (literal[at] === '{') depth += 1;
        else if (literal[at] === '}') depth -= 1;
      }
      const value = literal.slice(start, at);
      out.push(value === 'NULL' ? null : parse(value));
    }
    if (literal[at] === ',') at += 1;
  }
  return out;
}

/** Rows of raw text as objects. Columns of one name: the last one wins, as in every driver. */
export function toRows(
  fields: readonly { readonly name: string; readonly oid: number }[],
  rows: readonly (readonly (string | null)[])[],
): ResultRow[] {
  const columns = fields.map(({ name, oid }) => ({ name, parse: parserOf(oid) }));
  return rows.map((row) => {
    const out: Record<string, unknown> = {};
    columns.forEach(({ name, parse }, i) => {
      const value = row[i];
      out[name] = value === null || value === undefined ? null : parse(value);
    });
    return out;
  });
}

/** Every type id with a reading of its own, for drivers that parse by themselves. */
export const parsedTypes: readonly number[] = [...parsers.keys()];
