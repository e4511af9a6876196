/** What happens: an exhibition company wins a customer, meets it twice under two names, and sells it a stand. */
import { withoutNetwork } from './apart.ts';
import type { StoryClock } from './clock.ts';
import { club } from './club.ts';
import { complaint } from './complaint.ts';
import { type People, whoSeesWhat } from './seen.ts';
import type { Teller } from './teller.ts';
import { whatHappened } from './told.ts';

interface Made {
  readonly id: string;
}
const errors = 'userErrors { code message path }';
const none = { userErrors: [] };

/** What the story asks of the house besides its API. */
export interface House extends People {
  /** Does what is due: the worker of a server would do it by itself, at a moment that no story knows. */
  workOff(): Promise<unknown>;
  /** For a member of staff, by global id. */
  tokenOf(staff: string): string;
}

export async function tellStory(t: Teller, clock: StoryClock, house: House): Promise<void> {
  const owner = await people(t);
  const { customer, contact } = await customers(t, clock, owner);
  await activity(t, clock, customer, contact);
  await duplicates(t, clock, customer);
  await whatHappened(t, clock, customer, house);
  await withoutNetwork(t, clock, customer, house.tokenOf(owner));
  await own(t, customer);
  await lists(t);
  await whoSeesWhat(t, customer, contact, house);
  await complaint(t, clock, await club(t, clock), house);
}

async function people(t: Teller): Promise<string> {
  t.chapter('Teams and staff 团队与员工');
  const { createTeam } = (await t.http(
    'A team 建立团队',
    { query: `mutation { createTeam(input: { name: "华东区" }) { team { id name } ${errors} } }` },
    { createTeam: { team: { name: '华东区' }, ...none } },
  )) as { createTeam: { team: Made } };
  const { createStaff } = (await t.http(
    'A member of it 新增员工',
    {
      query: `mutation ($team: ID!) { createStaff(input: { name: "李敏", title: "客户经理", team: $team }) { staff { id name team { name } } ${errors} } }`,
      variables: { team: createTeam.team.id },
    },
    { createStaff: { staff: { name: '李敏', team: { name: '华东区' } }, ...none } },
  )) as { createStaff: { staff: Made } };
  return createStaff.staff.id;
}

const createCustomer = `mutation ($input: CreateCustomerInput!, $key: String) {
  createCustomer(input: $input, idempotencyKey: $key) { customer { id code name version owner { name } channels { nodes { kind value verification } } } userErrors { code message path details } }
}`;

async function customers(t: Teller, clock: StoryClock, owner: string): Promise<{ customer: string; contact: string }> {
  t.chapter('Customers and contacts 客户与联系人');
  const input = {
    code: 'C-1',
    name: '上海恒展机械有限公司',
    kind: 'ORGANISATION',
    sector: 'ENTERPRISE_OR_INSTITUTION',
    industry: 'MACHINERY',
    owner,
    channels: [{ kind: 'PHONE', value: '021-57188018' }],
  };
  const first = (await t.http(
    'A customer 新建客户',
    { query: createCustomer, variables: { input, key: 'story-1' } },
    {
      createCustomer: { customer: { code: 'C-1', owner: { name: '李敏' }, channels: { nodes: [{ kind: 'PHONE' }] } }, ...none },
    },
  )) as { createCustomer: { customer: Made } };
  const { id: customer } = first.createCustomer.customer;
  await t.http(
    'The same request again changes nothing 重复请求不会重复创建',
    { query: createCustomer, variables: { input, key: 'story-1' } },
    { createCustomer: { customer: { id: customer, version: 1 }, ...none } },
  );
  await t.http(
    'A double is suspected 疑似重复客户',
    { query: createCustomer, variables: { input: { ...input, code: 'C-2', name: '上海恒展机械公司' } } },
    {
      createCustomer: { customer: null, userErrors: [{ code: 'POSSIBLE_DUPLICATE' }] },
    },
  );
  await t.http(
    'A refusal in English 英文拒绝信息',
    { query: createCustomer, variables: { input: { ...input, name: ' ' } }, headers: { 'accept-language': 'en' } },
    { createCustomer: { userErrors: [{ code: 'BAD_INPUT', path: ['name'] }] } },
  );
  await t.http(
    'The same in Chinese 中文拒绝信息',
    { query: createCustomer, variables: { input: { ...input, name: ' ' } } },
    { createCustomer: { userErrors: [{ code: 'BAD_INPUT', path: ['name'] }] } },
  );
  clock.pass(30);
  const made = (await t.http(
    'Who decides there 登记决策人',
    {
      query: `mutation ($input: CreateContactInput!) { createContact(input: $input) { contact { id name customers(first: 1) { nodes { name } } } ${errors} } }`,
      variables: {
        input: {
          name: '王芳',
          title: '采购总监',
          customers: [{ customer, isPrimary: true, decisionRole: 'DECISION_MAKER' }],
          channels: [{ kind: 'MOBILE', value: '13800138000' }],
        },
      },
    },
    { createContact: { contact: { name: '王芳', customers: { nodes: [{ name: '上海恒展机械有限公司' }] } }, ...none } },
  )) as { createContact: { contact: Made } };
  return { customer, contact: made.createContact.contact.id };
}

