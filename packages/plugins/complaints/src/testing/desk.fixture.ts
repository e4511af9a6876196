/** A complaint desk to test with: people, customers, and the steps of a case by short names. */
import { globalId, type Id, type ValueOf } from '@guanxi/core';
import { type Crm, createContact, createCustomer } from '@guanxi/core/crm';
import type { Calendar } from '@guanxi/plugin-calendar';
import type { Workflow } from '@guanxi/plugin-workflow';
import type { TestActor } from '@guanxi/testing';
import { acknowledgeComplaint, assignComplaint, type ComplaintChannel, type ComplaintType, receiveComplaint } from '../cases/index.ts';
import { chooseSolution, proposeSolutions, recordHandlingStep, solveComplaint } from '../handling/index.ts';
import type { Complaints } from '../plugin.ts';
import { classifyComplaint } from '../taxonomy/index.ts';

type Desk = TestActor<Crm | Calendar | Workflow | Complaints>;
let customers = 0;

export const selfOf = ({ actor }: Pick<Desk, 'actor'>): Id<'Staff'> => (actor.kind === 'staff' ? actor.staffId : '') as Id<'Staff'>;

export async function newCustomer(desk: Desk): Promise<Id<'Customer'>> {
  customers += 1;
  const { customer } = await desk.run(createCustomer, { name: `第${customers}号客户有限公司`, kind: 'ORGANISATION', confirmNew: true });
  return customer;
}
export async function contactOf(desk: Desk, customer: Id<'Customer'>): Promise<Id<'Contact'>> {
  const { contact } = await desk.run(createContact, {
    name: '王芳',
    customers: [{ customer }],
    channels: [
      { kind: 'EMAIL', value: `contact${customers}@example.com` },
      { kind: 'PHONE', value: `021-6237${5_000 + customers}` },
    ],
  });
  return contact;
}

export interface Receipt {
  readonly type?: ValueOf<typeof ComplaintType>;
  readonly channel?: ValueOf<typeof ComplaintChannel>;
  readonly text?: string;
  readonly severity?: number;
  readonly class?: string;
  readonly contact?: Id<'Contact'>;
  readonly receivedAt?: Date;
  readonly reply?: string;
  readonly touchpoint?: string;
  readonly letter?: { readonly writtenOn?: string; readonly sender?: string };
}
export async function receive(desk: Desk, customer: Id<'Customer'>, o: Receipt = {}): Promise<Id<'Complaint'>> {
  const { complaint } = await desk.run(receiveComplaint, {
    from: { kind: 'customer', value: customer },
    type: 'COMPLAINT',
    channel: 'HOTLINE',
    text: '卧室墙面漏水',
    ...o,
  });
  return complaint;
}

/** As far as its handler has it: acknowledged, classified and assigned. */
export async function inHand(desk: Desk, complaint: Id<'Complaint'>, handler: Id<'Staff'>): Promise<void> {
  await desk.run(acknowledgeComplaint, { complaint, reply: '已收到，马上处理' });
  await desk.run(classifyComplaint, { complaint, class: 'PROJECT_QUALITY' });
  await desk.run(assignComplaint, { complaint, handler });
}
/** As far as the customer has chosen a way out. */
export async function settledOn(desk: Desk, complaint: Id<'Complaint'>): Promise<void> {
  await desk.run(recordHandlingStep, { complaint, step: 'LISTENED', note: '客户要求尽快修复并赔偿' });
  const { options } = await desk.run(proposeSolutions, { complaint, options: [{ text: '三日内修复' }, { text: '修复并减免物业费' }] });
  await desk.run(chooseSolution, { complaint, option: options[0] as Id<'SolutionOption'> });
}
/** All the way to where only the customer's word is missing. */
export async function solved(desk: Desk, complaint: Id<'Complaint'>, handler: Id<'Staff'>): Promise<void> {
  await inHand(desk, complaint, handler);
  await settledOn(desk, complaint);
  await desk.run(solveComplaint, { complaint, outcome: '已修复' });
}

/** Selected of a case, as its reader sees it. */
export async function caseOf(desk: Desk, complaint: Id<'Complaint'>, fields: string): Promise<unknown> {
  const { data, errors } = await desk.execute(`query ($id: ID!) { complaint(id: $id) { ${fields} } }`, { id: globalId('cmp', complaint) });
  if (errors) throw new Error(JSON.stringify(errors));
  return (data as { complaint: unknown }).complaint;
}

interface House {
  readonly database: { query<R>(o: { text: string; params: readonly string[] }): Promise<{ readonly rows: readonly R[] }> };
  readonly tenant: { readonly id: string };
}
/** What was told of a name, oldest first. */
export async function told(house: House, name: string): Promise<readonly { readonly subject: string; readonly data: object }[]> {
  const { rows } = await house.database.query<{ subject: string; data: string }>({
    text: `select subject_id::text as subject, data::text as data from (
      select seq as at, subject_id, data from crm.event_inbox where type = $1 and tenant_id = $2
      union all select position, subject_id, data from crm.event where type = $1 and tenant_id = $2) e order by at`,
    params: [name, house.tenant.id],
  });
  return rows.map(({ subject, data }) => ({ subject, data: JSON.parse(data) as object }));
}
