/**
 * As many plugins as are asked for, each of a realistic size: an entity with six fields and a relation to the customer, two fields on the
 * customer, a setting, a command, an event that it emits, a refusal, and a hook on what another plugin emits.
 */
import {
  decimal,
  definePlugin,
  type Entity,
  type EntityOf,
  enumText,
  enumType,
  instant,
  integer,
  label,
  type Plugin,
  pluginKit,
  type Related,
  reference,
  type Sql,
  sql,
  t,
  tenantTable,
  text,
  through,
  z,
} from '@guanxi/core';
import { type Crm, Customer, CustomerCreated } from '@guanxi/core/crm';

const settings = z.object({ days: z.int().min(1).max(365).default(30) });

interface Generated {
  id: string;
  needs: { crm: Crm };
  permission: `bench${string}:read` | `bench${string}:write`;
  settings: z.output<typeof settings>;
}

/** What the n-th one calls its things. */
export function namesOf(n: number): {
  readonly id: `bench${string}`;
  readonly entity: string;
  readonly many: string;
  readonly ours: string;
} {
  const id: `bench${string}` = `bench${String(n).padStart(2, '0')}`;
  return { id, entity: `Bench${id.slice(5)}Note`, many: `${id}Notes`, ours: `${id}Count` };
}

const stateOf = (entity: string) =>
  enumType(`${entity}State`, { OPEN: label('Open', '进行中'), WAITING: label('Waiting', '等待'), DONE: label('Done', '已完成') });

const tableOf = (id: string, entity: string) =>
  tenantTable(`${id}_note`, {
    customerId: reference<'Customer'>('crm_customer', { onDelete: 'cascade' }).notNull(),
    at: instant().notNull(),
    title: text().notNull(),
    state: enumText(stateOf(entity)).notNull(),
    rating: integer().notNull(),
    cost: decimal(),
    remark: text(),
  });

interface Note extends EntityOf<string, ReturnType<typeof tableOf>> {}

/** @param migrations Where the folder of each is. */
export function generated(n: number, migrations: URL): Plugin<Generated> {
  const { id, entity, many, ours } = namesOf(n);
  const p = pluginKit<Generated>(id, { engine: '^0.1.0', needs: { crm: '^0.1.0' } });
  const read = `${id}:read` as const;
  const write = `${id}:write` as const;
  const Note: Entity<Note> = p.entity<Note>(entity, {
    table: tableOf(id, entity),
    idPrefix: `b${id.slice(5)}`,
    label: label(`Note of ${id}`, `${id} 记录`),
    read: through('customerId', read),
  });
  const noteFields = p.fields(Note, (f) => ({
    at: f.column('at', { label: label('At', '时间') }),
    title: f.column('title', { label: label('Title', '标题') }),
    state: f.column('state', { label: label('State', '状态') }),
    rating: f.column('rating', { label: label('Rating', '评分'), aggregate: ['avg', 'max'] }),
    cost: f.column('cost', { label: label('Cost', '费用'), aggregate: ['sum'] }),
    remark: f.column('remark', { label: label('Remark', '备注') }),
    customer: f.one(Customer, { on: ['customerId', 'id'], label: label('Customer', '客户') }),
  }));
  const onCustomer = p.fields(Customer, (f) => ({
    [many]: f.many(Note, { on: ['id', 'customerId'], label: label(`Notes of ${id}`, `${id} 记录`) }),
    [ours]: f.sql('Int', (customer: Sql<Customer>, q: Related) => q.count(Note, (note) => sql`${note.customerId} = ${customer.id}`), {
      label: label(`Number of notes of ${id}`, `${id} 记录数`),
      filter: true,
      sort: true,
      permission: read,
    }),
  }));
  const Taken = p.event(`${id}.note.taken`, {
    label: label('Note taken', '已登记'),
    subject: Note,
    data: { customerId: t.id(Customer), rating: t.int({ min: 1, max: 5 }) },
  });
  const inFuture = p.refusal(`${id.toUpperCase()}_IN_FUTURE`, { en: 'A note of {at} has not happened yet.', zh: '{at} 尚未到来。' });
  const take = p.command(`${id}TakeNote`, {
    label: label('Take a note', '登记'),
    permission: write,
    input: {
      customer: t.id(Customer),
      at: t.instant(),
      title: t.text(200),
      rating: t.int({ min: 1, max: 5 }),
      remark: t.optional(t.text(500)),
    },
    output: { note: t.ref(Note) },
    async run(tx, { customer, at, title, rating, remark }) {
      if (at > tx.now) throw inFuture({ at: at.toISOString() }, 'at');
      const note = await tx.insert(Note, { customerId: customer, at, title, state: 'OPEN', rating, cost: null, remark: remark ?? null });
      await tx.emit(Taken, { subject: note, customerId: customer, rating });
      return { note };
    },
  });
  return definePlugin(p, {
    version: '0.1.0',
    label: label(`Generated ${id}`, `生成的 ${id}`),
    capability: 'OPERATIONAL',
    migrations,
    permissions: { [read]: label('See notes', '查看记录'), [write]: label('Take notes', '登记') },
    settings,
    uses: ['crm:customers:read'],
    model: [noteFields, onCustomer],
    commands: [take],
    events: [Taken],
    refusals: [inFuture],
    hooks: [p.during(CustomerCreated, async () => undefined)],
  });
}
