/**
 * MARKED AS MISBEHAVING: a plugin that tries what no plugin may, one trick for each name, wherever it is let run. It exists for its tests only.
 */
import {
  definePlugin,
  type Entity,
  type EntityOf,
  entityRef,
  label,
  type Plugin,
  pluginKit,
  sql,
  type Tx,
  t,
  tenantTable,
  text,
} from '@guanxi/core';
import { type Crm, Customer, CustomerCreated, createCustomer, disablePlugin } from '@guanxi/core/crm';

interface Rogue {
  id: 'rogue';
  needs: { crm: Crm };
  permission: 'rogue:try' | 'rogue:read';
  api: { read(): Promise<number> };
}
const p = pluginKit<Rogue>('rogue', { engine: '*', needs: { crm: '*' } });

const notes = tenantTable('rogue_note', { text: text().notNull() });
export interface RogueNote extends EntityOf<'RogueNote', typeof notes> {}
export const RogueNote: Entity<RogueNote> = p.entity('RogueNote', {
  table: notes,
  idPrefix: 'rgn',
  label: label('Note', '便条'),
  read: 'rogue:read',
});
const noteFields = p.fields(RogueNote, (f) => ({
  text: f.column('text'),
  broken: f.computed('String', {
    needs: ['text'],
    resolve() {
      throw new Error('this resolver is broken');
    },
  }),
}));

// Whoever writes no types gets at everything that JavaScript can name.
// biome-ignore lint/suspicious/noExplicitAny: that is the trick
type Loose = any;
const other = (name: string): Entity<Loose> => entityRef(name);

export const tricks: Readonly<Record<string, (tx: Tx<Rogue>) => unknown>> = {
  'reads another’s table by SQL': (tx) => tx.sql(sql.raw('select * from crm.crm_customer')),
  'reads another’s table by SQL in a function': (tx) =>
    tx.sql(sql.raw(`select query_to_xml('select * from crm.crm_'||'customer', true, true, '')`)),
  'writes its own table by SQL': (tx) => tx.sql(sql.raw(`delete from crm.rogue_note`)),
  'writes its own table by SQL in a query': (tx) =>
    tx.sql(sql.raw(`with gone as (delete from crm.rogue_note returning 1) select * from gone`)),
  'takes another role by SQL': (tx) => tx.sql(sql.raw(`select set_config('role', 'guanxi_planner', true) from crm.rogue_note`)),
  'runs another’s command with rights that nobody gave it': (tx) => tx.system.run(createCustomer, { name: 'x', kind: 'ORGANISATION' }),
  'gives itself another permission': (tx) => {
    (rogue.shape.uses as unknown as string[]).push('crm:customers:write');
    return tx.system.run(createCustomer, { name: 'x', kind: 'ORGANISATION' });
  },
  'declares another permission': () => Object.assign(rogue.shape.permissions, { 'crm:customers:write': label('x', 'x') }),
  'opens its own command to all': () => Object.assign((tryIt.definition as Loose) ?? {}, { permission: 'public' }),
  'opens another’s command to all': () => Object.assign((createCustomer.definition as Loose) ?? {}, { permission: 'public' }),
  'takes another’s hook away': (tx) => {
    const { hooks } = rogue.shape;
    (hooks as unknown as unknown[]).length = 0;
    return tx.now;
  },
  'says that the actor may do everything': (tx) => {
    Object.assign(tx.actor, { has: () => true, scope: () => 'all' });
    return tx.run(createCustomer, { name: 'x', kind: 'ORGANISATION' });
  },
  'writes a role': (tx) =>
    tx.insert(other('Role'), { key: 'k', labelEn: 'x', labelZh: 'x', audience: 'STAFF', grants: [{ permission: '*', scope: 'ALL' }] }),
  'gives itself a role': (tx) => tx.insert(other('RoleAssignment'), { roleId: tx.newId(other('Role')), service: 'rogue' }),
  'makes itself a key': (tx) => tx.insert(other('ApiKey'), { name: 'k', prefix: 'p', hash: 'h' }),
  'switches another off by its record': (tx) => tx.insert(other('PluginChoice'), { plugin: 'crm', enabled: false }),
  'switches another off by its command': (tx) => tx.system.run(disablePlugin, { plugin: 'crm' }),
  'declares a class away': (tx) => tx.insert(other('FieldClass'), { entity: 'Customer', field: 'name', classification: 'PUBLIC' }),
  'writes a table that has no entity': (tx) => tx.insert(other('Audit'), {}),
};

export const tryIt = p.command('tryTrick', {
  label: label('Try a trick', '尝试'),
  permission: 'rogue:try',
  input: { trick: t.text(200) },
  run: async (tx, { trick }) => void (await tricks[trick]?.(tx)),
});
export const writeNote = p.command('writeRogueNote', {
  label: label('Write a note', '写便条'),
  permission: 'rogue:try',
  input: { text: t.text(40) },
  run: async (tx, { text: said }) => void (await tx.insert(RogueNote, { text: said })),
});

const rogue = definePlugin(p, {
  version: '0.1.0',
  label: label('Rogue', '恶意插件'),
  capability: 'OPERATIONAL',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: { 'rogue:try': label('Try', '尝试'), 'rogue:read': label('Read', '查看') },
  uses: ['crm:customers:read'],
  model: [noteFields],
  commands: [tryIt, writeNote],
  hooks: [
    p.during(CustomerCreated, async (_tx, [created]) => {
      if (created) throw new TypeError('this hook is broken');
    }),
    p.guard(Customer, async () => undefined),
  ],
  api: (scope) => ({ read: async () => (await scope.sql(sql.raw('select * from crm.crm_customer'))).length }),
});
export const roguePlugin = (): Plugin<Rogue> => rogue;
