/**
 * F23: fifty clients change one record, each from what it has read of it. What is accepted is seen in the record: as many steps of its version
 * as there were accepted changes, one line of the log for each, and nobody's change lost under another's.
 */
import { createCustomer, crm, updateCustomer } from '@guanxi/core/crm';
import { describeEngines } from '@guanxi/testing';
import { expect, test } from 'vitest';
import { size, timeLimit } from './size.fixture.ts';

const CLIENTS = 50;
const ROUNDS = size(4, 100);

describeEngines('F23', { plugins: [crm()] }, (t, engine) => {
  test(`${CLIENTS} clients on one record: accepted changes are its version's steps`, { timeout: timeLimit(120_000) }, async () => {
    const self = await t().service();
    const { customer } = await self.run(createCustomer, { name: 'Contended', kind: 'ORGANISATION' });
    const versionNow = async (): Promise<number> =>
      Number(
        (await t().database.query({ text: 'select version from crm.crm_customer where id = $1', params: [customer] })).rows[0]?.['version'],
      );
    let accepted = 0;
    let conflicts = 0;
    await Promise.all(
      Array.from({ length: CLIENTS }, async (_, client) => {
        for (let round = 0; round < ROUNDS; round += 1) {
          const expectedVersion = await versionNow();
          const outcome = await self.attempt(updateCustomer, { customer, set: { name: `${client}/${round}` } }, { expectedVersion });
          if (outcome.ok) accepted += 1;
          else {
            expect(outcome.errors.map((e) => e.code)).toEqual(['CONFLICT']);
            conflicts += 1;
          }
        }
      }),
    );
    const version = await versionNow();
    const { rows } = await t().database.query({
      text: `select version, before->>'name' is not distinct from lag(after->>'name') over (order by version) as follows
        from crm.change_log where record_id = $1 order by version`,
      params: [customer],
    });
    console.log(
      `F23: ${CLIENTS} clients, ${CLIENTS * ROUNDS} changes ${engine === 'postgres' ? 'on Postgres' : 'embedded'}: ${accepted} accepted, ${conflicts} conflicts, version ${version}, ${rows.length} lines in the log`,
    );
    expect(accepted + conflicts).toBe(CLIENTS * ROUNDS);
    expect(accepted).toBeGreaterThanOrEqual(ROUNDS);
    expect(version).toBe(1 + accepted);
    expect(rows).toEqual(Array.from({ length: version }, (_, i) => ({ version: i + 1, follows: true })));
  });
});
