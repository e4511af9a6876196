/** A plugin with records that go through a workflow: tickets, with promises made in them. */
import {
  contribute,
  decimal,
  definePlugin,
  type Entity,
  type EntityOf,
  instant,
  integer,
  label,
  type Plugin,
  pluginKit,
  reference,
  t,
  tenantTable,
  text,
  through,
} from '@guanxi/core';
import { type Crm, Customer, Staff } from '@guanxi/core/crm';
import { fire, start, type Workflow, workflowActions, workflowOf, workflowOn } from '../index.ts';

interface Tickets {
  id: 'tickets';
  needs: { crm: Crm; workflow: Workflow };
  permission: 'tickets:read' | 'tickets:handle' | 'tickets:close';
}
const p = pluginKit<Tickets>('tickets', { engine: '*', needs: { crm: '*', workflow: '*' } });

const tickets = tenantTable('tickets_ticket', {
  customerId: reference<'Customer'>('crm_customer').notNull(),
  title: text().notNull(),
  state: text().notNull(),
  solution: text(),
  priority: integer().notNull().default(3),
  cost: decimal(),
  handlerId: reference<'Staff'>('crm_staff'),
});
const promises = tenantTable('tickets_promise', {
  ticketId: reference<'Ticket'>('tickets_ticket', { onDelete: 'cascade' }).notNull(),
  text: text().notNull(),
  keptAt: instant(),
});

export interface Ticket extends EntityOf<'Ticket', typeof tickets> {}
export const Ticket: Entity<Ticket> = p.entity('Ticket', {
  table: tickets,
  idPrefix: 'tic',
  label: label('Ticket', '工单'),
  display: 'title',
  read: through('customerId', 'tickets:read'),
});
interface TicketPromise extends EntityOf<'TicketPromise', typeof promises> {}
const TicketPromise: Entity<TicketPromise> = p.entity('TicketPromise', {
  table: promises,
  idPrefix: 'tpr',
  label: label('Promise', '承诺'),
  read: through('ticketId'),
});
export const ticketFields = p.fields(Ticket, (f) => ({
  title: f.column('title', { label: label('Title', '标题') }),
  state: f.column('state', { label: label('State', '状态') }),
  solution: f.column('solution', { label: label('Solution', '解决方案') }),
  priority: f.column('priority', { label: label('Priority', '优先级') }),
  cost: f.column('cost', { label: label('Cost', '成本') }),
  customer: f.one(Customer, { on: ['customerId', 'id'] }),
  handler: f.one(Staff, { on: ['handlerId', 'id'] }),
  promises: f.many(TicketPromise, { on: ['id', 'ticketId'] }),
}));
const promiseFields = p.fields(TicketPromise, (f) => ({
  text: f.column('text', { label: label('Text', '内容') }),
  keptAt: f.column('keptAt', { label: label('Kept', '兑现时间') }),
  ticket: f.one(Ticket, { on: ['ticketId', 'id'] }),
}));

export const ticketFlow = workflowOf({
  id: 'tickets.ticket',
  version: 1,
  label: label('Ticket', '工单处理'),
  initial: 'NEW',
  final: ['CLOSED', 'REJECTED'],
  states: {
    NEW: {
      label: label('New', '新建'),
      tasks: [{ key: 'look', label: label('Look at it', '查看工单'), assign: { to: 'RESPONSIBLE' }, due: { after: 'PT4H' } }],
      timers: [{ after: 'P1D', event: 'lapse' }],
      escalation: [
        { after: 'PT2H', label: label('Nobody has looked', '无人查看') },
        { after: 'PT8H', label: label('Still nobody', '仍无人查看'), assign: { to: 'ACTOR' } },
      ],
    },
    OPEN: {
      label: label('In work', '处理中'),
      tasks: [{ key: 'solve', label: label('Solve it', '解决工单'), assign: { to: 'RESPONSIBLE' } }],
      whenDone: 'solve',
    },
    SOLVED: { label: label('Solved', '已解决') },
    CLOSED: { label: label('Closed', '已关闭') },
    REJECTED: { label: label('Rejected', '已驳回') },
  },
  transitions: [
    { on: 'accept', from: ['NEW'], to: 'OPEN', label: label('Accept', '受理') },
    { on: 'lapse', from: ['NEW'], to: 'OPEN', label: label('Taken up by itself', '自动受理') },
    {
      on: 'solve',
      from: ['OPEN'],
      to: 'SOLVED',
      requires: ['solution'],
      label: label('Solve', '解决'),
      actions: [{ action: 'tickets.raise', input: { by: 1 } }],
    },
    {
      on: 'close',
      from: ['SOLVED'],
      to: 'CLOSED',
      label: label('Close', '关闭'),
      internal: true,
      guard: 'record.promises.all(p, p.keptAt != null)',
      guardLabel: label('A promise is open.', '尚有未兑现的承诺。'),
    },
    { on: 'reject', from: ['NEW', 'OPEN'], to: 'REJECTED', label: label('Reject', '驳回'), needsReason: true, permission: 'tickets:close' },
    { on: 'reopen', from: ['CLOSED', 'SOLVED'], to: 'OPEN', label: label('Reopen', '重新打开') },
  ],
});
const onTicket = workflowOn(p, Ticket, { state: 'state', responsible: 'handlerId', customer: 'customerId', flows: [ticketFlow] });

