/**
 * Answers that are kept are those that the database would give: an engine that keeps them and one that does not answer alike, whatever is
 * written in between, by the one or by the other, sequenced or not.
 */
import { createEngine, type Id } from '@guanxi/core';
import { assignOwner, createCustomer, createStaff, crm, deleteCustomer, updateCustomer } from '@guanxi/core/crm';
import type { Database } from '@guanxi/core/database';
import { describeEngines } from '@guanxi/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const documents = [
  '{ customers(first: 4, orderBy: [{ name: ASC }]) { nodes { id name region owner { name } } totalCount } }',
  '{ customersAggregate(groupBy: [{ field: REGION }]) { count group { region } } }',
  '{ staffMembers { nodes { name customers { nodes { name } } } } }',
  'query ($w: CustomerFilter) { customers(where: $w) { nodes { id name } } }',
] as const;
const variables = [{}, { w: { region: { eq: '东' } } }, { w: { name: { contains: '甲' } } }];

const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('ask' as const), document: fc.nat(3), variables: fc.nat(2), who: fc.nat(1) }) },
  fc.record({
    kind: fc.constant('create' as const),
    by: fc.nat(1),
    name: fc.constantFrom('甲', '乙', '丙'),
    region: fc.constantFrom('东', '西'),
  }),
  fc.record({ kind: fc.constant('rename' as const), by: fc.nat(1), at: fc.nat(9), name: fc.constantFrom('甲', '丁') }),
  fc.record({ kind: fc.constant('owner' as const), by: fc.nat(1), at: fc.nat(9) }),
  fc.record({ kind: fc.constant('delete' as const), by: fc.nat(1), at: fc.nat(9) }),
  { weight: 3, arbitrary: fc.constant({ kind: 'sequence' as const }) },
);

describeEngines('answers that are kept', { plugins: [crm()] }, (t) => {
  /** Over the same database, with the statements that read an answer counted. */
  function keeping(): { readonly engine: ReturnType<typeof t>['engine']; reads(): number } {
    const { database, clock } = t();
    let reads = 0;
    const counting: Database = {
      ...database,
      query(statement, o) {
        if (statement.text.startsWith('select (select row_to_json')) reads += 1;
        return database.query(statement, o);
      },
    };
    const engine = createEngine({ plugins: [crm()], database: counting, clock, limits: { rate: null }, results: { maxBytes: 1_000_000 } });
    return { engine: engine as never, reads: () => reads };
  }

  test('are answered without the database until something is written, by whichever instance, and no longer', async () => {
    const chief = await t().staff({ name: '主管' });
    const { engine, reads } = keeping();
    const ask = async (): Promise<string> => (await engine.execute({ document: documents[0], actor: chief.actor })).text;
    await chief.run(createCustomer, { name: '甲', kind: 'ORGANISATION' });
    await t().workOff();
    const first = await ask();
    expect(await ask()).toBe(first);
    const before = reads();
    expect([await ask(), await ask(), ...(await Promise.all([ask(), ask(), ask()]))]).toEqual([first, first, first, first, first]);
    expect(reads()).toBe(before);
    await chief.run(createCustomer, { name: '乙', kind: 'ORGANISATION' });
    // Committed, and not in the log yet.
    const second = await ask();
    expect(second).toContain('乙');
    await t().workOff();
    expect([await ask(), await ask()]).toEqual([second, second]);
    const again = reads();
    expect(await ask()).toBe(second);
    expect(reads()).toBe(again);
    await engine.close();
  });

  test('do not outlive what the log has told and forgotten', async () => {
    const house = await t().another();
    const chief = await house.staff({ name: '主管' });
    const { engine } = keeping();
    const ask = async (): Promise<string> => (await engine.execute({ document: documents[0], actor: chief.actor })).text;
    await chief.run(createCustomer, { name: '甲', kind: 'ORGANISATION' });
    await house.workOff();
    const first = await ask();
    expect([await ask(), await ask()]).toEqual([first, first]);
    await chief.run(createCustomer, { name: '乙', kind: 'ORGANISATION' });
    await house.workOff();
    await house.engine.tenants.keepEvents(house.tenant.id, 1);
    house.clock.advance('P3D');
    await house.engine.upkeep();
    expect(await ask()).toContain('乙');
    await engine.close();
  });

  test('are not asked for each time where something changes each time', async () => {
    const house = await t().another();
    const chief = await house.staff({ name: '主管' });
    const { engine } = keeping();
    const ask = async (): Promise<string> => (await engine.execute({ document: documents[0], actor: chief.actor })).text;
    for (let n = 0; n < 30; n += 1) {
      await chief.run(createCustomer, { name: `第${n}家`, kind: 'ORGANISATION', confirmNew: true });
      if (n % 2 === 0) await house.workOff();
      expect(await ask()).toBe((await house.engine.execute({ document: documents[0], actor: chief.actor })).text);
    }
    expect(engine.results).toMatchObject({ hits: 0 });
    expect(engine.results?.passed).toBeGreaterThan(15);
    await house.workOff();
    for (let n = 0; n < 70; n += 1) await ask();
    expect(engine.results?.hits).toBeGreaterThan(0);
    await engine.close();
  });

  test('are the same under random writes of two instances', { timeout: 240_000 }, async () => {
    const { engine, reads } = keeping();
    let answers = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const house = await t().another();
        const chief = await house.staff({ name: '主管' });
        const { staff } = await chief.run(createStaff, { name: '李娜' });
        const seller = await house.staff({ id: staff, can: { '*': 'own', 'crm:staff:read': 'all' } });
        const known: Id<'Customer'>[] = [];
        const writers = [house.engine.as(chief.actor), engine.as(chief.actor)] as const;
        for (const s of steps) {
          if (s.kind === 'sequence') await house.workOff();
          else if (s.kind === 'ask') {
            const { actor } = s.who === 0 ? chief : seller;
            const request = { document: documents[s.document] as string, variables: s.document === 3 ? variables[s.variables] : {}, actor };
            for (let n = 0; n < 3; n += 1) {
              answers += 1;
              expect((await engine.execute(request)).text).toBe((await house.engine.execute(request)).text);
            }
          } else {
            const writer = writers[s.by] as (typeof writers)[number];
            if (s.kind === 'create') {
              const made = await writer.run(createCustomer, { name: s.name, kind: 'ORGANISATION', region: s.region, confirmNew: true });
              if (made.ok) known.push(made.value.customer);
              continue;
            }
            const customer = known[s.at % Math.max(1, known.length)];
            if (customer === undefined) continue;
            if (s.kind === 'rename') await writer.run(updateCustomer, { customer, set: { name: s.name } });
            if (s.kind === 'owner') await writer.run(assignOwner, { customer, owner: staff });
            if (s.kind === 'delete' && (await writer.run(deleteCustomer, { customer })).ok) known.splice(known.indexOf(customer), 1);
          }
        }
      }),
      { numRuns: 12, seed: 20_260_601 },
    );
    expect(reads()).toBeLessThan(answers);
    await engine.close();
  });
});
