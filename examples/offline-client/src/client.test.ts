/** SYNC-01: the reference client, against a server in the same process. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { globalId } from '@guanxi/core';
import { assignOwner, createCustomer, crm, revokeDevice, updateCustomer } from '@guanxi/core/crm';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { createOfflineClient, crmEffects, crmFields, fileStorage, memoryStorage, type Resolution } from './index.ts';
import { copyOf, Network, type Person, salesperson, shownTo } from './world.fixture.ts';

const cut = ['lost', 'lost', 'lost', 'lost'] as const;

describeEngines('SYNC-01 an offline client', { plugins: [crm()] }, (t) => {
  let boss: Person;
  beforeAll(async () => {
    boss = await t().staff();
  });
  const seller = async (o: Partial<Parameters<typeof salesperson>[3]> = {}) => {
    const network = new Network();
    const me = await salesperson(t(), boss, network, { reach: 'own', ...o });
    return { network, me, client: me.client };
  };
  const firm = async (owner: string, name = 'Firm') => {
    const { customer } = await boss.run(createCustomer, { name, kind: 'ORGANISATION', owner: owner as never, confirmNew: true });
    return { uuid: customer, id: globalId('cus', customer) };
  };

  test('works without a network, and brings what it did when there is one', async () => {
    const { network, me, client } = await seller();
    network.faults = [...cut];
    const customer = client.newId('cus');
    await client.run('createCustomer', { name: '上海东方会展', kind: 'ORGANISATION', confirmNew: true }, { creates: [customer] });
    await client.run('updateCustomer', { customer, set: { region: '华东' } }, { subject: customer });
    await expect(client.sync()).rejects.toThrow('lost');
    expect(client.get(customer)).toMatchObject({ name: '上海东方会展', region: '华东' });
    expect(client.pending).toHaveLength(2);
    network.faults = [];
    await client.sync();
    expect(client.pending).toEqual([]);
    expect(client.get(customer)).toMatchObject({ name: '上海东方会展', region: '华东', version: 2 });
    expect(copyOf(me)).toEqual(await shownTo(me));
  });

  test('what was answered and not heard is not done twice', async () => {
    const { network, me, client } = await seller();
    const { id } = await firm(me.id);
    await client.sync();
    await client.run('updateCustomer', { customer: id, set: { name: 'Once' } }, { subject: id });
    network.faults = ['unanswered'];
    await expect(client.sync()).rejects.toThrow('way back');
    await client.sync();
    expect(client.get(id)).toMatchObject({ name: 'Once', version: 2 });
  });

  describe('a conflict', () => {
    const meet = async (resolution: Resolution) => {
      const heard: unknown[] = [];
      const { me, client } = await seller({
        onConflict: (conflict) => {
          heard.push(conflict);
          return resolution;
        },
      });
      const { uuid, id } = await firm(me.id, 'Base');
      await client.sync();
      await client.run('updateCustomer', { customer: id, set: { name: 'Mine' } }, { subject: id });
      await boss.run(updateCustomer, { customer: uuid, set: { name: 'Theirs' } });
      expect(client.get(id)?.['name']).toBe('Mine');
      await client.sync();
      expect(copyOf(me)).toEqual(await shownTo(me));
      return { heard, name: client.get(id)?.['name'] };
    };

    test('is decided by whoever made the change, who sees both sides', async () => {
      const { heard, name } = await meet('client');
      expect(name).toBe('Mine');
      expect(heard).toMatchObject([{ fields: [{ name: 'name', base: 'Base', server: 'Theirs', client: 'Mine' }] }]);
    });
    test('may be given up, or made otherwise', async () => {
      expect((await meet('server')).name).toBe('Theirs');
    });
  });

  test('a change that is refused is taken back here', async () => {
    const refused: string[] = [];
    const { me, client } = await seller({ onRefused: (_change, errors) => refused.push(...errors.map((e) => e.code)) });
    const { id, uuid } = await firm(me.id);
    await client.sync();
    await client.run('updateCustomer', { customer: id, set: { name: ' ' } }, { subject: id });
    await client.sync();
    expect(refused).toEqual(['BAD_INPUT']);
    expect(client.get(id)?.['name']).toBe('Firm');
    await boss.run(assignOwner, { customer: uuid, owner: (await seller()).me.id as never });
    await client.sync();
    expect(client.get(id)).toBeNull();
  });

  test('told to resync, it downloads afresh and drops what is gone', async () => {
    const storage = memoryStorage();
    const { me, client, network } = await seller({ storage });
    const { id } = await firm(me.id);
    await client.sync();
    const cursor = (await storage.load())?.cursor ?? null;
    const other = await createOfflineClient({
      device: await deviceOf(me.id),
      transport: network.through((d, v) => me.person.execute(d, v)),
      storage: {
        load: async () => ({
          // Of a copy that kept contacts as well.
          cursor,
          records: { [id]: { __typename: 'Customer', id, version: 1 }, cus_old: { __typename: 'Customer', id: 'cus_old', version: 1 } },
          downloading: null,
          queue: [],
          landed: [],
        }),
        save: async () => undefined,
      },
      fields: { Customer: 'name' },
      effects: crmEffects,
    });
    await other.sync();
    expect(other.all('Customer').map((c) => c.id)).toEqual([id]);
  });

  test('its copy outlives the program, and is deleted when its device is revoked', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'offline-'));
    const storage = fileStorage(join(directory, 'copy.json'));
    const { me, client } = await seller({ storage });
    const { id } = await firm(me.id);
    await client.sync();
    await client.run('updateCustomer', { customer: id, set: { name: 'Kept' } }, { subject: id });
    const device = await deviceOf(me.id);
    const options = {
      device,
      transport: me.person.execute,
      storage: fileStorage(join(directory, 'copy.json')),
      fields: crmFields,
      effects: crmEffects,
    };
    const again = await createOfflineClient(options);
    expect(again.get(id)?.['name']).toBe('Kept');
    expect(again.pending).toHaveLength(1);
    await again.sync();
    await me.person.run(revokeDevice, { device: uuidOf(device) as never });
    await expect(again.sync()).rejects.toThrow('revoked');
    expect(again.all('Customer')).toEqual([]);
    await rm(directory, { recursive: true });
  });

  test('in the background it syncs from time to time, and less often while it fails', async () => {
    vi.useFakeTimers();
    try {
      let asked = 0;
      const storage = memoryStorage();
      const transport = async () => {
        asked += 1;
        throw new Error('no network');
      };
      const client = await createOfflineClient({ device: 'dev_', transport, storage, fields: crmFields, effects: {} });
      client.start(1_000);
      await vi.advanceTimersByTimeAsync(1_000);
      expect(asked).toBe(1);
      await vi.advanceTimersByTimeAsync(1_000);
      expect(asked).toBe(1);
      await vi.advanceTimersByTimeAsync(1_000);
      expect(asked).toBe(2);
      client.stop();
      await vi.advanceTimersByTimeAsync(60_000);
      expect(asked).toBe(2);
    } finally {
      vi.useRealTimers();
    }
  });

  const uuidOf = (id: string): string => id.slice(4).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  const deviceOf = async (staff: string): Promise<string> => {
    const { rows } = await t().database.query({ text: 'select id from crm.sync_device where staff_id = $1', params: [staff] });
    return globalId('dev', String(rows[0]?.['id']));
  };
});
