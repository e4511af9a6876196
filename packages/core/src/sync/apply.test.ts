/** SYNC-01: changes made on a device without a network, and what becomes of them. */
import { globalId, parseGlobalId, randomIds, select } from '@guanxi/core';
import {
  type Customer,
  changeCustomerStatus,
  createCustomer,
  crm,
  customerFields,
  registerDevice,
  revokeDevice,
  updateCustomer,
} from '@guanxi/core/crm';
import { describeEngines, type TestActor } from '@guanxi/testing';
import { beforeAll, describe, expect, test } from 'vitest';

const document = `mutation Push($device: ID!, $policy: SyncPolicy, $sentAt: DateTime, $changes: [SyncChangeInput!]!) {
  applyChanges(device: $device, policy: $policy, sentAt: $sentAt, changes: $changes) {
    results {
      key status output version isReplayed madeAt isTimeCorrected userErrors { code path }
      conflict { type id baseVersion serverVersion fields { name label isConflicting base server client } }
    }
    userErrors { code }
  }
}`;

interface Answer {
  readonly key: string;
  readonly status: string;
  readonly output: Readonly<Record<string, string>> | null;
  readonly version: number | null;
  readonly isReplayed: boolean;
  readonly madeAt: string;
  readonly isTimeCorrected: boolean;
  readonly conflict: null | {
    readonly baseVersion: number;
    readonly serverVersion: number;
    readonly fields: readonly { readonly name: string; readonly isConflicting: boolean }[];
  };
  readonly userErrors: readonly { readonly code: string; readonly path: readonly string[] }[];
}
// biome-ignore lint/suspicious/noExplicitAny: actors of whatever plugins
type Person = TestActor<any>;

