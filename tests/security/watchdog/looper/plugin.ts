/** A plugin that loops for ever in a hook, at once or after it has waited, for customers with such a name; else it waits a while. */
import { definePlugin, label, type Plugin, pluginKit, select } from '@guanxi/core';
import { type Crm, CustomerCreated, customerFields } from '@guanxi/core/crm';

interface Looper {
  id: 'looper';
  needs: { crm: Crm };
  permission: 'looper:loop';
}
const p = pluginKit<Looper>('looper', { engine: '*', needs: { crm: '*' } });

function spin(): never {
  for (let turns = 0; ; turns += 1) if (turns < 0) throw new Error('it never comes to this');
}

export const hears = p.during(CustomerCreated, async (tx, all) => {
  const [customer] = await tx.system.read(select(customerFields, { name: true }), { ids: all.map((e) => e.subject) });
  if (customer?.name === 'wait') await new Promise((resolve) => setTimeout(resolve, 2_500));
  if (customer?.name !== 'loop') return;
  spin();
});

export const looper = (): Plugin<Looper> =>
  definePlugin(p, {
    version: '0.1.0',
    label: label('Looper', '死循环'),
    capability: 'OPERATIONAL',
    migrations: new URL('./migrations/', import.meta.url),
    permissions: { 'looper:loop': label('Loop', '循环') },
    uses: ['crm:customers:read'],
    model: [],
    hooks: [hears],
  });
