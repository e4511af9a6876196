import { globalId } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, expect, test } from 'vitest';
import {
  addNote,
  createCustomer,
  crm,
  customerFields,
  erasePerson,
  recordInteraction,
  unmergeCustomers,
  updateCustomer,
} from '../index.ts';
import { busyPerson, canaries, everywhere } from './person.fixture.ts';

describeEngines('erasure of a person', { plugins: [crm()] }, (t) => {
  let officer: Awaited<ReturnType<ReturnType<typeof t>['staff']>>;
  let her: Awaited<ReturnType<typeof busyPerson>>;
  beforeAll(async () => {
    officer = await t().staff({ name: '程岚' });
    her = await busyPerson(t(), officer);
  });
  const read = async (document: string) => (await officer.execute(document)) as { data: Record<string, unknown>; errors?: unknown };

  test('DATA-12: a dry run counts what would go where, and changes nothing', async () => {
    const before = await everywhere(t().database, canaries);
    const plan = await officer.run(erasePerson, { person: { kind: 'customer', value: her.customer }, reason: 'asked', dryRun: true });
    expect(plan).toMatchObject({ erasure: null, verified: null });
    expect(plan.counts).toMatchObject({
      crm_customer: expect.any(Number),
      crm_customer_channel: expect.any(Number),
      crm_interaction: expect.any(Number),
      crm_file: 2,
      change_log: expect.any(Number),
    });
    expect(before).toContain('change_log.after');
    expect(await everywhere(t().database, canaries)).toEqual(before);
  });

  test('DATA-12: nothing of the person is left in any column of any table, and the proof says so', async () => {
    const { erasure, verified, scannedColumns, values, remaining } = await officer.run(erasePerson, {
      person: { kind: 'customer', value: her.alias },
      reason: 'asked on the telephone',
    });
    expect(remaining).toEqual([]);
    expect(verified).toBe(true);
    expect(scannedColumns).toBeGreaterThan(150);
    expect(values).toBeGreaterThan(20);
    expect(await everywhere(t().database, canaries)).toEqual([]);
    const { data } = await read(
      `{ erasure(id: "${globalId('era', erasure as never)}") { personType personId reason digest verified values erasedBy { name } } }`,
    );
    expect(data['erasure']).toEqual({
      personType: 'Customer',
      personId: expect.any(String),
      reason: 'asked on the telephone',
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      verified: true,
      values,
      erasedBy: { name: '程岚' },
    });
  });
});
void [addNote, createCustomer, customerFields, recordInteraction, unmergeCustomers, updateCustomer];
