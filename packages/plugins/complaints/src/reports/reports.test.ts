import { globalId, type Id } from '@guanxi/core';
import { crm } from '@guanxi/core/crm';
import { calendar } from '@guanxi/plugin-calendar';
import { workflow } from '@guanxi/plugin-workflow';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, expect, test } from 'vitest';
import { acknowledgeComplaint } from '../cases/index.ts';
import { closeComplaint, reopenComplaint } from '../closing/index.ts';
import { openImprovement } from '../improvement/index.ts';
import { complaints } from '../index.ts';
import { fulfilPromise, givePromise } from '../promises/index.ts';
import { addComplaintCause, classifyComplaint } from '../taxonomy/index.ts';
import { inHand, newCustomer, receive, selfOf, settledOn, solved } from '../testing/desk.fixture.ts';

describeEngines('reports over complaints', { plugins: [crm(), calendar(), workflow(), complaints()] }, (t) => {
  type House = ReturnType<typeof t>;
  let house: House;
  let desk: Awaited<ReturnType<House['staff']>>;
  let cause: Id<'ComplaintCause'>;
  const period = 'from: "2026-01-01T00:00:00Z", to: "2026-03-01T00:00:00Z"';
  const ask = async (document: string) => {
    const { data, errors } = await desk.execute(document);
    expect(errors).toBeUndefined();
    return data;
  };

  /** Three complaints of January, of which one was reopened and one promised something; praise; one complaint of February. */
  beforeAll(async () => {
    t().clock.set('2026-01-05T01:00:00Z');
    house = await t().another();
    desk = await house.staff({ name: '李静' });
    const me = selfOf(desk);
    cause = (await desk.run(addComplaintCause, { class: 'PROJECT_QUALITY', nameEn: 'Sealing', nameZh: '防水' })).cause;
    const [a, b] = [await newCustomer(desk), await newCustomer(desk)];
    const one = await receive(desk, a, { touchpoint: '工地', reply: '已收到' });
    const two = await receive(desk, b, { touchpoint: '工地', channel: 'WEB' });
    const three = await receive(desk, b, { touchpoint: '售楼处' });
    await receive(desk, a, { type: 'PRAISE', channel: 'WEB' });
    t().clock.advance('PT1H');
    await desk.run(acknowledgeComplaint, { complaint: two, reply: '已收到' });
    for (const complaint of [one, two]) await desk.run(classifyComplaint, { complaint, class: 'PROJECT_QUALITY', cause });
    await inHand(desk, three, me);
    await settledOn(desk, three);
    const given = { complaint: three, text: '回电', dueAt: new Date('2026-01-06T00:00:00Z'), owner: me };
    const { promise } = await desk.run(givePromise, given);
    t().clock.advance('PT1H');
    await desk.run(fulfilPromise, { promise });
    await desk.run(closeComplaint, { complaint: three, confirmedBy: '王芳' });
    await desk.run(reopenComplaint, { complaint: three, reason: '未解决' });
    const about = { title: '防水整改', department: '工程部', action: '换料', responsible: me, complaints: [one, two] };
    await desk.run(openImprovement, about);
    t().clock.set('2026-02-03T01:00:00Z');
    await solved(desk, await receive(desk, a, { touchpoint: '工地' }), me);
  });

  test('CMPL-02 numbers by touchpoint and period: volume, times, shares within the limit, reopened, promises kept', async () => {
    const data = await ask(`{ complaintStats(groupBy: [PERIOD, TOUCHPOINT], ${period}, type: COMPLAINT) { period touchpoint volume open
      ackMinutesMedian ackMinutesP90 solveMinutesMedian acknowledgedInTime solvedInTime reopenRate promiseKeptRate } }`);
    expect(data).toEqual({
      complaintStats: [
        {
          period: '2026-01',
          touchpoint: '售楼处',
          volume: 1,
          open: 1,
          ackMinutesMedian: 60,
          ackMinutesP90: 60,
          solveMinutesMedian: null,
          acknowledgedInTime: '0.0000',
          solvedInTime: null,
          reopenRate: '1.0000',
          promiseKeptRate: '1.0000',
        },
        {
          period: '2026-01',
          touchpoint: '工地',
          volume: 2,
          open: 2,
          ackMinutesMedian: 30,
          ackMinutesP90: 54,
          solveMinutesMedian: null,
          acknowledgedInTime: '0.5000',
          solvedInTime: null,
          reopenRate: null,
          promiseKeptRate: null,
        },
        {
          period: '2026-02',
          touchpoint: '工地',
          volume: 1,
          open: 1,
          ackMinutesMedian: 0,
          ackMinutesP90: 0,
          solveMinutesMedian: 0,
          acknowledgedInTime: '1.0000',
          solvedInTime: '1.0000',
          reopenRate: null,
          promiseKeptRate: null,
        },
      ],
    });
  });

  test('CMPL-02 by class, cause and department, and everything as one', async () => {
    const data = await ask(`{ complaintStats(groupBy: [CLASS, CAUSE], ${period}, type: COMPLAINT) { class cause { nameZh } volume }
      all: complaintStats(groupBy: [], ${period}) { volume } departments: complaintStats(groupBy: [DEPARTMENT], ${period}) { department volume } }`);
    expect(data).toEqual({
      complaintStats: [
        { class: 'PROJECT_QUALITY', cause: { nameZh: '防水' }, volume: 2 },
        { class: 'PROJECT_QUALITY', cause: null, volume: 2 },
      ],
      all: [{ volume: 5 }],
      departments: [
        { department: 'Engineering', volume: 4 },
        { department: null, volume: 1 },
      ],
    });
  });

  test('CMPL-02 the same numbers over any filter and group, in one statement of the read path', async () => {
    const document = `{ complaintsAggregate(where: { type: { eq: COMPLAINT } }, groupBy: [{ field: TOUCHPOINT }, { field: RECEIVED_AT, bucket: MONTH }]) {
      group { touchpoint receivedAt } count openCount median { ackMinutes } p90 { ackMinutes } acknowledgedInTime solvedInTime reopenRate } }`;
    const { value, statements } = await house.statements(() => desk.execute(document));
    expect(value.errors).toBeUndefined();
    expect(statements).toHaveLength(1);
    const rows = (value.data as { complaintsAggregate: { group: { touchpoint: string } }[] }).complaintsAggregate;
    expect(rows.find((row) => row.group.touchpoint === '售楼处')).toMatchObject({
      count: 1,
      openCount: 1,
      median: { ackMinutes: '60.0000' },
      acknowledgedInTime: '0.0000',
      solvedInTime: null,
      reopenRate: '1.0000',
    });
  });

  test('CMPL-02 open cases by their age', async () => {
    const data = (await ask('{ complaintAgeing(type: COMPLAINT) { fromDays toDays count overdue } }')) as {
      complaintAgeing: { count: number }[];
    };
    expect(data.complaintAgeing.filter((band) => band.count > 0)).toEqual([
      { fromDays: 0, toDays: 1, count: 1, overdue: 0 },
      { fromDays: 14, toDays: 30, count: 3, overdue: 3 },
    ]);
  });

  test('CMPL-06 what comes again and again, and whether somebody does something about it', async () => {
    const data = await ask(
      `{ recurringCauses(${period}) { class cause { id } complaints customers improvementsOpen improvementsClosed } }`,
    );
    expect(data).toEqual({
      recurringCauses: [
        {
          class: 'PROJECT_QUALITY',
          cause: { id: globalId('cca', cause) },
          complaints: 2,
          customers: 2,
          improvementsOpen: 1,
          improvementsClosed: 0,
        },
        { class: 'PROJECT_QUALITY', cause: null, complaints: 2, customers: 2, improvementsOpen: 0, improvementsClosed: 0 },
      ],
    });
  });

  test('CMPL-02 reports are of what their reader may see', async () => {
    const other = await house.staff({ can: { 'complaints:read': 'own' } });
    const { data } = await other.execute(`{ complaintStats(groupBy: [], ${period}) { volume } complaintAgeing { count } }`);
    expect(data).toMatchObject({ complaintStats: [{ volume: 0 }] });
    const nobody = await house.staff({ can: ['crm:customers:read'] });
    const { errors } = await nobody.execute(`{ complaintStats(groupBy: [], ${period}) { volume } }`);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('CMPL-02 refuses a period that ends before it begins, and one of more than three years (G5)', async () => {
    const refused = async (to: string) =>
      (await desk.execute(`{ complaintStats(groupBy: [], from: "2026-01-01T00:00:00Z", to: "${to}") { volume } }`)).errors?.[0]?.extensions;
    expect(await refused('2025-12-31T00:00:00Z')).toMatchObject({ code: 'COMPLAINTS_REPORT_PERIOD' });
    expect(await refused('2030-01-01T00:00:00Z')).toMatchObject({ code: 'COMPLAINTS_REPORT_PERIOD' });
  });
});
