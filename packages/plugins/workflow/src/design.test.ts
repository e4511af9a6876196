/** Designing workflows: what is refused when one is saved, versions, and moving records to another. */
import { globalId, type Id, select, sql } from '@guanxi/core';
import { createCustomer, crm } from '@guanxi/core/crm';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  definitionFields,
  fireTransition,
  instanceFields,
  migrateWorkflow,
  publishWorkflow,
  saveWorkflow,
  startWorkflow,
  taskFields,
  versionFields,
  workflow,
} from './index.ts';
import { openTicket, Ticket, ticketFields, ticketFlow, ticketPlugin } from './testing/tickets.fixture.ts';

const said = (text: string) => ({ en: text, zh: text });
const simple = {
  label: said('Approval'),
  initial: 'ASKED',
  final: ['DONE'],
  states: { ASKED: { label: said('Asked') }, DONE: { label: said('Done') } },
  transitions: [{ on: 'finish', from: ['ASKED'], to: 'DONE', label: said('Finish') }],
};

describeEngines('design of workflows', { plugins: [crm(), workflow(), ticketPlugin()] }, (t) => {
  type House = ReturnType<typeof t>;
  let house: House;
  let chief: Awaited<ReturnType<House['staff']>>;
  let customer: Id<'Customer'>;
  beforeAll(async () => {
    house = await t().another();
    chief = await house.staff({ name: '主管' });
    ({ customer } = await chief.run(createCustomer, { name: '上海国际展览有限公司', kind: 'ORGANISATION', confirmNew: true }));
  });
  const save = (body: unknown, workflowKey = 'own.approval', number?: number) =>
    chief.attempt(saveWorkflow, { type: 'Ticket', workflow: workflowKey, body, ...(number !== undefined && { number }) });
  const problems = async (body: unknown) => {
    const outcome = await save(body);
    return outcome.ok ? [] : outcome.errors.map((e) => [e.code, e.path.join('.')]);
  };

  describe('what is saved can run', () => {
    test('WF-01 refuses a state that cannot be reached', async () => {
      const states = { ...simple.states, LOST: { label: said('Lost') } };
      const transitions = [...simple.transitions, { on: 'finish', from: ['LOST'], to: 'DONE', label: said('Finish') }];
      expect(await problems({ ...simple, states, transitions })).toEqual([['WORKFLOW_UNREACHABLE_STATE', 'body.states.LOST']]);
    });
    test('WF-01 refuses a workflow without an end state', async () => {
      expect(await problems({ ...simple, final: [] })).toEqual([['WORKFLOW_NO_END_STATE', 'body.final']]);
    });
    test('WF-01 refuses a transition to an unknown state', async () => {
      const transitions = [...simple.transitions, { on: 'fly', from: ['ASKED'], to: 'MOON', label: said('Fly') }];
      expect(await problems({ ...simple, transitions })).toEqual([['WORKFLOW_UNKNOWN_STATE', 'body.transitions.1.to']]);
    });
    test('WF-01 refuses a guard on an unknown field, of the record and of its relations', async () => {
      const guarded = (guard: string) => ({ ...simple, transitions: [{ ...simple.transitions[0], guard }] });
      expect(await problems(guarded('record.colour == "red"'))).toEqual([['WORKFLOW_UNKNOWN_FIELD', 'body.transitions.0.guard']]);
      expect(await problems(guarded('record.promises.all(p, p.colour == 1)'))).toEqual([
        ['WORKFLOW_UNKNOWN_FIELD', 'body.transitions.0.guard'],
      ]);
      expect(await problems(guarded('record.customer.colour == 1'))).toEqual([['WORKFLOW_UNKNOWN_FIELD', 'body.transitions.0.guard']]);
      expect(await problems(guarded('record.title =='))).toEqual([['WORKFLOW_GUARD_SYNTAX', 'body.transitions.0.guard']]);
    });
    test('WF-01 tells all that is wrong at once, each with its place', async () => {
      const body = {
        ...simple,
        states: {
          ASKED: {
            label: said('Asked'),
            tasks: [{ key: 'look', label: said('Look'), assign: { to: 'ROLE', role: 'nobodys' } }],
            timers: [{ after: 'PT5S', event: 'vanish' }],
          },
          DONE: { label: said('Done') },
        },
        transitions: [
          {
            ...simple.transitions[0],
            requires: ['nothing'],
            permission: 'no:such',
            actions: [{ action: 'tickets.fly' }, { action: 'tickets.raise', input: { high: 1 } }],
          },
        ],
      };
      expect(await problems(body)).toEqual([
        ['WORKFLOW_UNKNOWN_ASSIGNEE', 'body.states.ASKED.tasks.0.assign'],
        ['WORKFLOW_WAIT_TOO_SHORT', 'body.states.ASKED.timers.0.after'],
        ['WORKFLOW_UNKNOWN_EVENT', 'body.states.ASKED.timers.0.event'],
        ['WORKFLOW_UNKNOWN_FIELD', 'body.transitions.0.requires.0'],
        ['WORKFLOW_UNKNOWN_PERMISSION', 'body.transitions.0.permission'],
        ['WORKFLOW_UNKNOWN_ACTION', 'body.transitions.0.actions.0.action'],
        ['WORKFLOW_UNKNOWN_ACTION_INPUT', 'body.transitions.0.actions.1.input.high'],
      ]);
    });
    test('WF-01 refuses what is no definition at all, and names that are others’', async () => {
      expect(await problems({ ...simple, initial: 3, colour: 'red' })).toEqual([
        ['WORKFLOW_MALFORMED', 'body.initial'],
        ['WORKFLOW_MALFORMED', 'body'],
      ]);
      expect(await chief.refused(saveWorkflow, { type: 'Ticket', workflow: 'tickets.other', body: simple })).toBe('WORKFLOW_KEY');
      expect(await chief.refused(saveWorkflow, { type: 'Customer', workflow: 'own.approval', body: simple })).toBe('WORKFLOW_NONE');
      const clerk = await house.staff({ can: ['workflow:read', 'workflow:fire'] });
      expect(await clerk.refused(saveWorkflow, { type: 'Ticket', workflow: 'own.approval', body: simple })).toBe('FORBIDDEN');
    });
  });

  describe('versions', () => {
    test('WF-01 a version is edited until it is used; then it stays, and editing a used version is refused', async () => {
      const first = await chief.run(saveWorkflow, { type: 'Ticket', workflow: 'own.edited', body: simple });
      expect(first.number).toBe(1);
      const again = await chief.run(saveWorkflow, {
        type: 'Ticket',
        workflow: 'own.edited',
        body: { ...simple, label: said('Better') },
        number: 1,
      });
      expect(again.version).toBe(first.version);
      const ticket = await house.make(Ticket, { customerId: customer, title: '审批', state: 'ASKED' });
      await chief.run(startWorkflow, { subject: { type: 'Ticket', id: globalId('tic', ticket) }, workflow: 'own.edited' });
      expect(await chief.refused(saveWorkflow, { type: 'Ticket', workflow: 'own.edited', body: simple, number: 1 })).toBe(
        'WORKFLOW_VERSION_USED',
      );
      const next = await chief.run(saveWorkflow, { type: 'Ticket', workflow: 'own.edited', body: simple });
      expect(next.number).toBe(2);
      const [row] = await chief.read(select(versionFields, { usedAt: true, number: true }), { id: first.version });
      expect(row).toMatchObject({ number: 1, usedAt: expect.any(Date) });
    });

    test('WF-01 shipped code that was changed under a used version is refused; as a version of its own it is taken up', async () => {
      const other = await t().another();
      const admin = await other.staff();
      const { customer: theirs } = await admin.run(createCustomer, { name: '北京饭店', kind: 'ORGANISATION', confirmNew: true });
      const shipped = (set: string) =>
        other.database.query({ text: `update crm.workflow_version set ${set} where tenant_id = $1`, params: [other.tenant.id] });
      const numbers = async () =>
        (await admin.read(select(versionFields, { number: true, codeVersion: true }), { orderBy: 'number' })).map((v) => [
          v.number,
          v.codeVersion,
        ]);
      // Not used yet: what the code says now is written down.
      await shipped(`body = jsonb_set(body, '{initial}', '"OPEN"')`);
      const { ticket } = await admin.run(openTicket, { customer: theirs, title: '展位漏水' });
      expect((await admin.read(select(ticketFields, { state: true }), { id: ticket }))[0]?.state).toBe('NEW');
      expect(await numbers()).toEqual([[1, 1]]);
      await shipped(`body = jsonb_set(body, '{initial}', '"OPEN"')`);
      expect(await admin.refused(openTicket, { customer: theirs, title: '电路故障' })).toBe('WORKFLOW_VERSION_USED');
      // As if it had been an older version of the code.
      await shipped('code_version = 0');
      await admin.run(openTicket, { customer: theirs, title: '电路故障' });
      expect(await numbers()).toEqual([
        [1, 0],
        [2, 1],
      ]);
    });

    test('WF-01 a tenant changes a shipped workflow; running records stay on their version until they are moved', async () => {
      const running = (await chief.run(openTicket, { customer, title: '展位漏水' })).ticket;
      await chief.run(fireTransition, { subject: { type: 'Ticket', id: globalId('tic', running) }, event: 'accept' });
      const { id: _, version: __, ...shipped } = JSON.parse(JSON.stringify(ticketFlow));
      const body = {
        ...shipped,
        states: { ...shipped.states, WORKED: { ...shipped.states.OPEN, label: said('Worked on') }, CHECKED: { label: said('Checked') } },
        transitions: [
          { on: 'accept', from: ['NEW'], to: 'WORKED', label: said('Accept') },
          { on: 'lapse', from: ['NEW'], to: 'WORKED', label: said('Lapse') },
          { on: 'solve', from: ['WORKED'], to: 'SOLVED', label: said('Solve') },
          { on: 'check', from: ['SOLVED'], to: 'CHECKED', label: said('Check') },
          { on: 'close', from: ['CHECKED'], to: 'CLOSED', label: said('Close') },
          { on: 'reject', from: ['NEW'], to: 'REJECTED', label: said('Reject') },
        ],
      };
      const { OPEN: _open, ...states } = body.states;
      const saved = await chief.run(saveWorkflow, { type: 'Ticket', workflow: 'tickets.ticket', body: { ...body, states } });
      expect(saved.number).toBe(2);
      await chief.run(publishWorkflow, { version: saved.version });
      const fresh = (await chief.run(openTicket, { customer, title: '电路故障' })).ticket;
      expect(await chief.run(fireTransition, { subject: { type: 'Ticket', id: globalId('tic', fresh) }, event: 'accept' })).toEqual({
        state: 'WORKED',
      });

      const [definition] = await chief.read(select(definitionFields, { versions: select(versionFields, { number: true }) }), {
        where: (d) => sql`${d.key} = 'tickets.ticket'`,
      });
      const from = definition?.versions.find((v) => v.number === 1)?.id as Id<'WorkflowVersion'>;
      const preview = `query ($from: ID!, $to: ID!, $states: JSON) { workflowMigrationPreview(from: $from, to: $to, states: $states) { state records toState } }`;
      const variables = { from: globalId('wfv', from), to: globalId('wfv', saved.version) };
      expect((await chief.execute(preview, variables)).data).toEqual({
        workflowMigrationPreview: [{ state: 'OPEN', records: 1, toState: null }],
      });
      await chief.run(migrateWorkflow, { from, to: saved.version });
      await house.workOff();
      const stateOf = async () => (await chief.read(select(ticketFields, { state: true }), { id: running }))[0]?.state;
      expect(await stateOf()).toBe('OPEN');
      expect((await chief.execute(preview, { ...variables, states: { OPEN: 'WORKED' } })).data).toEqual({
        workflowMigrationPreview: [{ state: 'OPEN', records: 1, toState: 'WORKED' }],
      });
      await chief.run(migrateWorkflow, { from, to: saved.version, states: { OPEN: 'WORKED' } });
      await house.workOff();
      expect(await stateOf()).toBe('WORKED');
      const [instance] = await chief.read(select(instanceFields, { state: true, versionId: true }), {
        where: (i) => sql`${i.subjectId} = ${running}`,
      });
      expect(instance).toMatchObject({ state: 'WORKED', versionId: saved.version });
      const open = await chief.read(select(taskFields, { key: true, state: true }), {
        where: (task) => sql`${task.subjectId} = ${running} and ${task.state} = 'OPEN'`,
      });
      expect(open.map((task) => task.key)).toEqual(['solve']);
    });
  });

  test('WF-01 a definition is drawn in both languages, with the way of a record', async () => {
    const ticket = (await chief.run(openTicket, { customer, title: '展位漏水' })).ticket;
    const { data, errors } = await chief.execute(
      `query ($id: String!) {
        plain: workflowDiagram(workflow: "tickets.ticket", number: 1, format: MERMAID) { text }
        recordWorkflowDiagram(subject: { type: "Ticket", id: $id }, format: SVG, language: ZH) { text state } }`,
      { id: globalId('tic', ticket) },
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      plain: { text: expect.stringContaining('state "In work<br/>处理中" as s1') },
      recordWorkflowDiagram: { state: 'NEW', text: expect.stringMatching(/<svg[\s\S]*新建[\s\S]*<\/svg>/) },
    });
  });
});
