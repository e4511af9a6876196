/** The value types of the model, as code sees them. */

/** A point in time, to the millisecond, in UTC. */
export type Instant = Date;

/** An exact decimal number as text, at most 19 digits with 4 after the point: never a float. */
export type Decimal = string & { readonly '~decimal': true };

/** An amount in an ISO 4217 currency. */
export interface Money {
  readonly amount: Decimal;
  readonly currency: string;
}

/** Who may see a value at all; a `sql` or `computed` field inherits the highest of what it uses. */
export const classifications = ['PUBLIC', 'INTERNAL', 'CONFIDENTIAL'] as const;
export type Classification = (typeof classifications)[number];

/** Numbers over a group that a field may offer. */
export const aggregates = ['sum', 'avg', 'min', 'max', 'median', 'p90', 'countDistinct'] as const;
export type Aggregate = (typeof aggregates)[number];

/** GraphQL scalar → what code holds. Decimals and 64-bit values are text; `Date` is `YYYY-MM-DD`. */
export interface ScalarMap {
  ID: string;
  String: string;
  Int: number;
  Float: number;
  Boolean: boolean;
  Decimal: Decimal;
  Money: Money;
  DateTime: Instant;
  Date: string;
  JSON: unknown;
}
export type ScalarName = keyof ScalarMap;

const decimalText = /^-?\d{1,15}(\.\d{1,4})?$/;
export const isDecimal = (text: string): text is Decimal => decimalText.test(text);

/** Brands text as a Decimal. @throws RangeError when it is none, or more precise than numeric(19,4). */
export function decimalOf(text: string): Decimal {
  if (!isDecimal(text)) throw new RangeError(`"${text}" is not a decimal of at most 15 digits before and 4 after the point`);
  return text;
}
