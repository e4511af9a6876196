/** A person of whom something stands everywhere, and a look through all that the database holds, independent of the engine's own. */
import { decimalOf, globalId } from '@guanxi/core';
import type { Database } from '@guanxi/core/database';
import type { TestEngine } from '@guanxi/testing';
import {
  addNote,
  attachFile,
  createCustomer,
  type crm,
  defineAttribute,
  deleteNote,
  editNote,
  File,
  mergeCustomers,
  recordFact,
  recordInteraction,
  updateCustomer,
} from '../index.ts';

type Crm = ReturnType<typeof crm>;
type Staff = Awaited<ReturnType<TestEngine<Crm>['staff']>>;

/** Texts that are of this person and of nobody else. */
export const canaries = [
  'Annabel Quistgaard',
  'Annabella Qvistgård',
  'annabel@quistgaard.example',
  '13911112222',
  'Rosenvej 47, 3. sal',
  'afraid of "big" dogs\nand cats',
  'asked for a loan of her brother',
  'a note that was deleted soon',
  'passport-of-quistgaard.pdf',
  'REG-QUIST-0815',
  'VIP lounge since childhood',
] as const;

export async function busyPerson(t: TestEngine<Crm>, staff: Staff) {
  await staff.run(defineAttribute, {
    entity: 'Customer',
    key: 'house.habit',
    type: 'TEXT',
    label: { en: 'Habit', zh: '习惯' },
    indexed: true,
    unique: true,
    personal: true,
  });
  const person = { kind: 'PERSON', confirmNew: true } as const;
  const { customer } = await staff.run(createCustomer, {
    ...person,
    name: 'Annabel Quistgaard',
    registrationNumber: 'REG-QUIST-0815',
    channels: [{ kind: 'EMAIL', value: 'annabel@quistgaard.example' }],
    addresses: [{ kind: 'HOME', lines: ['Rosenvej 47, 3. sal'], city: 'Odense', country: 'Denmark' }],
    attributes: { 'house.habit': 'VIP lounge since childhood' },
  });
  const { customer: alias } = await staff.run(createCustomer, {
    ...person,
    name: 'Annabella Qvistgård',
    channels: [{ kind: 'MOBILE', value: '13911112222' }],
  });
  await staff.run(addNote, { customer: alias, text: 'asked for a loan of her brother' });
  await staff.run(mergeCustomers, { survivor: customer, duplicate: alias });
  await staff.run(updateCustomer, { customer, set: { name: 'Annabel Quistgaard-Holm' } }, { key: 'rename' });
  const { note } = await staff.run(addNote, { customer, text: 'a note that was deleted soon' });
  await staff.run(editNote, { note, set: { text: 'a note that was deleted soon, after an edit' } });
  await staff.run(deleteNote, { note });
  const { interaction } = await staff.run(recordInteraction, {
    customer,
    channel: 'VISIT',
    direction: 'INBOUND',
    subject: 'Visit of Annabel Quistgaard',
    body: 'afraid of "big" dogs\nand cats',
    learnedFacts: ['afraid of "big" dogs\nand cats'],
  });
  const { fact } = await staff.run(recordFact, {
    customer,
    at: t.clock.now(),
    value: { amount: decimalOf('100'), currency: 'CNY' },
    sourcePlugin: 'shop',
    sourceRef: `order-${customer}`,
  });
  const file = await t.make(File, {
    name: 'passport-of-quistgaard.pdf',
    contentType: 'application/pdf',
    bytes: 5,
    sha256: 'a'.repeat(64),
    storageKey: `${customer}-key`,
  });
  await staff.run(attachFile, { file, customer });
  return { customer, alias, interaction, fact, file, id: globalId('cus', customer) };
}

/** `table.column` wherever one of the texts stands, in whatever form. */
export async function everywhere(database: Database, texts: readonly string[]): Promise<readonly string[]> {
  const { rows: tables } = await database.query<{ table: string; columns: readonly string[] }>({
    text: `select table_name::text as table, array_agg(column_name::text order by column_name) as columns from information_schema.columns
      where table_schema = 'crm' and table_name not like 'event_from%' group by 1 order by 1`,
  });
  const forms = [...new Set(texts.flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]))];
  const found: string[] = [];
  for (const { table, columns } of tables) {
    const holds = columns.map((c, i) => `bool_or(strpos(t."${c}"::text, f) > 0) as c${i}`);
    const text = `select ${holds.join(', ')} from crm."${table}" t cross join unnest($1::text[]) f`;
    const [row] = (await database.query({ text, params: [forms] })).rows;
    found.push(...columns.filter((_, i) => row?.[`c${i}`] === true).map((c) => `${table}.${c}`));
  }
  return found;
}
