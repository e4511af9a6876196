/**
 * SYNC-01, as a property: two clients and a server, random commands on all three, requests that get lost, doubled and reordered. When the
 * network is well again and both have synced, each client shows what the server shows its owner.
 */
import {
  assignOwner,
  createContact,
  createCustomer,
  crm,
  deleteContact,
  deleteCustomer,
  linkContact,
  updateCustomer,
} from '@guanxi/core/crm';
import { describeEngines } from '@guanxi/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Resolution } from './index.ts';
import { copyOf, type Fault, Network, type Person, type Salesperson, salesperson, shownTo } from './world.fixture.ts';

const seed = Number(process.env['GUANXI_SYNC_SEED'] ?? 20_260_105);
const numRuns = Number(process.env['GUANXI_SYNC_RUNS'] ?? 15);

let tenants = 0;

const who = fc.nat({ max: 1 });
const pick = fc.nat({ max: 50 });
const word = fc.constantFrom('North', 'South', 'East', 'West');
const fault = fc.constantFrom<Fault>('ok', 'ok', 'ok', 'lost', 'unanswered', 'doubled', 'late');
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ does: fc.constant('create' as const), who, word }) },
  { weight: 5, arbitrary: fc.record({ does: fc.constantFrom('rename' as const, 'region' as const), who, pick, word }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constantFrom('contact' as const, 'status' as const), who, pick, word }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constantFrom('delete' as const, 'forget' as const), who, pick }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('sync' as const), who, faults: fc.array(fault, { maxLength: 6 }) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('arrive' as const) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constantFrom(
        'serverRename' as const,
        'serverRegion' as const,
        'assign' as const,
        'link' as const,
        'serverDelete' as const,
        'serverForget' as const,
        'serverContact' as const,
      ),
      who,
      pick,
      word,
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const at = <T>(list: readonly T[], i: number): T | undefined => list[i % Math.max(1, list.length)];

async function offline({ client }: Salesperson, s: Step): Promise<void> {
  if (s.does === 'create') {
    const id = client.newId('cus');
    await client.run('createCustomer', { name: `Firm ${s.word}`, kind: 'ORGANISATION', confirmNew: true }, { creates: [id] });
    return;
  }
  if (!('pick' in s)) return;
  const customer = at(client.all('Customer'), s.pick)?.id;
  const contact = at(client.all('Contact'), s.pick)?.id;
  const own = (command: string, input: object, subject = customer) => client.run(command, { ...input }, { subject: subject ?? '' });
  if (s.does === 'forget' && contact !== undefined) await own('deleteContact', { contact }, contact);
  if (customer === undefined) return;
  if (s.does === 'rename') await own('updateCustomer', { customer, set: { name: `${s.word} Ltd` } });
  if (s.does === 'region') await own('updateCustomer', { customer, set: { region: s.word } });
  if (s.does === 'status') await own('changeCustomerStatus', { customer, status: 'ACTIVE' });
  if (s.does === 'delete') await own('deleteCustomer', { customer });
  if (s.does === 'contact')
    await client.run(
      'createContact',
      { name: `Ms ${s.word}`, customers: [{ customer, role: 'GENERAL' }], channels: [{ kind: 'EMAIL', value: `${s.word}@example.com` }] },
      { creates: [client.newId('con')] },
    );
}

const list = async (boss: Person, plural: string): Promise<readonly string[]> => {
  const { data } = await boss.execute(`{ ${plural}(first: 500) { nodes { id } } }`);
  return (
    (data as Readonly<Record<string, { readonly nodes: readonly { readonly id: string }[] }>>)[plural]?.nodes.map((n) => uuid(n.id)) ?? []
  );
};
const uuid = (id: string): string => id.slice(4).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

async function onServer(boss: Person, people: readonly Salesperson[], s: Step): Promise<void> {
  if (!('pick' in s && 'word' in s)) return;
  const customer = at(await list(boss, 'customers'), s.pick) as never;
  const contact = at(await list(boss, 'contacts'), s.pick) as never;
  if (s.does === 'serverForget' && contact) await boss.attempt(deleteContact, { contact });
  if (!customer) return;
  const channels = [{ kind: 'EMAIL' as const, value: 'x@example.com' }];
  if (s.does === 'serverRename') await boss.attempt(updateCustomer, { customer, set: { name: `${s.word} Inc` } });
  if (s.does === 'serverRegion') await boss.attempt(updateCustomer, { customer, set: { region: s.word } });
  if (s.does === 'assign') await boss.attempt(assignOwner, { customer, owner: people[s.who]?.id as never });
  if (s.does === 'serverDelete') await boss.attempt(deleteCustomer, { customer });
  if (s.does === 'serverContact')
    await boss.attempt(createContact, { name: `Mr ${s.word}`, customers: [{ customer, role: 'GENERAL' }], channels });
  if (s.does === 'link' && contact) await boss.attempt(linkContact, { customer, contact, role: 'GENERAL' });
}

describeEngines('SYNC-01 two clients and a server', { plugins: [crm()] }, (t, engine) => {
  test.each(['all', 'own'] as const)(
    'end alike, whatever the network does, where a person sees %s',
    async (reach) => {
      console.log(`SYNC-01 converges (${reach}, ${engine}): seed ${seed}, ${numRuns} runs`);
      const property = fc.asyncProperty(
        fc.array(step, { minLength: 20, maxLength: 60, size: 'max' }),
        fc.boolean(),
        async (steps, insists) => {
          tenants += 1;
          const house = await t().another({ slug: `sync-${reach}-${tenants}` });
          const boss: Person = await house.staff();
          const network = new Network();
          const onConflict = (): Resolution => (insists ? 'client' : 'server');
          const policy = insists ? ('LAST_WRITE' as const) : ('MANUAL' as const);
          const people = [
            await salesperson(house, boss, network, { reach, onConflict, policy, size: 3 }),
            await salesperson(house, boss, network, { reach, onConflict, size: 5 }),
          ] as const;
          await boss.run(createCustomer, { name: 'First', kind: 'ORGANISATION', owner: people[0].id as never, confirmNew: true });
          for (const s of steps) {
            house.clock.advance('PT1M');
            if (s.does === 'arrive') await network.arrive();
            else if (s.does === 'sync') {
              network.faults = [...s.faults];
              await people[s.who === 0 ? 0 : 1].client.sync().catch(() => undefined);
              network.faults = [];
            } else if (['create', 'rename', 'region', 'contact', 'status', 'delete', 'forget'].includes(s.does)) {
              await offline(people[s.who === 0 ? 0 : 1], s);
            } else await onServer(boss, people, s);
          }
          await network.arrive();
          for (const { client } of [...people, ...people]) await client.sync();
          for (const person of people) {
            expect(person.client.pending).toEqual([]);
            expect(copyOf(person)).toEqual(await shownTo(person));
          }
          if (reach === 'all') expect(copyOf(people[0])).toEqual(copyOf(people[1]));
        },
      );
      await fc.assert(property, { seed, numRuns, endOnFailure: true });
    },
    240_000,
  );
});
