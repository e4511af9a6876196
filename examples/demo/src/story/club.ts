/** A customer becomes a member: what is bought earns points and a tier, and one can ask why. */
import type { StoryClock } from './clock.ts';
import type { Teller } from './teller.ts';

interface Made {
  readonly id: string;
}
const errors = 'userErrors { code message path }';
const none = { userErrors: [] };

export interface Member {
  readonly customer: string;
  readonly contact: string;
}

export async function club(t: Teller, clock: StoryClock): Promise<Member> {
  t.chapter('Members, points and tiers 会员、积分与等级');
  await rules(t, clock);
  const member = await enrolled(t);
  await bought(t, clock, member.customer);
  await t.http(
    'Whoever has gold, in one statement 一条语句查询金卡会员',
    { query: '{ customers(where: { loyalty: { tier: { eq: GOLD } } }) { nodes { code loyalty { points tier } } } }' },
    { customers: { nodes: [{ code: 'C-20', loyalty: { points: 6000, tier: 'GOLD' } }] } },
  );
  return member;
}

async function rules(t: Teller, clock: StoryClock): Promise<void> {
  const { defineEarningRule: rule } = (await t.http(
    'A point for each yuan 积分规则：每消费一元积一分',
    {
      query: `mutation ($input: DefineEarningRuleInput!) { defineEarningRule(input: $input) { rule { id name state } ${errors} } }`,
      variables: {
        input: { name: '基础积分', kind: 'BASE', rate: '1', currency: 'CNY', validFrom: clock.now().toISOString() },
      },
    },
    { defineEarningRule: { rule: { state: 'DRAFT' }, ...none } },
  )) as { defineEarningRule: { rule: Made } };
  await t.http(
    'Is in force 规则生效',
    {
      query: `mutation ($rule: ID!) { activateEarningRule(input: { rule: $rule }) { rule { state } ${errors} } }`,
      variables: { rule: rule.rule.id },
    },
    { activateEarningRule: { rule: { state: 'ACTIVE' }, ...none } },
  );
  const { defineTierScheme: scheme } = (await t.http(
    'Silver from a thousand, gold from five thousand a year 等级：银卡一千，金卡五千',
    {
      query: `mutation ($input: DefineTierSchemeInput!) { defineTierScheme(input: $input) { scheme { id name } ${errors} } }`,
      variables: {
        input: {
          name: '会员等级',
          basis: 'SPEND',
          currency: 'CNY',
          period: 'CALENDAR_YEAR',
          tiers: [
            { tier: 'BASIC', entry: '0' },
            { tier: 'SILVER', entry: '1000' },
            { tier: 'GOLD', entry: '5000' },
          ],
        },
      },
    },
    { defineTierScheme: none },
  )) as { defineTierScheme: { scheme: Made } };
  await t.http(
    'Is in force, too 等级计划生效',
    {
      query: `mutation ($scheme: ID!) { activateTierScheme(input: { scheme: $scheme }) { scheme { state isDefault } ${errors} } }`,
      variables: { scheme: scheme.scheme.id },
    },
    { activateTierScheme: { scheme: { state: 'ACTIVE', isDefault: true }, ...none } },
  );
}

async function enrolled(t: Teller): Promise<Member> {
  const { createCustomer } = (await t.http(
    'Another customer 新客户',
    {
      query: `mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { customer { id code name } ${errors} } }`,
      variables: { input: { code: 'C-20', name: '苏州锦程纺织有限公司', kind: 'ORGANISATION', confirmNew: true } },
    },
    { createCustomer: { customer: { code: 'C-20' }, ...none } },
  )) as { createCustomer: { customer: Made } };
  const customer = createCustomer.customer.id;
  const { createContact } = (await t.http(
    'And who speaks for it 联系人',
    {
      query: `mutation ($input: CreateContactInput!) { createContact(input: $input) { contact { id name } ${errors} } }`,
      variables: {
        input: { name: '顾蕾', customers: [{ customer, isPrimary: true }], channels: [{ kind: 'EMAIL', value: 'gulei@example.com' }] },
      },
    },
    { createContact: { contact: { name: '顾蕾' }, ...none } },
  )) as { createContact: { contact: Made } };
  await t.http(
    'Becomes a member 入会',
    {
      query: `mutation ($customer: ID!) { enrolMember(input: { customer: $customer }) { account { points tier } ${errors} } }`,
      variables: { customer },
    },
    { enrolMember: { account: { points: 0, tier: 'BASIC' }, ...none } },
  );
  return { customer, contact: createContact.contact.id };
}

async function bought(t: Teller, clock: StoryClock, customer: string): Promise<void> {
  const changes = await t.follow('Somebody follows the tier 订阅等级变更', {
    query: 'subscription ($customer: ID!) { tierChanged(customerId: $customer) { data { from to } } }',
    variables: { customer },
  });
  clock.pass(60);
  const purchase = {
    query: `mutation ($input: RecordFactInput!) { recordFact(input: $input) { fact { orderRef } ${errors} } }`,
    variables: {
      input: {
        customer,
        at: clock.now().toISOString(),
        value: { amount: '6000.00', currency: 'CNY' },
        sourcePlugin: 'story',
        sourceRef: 'SO-20/1',
        orderRef: 'SO-20',
      },
    },
  };
  await t.http('A stand is bought 购买展位', purchase, { recordFact: { fact: { orderRef: 'SO-20' }, ...none } });
  await changes.next('The tier rises at once 即时升级', { data: { tierChanged: { data: { from: 'BASIC', to: 'GOLD' } } } });
  await changes.close();
  await t.http('Told twice, credited once 重复上报不重复积分', purchase, { recordFact: { fact: null } });
  await t.http(
    'Why gold? 等级依据',
    {
      query: 'query ($customer: ID!) { whyTier(customer: $customer) { tier cause total entry facts { fact { orderRef } counts } } }',
      variables: { customer },
    },
    {
      whyTier: {
        tier: 'GOLD',
        cause: 'UPGRADE',
        total: '6000.0000',
        entry: '5000.0000',
        facts: [{ fact: { orderRef: 'SO-20' }, counts: '6000.0000' }],
      },
    },
  );
}
