/** A complaint: two sets of limits, a block on promotion, a breach, an escalation, a promise that is kept, and a confirmed end. */
import type { StoryClock } from './clock.ts';
import type { Member } from './club.ts';
import type { House } from './story.ts';
import type { Teller } from './teller.ts';

interface Made {
  readonly id: string;
}
const errors = 'userErrors { code message path }';
const none = { userErrors: [] };

/** A Friday at nine in the evening; the Saturday after it is worked, to make up for a holiday. */
const received = '2026-05-08T13:00:00.000Z';

export async function complaint(t: Teller, clock: StoryClock, member: Member, house: Pick<House, 'tokenOf' | 'workOff'>): Promise<void> {
  t.chapter('A complaint 投诉');
  const { clerk, chief } = await desk(t);
  const [asClerk, asChief] = [house.tokenOf(clerk), house.tokenOf(chief)];
  clock.pass((Date.parse(received) - clock.now().getTime()) / 60_000);
  await t.http(
    'When would answers be due? 两种时限政策',
    {
      query: 'query ($at: DateTime!) { complaintLimits(receivedAt: $at) { standard clock ackDue handleDue provisional } }',
      variables: { at: received },
    },
    {
      complaintLimits: [
        { standard: null, clock: 'ALWAYS', ackDue: received },
        { standard: 'IMMEDIATE', clock: 'ALWAYS', ackDue: received, handleDue: '2026-05-11T13:00:00.000Z' },
        // Within an hour of Saturday's opening, since that Saturday is worked.
        { standard: 'NEXT_OPENING', clock: 'BUSINESS_HOURS', ackDue: '2026-05-09T02:00:00.000Z', provisional: false },
      ],
    },
  );
  const id = await receive(t, member, asClerk);
  await blocked(t, member, false);
  await breached(t, clock, id, house);
  await handled(t, clock, id, { clerk, asClerk });
  await t.refused(
    'Who handled it may not close it, since it was escalated 原处理人不得关闭已升级个案',
    { query: close, variables: { id }, token: asClerk },
    { data: { closeComplaint: { complaint: null } } },
  );
  await t.http(
    'The chief has it confirmed, and closes it 经客户确认后结案',
    { query: close, variables: { id }, token: asChief },
    {
      closeComplaint: { complaint: { state: 'CLOSED' }, ...none },
    },
  );
  await blocked(t, member, true);
}

const close = `mutation ($id: ID!) { closeComplaint(input: { complaint: $id, confirmedBy: "顾蕾" }) { complaint { state } ${errors} } }`;

async function desk(t: Teller): Promise<{ readonly clerk: string; readonly chief: string }> {
  const person = async (name: string): Promise<string> => {
    const { createStaff } = (await t.http(
      `${name}`,
      { query: `mutation ($name: String!) { createStaff(input: { name: $name }) { staff { id name } ${errors} } }`, variables: { name } },
      { createStaff: { staff: { name }, ...none } },
    )) as { createStaff: { staff: Made } };
    return createStaff.staff.id;
  };
  return { clerk: await person('郑洁'), chief: await person('马峰') };
}

async function receive(t: Teller, { customer, contact }: Member, token: string): Promise<string> {
  const { receiveComplaint } = (await t.http(
    'At nine in the evening, on the hotline 晚九点热线受理',
    {
      query: `mutation ($input: ReceiveComplaintInput!) { receiveComplaint(input: $input) { complaint { id number state ackDue } ${errors} } }`,
      variables: {
        input: { from: { customer }, contact, type: 'COMPLAINT', channel: 'HOTLINE', text: '展位漏水，样品受损。', severity: 3 },
      },
      token,
    },
    { receiveComplaint: { complaint: { state: 'RECEIVED', ackDue: received }, ...none } },
  )) as { receiveComplaint: { complaint: Made } };
  return receiveComplaint.complaint.id;
}

const blocked = (t: Teller, { contact }: Member, allowed: boolean): Promise<unknown> =>
  t.http(
    allowed ? 'Promotion may reach the customer again 解除推销限制' : 'Nothing is sold to who complains 投诉期间不得推销',
    {
      query: `query ($contact: ID!) { canContact(contact: $contact, channel: EMAIL, purpose: SALES) { allowed reasons { code message } } }`,
      variables: { contact },
    },
    { canContact: { allowed } },
  );