export const openTicket = p.command('openTicket', {
  label: label('Open a ticket', '新建工单'),
  permission: 'tickets:handle',
  input: { customer: t.id(Customer), title: t.text(200), handler: t.optional(t.id(Staff)), priority: t.optional(t.int()) },
  output: { ticket: t.ref(Ticket) },
  async run(tx, { customer, title, handler, priority = 3 }) {
    const ticket = await tx.insert(Ticket, {
      customerId: customer,
      title,
      state: ticketFlow.initial,
      handlerId: handler ?? null,
      priority,
    });
    await start(tx, ticketFlow, { type: 'Ticket', id: ticket });
    return { ticket };
  },
});
export const closeTicket = p.command('closeTicket', {
  label: label('Close a ticket', '关闭工单'),
  permission: 'tickets:close',
  input: { ticket: t.id(Ticket, { lock: true }) },
  output: { state: t.text() },
  run: async (tx, { ticket }) => ({ state: await fire(tx, ticketFlow, { type: 'Ticket', id: ticket }, 'close') }),
});
export const editTicket = p.command('editTicket', {
  label: label('Edit a ticket', '修改工单'),
  permission: 'tickets:handle',
  input: { ticket: t.id(Ticket), set: t.patch(Ticket, ['title', 'state', 'solution', 'priority', 'cost', 'handlerId']) },
  run: (tx, { ticket, set }) => tx.update(Ticket, ticket, set),
});
export const deleteTicket = p.command('deleteTicket', {
  label: label('Delete a ticket', '删除工单'),
  permission: 'tickets:close',
  input: { ticket: t.id(Ticket) },
  run: (tx, { ticket }) => tx.remove(Ticket, ticket),
});
export const promise = p.command('promiseInTicket', {
  label: label('Promise something', '作出承诺'),
  permission: 'tickets:handle',
  input: { ticket: t.id(Ticket), kept: t.bool() },
  output: { promise: t.ref(TicketPromise) },
  run: async (tx, { ticket, kept }) => ({
    promise: await tx.insert(TicketPromise, { ticketId: ticket, text: '回电', keptAt: kept ? tx.now : null }),
  }),
});
/** What an action does: only the plugin itself may run it. */
const raisePriority = p.command('raiseTicketPriority', {
  label: label('Raise the priority', '提高优先级'),
  permission: 'tickets:handle',
  input: { ticket: t.id(Ticket, { lock: true }), by: t.int() },
  async run(tx, { ticket, by }) {
    const { priority } = await tx.lock(Ticket, ticket);
    await tx.update(Ticket, ticket, { priority: priority + by });
  },
});

export const ticketPlugin = (): Plugin<Tickets> =>
  definePlugin(p, {
    version: '0.1.0',
    label: label('Tickets', '工单'),
    capability: 'OPERATIONAL',
    migrations: new URL('./tickets/', import.meta.url),
    permissions: {
      'tickets:read': label('See tickets', '查看工单'),
      'tickets:handle': label('Handle tickets', '处理工单'),
      'tickets:close': label('Close tickets', '关闭工单'),
    },
    uses: ['workflow:fire', 'crm:customers:read'],
    model: [
      ticketFields,
      promiseFields,
      ...onTicket.model,
      contribute(workflowActions, 'tickets.raise', {
        label: label('Raise the priority', '提高优先级'),
        command: 'raiseTicketPriority',
        on: 'Ticket',
        subject: 'ticket',
        input: ['by'],
      }),
    ],
    hooks: [...onTicket.hooks],
    commands: [openTicket, closeTicket, editTicket, deleteTicket, promise, raisePriority],
  });
