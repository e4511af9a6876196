/**
 * Reports over cases, read through the read path: of what its reader may see. `complaintsAggregate` has the same numbers for whatever filter and
 * group in one statement; this adds what hangs on other records, and says it all in one answer.
 */
import { decimalOf, label, type Scope, select, sql, t, type ValueOf } from '@guanxi/core';
import { ComplaintType } from '../cases/enums.ts';
import { complaintClockFields, complaintFields } from '../cases/fields.ts';
import { type Complaints, p } from '../plugin.ts';
import { promiseFields, promisesOfCase } from '../promises/fields.ts';
import { ComplaintCause } from '../taxonomy/entities.ts';
import { ComplaintStatsKey, StatsPeriod } from './enums.ts';
import { periodTooLong } from './events.ts';
import { ageBands, bandOf, grouped, numbersOf, periodOf } from './rules.ts';

const rate = t.nullable(t.decimal());
const minutes = t.nullable(t.int());
const ComplaintStats = t.object('ComplaintStats', {
  type: t.nullable(t.enum(ComplaintType)),
  class: t.nullable(t.text(100)),
  cause: t.nullable(t.ref(ComplaintCause)),
  touchpoint: t.nullable(t.text(200)),
  department: t.nullable(t.text(100)),
  channel: t.nullable(t.text(100)),
  /** Such as `2026-02` or `2026-Q1`. */
  period: t.nullable(t.text(10)),
  volume: t.int(),
  open: t.int(),
  ackMinutesMedian: minutes,
  ackMinutesP90: minutes,
  solveMinutesMedian: minutes,
  solveMinutesP90: minutes,
  acknowledgedInTime: rate,
  solvedInTime: rate,
  reopenRate: rate,
  promiseKeptRate: rate,
});

const about = select(complaintFields, { type: true, class: true, causeId: true, touchpoint: true, department: true, channel: true });
const times = select(complaintClockFields, {
  receivedAt: true,
  ackMinutes: true,
  solveMinutes: true,
  acknowledgedAt: true,
  ackDue: true,
  solvedAt: true,
  handleDue: true,
  handleBreachedAt: true,
  closedAt: true,
  reopenedCount: true,
});
const kept = select(promisesOfCase, { promises: select(promiseFields, { state: true, brokenAt: true }) });

const longest = 1_100 * 86_400_000;
const asDecimal = (share: number | null) => (share === null ? null : decimalOf(share.toFixed(4)));

/** Three selections of one entity, one by one, since each field set is selected by itself. */
async function casesIn(scope: Scope<Complaints>, from: Date, to: Date, type: ValueOf<typeof ComplaintType> | undefined) {
  const where = (c: { readonly receivedAt: unknown; readonly type: unknown }) =>
    sql`${c.receivedAt} >= ${from} and ${c.receivedAt} < ${to} and ${type === undefined ? sql`true` : sql`${c.type} = ${type}`}`;
  const [of, at, with_] = [await scope.read(about, { where }), await scope.read(times, { where }), await scope.read(kept, { where })];
  const [timesOf, promisesOf] = [new Map(at.map((c) => [c.id, c])), new Map(with_.map((c) => [c.id, c.promises]))];
  return of.flatMap((c) => {
    const clock = timesOf.get(c.id);
    return clock ? [{ ...c, ...clock, promises: promisesOf.get(c.id) ?? [] }] : [];
  });
}

export const complaintStats = p.query('complaintStats', {
  label: label('Numbers of cases', '个案统计'),
  permission: 'complaints:read',
  cost: 500,
  input: {
    groupBy: t.list(t.enum(ComplaintStatsKey), { max: 4 }),
    from: t.instant(),
    /** Up to, not including it. */
    to: t.instant(),
    type: t.optional(t.enum(ComplaintType)),
    /** Of groups by period; default a month. */
    period: t.optional(t.enum(StatsPeriod)),
  },
  output: t.list(ComplaintStats),
  async run(scope, { groupBy, from, to, type, period = 'MONTH' }) {
    if (to <= from || to.getTime() - from.getTime() > longest) throw periodTooLong({}, 'to');
    const cases = await casesIn(scope, from, to, type);
    const value = (c: (typeof cases)[number], key: ValueOf<typeof ComplaintStatsKey>): string | null =>
      key === 'PERIOD' ? periodOf(c.receivedAt, period, scope.zone) : key === 'CAUSE' ? c.causeId : c[columns[key]];
    const groups = groupBy.length === 0 ? [{ keys: [], cases }] : grouped(cases, (c) => groupBy.map((key) => value(c, key)));
    return groups.map(({ keys, cases: members }) => {
      const { acknowledgedInTime, solvedInTime, reopenRate, promiseKeptRate, ...counts } = numbersOf(members);
      return {
        ...nothing,
        ...Object.fromEntries(groupBy.map((key, i) => [key.toLowerCase(), keys[i] ?? null])),
        ...counts,
        acknowledgedInTime: asDecimal(acknowledgedInTime),
        solvedInTime: asDecimal(solvedInTime),
        reopenRate: asDecimal(reopenRate),
        promiseKeptRate: asDecimal(promiseKeptRate),
      };
    });
  },
});
const columns = { TYPE: 'type', CLASS: 'class', TOUCHPOINT: 'touchpoint', DEPARTMENT: 'department', CHANNEL: 'channel' } as const;
const nothing = { type: null, class: null, cause: null, touchpoint: null, department: null, channel: null, period: null };

const AgeBand = t.object('ComplaintAgeBand', { fromDays: t.int(), toDays: t.nullable(t.int()), count: t.int(), overdue: t.int() });

/** Open cases by how long they have been open. */
export const complaintAgeing = p.query('complaintAgeing', {
  label: label('Age of open cases', '未结案账龄'),
  permission: 'complaints:read',
  cost: 200,
  input: { type: t.optional(t.enum(ComplaintType)) },
  output: t.list(AgeBand),
  async run(scope, { type }) {
    const open = await scope.read(select(complaintClockFields, { ageDays: true, isOverdue: true }), {
      where: (c) => sql`${c.closedAt} is null and ${type === undefined ? sql`true` : sql`${c.type} = ${type}`}`,
    });
    return ageBands.map((fromDays, i) => {
      const members = open.filter((c) => bandOf(c.ageDays ?? 0) === fromDays);
      const overdue = members.filter((c) => c.isOverdue).length;
      return { fromDays, toDays: ageBands[i + 1] ?? null, count: members.length, overdue };
    });
  },
});
