/** Erasure with proof: through records, history, log, search, what is kept for a while, and devices. */
import { globalId } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, expect, test } from 'vitest';
import {
  addNote,
  createContact,
  createCustomer,
  crm,
  erasePerson,
  recordInteraction,
  registerDevice,
  unmergeCustomers,
  updateCustomer,
} from '../index.ts';
import { busyPerson, canaries, everywhere } from './person.fixture.ts';

const removed: string[] = [];
const files = { remove: async (key: string) => void removed.push(key) };

describeEngines('DATA-12 erasure of a person', { plugins: [crm({ files })] }, (t) => {
  let officer: Awaited<ReturnType<ReturnType<typeof t>['staff']>>;
  let her: Awaited<ReturnType<typeof busyPerson>>;
  let device: string;
  let cursor: string;
  beforeAll(async () => {
    removed.length = 0;
    officer = await t().staff({ name: '程岚' });
    her = await busyPerson(t(), officer);
    device = globalId('dev', (await officer.run(registerDevice, { name: 'tablet' })).device);
    ({ cursor } = await pull(null));
  });
  const read = async (document: string) => {
    const { data, errors } = await officer.execute(document);
    if (errors) throw new Error(errors[0]?.message);
    return data as Record<string, unknown>;
  };
  const pull = async (from: string | null) => {
    const after = from === null ? '' : `, cursor: "${from}"`;
    const { changesSince } = await read(
      `{ changesSince(device: "${device}", entities: ["Customer"]${after}) { upserts { ... on Customer { id name } } cursor hasMore } }`,
    );
    return changesSince as { upserts: { id: string; name: string }[]; cursor: string };
  };
  const asked = { reason: 'asked on the telephone' };
  const person = (value: string) => ({ kind: 'customer' as const, value: value as typeof her.customer });

  test('a dry run counts what would go where, and changes nothing', async () => {
    const before = await everywhere(t().database, canaries);
    const plan = await officer.run(erasePerson, { person: person(her.customer), ...asked, dryRun: true });
    expect(plan).toMatchObject({ erasure: null, verified: null });
    expect(plan.counts).toMatchObject({
      crm_customer: expect.any(Number),
      crm_customer_channel: expect.any(Number),
      crm_interaction: expect.any(Number),
      crm_file: 2,
      change_log: expect.any(Number),
    });
    expect(before).toEqual(expect.arrayContaining(['change_log.after', 'crm_customer.attr_t1', 'crm_note.text', 'attribute_unique.value']));
    expect(await everywhere(t().database, canaries)).toEqual(before);
  });

  test('who may run the command, but not rewrite history, does not', async () => {
    const clerk = await t().staff({ can: ['crm:privacy:erase', 'crm:customers:read'] });
    expect(await clerk.refused(erasePerson, { person: person(her.customer), ...asked })).toBe('FORBIDDEN');
    const other = await t().staff({ can: ['engine:erase', 'crm:customers:read'] });
    expect(await other.refused(erasePerson, { person: person(her.customer), ...asked })).toBe('FORBIDDEN');
  });

  test('nothing is left in any column of any table, and the proof says so; whichever of the merged is named', async () => {
    await t().database.query({
      text: `insert into crm.operation_item (tenant_id, operation_id, number, item) values ($1, $2, 1, $3::jsonb)`,
      params: [
        t().tenant.id,
        her.fact,
        JSON.stringify({ row: { name: 'Annabel Quistgaard', of: 7 }, also: 'write to annabel@quistgaard.example' }),
      ],
    });
    const { erasure, verified, scannedColumns, values, remaining } = await officer.run(erasePerson, {
      person: person(her.alias),
      ...asked,
    });
    expect(remaining).toEqual([]);
    expect(verified).toBe(true);
    expect(scannedColumns).toBeGreaterThan(150);
    expect(values).toBeGreaterThan(20);
    expect(await everywhere(t().database, canaries)).toEqual([]);
    const { rows } = await t().database.query({ text: 'select item from crm.operation_item where operation_id = $1', params: [her.fact] });
    expect(JSON.parse(String(rows[0]?.['item']))).toEqual({ row: { name: '[erased]', of: 7 }, also: 'write to [erased]' });

    const proof = await read(
      `{ erasure(id: "${globalId('era', erasure as never)}") { personType personId reason digest verified values erasedBy { name } } }`,
    );
    expect(proof['erasure']).toEqual({
      personType: 'Customer',
      personId: her.customer,
      reason: asked.reason,
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      verified: true,
      values,
      erasedBy: { name: '程岚' },
    });
  });

  test('the record stays with its facts, and its history says that there was something', async () => {
    const { customer } = await read(`{ customer(id: "${her.id}") {
      name version erasedAt registrationNumber attributes channels { nodes { kind value } } addresses { nodes { lines city region } }
      facts { totalCount nodes { value { amount } } } interactions { nodes { subject body learnedFacts channel } } files { nodes { name bytes } } } }`);
    expect(customer).toEqual({
      name: '[erased]',
      version: expect.any(Number),
      erasedAt: t().clock.now().toISOString(),
      registrationNumber: null,
      attributes: {},
      channels: { nodes: expect.arrayContaining([{ kind: 'EMAIL', value: '[erased]' }]) },
      addresses: { nodes: [{ lines: ['[erased]'], city: null, region: null }] },
      facts: { totalCount: 1, nodes: [{ value: { amount: '100.0000' } }] },
      interactions: { nodes: [{ subject: '[erased]', body: null, learnedFacts: ['[erased]'], channel: 'VISIT' }] },
      files: { nodes: [{ name: '[erased]', bytes: 5 }] },
    });
    const { customer: was } = await read(`{ customer(id: "${her.id}", asOf: "${t().clock.now().toISOString()}") { name } }`);
    expect(was).toEqual({ name: '[erased]' });
    const { changes } = await read(
      `{ changes(subject: "${her.id}", fields: ["registrationNumber"]) { nodes { command fields { before after } } } }`,
    );
    expect(changes).toEqual({
      nodes: [
        { command: 'erasePerson', fields: [{ before: '[erased]', after: null }] },
        { command: 'createCustomer', fields: [{ before: null, after: '[erased]' }] },
      ],
    });
  });

  test('search finds neither the person nor a tombstone', async () => {
    for (const word of ['Quistgaard', 'REG-QUIST-0815', 'erased'])
      expect(await read(`{ customers(search: "${word}") { nodes { id } } }`)).toEqual({ customers: { nodes: [] } });
  });

  test('a device that has a copy is told', async () => {
    const { upserts } = await pull(cursor);
    expect(upserts).toContainEqual({ id: her.id, name: '[erased]' });
    expect(JSON.stringify(upserts)).not.toMatch(/Quistgaard|Qvistg/);
  });

  test('the bytes of files go from the store', async () => {
    expect(removed).toEqual([]);
    await t().workOff();
    expect(removed).toEqual([`${her.customer}-key`]);
  });

  test('nothing of an erased person comes back: by commands, by taking back the merge, by a device that was offline', async () => {
    const { customer } = her;
    expect(await officer.refused(updateCustomer, { customer, set: { name: 'Annabel Quistgaard' } })).toBe('CRM_PERSON_ERASED');
    expect(await officer.refused(addNote, { customer, text: 'her again' })).toBe('CRM_PERSON_ERASED');
    expect(await officer.refused(recordInteraction, { customer, channel: 'PHONE', direction: 'INBOUND', subject: 'her again' })).toBe(
      'CRM_PERSON_ERASED',
    );
    expect(await officer.refused(unmergeCustomers, { duplicate: her.alias, reviewed: true })).toBe('CRM_PERSON_ERASED');
    const change = `{ key: "offline-1", command: "updateCustomer", input: { customer: "${her.id}", set: { name: "Annabel Quistgaard" } }, baseVersion: 1, at: "${t().clock.now().toISOString()}" }`;
    const { applyChanges } = await read(
      `mutation { applyChanges(device: "${device}", changes: [${change}]) { results { status userErrors { code } } } }`,
    );
    expect(JSON.stringify(applyChanges)).not.toContain('"APPLIED"');
    expect(await everywhere(t().database, canaries)).toEqual([]);
  });

  test('a second time is refused', async () => {
    expect(await officer.refused(erasePerson, { person: person(her.customer), ...asked })).toBe('CRM_PERSON_ERASED');
  });

  test('a contact goes with what was written where they took part; the same words of somebody else stay', async () => {
    const { customer: firm } = await officer.run(createCustomer, { name: '丙公司', kind: 'ORGANISATION', confirmNew: true });
    const made = (name: string) =>
      officer.run(createContact, { name, customers: [{ customer: firm }], channels: [{ kind: 'PHONE', value: '02162889999' }] });
    const { contact } = await made('Theodora Winterbourne');
    const { contact: colleague } = await made('Maximilian Sommerfeld');
    const phrase = 'Theodora Winterbourne wants to leave';
    await officer.run(recordInteraction, { contacts: [contact, colleague], channel: 'VISIT', direction: 'OUTBOUND', subject: phrase });
    await officer.run(addNote, { customer: firm, contact, text: 'allergic to hazelnuts' });
    await officer.run(addNote, { customer: firm, text: 'a good firm indeed' });
    const { verified, remaining } = await officer.run(erasePerson, { person: { kind: 'contact', value: contact }, ...asked });
    expect([verified, remaining]).toEqual([true, []]);
    expect(await everywhere(t().database, [phrase, 'Theodora Winterbourne', 'allergic to hazelnuts'])).toEqual([]);
    const { customer } = await read(
      `{ customer(id: "${globalId('cus', firm)}") { name notes { nodes { text } } contacts(orderBy: [{ name: ASC }]) { nodes { name channels { nodes { value } } } } } }`,
    );
    expect(customer).toEqual({
      name: '丙公司',
      notes: { nodes: expect.arrayContaining([{ text: '[erased]' }, { text: 'a good firm indeed' }]) },
      contacts: {
        nodes: expect.arrayContaining([
          { name: 'Maximilian Sommerfeld', channels: { nodes: [{ value: '02162889999' }] } },
          { name: '[erased]', channels: { nodes: [{ value: '[erased]' }] } },
        ]),
      },
    });
  });

  test('what no field marks is told of, and not called verified', async () => {
    const { customer } = await officer.run(createCustomer, {
      name: 'Bartholomew Hargreaves',
      code: 'HARGREAVES-B',
      kind: 'PERSON',
      confirmNew: true,
      source: 'his wife, Bartholomew Hargreaves said',
    });
    const { verified, remaining } = await officer.run(erasePerson, { person: person(customer), ...asked });
    expect(verified).toBe(false);
    expect(remaining).toContainEqual({ table: 'crm_customer', column: 'source', rows: 1 });
  });

  test('an organisation is no person; who is still with the house is deactivated first', async () => {
    const { customer } = await officer.run(createCustomer, { name: '丁公司', kind: 'ORGANISATION', confirmNew: true });
    expect(await officer.refused(erasePerson, { person: person(customer), ...asked })).toBe('CRM_NOT_A_PERSON');
    const { actor } = await t().staff();
    const staff = actor.kind === 'staff' ? actor.staffId : '';
    expect(await officer.refused(erasePerson, { person: { kind: 'staff', value: staff as never }, ...asked })).toBe('CRM_STAFF_ACTIVE');
  });
});