describeEngines('SYNC-01 applyChanges', { plugins: [crm()] }, (t) => {
  let clerk: Person;
  let device: string;
  beforeAll(async () => {
    clerk = await t().staff();
    device = globalId('dev', (await clerk.run(registerDevice, { name: 'phone' })).device);
  });
  let made = 0;
  const push = async (changes: readonly object[], o: object = {}, who = clerk) => {
    const { data, errors } = await who.execute(document, {
      device,
      changes: changes.map((c) => ({ at: t().clock.now().toISOString(), key: `k${++made}`, ...c })),
      ...o,
    });
    if (errors) throw new Error(errors[0]?.message);
    return (data as { applyChanges: { results: readonly Answer[]; userErrors: readonly { code: string }[] } }).applyChanges;
  };
  const one = async (change: object, o: object = {}) => (await push([change], o)).results[0] as Answer;
  const firm = async (name = `Firm ${++made}`) => {
    const { customer } = await clerk.run(createCustomer, { name, kind: 'ORGANISATION', confirmNew: true });
    return { uuid: customer, id: globalId('cus', customer) };
  };
  const read = async (id: Customer['row']['id']) =>
    (await clerk.read(select(customerFields, { name: true, region: true, status: true, version: true }), { id }))[0];
  const rename = (id: string, name: string, baseVersion: number | null = 1) => ({
    command: 'updateCustomer',
    input: { customer: id, set: { name } },
    baseVersion,
  });
  const newId = () => globalId('cus', randomIds.next(t().clock.now()));

  describe('a change is made once', () => {
    test('and answered with ids and the new version', async () => {
      const { uuid, id } = await firm();
      expect(await one(rename(id, 'By device'))).toMatchObject({
        status: 'ACCEPTED',
        output: { customer: id },
        version: 2,
        isReplayed: false,
      });
      expect(await read(uuid)).toMatchObject({ name: 'By device', version: 2 });
    });

    test('however often, late or doubled it is sent', async () => {
      const { uuid, id } = await firm();
      const change = { ...rename(id, 'First'), key: 'twice' };
      const results = (await push([change, change])).results;
      expect(results.map((r) => r.status)).toEqual(['ACCEPTED', 'ACCEPTED']);
      await clerk.run(updateCustomer, { customer: uuid, set: { name: 'Since' } });
      t().clock.advance('P30D');
      await t().database.query({ text: 'delete from crm.idempotency_key where tenant_id = $1', params: [t().tenant.id] });
      expect(await one(change)).toMatchObject({ status: 'ACCEPTED', version: 2, isReplayed: true, output: { customer: id } });
      expect((await read(uuid))?.name).toBe('Since');
    });

    test('two requests with it at once make it once', async () => {
      const { uuid, id } = await firm();
      const change = { ...rename(id, 'At once'), key: 'at-once' };
      const answers = await Promise.all([one(change), one(change), one(change)]);
      expect(answers.map((a) => [a.status, a.version])).toEqual([1, 2, 3].map(() => ['ACCEPTED', 2]));
      expect(await read(uuid)).toMatchObject({ version: 2 });
    });

    test('its key is not taken for another one', async () => {
      const { id } = await firm();
      await one({ ...rename(id, 'A'), key: 'mine' });
      expect((await one({ ...rename(id, 'B'), key: 'mine' })).userErrors[0]?.code).toBe('KEY_REUSED');
    });
  });

  describe('records made offline', () => {
    test('keep the ids that the device gave them, for later changes too', async () => {
      const id = newId();
      const { results } = await push([
        { command: 'createCustomer', input: { name: 'Offline', kind: 'ORGANISATION', confirmNew: true }, creates: [id] },
        { ...rename(id, 'Offline again'), baseVersion: null },
      ]);
      expect(results.map((r) => [r.status, r.output?.['customer'], r.version])).toEqual([
        ['ACCEPTED', id, 1],
        ['ACCEPTED', id, 2],
      ]);
      expect((await one(rename(id, 'Third', 1))).status).toBe('ACCEPTED');
      expect((await read((parseGlobalId(id)?.uuid ?? '') as never))?.name).toBe('Third');
    });

    test('what was not made refuses what needs it', async () => {
      const [id, other] = [newId(), await firm()];
      const { results } = await push([
        { key: 'unmade', command: 'createCustomer', input: { name: ' ', kind: 'ORGANISATION' }, creates: [id] },
        rename(id, 'Nobody', null),
        rename(other.id, 'Unconcerned'),
      ]);
      expect(results.map((r) => [r.status, r.userErrors[0]?.code])).toEqual([
        ['REFUSED', 'BAD_INPUT'],
        ['REFUSED', 'SYNC_DEPENDS'],
        ['ACCEPTED', undefined],
      ]);
    });

    test('an id that is taken, or is none, is refused', async () => {
      const { id } = await firm();
      const create = { command: 'createCustomer', input: { name: 'X', kind: 'ORGANISATION', confirmNew: true } };
      expect((await one({ ...create, creates: ['cus_0190f5c2000040008000000000000000'] })).userErrors[0]?.code).toBe('BAD_INPUT');
      expect((await one({ ...create, creates: [id] })).userErrors[0]?.code).toBe('DUPLICATE');
    });
  });

  describe('when others have changed the record', () => {
    test('other fields are no conflict: the change is made on what is there now', async () => {
      const { uuid, id } = await firm();
      await clerk.run(updateCustomer, { customer: uuid, set: { region: 'North' } });
      await clerk.run(changeCustomerStatus, { customer: uuid, status: 'ACTIVE' });
      expect(await one(rename(id, 'Beside'))).toMatchObject({ status: 'ACCEPTED', version: 4 });
      expect(await read(uuid)).toMatchObject({ name: 'Beside', region: 'North', status: 'ACTIVE' });
    });

    test('the same field is a conflict, with both sides and the base', async () => {
      const { uuid, id } = await firm('Base');
      await clerk.run(updateCustomer, { customer: uuid, set: { name: 'Theirs', region: 'South' } });
      const answer = await one(rename(id, 'Mine'), { policy: 'MANUAL' });
      expect(answer).toMatchObject({ status: 'CONFLICT', conflict: { type: 'Customer', id, baseVersion: 1, serverVersion: 2 } });
      expect(answer.conflict?.fields).toEqual([
        { name: 'name', label: 'Name', isConflicting: true, base: 'Base', server: 'Theirs', client: 'Mine' },
        { name: 'region', label: 'Region', isConflicting: false, base: null, server: 'South', client: 'South' },
      ]);
      expect((await read(uuid))?.name).toBe('Theirs');
      expect((await one(rename(id, 'Mine', 2))).status).toBe('ACCEPTED');
    });

    test('both having done the same is none', async () => {
      const { uuid, id } = await firm();
      await clerk.run(updateCustomer, { customer: uuid, set: { name: 'Same' } });
      expect((await one(rename(id, 'Same'))).status).toBe('ACCEPTED');
    });

    test('SERVER keeps theirs; LAST_WRITE takes the later one', async () => {
      const { uuid, id } = await firm();
      const before = t().clock.now().toISOString();
      t().clock.advance('PT1H');
      await clerk.run(updateCustomer, { customer: uuid, set: { name: 'Theirs' } });
      t().clock.advance('PT1H');
      expect((await one(rename(id, 'Mine'), { policy: 'SERVER' })).status).toBe('CONFLICT');
      expect((await one({ ...rename(id, 'Earlier'), at: before }, { policy: 'LAST_WRITE' })).status).toBe('CONFLICT');
      expect((await one(rename(id, 'Later'), { policy: 'LAST_WRITE' })).status).toBe('ACCEPTED');
      expect((await read(uuid))?.name).toBe('Later');
    });

    test('a device is not in conflict with itself', async () => {
      const { uuid, id } = await firm();
      const { results } = await push([rename(id, 'One'), rename(id, 'Two'), rename(id, 'Three')]);
      expect(results.map((r) => r.status)).toEqual(['ACCEPTED', 'ACCEPTED', 'ACCEPTED']);
      expect((await read(uuid))?.name).toBe('Three');
    });
  });

  test('times of a clock that is wrong are corrected by what it showed when it sent, and flagged', async () => {
    const { id } = await firm();
    const now = t().clock.now().getTime();
    const at = (hours: number) => new Date(now + hours * 3_600_000).toISOString();
    expect(await one({ ...rename(id, 'Ahead'), at: at(4) }, { sentAt: at(5) })).toMatchObject({ madeAt: at(-1), isTimeCorrected: true });
    expect(await one({ ...rename(id, 'Right'), at: at(-2) }, { sentAt: at(0) })).toMatchObject({ madeAt: at(-2), isTimeCorrected: false });
    expect(await one({ ...rename(id, 'Future'), at: at(3) })).toMatchObject({ madeAt: at(0), isTimeCorrected: true });
  });

  test('fields that are read-only, and commands without the right or that nobody has, are refused one by one', async () => {
    const { id } = await firm();
    const reader: Person = await t().staff({ can: ['crm:customers:read'] });
    const own = globalId('dev', (await reader.run(registerDevice, { name: 'phone' })).device);
    const { results } = await push([rename(id, 'No right')], { device: own }, reader);
    expect(results[0]).toMatchObject({ status: 'REFUSED', userErrors: [{ code: 'FORBIDDEN' }] });
    const wrong = await push([
      { command: 'updateCustomer', input: { customer: id, set: { status: 'ACTIVE' } } },
      { command: 'noSuchThing', input: {} },
      { command: 'updateCustomer', input: [] },
      rename(id, 'Fine'),
    ]);
    expect(wrong.results.map((r) => r.userErrors[0]?.code)).toEqual(['BAD_INPUT', 'UNKNOWN_COMMAND', 'BAD_INPUT', undefined]);
  });

  test('a device that is unknown, somebody else’s or revoked is refused as a whole', async () => {
    const other: Person = await t().staff();
    const { device: theirs } = await other.run(registerDevice, { name: 'phone' });
    expect(await push([], { device: globalId('dev', theirs) })).toEqual({ results: [], userErrors: [{ code: 'DEVICE_UNKNOWN' }] });
    await other.run(revokeDevice, { device: theirs });
    expect((await push([], { device: globalId('dev', theirs) }, other)).userErrors).toEqual([{ code: 'DEVICE_REVOKED' }]);
    const program: Person = await t().service();
    expect(await program.refused(registerDevice, { name: 'server' })).toBe('CRM_DEVICE_NEEDS_OWNER');
  });
});