async function activity(t: Teller, clock: StoryClock, customer: string, contact: string): Promise<void> {
  t.chapter('What was said and paid 接触与交易');
  clock.pass(60);
  await t.socket(
    'A telephone call, over WebSocket 通过 WebSocket 登记电话',
    {
      query: `mutation ($input: RecordInteractionInput!) { recordInteraction(input: $input) { interaction { at channel subject } ${errors} } }`,
      variables: {
        input: { customer, contacts: [contact], channel: 'PHONE', direction: 'OUTBOUND', phase: 'PRE_SALE', subject: '确认展位面积与位置' },
      },
    },
    { recordInteraction: { interaction: { at: '2026-03-02T02:30:00.000Z', channel: 'PHONE' }, ...none } },
  );
  const record = `mutation ($input: RecordFactInput!) { recordFact(input: $input) { fact { id value { amount currency } } ${errors} } }`;
  const fact = (sourceRef: string, amount: string): object => ({
    customer,
    at: '2026-03-02T10:00:00+08:00',
    value: { amount, currency: 'CNY' },
    sourcePlugin: 'story',
    sourceRef,
    orderRef: 'SO-1',
  });
  const paid = (await t.http(
    'A stand is sold 售出展位',
    { query: record, variables: { input: fact('SO-1/1', '36000.00') } },
    { recordFact: { fact: { value: { amount: '36000.0000', currency: 'CNY' } }, ...none } },
  )) as { recordFact: { fact: Made } };
  await t.http(
    'Told twice, counted once 同一交易不得重复',
    { query: record, variables: { input: fact('SO-1/1', '36000.00') } },
    { recordFact: { fact: null } },
  );
  await t.http(
    'Part of it is given back 部分冲销',
    {
      query: `mutation ($input: ReverseFactInput!) { reverseFact(input: $input) { fact { value { amount } } ${errors} } }`,
      variables: { input: { fact: paid.recordFact.fact.id, amount: { amount: '6000', currency: 'CNY' } } },
    },
    { reverseFact: none },
  );
  await t.socket(
    'Everything about the customer in one statement 一条语句读取客户全貌',
    {
      query: `query ($id: ID!) { customer(id: $id) { name owner { name } decisionMakers { nodes { name title } } interactions { nodes { subject } } facts { nodes { value { amount } orderRef } totalCount } } }`,
      variables: { id: customer },
    },
    {
      customer: {
        owner: { name: '李敏' },
        decisionMakers: { nodes: [{ name: '王芳' }] },
        interactions: { nodes: [{ subject: '确认展位面积与位置' }] },
        facts: { totalCount: 2 },
      },
    },
  );
}

async function duplicates(t: Teller, clock: StoryClock, survivor: string): Promise<void> {
  t.chapter('One customer under two names 合并重复客户');
  clock.pass(15);
  const second = (await t.http(
    'A second one, confirmed as new 确认新建',
    {
      query: createCustomer,
      variables: { input: { code: 'C-3', name: '恒展机械（上海）', kind: 'ORGANISATION', confirmNew: true } },
    },
    { createCustomer: { customer: { code: 'C-3' }, ...none } },
  )) as { createCustomer: { customer: Made } };
  const duplicate = second.createCustomer.customer.id;
  await t.http(
    'They are one 合并',
    {
      query: `mutation ($s: ID!, $d: ID!) { mergeCustomers(input: { survivor: $s, duplicate: $d }) { survivor { code aliases { nodes { code status } } } ${errors} } }`,
      variables: { s: survivor, d: duplicate },
    },
    { mergeCustomers: { survivor: { code: 'C-1', aliases: { nodes: [{ code: 'C-3', status: 'MERGED' }] } }, ...none } },
  );
  await t.http(
    'No, they are not 撤销合并',
    {
      query: `mutation ($d: ID!) { unmergeCustomers(input: { duplicate: $d, reviewed: true }) { ${errors} } }`,
      variables: { d: duplicate },
    },
    { unmergeCustomers: none },
  );
}

