/** A plugin whose code fails in every place, with messages that nobody outside may read. */
import { definePlugin, label, type Plugin, pluginKit, sql, t } from '@guanxi/core';
import { type Crm, Customer } from '@guanxi/core/crm';

interface Leaky {
  id: 'leaky';
  needs: { crm: Crm };
  permission: 'leaky:all';
}
const p = pluginKit<Leaky>('leaky', { engine: '^0.1.0', needs: { crm: '^0.1.0' } });

function fail(): never {
  throw Object.assign(new Error("ENOENT: no such file, open '/srv/guanxi/keys/hidden-key.pem' (password=hunter2)"), { code: 'ENOENT' });
}

const leakQuery = p.query('leakQuery', {
  label: label('Fails', '失败'),
  permission: 'leaky:all',
  input: { how: t.optional(t.text(20)) },
  output: t.object('Leak', { text: t.text() }),
  run: async (_scope, { how }) => (how === 'text' ? Promise.reject(String('at /srv/guanxi/hidden.ts:3:1')) : fail()),
});
const leakCommand = p.command('leakCommand', {
  label: label('Fails', '失败'),
  permission: 'leaky:all',
  input: { customer: t.optional(t.id(Customer)) },
  run: async () => fail(),
});
const leakList = p.list('leakList', {
  label: label('Fails', '失败'),
  permission: 'leaky:all',
  of: Customer,
  input: { divisor: t.int() },
  where: (row, { divisor }) => sql`length(${row.name}) / ${divisor} > 0`,
});
const leakEvents = p.fields(Customer, (f) => ({
  leakField: f.computed('String', { label: label('Fails', '失败'), needs: ['name'], resolve: () => fail() }),
}));

export const leaky = (): Plugin<Leaky> =>
  definePlugin(p, {
    version: '0.1.0',
    label: label('Leaky', '泄漏'),
    capability: 'OPERATIONAL',
    migrations: new URL('./leaky/', import.meta.url),
    permissions: { 'leaky:all': label('Everything', '全部') },
    model: [leakEvents],
    commands: [leakCommand],
    queries: [leakQuery, leakList],
  });
