/** What a page, a filter and an aggregate cost at a million customers, and what the page costs at the demo's size, on Postgres. */
import { loadavg } from 'node:os';
import type { Actor, Engine } from '@guanxi/core';
import type { Crm } from '@guanxi/core/crm';
import { attribute, filled } from '../filled.ts';
import { demoShape } from '../generate.ts';
import { type Measured, medianMs, type Options, under } from '../measured.ts';

/** The size beside which the page is measured. */
const small = 20_000;
const bound = 300;

const page = `{ customers(first: 20, orderBy: [{ createdAt: DESC }]) { nodes {
  id name status owner { name } contacts(first: 5) { nodes { name title } } interactions(first: 3) { nodes { at channel subject } } } pageInfo { hasNextPage endCursor } } }`;

const every = (amount: string): string =>
  `{ customers(first: 20, where: { facts: { every: { value: { amount: { gte: "${amount}" } } } } }) { nodes { id name } pageInfo { hasNextPage } } }`;

const groupings = {
  all: { by: '', group: '' },
  'by status': { by: '(groupBy: [{ field: STATUS }])', group: 'group { status }' },
  'by status and region': { by: '(groupBy: [{ field: STATUS }, { field: REGION }])', group: 'group { status region }' },
} as const;
const numbers = ['sum', 'avg', 'min', 'max', 'median'] as const;

/** Every number by none, one and two keys, over all customers; the numbers are those of an attribute of customers. */
function aggregates(): (readonly [name: string, document: string])[] {
  return Object.entries(groupings).flatMap(([keys, { by, group }]) => [
    [`count ${keys}`, `{ customersAggregate${by} { ${group} count } }`] as const,
    ...numbers.map(
      (number) => [`${number} ${keys}`, `{ customersAggregate${by} { ${group} ${number} { attribute(key: "${attribute}") } } }`] as const,
    ),
  ]);
}

export async function* scaleSizes({ size }: Options): AsyncGenerator<Measured> {
  const before = await filled(small);
  const large = await filled(size);
  try {
    yield* measureScale(before, large, size);
  } finally {
    await before.close();
    await large.close();
  }
}

interface Asked {
  readonly engine: Engine<Crm>;
  readonly actor: Actor;
}

async function* measureScale(before: Asked, large: Asked, size: number): AsyncGenerator<Measured> {
  const [pageBefore, pageAfter] = [await medianMs(ask(before, page), 41), await medianMs(ask(large, page), 41)];
  yield under(
    `page with owner, contacts and interactions: ${pageBefore.toFixed(1)} ms at ${small}, ${pageAfter.toFixed(1)} ms at ${size}`,
    pageAfter / pageBefore,
    2,
    'times',
  );
  for (const [name, document] of aggregates()) yield await within(large, name, document, size, 7);
  yield await within(large, 'every, which most fit', every('100'), size, 15);
  yield await within(large, 'every, which one in 17 fits', every('30000'), size, 15);
  // The worst there is: no page is ever full, so that all facts of all customers are compared.
  yield await within(large, 'every, which none fits', every('49100'), size, 5);
  for (const number of ['sum', 'median'])
    yield await within(
      large,
      `${number} of ${demoShape(size).facts * size} facts by channel`,
      `{ factsAggregate(groupBy: [{ field: CHANNEL }]) { group { channel } ${number} { value } } }`,
      size,
      5,
    );
}

async function within(large: Asked, name: string, document: string, size: number, rounds: number): Promise<Measured> {
  const took = await medianMs(ask(large, document), rounds);
  return under(`${name} at ${size} customers (load ${loadavg()[0]?.toFixed(1)})`, took, bound, 'ms');
}

const ask =
  ({ engine, actor }: Asked, document: string) =>
  async (): Promise<void> => {
    const { errors } = await engine.as(actor).execute(document);
    if (errors) throw new Error(JSON.stringify(errors));
  };
