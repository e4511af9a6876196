import { globalId, type Id } from '@guanxi/core';
import { createContact, crm, mergeCustomers } from '@guanxi/core/crm';
import { calendar } from '@guanxi/plugin-calendar';
import { workflow } from '@guanxi/plugin-workflow';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { complaints } from '../index.ts';
import { addComplaintCause, classifyComplaint, retireComplaintCause, setComplaintCategory } from '../taxonomy/index.ts';
import { caseOf, contactOf, inHand, newCustomer, receive, selfOf, solved, told } from '../testing/desk.fixture.ts';
import { acknowledgeComplaint, assignComplaint, identifyComplainant, mergeDuplicateComplaint, receiveComplaint } from './index.ts';

describeEngines('the complaint desk', { plugins: [crm(), calendar(), workflow(), complaints()] }, (t) => {
  type House = ReturnType<typeof t>;
  let house: House;
  let desk: Awaited<ReturnType<House['staff']>>;
  let me: Id<'Staff'>;
  beforeAll(async () => {
    house = await t().another();
    desk = await house.staff({ name: '李静' });
    me = selfOf(desk);
  });
  const base = { type: 'COMPLAINT', channel: 'HOTLINE', text: '墙面漏水' } as const;

  test('CMPL-01 a case goes its way from receipt to closing, under one number', async () => {
    const complaint = await receive(desk, await newCustomer(desk), { touchpoint: '二号售楼处' });
    expect(await caseOf(desk, complaint, 'number state type touchpoint tasks { nodes { key } }')).toEqual({
      number: expect.stringMatching(/^C-\d{6}$/),
      state: 'RECEIVED',
      type: 'COMPLAINT',
      touchpoint: '二号售楼处',
      tasks: { nodes: [{ key: 'acknowledge' }] },
    });
    await inHand(desk, complaint, me);
    expect(await caseOf(desk, complaint, 'state class handler { name } department')).toEqual({
      state: 'ASSIGNED',
      class: 'PROJECT_QUALITY',
      handler: { name: '李静' },
      department: 'Engineering',
    });
  });

  test('CMPL-01 numbers are unique and dense, also of cases that come in at once', async () => {
    const other = await t().another();
    const clerk = await other.staff();
    const customer = await newCustomer(clerk);
    await Promise.all(Array.from({ length: 12 }, () => receive(clerk, customer)));
    const { data } = await clerk.execute('{ complaints(orderBy: [{ number: ASC }]) { nodes { number } } }');
    const numbers = (data as { complaints: { nodes: { number: string }[] } }).complaints.nodes.map((c) => c.number);
    expect(numbers).toEqual(Array.from({ length: 12 }, (_, i) => `C-${String(i + 1).padStart(6, '0')}`));
  });

  test('CMPL-01 somebody unknown is recorded by name, and found out later', async () => {
    const { complaint } = await desk.run(receiveComplaint, {
      ...base,
      from: { kind: 'unidentified', value: { name: '赵先生', phone: '138 0013 8000', email: 'zhao@example.com' } },
    });
    expect(await caseOf(desk, complaint, 'complainantName customer { name } blocks { totalCount }')).toEqual({
      complainantName: '赵先生',
      customer: null,
      blocks: { totalCount: 0 },
    });
    const customer = await newCustomer(desk);
    await desk.run(identifyComplainant, { complaint, customer });
    expect(await caseOf(desk, complaint, 'complainantName customer { id } blocks { totalCount }')).toEqual({
      complainantName: '赵先生',
      customer: { id: globalId('cus', customer) },
      blocks: { totalCount: 2 },
    });
    expect(await desk.refused(identifyComplainant, { complaint, customer })).toBe('COMPLAINTS_ALREADY_IDENTIFIED');
  });

  describe('is refused', () => {
    test('CMPL-01 refuses an unknown customer without a name (G1), and an unknown id (G2)', async () => {
      expect(await desk.refused(receiveComplaint, { ...base, from: { kind: 'unidentified', value: { name: ' ' } } })).toBe('BAD_INPUT');
      const nobody = '019b0000-0000-7000-8000-000000000000' as Id<'Customer'>;
      expect(await desk.refused(receiveComplaint, { ...base, from: { kind: 'customer', value: nobody } })).toBe('NOT_FOUND');
      const customer = await newCustomer(desk);
      expect(await desk.refused(receiveComplaint, { ...base, from: { kind: 'customer', value: customer }, text: '' })).toBe('BAD_INPUT');
    });

    test('CMPL-01 refuses a step that the flow does not have from there (G7)', async () => {
      const complaint = await receive(desk, await newCustomer(desk), { class: 'PROJECT_QUALITY' });
      expect(await desk.refused(classifyComplaint, { complaint, class: 'PROJECT_QUALITY' })).toBe('WORKFLOW_NOT_IN_TABLE');
      expect(await desk.refused(assignComplaint, { complaint, handler: me })).toBe('WORKFLOW_NOT_IN_TABLE');
    });

    test('CMPL-01 refuses a contact of another customer, and a second acknowledgement', async () => {
      const [one, another] = [await newCustomer(desk), await newCustomer(desk)];
      const contact = await contactOf(desk, another);
      expect(await desk.refused(receiveComplaint, { ...base, from: { kind: 'customer', value: one }, contact })).toBe(
        'COMPLAINTS_CONTACT_OF_ANOTHER',
      );
      const complaint = await receive(desk, another, { contact, reply: '已收到' });
      expect(await desk.refused(acknowledgeComplaint, { complaint, reply: '已收到' })).toBe('COMPLAINTS_ALREADY_ACKNOWLEDGED');
    });

    test('CMPL-01 refuses a stale version (G9) and whoever lacks the permission (G10)', async () => {
      const complaint = await receive(desk, await newCustomer(desk));
      const reader = await house.staff({ can: ['complaints:read'] });
      expect(await reader.refused(acknowledgeComplaint, { complaint, reply: 'x' })).toBe('FORBIDDEN');
      expect(await desk.refused(acknowledgeComplaint, { complaint, reply: 'x' }, { expectedVersion: 99 })).toBe('CONFLICT');
    });

    test('CMPL-09 refuses a malformed telephone number or e-mail (G3) and an unknown channel (G14)', async () => {
      const from = (value: object) => ({ kind: 'unidentified', value: { name: '赵先生', ...value } }) as never;
      expect(await desk.refused(receiveComplaint, { ...base, from: from({ phone: '无' }) })).toBe('COMPLAINTS_PHONE');
      expect(await desk.refused(receiveComplaint, { ...base, from: from({ email: 'zhao at example' }) })).toBe('BAD_INPUT');
      expect(await desk.refused(receiveComplaint, { ...base, channel: 'PIGEON', from: from({}) })).toBe('BAD_INPUT');
    });

    test('CMPL-02 refuses to go on with the first level only', async () => {
      const complaint = await receive(desk, await newCustomer(desk), { reply: '已收到' });
      expect(await desk.refused(classifyComplaint, { complaint, severity: 4 })).toBe('COMPLAINTS_CLASS_MISSING');
      expect(await desk.refused(assignComplaint, { complaint, handler: me })).toBe('COMPLAINTS_CLASS_MISSING');
    });

    test('CMPL-02 refuses a class that no plugin brings (G14), and one that the tenant does not use', async () => {
      const complaint = await receive(desk, await newCustomer(desk), { reply: '已收到' });
      expect(await desk.refused(classifyComplaint, { complaint, class: 'ROOM_NOISE' })).toBe('BAD_INPUT');
      await desk.run(setComplaintCategory, { type: 'COMPLAINT', class: 'SALES_PROMISE', department: '销售部', active: false });
      expect(await desk.refused(classifyComplaint, { complaint, class: 'SALES_PROMISE' })).toBe('COMPLAINTS_CLASS_NOT_IN_USE');
      await desk.run(setComplaintCategory, { type: 'COMPLAINT', class: 'SALES_PROMISE', department: '销售部', responsible: me });
      await desk.run(classifyComplaint, { complaint, class: 'SALES_PROMISE' });
      expect(await caseOf(desk, complaint, 'department')).toEqual({ department: '销售部' });
    });

    test('CMPL-02 refuses a classification by a program, and a cause of another class', async () => {
      const complaint = await receive(desk, await newCustomer(desk), { reply: '已收到' });
      const program = await house.service();
      expect(await program.refused(classifyComplaint, { complaint, class: 'PROJECT_QUALITY' })).toBe('COMPLAINTS_PERSON_NEEDED');
      const { cause } = await desk.run(addComplaintCause, { class: 'SERVICE_PROCESS', nameEn: 'Nobody came', nameZh: '无人上门' });
      expect(await desk.refused(classifyComplaint, { complaint, class: 'PROJECT_QUALITY', cause })).toBe(
        'COMPLAINTS_CAUSE_OF_ANOTHER_CLASS',
      );
      await desk.run(classifyComplaint, { complaint, class: 'SERVICE_PROCESS', cause });
      expect(await caseOf(desk, complaint, 'cause { nameZh }')).toEqual({ cause: { nameZh: '无人上门' } });
      await desk.run(retireComplaintCause, { cause });
    });
  });

  test('CMPL-02 a re-classification keeps what was before', async () => {
    const complaint = await receive(desk, await newCustomer(desk));
    await inHand(desk, complaint, me);
    await desk.run(classifyComplaint, { complaint, class: 'SERVICE_PROCESS', severity: 4, reason: '实为维修迟到' });
    expect(
      await caseOf(
        desk,
        complaint,
        'state class severity classifications { nodes { fromClass toClass fromSeverity toSeverity reason by { name } } }',
      ),
    ).toEqual({
      state: 'ASSIGNED',
      class: 'SERVICE_PROCESS',
      severity: 4,
      classifications: {
        nodes: [
          {
            fromClass: 'PROJECT_QUALITY',
            toClass: 'SERVICE_PROCESS',
            fromSeverity: 3,
            toSeverity: 4,
            reason: '实为维修迟到',
            by: { name: '李静' },
          },
          { fromClass: null, toClass: 'PROJECT_QUALITY', fromSeverity: 3, toSeverity: 3, reason: null, by: { name: '李静' } },
        ],
      },
    });
  });

  test('CMPL-02 a complaint that was a question goes on in the other flow, and back', async () => {
    const complaint = await receive(desk, await newCustomer(desk), { reply: '已收到' });
    await desk.run(classifyComplaint, { complaint, type: 'ENQUIRY' });
    expect(await caseOf(desk, complaint, 'type state workflow { definition { key } } blocks { nodes { isInForce } }')).toEqual({
      type: 'ENQUIRY',
      state: 'ACKNOWLEDGED',
      workflow: { definition: { key: 'complaints.enquiry' } },
      blocks: { nodes: [{ isInForce: false }, { isInForce: false }] },
    });
    await desk.run(classifyComplaint, { complaint, type: 'COMPLAINT', class: 'PROJECT_QUALITY' });
    expect(await caseOf(desk, complaint, 'type state number')).toMatchObject({ type: 'COMPLAINT', state: 'CLASSIFIED' });
    await desk.run(assignComplaint, { complaint, handler: me });
    expect(await desk.refused(classifyComplaint, { complaint, type: 'PRAISE' })).toBe('COMPLAINTS_TYPE_SETTLED');
  });

  test('CMPL-02 words speak for a class, and classify nothing', async () => {
    const { data, errors } = await desk.execute('{ suggestedClasses(text: "墙面漏水，服务态度差") { type class score words } }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      suggestedClasses: [
        { type: 'COMPLAINT', class: 'SERVICE_PROCESS', score: 4, words: ['服务', '态度'] },
        { type: 'COMPLAINT', class: 'PROJECT_QUALITY', score: 2, words: ['漏水'] },
      ],
    });
  });

  test('CMPL-02 the same matter twice goes on once', async () => {
    const customer = await newCustomer(desk);
    const [first, second] = [await receive(desk, customer), await receive(desk, customer)];
    expect(await desk.refused(mergeDuplicateComplaint, { complaint: first, original: first })).toBe('COMPLAINTS_DUPLICATE_OF_ITSELF');
    const foreign = await receive(desk, await newCustomer(desk));
    expect(await desk.refused(mergeDuplicateComplaint, { complaint: first, original: foreign })).toBe('COMPLAINTS_DUPLICATE_OF_ANOTHER');
    await desk.run(mergeDuplicateComplaint, { complaint: second, original: first });
    expect(await caseOf(desk, first, 'state duplicates { nodes { state } } blocks { nodes { isInForce } }')).toEqual({
      state: 'RECEIVED',
      duplicates: { nodes: [{ state: 'CLOSED' }] },
      blocks: { nodes: [{ isInForce: true }, { isInForce: true }] },
    });
    expect(await desk.refused(acknowledgeComplaint, { complaint: second, reply: 'x' })).toBe('COMPLAINTS_CLOSED');
    expect(await desk.refused(mergeDuplicateComplaint, { complaint: first, original: second })).toBe('COMPLAINTS_DUPLICATE_OF_ITSELF');
  });

  test('CMPL-01 is told of, by events that name no words of the customer', async () => {
    const complaint = await receive(desk, await newCustomer(desk), { text: '非常私密的内容' });
    const received = (await told(house, 'complaints.complaint.received')).find((e) => e.subject === complaint);
    expect(received?.data).toMatchObject({ type: 'COMPLAINT', channel: 'HOTLINE', severity: 3, responsibleRole: 'manager' });
    expect(JSON.stringify(received)).not.toContain('私密');
  });

  test('CMPL-01 a case goes with its customer when two are merged', async () => {
    const [survivor, duplicate] = [await newCustomer(desk), await newCustomer(desk)];
    const complaint = await receive(desk, duplicate);
    await desk.run(mergeCustomers, { survivor, duplicate });
    expect(await caseOf(desk, complaint, 'customer { id }')).toEqual({ customer: { id: globalId('cus', survivor) } });
    const later = await receive(desk, duplicate);
    expect(await caseOf(desk, later, 'customer { id }')).toEqual({ customer: { id: globalId('cus', survivor) } });
  });

  test('CMPL-01 customers are found by their open complaints, with everything selected in one statement', async () => {
    const other = await t().another();
    const clerk = await other.staff();
    const handler = selfOf(clerk);
    const [open, quiet] = [await newCustomer(clerk), await newCustomer(clerk)];
    await receive(clerk, open);
    const praise = await receive(clerk, quiet, { type: 'PRAISE' });
    await solved(clerk, await receive(clerk, open), handler);
    const asked = `{ customers(where: { complaints: { some: { state: { notIn: [CLOSED] } } } }) { nodes { openComplaintCount
      complaints(first: 5) { totalCount nodes { number state customer { name } } } timeline(kinds: [COMPLAINT]) { nodes { kind title } } } } }`;
    const { value, statements } = await other.statements(() => clerk.execute(asked));
    expect(value.errors).toBeUndefined();
    expect(value.data).toMatchObject({
      customers: { nodes: [{ openComplaintCount: 2, complaints: { totalCount: 2 }, timeline: { nodes: [{ kind: 'COMPLAINT' }, {}] } }] },
    });
    expect(statements).toHaveLength(1);
    expect(await caseOf(clerk, praise, 'customer { cases { totalCount } complaints { totalCount } }')).toEqual({
      customer: { cases: { totalCount: 1 }, complaints: { totalCount: 0 } },
    });
  });

  test('CMPL-01 a portal contact sees the cases of their own customer, and no others', async () => {
    const [own, foreign] = [await newCustomer(desk), await newCustomer(desk)];
    const [mine, theirs] = [await receive(desk, own, { reply: '已收到' }), await receive(desk, foreign)];
    const { contact } = await desk.run(createContact, {
      name: '门户',
      customers: [{ customer: own }],
      channels: [{ kind: 'EMAIL', value: 'p@example.com' }],
    });
    const portal = await house.contact({ id: contact, customers: [own], can: { 'complaints:read': 'own', 'crm:customers:read': 'own' } });
    const { data, errors } = await portal.execute('{ complaints { nodes { id text state reply } } }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      complaints: { nodes: [{ id: globalId('cmp', mine), text: '卧室墙面漏水', state: 'ACKNOWLEDGED', reply: '已收到' }] },
    });
    expect((await portal.execute(`{ complaint(id: "${globalId('cmp', theirs)}") { number } }`)).data).toEqual({ complaint: null });
  });
});