async function own(t: Teller, customer: string): Promise<void> {
  t.chapter('Fields of one’s own, and a hierarchy 自定义字段与层级');
  await t.http(
    'A field that only this tenant has 定义字段',
    {
      query: `mutation ($input: DefineAttributeInput!) { defineAttribute(input: $input) { attribute { key type } ${errors} } }`,
      variables: {
        input: { entity: 'Customer', key: 'expo.standArea', type: 'NUMBER', label: { en: 'Stand area', zh: '展位面积' }, indexed: true },
      },
    },
    { defineAttribute: { attribute: { key: 'expo.standArea', type: 'NUMBER' }, ...none } },
  );
  await t.http(
    'It is filled 填写',
    {
      query: `mutation ($c: ID!, $set: UpdateCustomerSet!) { updateCustomer(input: { customer: $c, set: $set }) { customer { attributes } ${errors} } }`,
      variables: { c: customer, set: { attributes: { 'expo.standArea': '36' } } },
    },
    { updateCustomer: { customer: { attributes: { 'expo.standArea': '36' } }, ...none } },
  );
  await t.http(
    'And filtered by 按其筛选',
    { query: '{ customers(where: { attributes: [{ key: "expo.standArea", gte: "30" }] }) { nodes { code } } }' },
    { customers: { nodes: [{ code: 'C-1' }] } },
  );
  const parent = (await t.http(
    'The group it belongs to 所属集团',
    { query: createCustomer, variables: { input: { code: 'C-9', name: '恒展集团', kind: 'ORGANISATION', confirmNew: true } } },
    { createCustomer: { customer: { code: 'C-9' }, ...none } },
  )) as { createCustomer: { customer: Made } };
  const relate = `mutation ($input: CreateRelationshipInput!) { createRelationship(input: $input) { relationship { type } ${errors} } }`;
  const group = parent.createCustomer.customer.id;
  await t.http(
    'Stands above it 建立上下级关系',
    { query: relate, variables: { input: { from: group, to: customer, type: 'PARENT_OF' } } },
    { createRelationship: { relationship: { type: 'PARENT_OF' }, ...none } },
  );
  await t.http(
    'But not in a circle 拒绝循环',
    { query: relate, variables: { input: { from: customer, to: group, type: 'PARENT_OF' } } },
    { createRelationship: { relationship: null } },
  );
}

async function lists(t: Teller): Promise<void> {
  t.chapter('Lists 列表');
  const page =
    'query ($after: String) { customers(first: 1, after: $after, orderBy: [{ code: ASC }]) { nodes { code } pageInfo { hasNextPage hasPreviousPage endCursor } totalCount } }';
  const first = (await t.http(
    'A page 第一页',
    { query: page },
    { customers: { nodes: [{ code: 'C-1' }], pageInfo: { hasNextPage: true }, totalCount: 3 } },
  )) as { customers: { pageInfo: { endCursor: string } } };
  await t.http(
    'The next 下一页',
    { query: page, variables: { after: first.customers.pageInfo.endCursor } },
    { customers: { nodes: [{ code: 'C-3' }], pageInfo: { hasNextPage: true, hasPreviousPage: true } } },
  );
  for (const text of ['王芳', '芳', 'wangfang', 'wf']) {
    await t.http(
      `Found by "${text}" 搜索`,
      { query: 'query ($text: String!) { contacts(search: $text) { nodes { name } } }', variables: { text } },
      { contacts: { nodes: [{ name: '王芳' }] } },
    );
  }
  await t.http(
    'Whoever has bought something 有交易的客户',
    { query: '{ customers(where: { facts: { some: { value: { amount: { gt: "1000" } } } } }) { nodes { code } } }' },
    { customers: { nodes: [{ code: 'C-1' }] } },
  );
  await t.http(
    'Turnover by month 按月汇总',
    { query: '{ factsAggregate(groupBy: [{ field: AT, bucket: MONTH }]) { group { at } count sum { value } } }' },
    { factsAggregate: [{ count: 2, sum: { value: '30000.0000' } }] },
  );
}
