/** MARKED AS MISBEHAVING: a plugin whose hook throws, hangs, or keeps what it was lent, as the customer's name says. For tests only. */
import { definePlugin, label, type Plugin, pluginKit, select } from '@guanxi/core';
import { type Crm, CustomerCreated, customerFields } from '@guanxi/core/crm';

interface Moody {
  id: 'moody';
  needs: { crm: Crm };
  permission: 'moody:be';
}
const p = pluginKit<Moody>('moody', { engine: '*', needs: { crm: '*' } });

/** What came of using a transaction after its end. */
export const leaks: Promise<string>[] = [];

const hears = p.during(CustomerCreated, async (tx, all) => {
  const read = () => tx.system.read(select(customerFields, { name: true }), { ids: all.map((e) => e.subject) });
  const [customer] = await read();
  const mood = customer?.name.split(' ')[0];
  if (mood === 'throws') throw new Error('a bad day');
  if (mood === 'hangs') await new Promise(() => undefined);
  if (mood !== 'leaks') return;
  leaks.push(
    new Promise((resolve) => setTimeout(resolve, 50)).then(read).then(
      () => 'read',
      (error: { readonly code?: string }) => String(error.code),
    ),
  );
});

export const moody = (): Plugin<Moody> =>
  definePlugin(p, {
    version: '0.1.0',
    label: label('Moody', '喜怒无常'),
    capability: 'OPERATIONAL',
    migrations: new URL('./migrations/', import.meta.url),
    permissions: { 'moody:be': label('Be moody', '喜怒无常') },
    uses: ['crm:customers:read'],
    model: [],
    hooks: [hears],
  });
