/** Questions about workflows that are no lists of records. */
import { globalId, label, sql, t } from '@guanxi/core';
import { Task } from './entities.ts';
import { DiagramFormat, DiagramLanguage } from './enums.ts';
import { p } from './plugin.ts';
import { notStarted } from './refusals.ts';
import { availableFor } from './running/available.ts';
import { bodyOf, draw, wayOf } from './running/drawing.ts';
import { runningOf } from './running/instance.ts';
import { SubjectInput, visibleSubject, visibleSubjects } from './running/subject.ts';

const Text = t.object('WorkflowText', { en: t.text(200), zh: t.text(200) });

export const availableTransitions = p.query('availableTransitions', {
  label: label('What can be done with records now', '记录当前可执行的流转'),
  permission: 'workflow:fire',
  input: { subjects: t.list(SubjectInput, { min: 1, max: 100 }) },
  output: t.list(
    t.object('RecordTransitions', {
      type: t.text(80),
      record: t.text(80),
      transitions: t.list(
        t.object('AvailableTransition', {
          event: t.text(100),
          label: Text,
          toState: t.text(100),
          toLabel: Text,
          isAvailable: t.bool(),
          needsReason: t.bool(),
          needsData: t.bool(),
          reasons: t.list(t.object('TransitionHindrance', { code: t.text(100), message: t.text(), details: t.nullable(t.json()) })),
        }),
      ),
    }),
  ),
  cost: 10,
  async run(scope, { subjects: given }) {
    const subjects = await visibleSubjects(scope, given, (i) => ['subjects', String(i)]);
    const found = new Map<string, Awaited<ReturnType<typeof availableFor>>>();
    for (const type of new Set(subjects.map((s) => s.type)))
      found.set(
        type,
        await availableFor(
          scope,
          type,
          subjects.filter((s) => s.type === type).map((s) => s.id),
        ),
      );
    return subjects.map(({ type, id, idPrefix }) => ({
      type,
      record: globalId(idPrefix, id),
      transitions: [...(found.get(type)?.get(id) ?? [])].map((one) => ({ ...one, reasons: [...one.reasons] })),
    }));
  },
});

/** What one has to do oneself, the most urgent first. */
export const myTasks = p.list('myTasks', {
  label: label('My open tasks', '我的待办任务'),
  permission: 'workflow:tasks:read',
  of: Task,
  input: {},
  orderBy: 'dueAt',
  where: (task, _input, _q, actor) => sql`${task.state} = 'OPEN' and ${task.ownerId} = ${actor.staffId}`,
});

/** What somebody of one's teams may take. */
export const claimableTasks = p.list('claimableTasks', {
  label: label('Tasks of my teams that nobody has', '本团队待认领任务'),
  permission: 'workflow:tasks:read',
  of: Task,
  input: {},
  orderBy: 'dueAt',
  where: (task, _input, _q, actor) => sql`${task.state} = 'OPEN' and ${task.ownerId} is null and ${task.teamId} = any(${actor.teamIds})`,
});

const said = { BOTH: null, EN: 'en', ZH: 'zh' } as const;

export const workflowDiagram = p.query('workflowDiagram', {
  label: label('Picture of a workflow', '流程图'),
  permission: 'workflow:read',
  input: {
    workflow: t.text(200),
    /** Default: the version of new records. */
    number: t.optional(t.int({ min: 1 })),
    format: t.enum(DiagramFormat),
    /** Default: both. */
    language: t.optional(t.enum(DiagramLanguage)),
  },
  output: t.object('WorkflowDiagram', { text: t.text(1_000_000) }),
  cost: 100,
  run: async (scope, { workflow, number, format, language = 'BOTH' }) => ({
    text: await draw(await bodyOf(scope, workflow, number ?? null), null, said[language], format),
  }),
});

export const recordDiagram = p.query('recordWorkflowDiagram', {
  label: label('Picture of a record’s workflow, with its way', '记录的流程图（标注流转路径）'),
  permission: 'workflow:read',
  input: { subject: SubjectInput, format: t.enum(DiagramFormat), language: t.optional(t.enum(DiagramLanguage)) },
  output: t.object('RecordWorkflowDiagram', { text: t.text(1_000_000), state: t.text(100) }),
  cost: 100,
  async run(scope, { subject: given, format, language = 'BOTH' }) {
    const { type, id } = await visibleSubject(scope, given);
    const running = (await runningOf(scope, type, [id])).get(id);
    if (!running) throw notStarted({}, 'subject');
    return { text: await draw(running.body, await wayOf(scope, running), said[language], format), state: running.state };
  },
});
