/** Records in their workflows: what is fired, what is refused, what follows by itself. */
import { globalId, type Id, select, sql } from '@guanxi/core';
import { createCustomer, crm } from '@guanxi/core/crm';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, expect, test } from 'vitest';
import { fireTransition, instanceFields, startWorkflow, taskFields, workflow } from './index.ts';
import {
  closeTicket,
  deleteTicket,
  editTicket,
  openTicket,
  promise,
  Ticket,
  ticketFields,
  ticketPlugin,
} from './testing/tickets.fixture.ts';

describeEngines('workflow', { plugins: [crm(), workflow(), ticketPlugin()] }, (t) => {
  type House = ReturnType<typeof t>;
  let house: House;
  let chief: Awaited<ReturnType<House['staff']>>;
  let customer: Id<'Customer'>;
  beforeAll(async () => {
    house = await t().another();
    chief = await house.staff({ name: '主管' });
    ({ customer } = await chief.run(createCustomer, { name: '上海国际展览有限公司', kind: 'ORGANISATION', confirmNew: true }));
  });
  const opened = async (more: { readonly handler?: Id<'Staff'> } = {}) =>
    (await chief.run(openTicket, { customer, title: '展位漏水', ...more })).ticket;
  const subject = (id: string) => ({ type: 'Ticket', id: globalId('tic', id) });
  const stateOf = async (id: Id<'Ticket'>) => (await chief.read(select(ticketFields, { state: true }), { id }))[0]?.state;
  const ask = async (query: string, variables: Readonly<Record<string, unknown>> = {}) => {
    const { data, errors } = await chief.execute(query, variables);
    expect(errors).toBeUndefined();
    return data;
  };

  test('WF-01 an event moves the record, its state, its way and its tasks, in one transaction', async () => {
    const ticket = await opened();
    expect(await chief.run(fireTransition, { subject: subject(ticket), event: 'accept' })).toEqual({ state: 'OPEN' });
    expect(await stateOf(ticket)).toBe('OPEN');
    const query = `query ($id: ID!) { ticket(id: $id) { state
      workflow { state steps { nodes { cause event fromState toState staff { name } } } }
      tasks(orderBy: [{ key: ASC }]) { nodes { key state } } } }`;
    expect(await ask(query, { id: globalId('tic', ticket) })).toMatchObject({
      ticket: {
        state: 'OPEN',
        workflow: {
          state: 'OPEN',
          steps: {
            nodes: expect.arrayContaining([
              { cause: 'START', event: null, fromState: null, toState: 'NEW', staff: { name: '主管' } },
              { cause: 'EVENT', event: 'accept', fromState: 'NEW', toState: 'OPEN', staff: { name: '主管' } },
            ]),
          },
        },
        tasks: {
          nodes: [
            { key: 'look', state: 'CANCELLED' },
            { key: 'solve', state: 'OPEN' },
          ],
        },
      },
    });
  });

  test('WF-01 G7 refuses an event that the table does not have from the state, and says which it has', async () => {
    const ticket = await opened();
    const outcome = await chief.attempt(fireTransition, { subject: subject(ticket), event: 'solve' });
    expect(outcome).toMatchObject({
      ok: false,
      errors: [{ code: 'WORKFLOW_NOT_IN_TABLE', path: ['event'], details: { state: 'NEW', events: ['accept', 'lapse', 'reject'] } }],
    });
    expect(await chief.refused(closeTicket, { ticket })).toBe('WORKFLOW_NOT_IN_TABLE');
  });

  test('WF-01 refuses a transition whose required fields are missing, and then does it with its actions', async () => {
    const ticket = await opened();
    await chief.run(fireTransition, { subject: subject(ticket), event: 'accept' });
    const outcome = await chief.attempt(fireTransition, { subject: subject(ticket), event: 'solve' });
    expect(outcome).toMatchObject({ ok: false, errors: [{ code: 'WORKFLOW_FIELDS_MISSING', details: { fields: ['solution'] } }] });
    await chief.run(editTicket, { ticket, set: { solution: '已换水管' } });
    await chief.run(fireTransition, { subject: subject(ticket), event: 'solve' });
    const [row] = await chief.read(select(ticketFields, { state: true, priority: true }), { id: ticket });
    expect(row).toMatchObject({ state: 'SOLVED', priority: 4 });
  });

  test('WF-01 a guard over a relation decides, whoever asks, and says why not in the caller’s language', async () => {
    const ticket = await opened();
    await chief.run(fireTransition, { subject: subject(ticket), event: 'accept' });
    await chief.run(editTicket, { ticket, set: { solution: '已换水管' } });
    await chief.run(fireTransition, { subject: subject(ticket), event: 'solve' });
    await chief.run(promise, { ticket, kept: false });
    const clerk = await house.staff({ can: ['tickets:read', 'tickets:close', 'crm:customers:read'], locale: 'zh-CN' });
    expect(await clerk.attempt(closeTicket, { ticket })).toMatchObject({
      ok: false,
      errors: [{ code: 'WORKFLOW_GUARD', message: '尚有未兑现的承诺。' }],
    });
    expect(await stateOf(ticket)).toBe('SOLVED');
  });

  test('WF-01 what has a command of its own is not fired past it', async () => {
    const ticket = await opened();
    await chief.run(fireTransition, { subject: subject(ticket), event: 'accept' });
    await chief.run(editTicket, { ticket, set: { solution: '已换水管' } });
    await chief.run(fireTransition, { subject: subject(ticket), event: 'solve' });
    expect(await chief.refused(fireTransition, { subject: subject(ticket), event: 'close' })).toBe('WORKFLOW_PLUGINS_ONLY');
    expect(await chief.run(closeTicket, { ticket })).toEqual({ state: 'CLOSED' });
  });

  test('WF-01 needs a reason and the transition’s permission where the definition says so', async () => {
    const ticket = await opened();
    expect(await chief.refused(fireTransition, { subject: subject(ticket), event: 'reject' })).toBe('WORKFLOW_REASON_MISSING');
    const clerk = await house.staff({ can: ['workflow:fire', 'tickets:read', 'crm:customers:read'] });
    expect(await clerk.refused(fireTransition, { subject: subject(ticket), event: 'reject', reason: '重复' })).toBe('FORBIDDEN');
    expect(await chief.run(fireTransition, { subject: subject(ticket), event: 'reject', reason: '重复' })).toEqual({ state: 'REJECTED' });
  });

  test('WF-01 the state is not changed around the workflow', async () => {
    const ticket = await opened();
    expect(await chief.refused(editTicket, { ticket, set: { state: 'CLOSED' } })).toBe('WORKFLOW_STATE_BYPASSED');
    expect(await stateOf(ticket)).toBe('NEW');
  });

  test('WF-01 a workflow begins once, and only for records that have one', async () => {
    const ticket = await opened();
    expect(await chief.refused(startWorkflow, { subject: subject(ticket), workflow: 'tickets.ticket' })).toBe('WORKFLOW_STARTED');
    expect(
      await chief.refused(startWorkflow, { subject: { type: 'Customer', id: globalId('cus', customer) }, workflow: 'tickets.ticket' }),
    ).toBe('WORKFLOW_NONE');
    const old = await house.make(Ticket, { customerId: customer, title: '旧工单', state: 'OPEN' });
    expect(await chief.refused(fireTransition, { subject: subject(old), event: 'solve' })).toBe('WORKFLOW_NOT_STARTED');
    expect(await chief.refused(startWorkflow, { subject: subject(old), workflow: 'nobody.knows' })).toBe('WORKFLOW_UNKNOWN');
    await chief.run(editTicket, { ticket: old, set: { solution: '已处理' } });
    expect(await chief.run(fireTransition, { subject: subject(old), event: 'solve', workflow: 'tickets.ticket' })).toEqual({
      state: 'SOLVED',
    });
  });

  test('WF-01 G2 a record that one may not see is not there', async () => {
    const ticket = await opened();
    const blind = await house.staff({ can: ['workflow:fire'] });
    expect(await blind.refused(fireTransition, { subject: subject(ticket), event: 'accept' })).toBe('NOT_FOUND');
    expect(await chief.refused(fireTransition, { subject: { type: 'Ticket', id: 'tic_zzz' }, event: 'accept' })).toBe('NOT_FOUND');
  });

  test('a deleted record leaves nothing in the workflow, and no time that comes up', async () => {
    const ticket = await opened();
    await chief.run(deleteTicket, { ticket });
    expect(await chief.read(select(taskFields, {}), { where: (task) => sql`${task.subjectId} = ${ticket}` })).toEqual([]);
    expect(await chief.read(select(instanceFields, {}), { where: (i) => sql`${i.subjectId} = ${ticket}` })).toEqual([]);
    house.clock.advance('P2D');
    expect(await house.workOff()).toMatchObject({ failed: 0 });
  });
});
