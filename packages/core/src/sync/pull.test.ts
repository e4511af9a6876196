/** SYNC-01: what a copy lacks. A small copy follows the server through `changesSince`, and must be what its owner sees. */
import { globalId } from '@guanxi/core';
import {
  assignOwner,
  createContact,
  createCustomer,
  crm,
  deleteContact,
  deleteCustomer,
  linkContact,
  registerDevice,
  revokeDevice,
  updateCustomer,
} from '@guanxi/core/crm';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { follow, type Person, pull, sellerOf } from './pull.fixture.ts';

describeEngines('SYNC-01 changesSince', { plugins: [crm()] }, (t) => {
  let boss: Person;
  beforeAll(async () => {
    boss = await t().staff();
  });
  let made = 0;
  const customer = async (owner: string, name = `Firm ${++made}`) =>
    (await boss.run(createCustomer, { name, kind: 'ORGANISATION', owner: owner as never, confirmNew: true })).customer;
  const contact = async (of: readonly string[], name = `Person ${++made}`) =>
    (
      await boss.run(createContact, {
        name,
        customers: of.map((c) => ({ customer: c as never, role: 'GENERAL' })),
        channels: [{ kind: 'EMAIL', value: `p${made}@example.com` }],
      })
    ).contact;
  const seller = (can?: Record<string, 'own' | 'all'>) => sellerOf(boss, (o) => t().staff(o), can);
  const codeOf = async (run: Promise<unknown>) =>
    run.then(
      () => 'nothing',
      (e: { code?: string }) => e.code,
    );
  const cus = (id: string) => globalId('cus', id);
  const con = (id: string) => globalId('con', id);

  describe('the first download', () => {
    test('brings everything that is seen, in pages, and nothing else', async () => {
      const { staff, person, device } = await seller();
      const own = [await customer(staff), await customer(staff), await customer(staff)];
      await customer(boss.actor.kind === 'staff' ? boss.actor.staffId : '');
      const person1 = await contact(own.slice(0, 1));
      const { pages, upserts } = await follow(person, device, null, { first: 2 });
      expect(pages.length).toBeGreaterThan(1);
      expect(pages.every((p) => p.isInitial || p.upserts.length === 0)).toBe(true);
      expect(upserts.map((u) => u.id).toSorted()).toEqual([...own.map(cus), con(person1)].toSorted());
      expect(upserts.find((u) => u.__typename === 'Contact')).toMatchObject({ name: expect.stringMatching('Person') });
    });

    test('loses nothing that happens meanwhile', async () => {
      const { staff, person, device } = await seller();
      const own = [await customer(staff), await customer(staff), await customer(staff)] as const;
      const first = await pull(person, { device, first: 2 });
      await boss.run(updateCustomer, { customer: own[0], set: { name: 'Renamed' } });
      const late = await customer(staff);
      await boss.run(deleteCustomer, { customer: own[1] });
      const { upserts, tombstones } = await follow(person, device, first.cursor, { first: 2 });
      expect(upserts.filter((u) => u.id === cus(own[0])).at(-1)?.name).toBe('Renamed');
      expect(upserts.map((u) => u.id)).toEqual(expect.arrayContaining([cus(own[2]), cus(late)]));
      expect(tombstones).toEqual([{ type: 'Customer', id: cus(own[1]), reason: 'DELETED' }]);
    });
  });

  test('one entity alone is as well', async () => {
    const { staff, person, device } = await seller();
    const own = await customer(staff);
    const { upserts, cursor } = await follow(person, device, null, { entities: ['Customer'] });
    expect(upserts.map((u) => u.id)).toEqual([cus(own)]);
    expect((await pull(person, { device, cursor, entities: ['Customer'] })).upserts).toEqual([]);
  });

  describe('behind a cursor', () => {
    test('comes what is new, changed or gone, once and as it is now', async () => {
      const { staff, person, device } = await seller();
      const [kept, gone] = [await customer(staff), await customer(staff)];
      const { cursor } = await follow(person, device, null);
      await boss.run(updateCustomer, { customer: kept, set: { name: 'Once' } });
      await boss.run(updateCustomer, { customer: kept, set: { name: 'Twice' } });
      await boss.run(deleteCustomer, { customer: gone });
      const made = await customer(staff, 'New');
      const page = await pull(person, { device, cursor });
      expect(page.upserts.map((u) => u.name).toSorted()).toEqual(['New', 'Twice']);
      expect(page.tombstones).toEqual([{ type: 'Customer', id: cus(gone), reason: 'DELETED' }]);
      expect((await pull(person, { device, cursor: page.cursor })).upserts).toEqual([]);
      expect(page.upserts.map((u) => u.id)).toContain(cus(made));
    });

    test('a customer handed over goes with its contacts, and comes with them to whoever takes it', async () => {
      const [a, b] = [await seller(), await seller()];
      const own = await customer(a.staff);
      const known = await contact([own]);
      const from = await follow(a.person, a.device, null);
      const to = await follow(b.person, b.device, null);
      await boss.run(assignOwner, { customer: own, owner: b.staff });
      const left = await pull(a.person, { device: a.device, cursor: from.cursor });
      expect(left.upserts).toEqual([]);
      expect(left.tombstones.toSorted((x, y) => x.type.localeCompare(y.type))).toEqual([
        { type: 'Contact', id: con(known), reason: 'NOT_VISIBLE' },
        { type: 'Customer', id: cus(own), reason: 'NOT_VISIBLE' },
      ]);
      const came = await pull(b.person, { device: b.device, cursor: to.cursor });
      expect(came.upserts.map((u) => u.id).toSorted()).toEqual([cus(own), con(known)].toSorted());
      expect(came.tombstones).toEqual([]);
    });

    test('a contact linked to a customer in sight comes, and goes when the customer goes', async () => {
      const a = await seller();
      const [own, other] = [await customer(a.staff), await customer(boss.actor.kind === 'staff' ? boss.actor.staffId : '')];
      const stranger = await contact([other]);
      const { cursor } = await follow(a.person, a.device, null);
      await boss.run(linkContact, { customer: own, contact: stranger, role: 'GENERAL' });
      const linked = await pull(a.person, { device: a.device, cursor });
      expect(linked.upserts.map((u) => u.id)).toContain(con(stranger));
      await boss.run(deleteCustomer, { customer: own });
      const unlinked = await pull(a.person, { device: a.device, cursor: linked.cursor });
      expect(unlinked.tombstones).toEqual(
        expect.arrayContaining([
          { type: 'Customer', id: cus(own), reason: 'DELETED' },
          { type: 'Contact', id: con(stranger), reason: 'NOT_VISIBLE' },
        ]),
      );
    });

    test('nothing is told of what was never in sight: neither its changes nor its end', async () => {
      const a = await seller();
      const other = boss.actor.kind === 'staff' ? boss.actor.staffId : '';
      const hidden = await customer(other);
      const person = await contact([hidden]);
      const { cursor } = await follow(a.person, a.device, null);
      await boss.run(updateCustomer, { customer: hidden, set: { name: 'Hidden' } });
      await boss.run(deleteContact, { contact: person });
      await boss.run(deleteCustomer, { customer: hidden });
      const page = await pull(a.person, { device: a.device, cursor });
      expect(page).toMatchObject({ upserts: [], tombstones: [] });
    });

    test('out of sight first and removed then is told as out of sight', async () => {
      const a = await seller();
      const own = await customer(a.staff);
      const { cursor } = await follow(a.person, a.device, null);
      await boss.run(assignOwner, { customer: own, owner: (await seller()).staff });
      await boss.run(deleteCustomer, { customer: own });
      expect((await pull(a.person, { device: a.device, cursor })).tombstones).toEqual([
        { type: 'Customer', id: cus(own), reason: 'NOT_VISIBLE' },
      ]);
    });

    test('it is paged, and a page asked for twice is the same', async () => {
      const a = await seller();
      const { cursor } = await follow(a.person, a.device, null);
      const ids = await Promise.all([1, 2, 3, 4, 5].map(() => customer(a.staff)));
      const first = await pull(a.person, { device: a.device, cursor, first: 2 });
      expect(await pull(a.person, { device: a.device, cursor, first: 2 })).toEqual(first);
      const rest = await follow(a.person, a.device, first.cursor, { first: 2 });
      expect([...first.upserts, ...rest.upserts].map((u) => u.id).toSorted()).toEqual(ids.map(cus).toSorted());
    });

    test('it takes as many statements for many records as for one', async () => {
      const a = await seller({ 'crm:customers:read': 'all', 'crm:contacts:read': 'all' });
      const { cursor } = await follow(a.person, a.device, null);
      const one = await customer(a.staff);
      await pull(a.person, { device: a.device, cursor });
      const single = await t().statements(() => pull(a.person, { device: a.device, cursor }));
      for (let i = 0; i < 5; i += 1) await contact([one, await customer(a.staff)]);
      await pull(a.person, { device: a.device, cursor });
      const many = await t().statements(() => pull(a.person, { device: a.device, cursor }));
      expect(many.value.upserts.length).toBeGreaterThan(10);
      expect(many.statements.length).toBe(single.statements.length);
    });
  });

  describe('refuses', () => {
    test('a device that is unknown, somebody else’s or revoked', async () => {
      const [a, b] = [await seller(), await seller()];
      expect(await codeOf(pull(a.person, { device: 'dev_0190f5c2000070008000000000000000' }))).toBe('DEVICE_UNKNOWN');
      expect(await codeOf(pull(a.person, { device: b.device }))).toBe('DEVICE_UNKNOWN');
      const { device } = await b.person.run(registerDevice, { name: 'tablet' });
      await b.person.run(revokeDevice, { device });
      expect(await codeOf(pull(b.person, { device: globalId('dev', device) }))).toBe('DEVICE_REVOKED');
    });

    test('an entity that is none, and one that may not be read', async () => {
      const a = await seller();
      expect(await codeOf(pull(a.person, { device: a.device, entities: ['Nothing'] }))).toBe('BAD_INPUT');
      expect(await codeOf(pull(a.person, { device: a.device, entities: ['Tag'] }))).toBe('FORBIDDEN');
    });

    test('a cursor ahead of the log, of another epoch, or of other rights, teams or entities', async () => {
      const a = await seller();
      const { cursor } = await follow(a.person, a.device, null);
      const forged = (change: (log: string) => string): string => {
        const [log = '', scope = ''] = Buffer.from(cursor, 'base64url').toString().split('~');
        return Buffer.from([Buffer.from(change(Buffer.from(log, 'base64url').toString())).toString('base64url'), scope].join('~')).toString(
          'base64url',
        );
      };
      const tried = (with_: string, who = a.person) => codeOf(pull(who, { device: a.device, cursor: with_ }));
      expect(await tried(forged((log) => log.replace(/\.\w+$/, '.zzzzz')))).toBe('RESYNC');
      expect(await tried(forged((log) => log.replace(/^\w+/, '00000000')))).toBe('RESYNC');
      expect(await tried('bm90aGluZw')).toBe('BAD_INPUT');
      expect(await codeOf(pull(a.person, { device: a.device, cursor, entities: ['Customer'] }))).toBe('RESYNC');
      const promoted = await t().staff({ id: a.staff, can: { 'crm:customers:read': 'all', 'crm:contacts:read': 'own' } });
      expect(await tried(cursor, promoted)).toBe('RESYNC');
      const moved = await t().staff({ id: a.staff, can: { 'crm:customers:read': 'own', 'crm:contacts:read': 'own' }, team: a.staff });
      expect(await tried(cursor, moved)).toBe('RESYNC');
    });

    test('a cursor of what is no longer kept', async () => {
      const a = await seller();
      const { cursor } = await follow(a.person, a.device, null);
      await customer(a.staff);
      await follow(a.person, a.device, null);
      await t().database.query({
        text: `insert into crm.log_retention (tenant_id, floor) values ($1, (select position from crm.log_head)) on conflict (tenant_id) do update set floor = excluded.floor`,
        params: [t().tenant.id],
      });
      expect(await codeOf(pull(a.person, { device: a.device, cursor }))).toBe('RESYNC');
    });
  });
});
