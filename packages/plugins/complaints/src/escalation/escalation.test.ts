import { type Id, select, sql } from '@guanxi/core';
import { assignRole, attachTag, createTag, crm, roleFields } from '@guanxi/core/crm';
import { calendar } from '@guanxi/plugin-calendar';
import { workflow } from '@guanxi/plugin-workflow';
import { describeEngines } from '@guanxi/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { acknowledgeComplaint, assignComplaint } from '../cases/index.ts';
import { closeComplaint } from '../closing/index.ts';
import { solveComplaint } from '../handling/index.ts';
import { checkImprovementEffect, closeImprovement, completeImprovement, openImprovement } from '../improvement/index.ts';
import { complaints } from '../index.ts';
import { classifyComplaint } from '../taxonomy/index.ts';
import { caseOf, inHand, newCustomer, receive, selfOf, settledOn, solved, told } from '../testing/desk.fixture.ts';
import { defineEscalationRule, escalateComplaint, issueManagementDigest, retireEscalationRule, suppressEscalation } from './index.ts';

describeEngines('what goes further up', { plugins: [crm(), calendar(), workflow(), complaints()] }, (t) => {
  type House = ReturnType<typeof t>;
  let house: House;
  let desk: Awaited<ReturnType<House['staff']>>;
  let me: Id<'Staff'>;
  beforeEach(async () => {
    t().clock.set('2026-01-05T01:00:00Z');
    house = await t().another();
    desk = await house.staff({ name: '李静' });
    me = selfOf(desk);
  });
  const escalations = 'state escalationLevel escalations(orderBy: [{ level: ASC }]) { nodes { level cause } }';

  test('CMPL-07 a grave case goes up at once, also of a key customer, and can still be acknowledged and handled', async () => {
    const grave = await receive(desk, await newCustomer(desk), { severity: 5 });
    expect(await caseOf(desk, grave, escalations)).toEqual({
      state: 'ESCALATED',
      escalationLevel: 2,
      escalations: { nodes: [{ level: 2, cause: 'SEVERITY' }] },
    });
    await inHand(desk, grave, me);
    await settledOn(desk, grave);
    expect(await caseOf(desk, grave, 'state')).toEqual({ state: 'SOLUTION_OFFERED' });
    const { tag } = await desk.run(createTag, { name: 'KEY' });
    const key = await newCustomer(desk);
    await desk.run(attachTag, { tag, customers: [key] });
    expect(await caseOf(desk, await receive(desk, key), escalations)).toMatchObject({
      escalations: { nodes: [{ level: 1, cause: 'KEY_CUSTOMER' }] },
    });
  });

  test('CMPL-07 the third complaint of a customer within the time that counts goes up', async () => {
    const customer = await newCustomer(desk);
    await receive(desk, customer);
    await receive(desk, customer, { type: 'ENQUIRY' });
    expect(await caseOf(desk, await receive(desk, customer), escalations)).toMatchObject({ escalationLevel: 0 });
    t().clock.advance('P89D');
    expect(await caseOf(desk, await receive(desk, customer), escalations)).toMatchObject({
      escalations: { nodes: [{ level: 1, cause: 'REPETITION' }] },
    });
    t().clock.advance('P89D');
    expect(await caseOf(desk, await receive(desk, customer), escalations)).toMatchObject({ escalationLevel: 0 });
  });

  test('CMPL-07 an old case climbs level by level as time goes by, and one that is solved does not', async () => {
    const [open, done] = [await receive(desk, await newCustomer(desk)), await receive(desk, await newCustomer(desk))];
    await solved(desk, done, me);
    for (const day of ['P7D', 'P7D']) {
      t().clock.advance(day);
      await house.workOff();
    }
    expect(await caseOf(desk, open, escalations)).toMatchObject({
      escalationLevel: 3,
      escalations: {
        nodes: [
          { level: 1, cause: 'BREACH' },
          { level: 2, cause: 'AGE' },
          { level: 3, cause: 'AGE' },
        ],
      },
    });
    expect(await caseOf(desk, done, 'escalationLevel')).toEqual({ escalationLevel: 0 });
    const heard = await told(house, 'complaints.complaint.escalated');
    expect(heard.map((e) => (e.data as { level: number }).level)).toEqual([1, 2, 3]);
    expect(heard[0]?.data).toMatchObject({ role: 'manager' });
  });

  describe('is refused', () => {
    test('CMPL-07 refuses to suppress an escalation without a reason, or by a program', async () => {
      const complaint = await receive(desk, await newCustomer(desk), { severity: 5 });
      expect(await desk.refused(suppressEscalation, { complaint, level: 2 } as never)).toBe('BAD_INPUT');
      expect(await desk.refused(suppressEscalation, { complaint, level: 2, reason: '  ' })).toBe('BAD_INPUT');
      const program = await house.service();
      expect(await program.refused(suppressEscalation, { complaint, level: 2, reason: 'x' })).toBe('COMPLAINTS_PERSON_NEEDED');
      const handler = await house.staff({ can: ['complaints:read', 'complaints:handle'] });
      expect(await handler.refused(suppressEscalation, { complaint, level: 2, reason: 'x' })).toBe('FORBIDDEN');
    });

    test('CMPL-07 refuses to let the original handler close an escalated case; somebody else does', async () => {
      const complaint = await receive(desk, await newCustomer(desk), { severity: 5 });
      await solved(desk, complaint, me);
      const closing = { complaint, confirmedBy: '王芳' };
      expect(await desk.refused(closeComplaint, closing)).toBe('COMPLAINTS_OWN_ESCALATED');
      const other = await house.staff({ name: '赵强' });
      await desk.run(assignComplaint, { complaint, handler: selfOf(other) });
      expect(await desk.refused(closeComplaint, closing)).toBe('COMPLAINTS_OWN_ESCALATED');
      await other.run(closeComplaint, closing);
    });

    test('CMPL-07 whether the original handler may close is a setting', async () => {
      await house.engine.settings(house.tenant.id).set('complaints', { originalHandlerClosesEscalated: true });
      const complaint = await receive(desk, await newCustomer(desk), { severity: 5 });
      await solved(desk, complaint, me);
      await desk.run(closeComplaint, { complaint, confirmedBy: '王芳' });
    });

    test('CMPL-07 refuses an unsound rule, an unknown role, a level twice, and to escalate praise', async () => {
      const rule = { level: 4, role: 'manager' };
      expect(await desk.refused(defineEscalationRule, { ...rule, cause: 'AGE' })).toBe('COMPLAINTS_RULE');
      expect(await desk.refused(defineEscalationRule, { ...rule, cause: 'SEVERITY', after: 'P1D' })).toBe('COMPLAINTS_RULE');
      expect(await desk.refused(defineEscalationRule, { ...rule, cause: 'MANUAL' })).toBe('COMPLAINTS_RULE');
      expect(await desk.refused(defineEscalationRule, { level: 4, role: 'nobody', cause: 'BREACH' })).toBe('COMPLAINTS_UNKNOWN_ROLE');
      const complaint = await receive(desk, await newCustomer(desk), { severity: 5 });
      const up = { role: 'manager', note: '客户威胁曝光' };
      expect(await desk.refused(escalateComplaint, { complaint, level: 2, ...up })).toBe('COMPLAINTS_AT_LEVEL');
      await desk.run(escalateComplaint, { complaint, level: 3, ...up });
      const praise = await receive(desk, await newCustomer(desk), { type: 'PRAISE' });
      expect(await desk.refused(escalateComplaint, { complaint: praise, level: 1, ...up })).toBe('COMPLAINTS_PRAISE_NOT_ESCALATED');
    });
  });

  test('CMPL-07 a rung that is defined is climbed, one that is retired is not', async () => {
    const { rule } = await desk.run(defineEscalationRule, { level: 5, cause: 'SEVERITY', threshold: 4, role: 'manager' });
    expect(await caseOf(desk, await receive(desk, await newCustomer(desk), { severity: 4 }), 'escalationLevel')).toEqual({
      escalationLevel: 5,
    });
    await desk.run(retireEscalationRule, { rule });
    expect(await caseOf(desk, await receive(desk, await newCustomer(desk), { severity: 4 }), 'escalationLevel')).toEqual({
      escalationLevel: 0,
    });
  });

  test('CMPL-07 management is told every morning, also of what was suppressed, by whom and why', async () => {
    const [one, two] = [await receive(desk, await newCustomer(desk), { severity: 5 }), await receive(desk, await newCustomer(desk))];
    await desk.run(suppressEscalation, { complaint: one, level: 2, reason: '已由总经理当面道歉' });
    // Kept from it before it came to that.
    await desk.run(suppressEscalation, { complaint: two, level: 2, reason: '等待第三方检测' });
    await house.workOff();
    t().clock.set('2026-01-06T00:00:00Z');
    await house.workOff();
    const { data, errors } = await desk.execute('{ managementDigests { nodes { role from to content } } }');
    expect(errors).toBeUndefined();
    const suppressed = (reason: string) => expect.objectContaining({ level: 2, suppressedBy: '李静', suppressedReason: reason });
    expect(data).toEqual({
      managementDigests: {
        nodes: [
          {
            role: 'manager',
            from: '2026-01-05T00:00:00.000Z',
            to: '2026-01-06T00:00:00.000Z',
            content: expect.objectContaining({
              received: 2,
              open: 2,
              escalated: [],
              suppressed: [suppressed('已由总经理当面道歉'), suppressed('等待第三方检测')],
            }),
          },
        ],
      },
    });
    expect(await told(house, 'complaints.digest.issued')).toHaveLength(1);
    t().clock.set('2026-01-13T00:00:00Z');
    await house.workOff();
    expect(await caseOf(desk, two, escalations)).toMatchObject({ escalationLevel: 1 });
    const later = { from: new Date('2026-01-14T00:00:00Z'), to: new Date('2026-01-15T00:00:00Z') };
    expect(await desk.refused(issueManagementDigest, later)).toBe('COMPLAINTS_DIGEST_PERIOD');
  });

  test('CMPL-03, CMPL-07 the least busy of those with the responsible role answers for a case from the first moment', async () => {
    const [role] = await desk.read(select(roleFields, {}), { where: (r) => sql`${r.key} = 'manager'` });
    const managers = [await house.staff({ name: '周一' }), await house.staff({ name: '周二' })];
    for (const manager of managers) await desk.run(assignRole, { role: role?.id as Id<'Role'>, staff: selfOf(manager) });
    const names = [];
    for (let i = 0; i < 4; i++) names.push(await caseOf(desk, await receive(desk, await newCustomer(desk)), 'handler { name }'));
    expect(names).toEqual(['周一', '周二', '周一', '周二'].map((name) => ({ handler: { name } })));
    const received = await told(house, 'complaints.complaint.received');
    expect(received.map((e) => (e.data as { responsibleId: string }).responsibleId)).not.toContain(null);
  });

  describe('CMPL-06 improvements', () => {
    const learnt = async () => {
      const complaint = await receive(desk, await newCustomer(desk));
      const given = { title: '防水工艺整改', department: '工程部', action: '更换供应商', responsible: me, complaints: [complaint] };
      const { improvement } = await desk.run(openImprovement, given);
      return { complaint, improvement };
    };

    test('CMPL-06 a case becomes an improvement of a department, whose effect is checked before it is closed', async () => {
      const { complaint, improvement } = await learnt();
      await desk.run(completeImprovement, { improvement });
      await desk.run(checkImprovementEffect, { improvement, effect: '三个月无同类投诉', effective: true });
      await desk.run(closeImprovement, { improvement });
      expect(await caseOf(desk, complaint, 'improvements { nodes { state department effective effectCheckedBy { name } } }')).toEqual({
        improvements: { nodes: [{ state: 'CLOSED', department: '工程部', effective: true, effectCheckedBy: { name: '李静' } }] },
      });
    });

    test('CMPL-06 refuses to close an item without an effect check, or one that did not help', async () => {
      const { improvement } = await learnt();
      expect(await desk.refused(closeImprovement, { improvement })).toBe('COMPLAINTS_EFFECT_UNCHECKED');
      expect(await desk.refused(checkImprovementEffect, { improvement, effect: 'x', effective: true })).toBe(
        'COMPLAINTS_IMPROVEMENT_STATE',
      );
      await desk.run(completeImprovement, { improvement });
      expect(await desk.refused(closeImprovement, { improvement })).toBe('COMPLAINTS_EFFECT_UNCHECKED');
      await desk.run(checkImprovementEffect, { improvement, effect: '仍有投诉', effective: false });
      expect(await desk.refused(closeImprovement, { improvement })).toBe('COMPLAINTS_INEFFECTIVE');
      await desk.run(completeImprovement, { improvement, action: '更换工艺' });
      expect(await desk.refused(closeImprovement, { improvement })).toBe('COMPLAINTS_EFFECT_UNCHECKED');
      await desk.run(checkImprovementEffect, { improvement, effect: '无投诉', effective: true });
      await desk.run(closeImprovement, { improvement });
    });
  });

  test('CMPL-07 a case that is escalated again after its solution is closed by somebody else', async () => {
    const complaint = await receive(desk, await newCustomer(desk));
    await desk.run(acknowledgeComplaint, { complaint, reply: '已收到' });
    await desk.run(classifyComplaint, { complaint, class: 'SERVICE_PROCESS' });
    await desk.run(escalateComplaint, { complaint, level: 1, role: 'manager', note: '媒体关注' });
    await desk.run(assignComplaint, { complaint, handler: me });
    await settledOn(desk, complaint);
    await desk.run(solveComplaint, { complaint, outcome: '已道歉' });
    expect(await desk.refused(closeComplaint, { complaint, confirmedBy: '王芳' })).toBe('COMPLAINTS_OWN_ESCALATED');
  });
});
