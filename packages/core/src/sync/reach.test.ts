/**
 * SYNC-01: records that come into sight, or go out of it, because another record changed: over a relation of several steps, over a
 * restriction that asks for two records, and over one that asks for a record that must not be there.
 */
import { definePlugin, globalId, type Id, label, type Plugin, pluginKit, sql } from '@guanxi/core';
import {
  addNote,
  assignOwner,
  type Crm,
  Customer,
  createContact,
  createCustomer,
  createRelationship,
  crm,
  deleteNote,
  Note,
  unlinkContact,
  updateCustomer,
} from '@guanxi/core/crm';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, expect, test } from 'vitest';
import { follow, type Person, pull, sellerOf } from './pull.fixture.ts';

interface Discreet {
  id: 'discreet';
  needs: { crm: Crm };
  permission: 'discreet:see';
}
const p = pluginKit<Discreet>('discreet', { engine: '*', needs: { crm: '*' } });

/** Of a customer of whom a note says so, nobody learns who may not. */
const hushed = p.restrict(
  Customer,
  (row, actor, q) =>
    actor.has('discreet:see') || sql`not ${q.exists(Note, (note) => sql`${note.customerId} = ${row.id} and ${note.text} = 'hush'`)}`,
);
const discreet = (): Plugin<Discreet> =>
  definePlugin(p, {
    version: '0.1.0',
    label: label('Discretion', '保密'),
    capability: 'OPERATIONAL',
    migrations: new URL('./', import.meta.url),
    permissions: { 'discreet:see': label('See everybody', '查看全部') },
    model: [hushed],
  });

const entities = ['Customer', 'Contact', 'ContactChannel', 'Relationship'];
const rights = {
  'crm:customers:read': 'own',
  'crm:contacts:read': 'own',
  'crm:relationships:read': 'own',
} as const;

describeEngines('SYNC-01 what depends on other records', { plugins: [crm(), discreet()] }, (t) => {
  let boss: Person;
  beforeAll(async () => {
    boss = await t().staff();
  });
  const seller = () => sellerOf(boss, (o) => t().staff(o), rights);
  const customer = async (owner: Id<'Staff'>) =>
    (await boss.run(createCustomer, { name: 'Firm', kind: 'ORGANISATION', owner, confirmNew: true })).customer;
  const contact = async (of: Id<'Customer'>) =>
    (
      await boss.run(createContact, {
        name: 'Person',
        customers: [{ customer: of, role: 'GENERAL' }],
        channels: [{ kind: 'EMAIL', value: 'p@example.com' }],
      })
    ).contact;
  const typesIn = (records: readonly { readonly __typename?: string; readonly type?: string }[]) =>
    records.map((r) => r.__typename ?? r.type).toSorted();

  test('goes with it over several steps, and comes with it', async () => {
    const [a, b] = [await seller(), await seller()];
    const own = await customer(a.staff);
    await contact(own);
    const [from, to] = [await follow(a.person, a.device, null, { entities }), await follow(b.person, b.device, null, { entities })];
    expect(typesIn(from.upserts)).toEqual(['Contact', 'ContactChannel', 'Customer']);
    await boss.run(assignOwner, { customer: own, owner: b.staff });
    const left = await pull(a.person, { device: a.device, cursor: from.cursor, entities });
    expect(typesIn(left.tombstones)).toEqual(['Contact', 'ContactChannel', 'Customer']);
    expect(typesIn((await pull(b.person, { device: b.device, cursor: to.cursor, entities })).upserts)).toEqual([
      'Contact',
      'ContactChannel',
      'Customer',
    ]);
  });

  test('stays where it is when a change decides nothing', async () => {
    const a = await seller();
    const own = await customer(a.staff);
    await contact(own);
    const { cursor } = await follow(a.person, a.device, null, { entities });
    await boss.run(updateCustomer, { customer: own, set: { name: 'Renamed' } });
    const page = await pull(a.person, { device: a.device, cursor, entities });
    expect([typesIn(page.upserts), page.tombstones]).toEqual([['Customer'], []]);
  });

  test('what two records show goes with either', async () => {
    const a = await seller();
    const [from, to] = [await customer(a.staff), await customer(a.staff)];
    await boss.run(createRelationship, { from, to, type: 'ALLIANCE' });
    const { cursor, upserts } = await follow(a.person, a.device, null, { entities });
    expect(typesIn(upserts)).toEqual(['Customer', 'Customer', 'Relationship']);
    await boss.run(assignOwner, { customer: from, owner: (await seller()).staff });
    const page = await pull(a.person, { device: a.device, cursor, entities });
    expect(typesIn(page.tombstones)).toEqual(['Customer', 'Relationship']);
  });

  test('a record that hides others takes them away when it comes, and gives them back when it goes', async () => {
    const a = await seller();
    const own = await customer(a.staff);
    await contact(own);
    const { cursor } = await follow(a.person, a.device, null, { entities });
    const { note } = await boss.run(addNote, { customer: own, text: 'hush' });
    const hidden = await pull(a.person, { device: a.device, cursor, entities });
    expect(hidden.tombstones).toContainEqual({ type: 'Customer', id: globalId('cus', own), reason: 'NOT_VISIBLE' });
    await boss.run(deleteNote, { note });
    const shown = await pull(a.person, { device: a.device, cursor: hidden.cursor, entities });
    expect(shown.upserts.map((u) => u.id)).toContain(globalId('cus', own));
    expect(shown.tombstones).toEqual([]);
  });

  test('what came and went between two looks is told of as gone to those who saw it, and to nobody else', async () => {
    const [a, b] = [await seller(), await seller()];
    const own = await customer(b.staff);
    const person = await contact(own);
    const { cursor } = await follow(a.person, a.device, null, { entities });
    const { note } = await boss.run(addNote, { customer: own, text: 'hush' });
    await boss.run(assignOwner, { customer: own, owner: a.staff });
    await boss.run(unlinkContact, { customer: own, contact: person });
    await boss.run(assignOwner, { customer: own, owner: b.staff });
    await boss.run(deleteNote, { note });
    const page = await pull(a.person, { device: a.device, cursor, entities });
    expect(page.upserts).toEqual([]);
    expect(page.tombstones.filter((g) => g.type === 'Customer')).toEqual([]);
  });
});
