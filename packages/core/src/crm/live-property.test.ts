/** DATA-14: whatever is done, what a client has made of its patches is what the query answers. */
import { type Actor, globalId, type Id } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assignOwner, changeCustomerStatus, createCustomer, createStaff, crm, deleteCustomer, updateCustomer } from './index.ts';
import { liveClient } from './testing/live.fixture.ts';

const limits = { liveDebounceMs: 1, minLiveDebounceMs: 1 };

const queries = {
  list: '{ customers(first: 4, orderBy: [{ region: DESC }]) { totalCount nodes { id name region owner { name } } pageInfo { hasNextPage } } }',
  edges: '{ customers(where: { status: { eq: ACTIVE } }) { edges { cursor node { id name } } } }',
  numbers: '{ customersAggregate(groupBy: [{ field: STATUS }]) { count group { status } } }',
  staff: '{ staffMembers { nodes { name customers { nodes { name } } } } }',
  // `$first` stands for the id of a customer that is there at the beginning.
  record: '{ customer(id: "$first") { name status owner { name customers { totalCount } } } }',
  named: '{ node(id: "$first") { ... on Customer { region } } customers(where: { id: { in: ["$first"] } }) { nodes { name } } }',
};

const command = fc.oneof(
  fc.record({ kind: fc.constant('create' as const), name: fc.constantFrom('甲', '乙', '丙'), region: fc.constantFrom('东', '西') }),
  fc.record({ kind: fc.constant('rename' as const), at: fc.nat(9), name: fc.constantFrom('甲', '丁', '戊') }),
  fc.record({ kind: fc.constant('move' as const), at: fc.nat(9), region: fc.constantFrom('东', '西', '南') }),
  fc.record({ kind: fc.constant('status' as const), at: fc.nat(9), status: fc.constantFrom('ACTIVE' as const, 'TERMINATED' as const) }),
  fc.record({ kind: fc.constant('owner' as const), at: fc.nat(9), owner: fc.nat(1) }),
  fc.record({ kind: fc.constant('delete' as const), at: fc.nat(9) }),
);
type Wanted = typeof command extends fc.Arbitrary<infer C> ? C : never;
/** Whether the client takes what is sent after a command, or is busy. */
const steps = fc.array(fc.tuple(command, fc.boolean()), { minLength: 1, maxLength: 7 });

describeEngines('live queries under random commands', { plugins: [crm()], limits }, (t, engine) => {
  type House = ReturnType<typeof t>;
  type Person = Awaited<ReturnType<House['staff']>>;

  async function world() {
    const house = await t().another();
    const chief = await house.staff({ name: '主管' });
    const hire = async (name: string) => (await chief.run(createStaff, { name })).staff;
    const owners = [await hire('李娜'), await hire('王伟')] as const;
    const seller = await house.staff({ id: owners[0], can: { '*': 'own', 'crm:staff:read': 'all' } });
    const known: Id<'Customer'>[] = [];
    for (const [i, owner] of owners.entries())
      known.push((await chief.run(createCustomer, { name: `老${i}`, kind: 'ORGANISATION', owner, confirmNew: true })).customer);
    return { house, chief, owners, seller, known };
  }

  /** Does it, as far as it can be done. */
  async function apply(chief: Person, owners: readonly Id<'Staff'>[], known: Id<'Customer'>[], c: Wanted): Promise<void> {
    if (c.kind === 'create') {
      const made = await chief.run(createCustomer, { name: c.name, kind: 'ORGANISATION', region: c.region, confirmNew: true });
      known.push(made.customer);
      return;
    }
    const customer = known[c.at % Math.max(known.length, 1)];
    if (customer === undefined) return;
    if (c.kind === 'rename') await chief.run(updateCustomer, { customer, set: { name: c.name } });
    if (c.kind === 'move') await chief.run(updateCustomer, { customer, set: { region: c.region } });
    if (c.kind === 'status') await chief.attempt(changeCustomerStatus, { customer, status: c.status });
    if (c.kind === 'owner') await chief.run(assignOwner, { customer, owner: owners[c.owner] as Id<'Staff'> });
    if (c.kind === 'delete') {
      await chief.run(deleteCustomer, { customer });
      known.splice(known.indexOf(customer), 1);
    }
  }

  test('at every revision the patched state is one that the query has answered, and at last the newest', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.constantFrom(...Object.values(queries)), async (commands, document) => {
        const { house, chief, owners, seller, known } = await world();
        const query = document.replaceAll('$first', globalId('cus', known[0] as string));
        const watchers = await Promise.all([chief.actor, seller.actor].map((actor) => watch(house, actor, query)));
        for (const [c, looks] of commands) {
          await apply(chief, owners, known, c);
          for (const watcher of watchers) await watcher.remember();
          if (looks) for (const watcher of watchers) await watcher.catchUp();
        }
        for (const watcher of watchers) await watcher.catchUp();
        await Promise.all(watchers.map((watcher) => watcher.leave()));
      }),
      { numRuns: engine === 'embedded' ? 25 : 15, seed: 14 },
    );
  });

  /** A client, and beside it every answer that the query had between commands. */
  async function watch(house: House, actor: Actor, query: string) {
    const client = await liveClient(house.engine, actor, `query @live ${query}`);
    const fresh = async () => (await house.engine.execute({ document: query, actor })).parsed().data;
    const answers = [canonical(await fresh())];
    return {
      async remember() {
        answers.push(canonical(await fresh()));
      },
      /** Reads until it has the newest; whatever it had on the way is one of the answers. */
      async catchUp() {
        while (canonical(client.data) !== answers.at(-1)) {
          await client.next();
          expect(answers).toContain(canonical(client.data));
        }
      },
      leave: client.leave,
    };
  }
});

/** A patched object may have its keys in another order. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, v: unknown) =>
    typeof v === 'object' && v !== null && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  );