async function breached(t: Teller, clock: StoryClock, id: string, { workOff }: Pick<House, 'workOff'>): Promise<void> {
  const told = await t.follow('Somebody listens for what is late 订阅超时', {
    query: 'subscription { slaBreached { data { limit due } } }',
  });
  clock.pass(30);
  await workOff();
  await told.next('Nobody has answered: the first limit is breached 首次答复超时', {
    data: { slaBreached: { data: { limit: 'ACKNOWLEDGE', due: received } } },
  });
  clock.pass(72 * 60);
  await workOff();
  await told.next('Nor solved it in three days: the second, too 处理超时', {
    data: { slaBreached: { data: { limit: 'HANDLE', due: '2026-05-11T13:00:00.000Z' } } },
  });
  await told.close();
  await t.http(
    'It has gone up 已升级',
    { query: 'query ($id: ID!) { complaint(id: $id) { state escalations { nodes { level cause role } } } }', variables: { id } },
    { complaint: { state: 'ESCALATED', escalations: { nodes: [{ level: 1, cause: 'BREACH', role: 'manager' }] } } },
  );
}

async function handled(
  t: Teller,
  clock: StoryClock,
  id: string,
  { clerk, asClerk: token }: { readonly clerk: string; readonly asClerk: string },
): Promise<void> {
  const done = (title: string, mutation: string, input: object, expected: object) =>
    t.http(title, { query: mutation, variables: { input: { complaint: id, ...input } }, token }, expected as never);
  const command = (name: string, type: string, fields = 'complaint { state }') =>
    `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} ${errors} } }`;
  await done(
    'The customer is answered 答复客户',
    command('acknowledgeComplaint', 'AcknowledgeComplaintInput'),
    { reply: '已安排抢修，明早回访。' },
    { acknowledgeComplaint: none },
  );
  await done(
    'A class, confirmed by a person 人工确认分类',
    command('classifyComplaint', 'ClassifyComplaintInput'),
    { class: 'PROJECT_QUALITY' },
    { classifyComplaint: none },
  );
  await done(
    'Somebody takes it in hand 分派处理人',
    command('assignComplaint', 'AssignComplaintInput'),
    { handler: clerk },
    { assignComplaint: { complaint: { state: 'ASSIGNED' }, ...none } },
  );
  await done(
    'First, listen 先倾听',
    command('recordHandlingStep', 'RecordHandlingStepInput'),
    { step: 'LISTENED', note: '客户希望赔偿样品并更换展位。' },
    { recordHandlingStep: none },
  );
  const { proposeSolutions } = (await done(
    'Two ways out 提出两个方案',
    command('proposeSolutions', 'ProposeSolutionsInput', 'options { id text }'),
    { options: [{ text: '更换展位并赔偿样品' }, { text: '退还展位费' }] },
    { proposeSolutions: none },
  )) as { proposeSolutions: { options: readonly Made[] } };
  await done(
    'The customer chooses 客户选择',
    command('chooseSolution', 'ChooseSolutionInput'),
    { option: proposeSolutions.options[0]?.id },
    { chooseSolution: none },
  );
  const due = new Date(clock.now().getTime() + 24 * 3_600_000).toISOString();
  const { givePromise } = (await done(
    'A promise, with a date 作出承诺',
    command('givePromise', 'GivePromiseInput', 'promise { id state } complaint { state }'),
    { text: '次日下班前更换展位', dueAt: due, owner: clerk },
    { givePromise: { promise: { state: 'OPEN' }, complaint: { state: 'PROMISED' }, ...none } },
  )) as { givePromise: { promise: Made } };
  clock.pass(12 * 60);
  await t.http(
    'Kept in time 如期兑现',
    {
      query: `mutation ($promise: ID!) { fulfilPromise(input: { promise: $promise }) { promise { state } complaint { state } ${errors} } }`,
      variables: { promise: givePromise.promise.id },
      token,
    },
    { fulfilPromise: { promise: { state: 'FULFILLED' }, complaint: { state: 'FULFILLED' }, ...none } },
  );
}
