/** Tasks, times and ladders: who is given what, and what follows when nobody does it. */
import { globalId, type Id, select, sql } from '@guanxi/core';
import { assignRole, createCustomer, createRole, createTeam, crm, Staff, staffFields } from '@guanxi/core/crm';
import { describeEngines } from '@guanxi/testing';
import { beforeEach, expect, test } from 'vitest';
import {
  claimTask,
  completeTask,
  fireTransition,
  handOverTask,
  handoverFields,
  instanceFields,
  saveWorkflow,
  startWorkflow,
  taskFields,
  workflow,
} from './index.ts';
import { editTicket, openTicket, Ticket, ticketFields, ticketPlugin } from './testing/tickets.fixture.ts';

const said = (text: string) => ({ en: text, zh: text });

describeEngines('times and tasks', { plugins: [crm(), workflow(), ticketPlugin()] }, (t) => {
  type House = ReturnType<typeof t>;
  let house: House;
  let chief: Awaited<ReturnType<House['staff']>>;
  let boss: Id<'Staff'>;
  let customer: Id<'Customer'>;
  beforeEach(async () => {
    house = await t().another();
    boss = await house.make(Staff, { name: '主管' });
    chief = await house.staff({ id: boss });
    ({ customer } = await chief.run(createCustomer, { name: '上海国际展览有限公司', kind: 'ORGANISATION', confirmNew: true }));
  });
  const person = async (name: string, team?: string) => {
    const id = await house.make(Staff, { name, teamId: (team ?? null) as Id<'Team'> | null });
    return { id, actor: await house.staff({ id, ...(team !== undefined && { team }) }) };
  };
  const opened = async (handler?: Id<'Staff'>) =>
    (await chief.run(openTicket, { customer, title: '展位漏水', ...(handler && { handler }) })).ticket;
  const subject = (id: string) => ({ type: 'Ticket', id: globalId('tic', id) });
  const stateOf = async (id: Id<'Ticket'>) => (await chief.read(select(ticketFields, { state: true }), { id }))[0]?.state;
  const tasksOf = (id: string) =>
    chief.read(select(taskFields, { key: true, state: true, overdue: true, assignee: select(staffFields, {}) }), {
      where: (task) => sql`${task.subjectId} = ${id}`,
      orderBy: 'id',
    });
  const eventsOf = async (name: string) => {
    const { rows } = await house.database.query<{ data: Readonly<Record<string, unknown>> }>({
      text: `select data from (select type, data, tenant_id from crm.event union all select type, data, tenant_id from crm.event_inbox) e where type = $1 and tenant_id = $2`,
      params: [name, house.tenant.id],
    });
    return rows.map((r) => (typeof r.data === 'string' ? JSON.parse(r.data) : r.data) as Readonly<Record<string, unknown>>);
  };

  test('WF-01 a task goes to whoever answers for the record, is handed over with a reason, and the last one done moves the record on', async () => {
    const li = await person('小李');
    const wang = await person('小王');
    const ticket = await opened(li.id);
    await chief.run(editTicket, { ticket, set: { solution: '已换水管' } });
    await chief.run(fireTransition, { subject: subject(ticket), event: 'accept' });
    const [task] = (await tasksOf(ticket)).filter((one) => one.state === 'OPEN');
    expect(task).toMatchObject({ key: 'solve', assignee: { id: li.id } });
    await li.actor.run(handOverTask, { task: task?.id as Id<'Task'>, to: { kind: 'staff', value: wang.id }, reason: '休假' });
    const kept = await chief.read(select(handoverFields, { reason: true, from: select(staffFields, {}), to: select(staffFields, {}) }), {});
    expect(kept).toMatchObject([{ reason: '休假', from: { id: li.id }, to: { id: wang.id } }]);
    await wang.actor.run(completeTask, { task: task?.id as Id<'Task'>, note: '完成' });
    expect(await stateOf(ticket)).toBe('SOLVED');
    expect(await wang.actor.refused(completeTask, { task: task?.id as Id<'Task'> })).toBe('WORKFLOW_TASK_CLOSED');
  });

  test('WF-01 without one of its own, the record’s customer says who is responsible', async () => {
    const ticket = await opened();
    expect((await tasksOf(ticket))[0]).toMatchObject({ key: 'look', assignee: { id: boss } });
  });

  test('WF-01 tasks are one’s own, and others’ are neither seen nor touched', async () => {
    const li = await person('小李');
    const ticket = await opened(li.id);
    const [task] = await tasksOf(ticket);
    const own = { 'workflow:tasks:read': 'own', 'workflow:tasks:write': 'own' } as const;
    const other = await house.staff({ can: own });
    expect(await other.read(select(taskFields, {}), {})).toEqual([]);
    expect(await other.refused(completeTask, { task: task?.id as Id<'Task'> })).toBe('NOT_FOUND');
    const mine = await house.staff({ id: li.id, can: own });
    expect(await mine.read(select(taskFields, {}), {})).toHaveLength(1);
    expect((await mine.execute('{ myTasks { nodes { key dueAt } } claimableTasks { totalCount } }')).data).toMatchObject({
      myTasks: { nodes: [{ key: 'look' }] },
      claimableTasks: { totalCount: 0 },
    });
    expect((await chief.execute('{ myTasks { totalCount } }')).data).toEqual({ myTasks: { totalCount: 0 } });
  });

  test('WF-01 a task that is not done in time is overdue, and tells it once', async () => {
    const ticket = await opened();
    house.clock.advance('PT5H');
    await house.workOff();
    expect((await tasksOf(ticket))[0]).toMatchObject({ overdue: true, state: 'OPEN' });
    expect(await eventsOf('workflow.task.overdue')).toHaveLength(1);
  });

  test('WF-01 a ladder is climbed level by level, once each, and not by a record that has moved on', async () => {
    const ticket = await opened((await person('小李')).id);
    const moved = await opened();
    house.clock.advance('PT1H');
    await chief.run(fireTransition, { subject: subject(moved), event: 'accept' });
    house.clock.advance('PT2H');
    await house.workOff();
    house.clock.advance('PT6H');
    await house.workOff();
    house.clock.advance('PT6H');
    await house.workOff();
    const levels = (await eventsOf('workflow.instance.escalated')).map((e) => e['level']);
    expect(levels).toEqual([1, 2]);
    const [instance] = await chief.read(select(instanceFields, { escalationLevel: true }), {
      where: (i) => sql`${i.subjectId} = ${ticket}`,
    });
    expect(instance?.escalationLevel).toBe(2);
  });

  test('WF-01 a timer fires its event, and is void when the state was left', async () => {
    const late = await opened();
    const left = await opened();
    await chief.run(fireTransition, { subject: subject(left), event: 'reject', reason: '重复' });
    house.clock.advance('P1D');
    await house.workOff();
    expect([await stateOf(late), await stateOf(left)]).toEqual(['OPEN', 'REJECTED']);
    const { data } = await chief.execute(`query ($id: ID!) { ticket(id: $id) { workflow { steps { nodes { cause } } } } }`, {
      id: globalId('tic', late),
    });
    expect(data).toEqual({ ticket: { workflow: { steps: { nodes: [{ cause: 'START' }, { cause: 'TIMER' }] } } } });
  });

  test('WF-01 a team’s task is claimed once; a role’s and the least loaded one’s go to who has least to do', async () => {
    const { team } = await chief.run(createTeam, { name: '客服' });
    const [a, b] = [await person('甲', team), await person('乙', team)];
    const { role } = await chief.run(createRole, { key: 'checker', labelEn: 'Checker', labelZh: '审核', audience: 'STAFF', grants: [] });
    await chief.run(assignRole, { role, staff: b.id });
    const body = {
      label: said('Desk'),
      initial: 'ASKED',
      final: ['DONE'],
      states: {
        ASKED: {
          label: said('Asked'),
          tasks: [
            { key: 'pool', label: said('Pool'), assign: { to: 'TEAM', team: globalId('tea', team) } },
            { key: 'check', label: said('Check'), assign: { to: 'ROLE', role: 'checker' } },
            { key: 'least', label: said('Least'), assign: { to: 'LEAST_LOADED', team: globalId('tea', team) } },
          ],
        },
        DONE: { label: said('Done') },
      },
      transitions: [{ on: 'finish', from: ['ASKED'], to: 'DONE', label: said('Finish') }],
    };
    await chief.run(saveWorkflow, { type: 'Ticket', workflow: 'own.desk', body });
    const ticket = await house.make(Ticket, { customerId: customer, title: '审批', state: 'ASKED' });
    await chief.run(startWorkflow, { subject: subject(ticket), workflow: 'own.desk' });
    const tasks = await tasksOf(ticket);
    expect(tasks.map((one) => [one.key, one.assignee?.id ?? null])).toEqual([
      ['pool', null],
      ['check', b.id],
      ['least', a.id],
    ]);
    const pool = tasks[0]?.id as Id<'Task'>;
    await a.actor.run(claimTask, { task: pool });
    expect(await b.actor.refused(claimTask, { task: pool })).toBe('WORKFLOW_TASK_TAKEN');
  });

  test('WF-01 what can be done now is told beforehand, with the reasons against the rest, in a few statements for many', async () => {
    const tickets = [await opened(), await opened(), await opened()];
    for (const one of tickets) await chief.run(fireTransition, { subject: subject(one), event: 'accept' });
    const query = `query ($subjects: [WorkflowSubjectInput!]!) { availableTransitions(subjects: $subjects) {
      record transitions { event isAvailable needsReason toState reasons { code } } } }`;
    const asked = (subjects: readonly object[]) => house.statements(() => chief.execute(query, { subjects }));
    const one = await asked([subject(tickets[0] as string)]);
    expect(one.value.errors).toBeUndefined();
    expect(one.value.data).toEqual({
      availableTransitions: [
        {
          record: globalId('tic', tickets[0] as string),
          transitions: [
            { event: 'solve', isAvailable: false, needsReason: false, toState: 'SOLVED', reasons: [{ code: 'WORKFLOW_FIELDS_MISSING' }] },
            { event: 'reject', isAvailable: true, needsReason: true, toState: 'REJECTED', reasons: [] },
          ],
        },
      ],
    });
    const onRecords = await house.statements(() => chief.execute(`{ tickets { nodes { title availableTransitions } } }`));
    expect(onRecords.value).toMatchObject({
      data: { tickets: { nodes: [{ availableTransitions: [{ event: 'solve', isAvailable: false }, { event: 'reject' }] }, {}, {}] } },
    });
    expect(onRecords.statements).toHaveLength(3);
    const many = await asked(tickets.map((id) => subject(id)));
    expect(many.statements).toHaveLength(one.statements.length);
    expect(many.statements.length).toBeLessThanOrEqual(3);
  });
});
