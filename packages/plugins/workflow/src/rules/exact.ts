/** Decimals in guards: compared as they are, never as floats. Four places are what the model holds. */
import type { Environment } from '@marcbachmann/cel-js';

const SCALE = 10_000n;

export class Exact {
  /** In ten-thousandths. */
  readonly units: bigint;
  constructor(text: string) {
    const [, sign, whole = '0', places = ''] = /^(-?)(\d+)(?:\.(\d{1,4}))?$/.exec(text) ?? [];
    const size = BigInt(whole) * SCALE + BigInt(places.padEnd(4, '0'));
    this.units = sign === '-' ? -size : size;
  }
}

type Right = Exact | bigint | number;
/** Literals with a point are floats in CEL; with at most four places they are meant exactly. */
const unitsOf = (value: Right): bigint =>
  value instanceof Exact ? value.units : typeof value === 'bigint' ? value * SCALE : BigInt(Math.round(value * Number(SCALE)));

const comparisons: Readonly<Record<string, (a: bigint, b: bigint) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** `record.amount.amount > 100`, `0.5 <= record.rate`, and both sides decimals. */
export function registerExact(environment: Environment): Environment {
  environment.registerType('decimal', { ctor: Exact, fields: {} });
  const compare =
    (is: (a: bigint, b: bigint) => boolean) =>
    (left: Right, right: Right): boolean =>
      is(unitsOf(left), unitsOf(right));
  for (const [operator, is] of Object.entries(comparisons)) {
    environment.registerOperator(`decimal ${operator} decimal`, compare(is));
    for (const other of ['int', 'double']) {
      environment.registerOperator(`decimal ${operator} ${other}`, compare(is));
      environment.registerOperator(`${other} ${operator} decimal`, compare(is));
    }
  }
  const equal = compare((a, b) => a === b);
  for (const other of ['decimal', 'int', 'double']) environment.registerOperator(`decimal == ${other}`, equal);
  return environment;
}
