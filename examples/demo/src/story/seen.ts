/** Who sees what: one query of many people, what is confidential, an export, and a person who asks to be forgotten. */
import type { Teller } from './teller.ts';

/** What this chapter asks of the house. */
export interface People {
  /** For somebody whose rights are what the tenant's roles say, by global id. */
  signIn(id: string): string;
  /** For the administrator of another tenant, which has one customer. */
  neighbour(): Promise<string>;
  /** The list as a file; what refuses it is thrown. */
  exported(id: string, list: string, columns: readonly string[], request: string | null): Promise<readonly string[]>;
}
interface Made {
  readonly id: string;
}
const errors = 'userErrors { code message path }';
const none = { userErrors: [] };

export async function whoSeesWhat(t: Teller, customer: string, contact: string, house: People): Promise<void> {
  t.chapter('Who sees what 谁能看到什么');
  const people = await staff(t, customer, contact);
  await sameQuery(t, people, contact, house);
  const fact = await confidential(t, people, customer, house);
  await exporting(t, people, house);
  await suspended(t, people, customer, house);
  await forgotten(t, fact, contact);
}

interface Staff {
  readonly manager: string;
  readonly sales: string;
  readonly auditor: string;
  readonly custodian: string;
}

/** Three roles that come with a tenant, and one that it makes for itself. */
async function staff(t: Teller, customer: string, contact: string): Promise<Staff> {
  const { customer: of } = (await t.http(
    'The customer is the eastern team’s 客户属于华东区',
    { query: 'query ($id: ID!) { customer(id: $id) { name team { id name } } }', variables: { id: customer } },
    { customer: { team: { name: '华东区' } } },
  )) as { customer: { team: Made } };
  const { createTeam } = (await t.http(
    'Another team 另一团队',
    { query: `mutation { createTeam(input: { name: "华南区" }) { team { id name } ${errors} } }` },
    { createTeam: { team: { name: '华南区' }, ...none } },
  )) as { createTeam: { team: Made } };
  await t.http(
    'A role of the tenant’s own 自定义角色',
    {
      query: `mutation ($input: CreateRoleInput!) { createRole(input: $input) { role { key labelZh } ${errors} } }`,
      variables: {
        input: {
          key: 'auditor',
          labelEn: 'Auditor',
          labelZh: '审计员',
          grants: ['crm:customers:read', 'crm:facts:read', 'crm:export', 'engine:confidential:read', 'engine:access:explain'].map(
            (permission) => ({ permission, scope: 'ALL' }),
          ),
        },
      },
    },
    { createRole: { role: { key: 'auditor' }, ...none } },
  );
  const { roles } = (await t.http(
    'The roles there are 全部角色',
    { query: '{ roles(orderBy: [{ key: ASC }]) { nodes { id key } } }' },
    { roles: { nodes: ['administrator', 'auditor', 'custodian', 'manager', 'portal', 'sales'].map((key) => ({ key })) } },
  )) as { roles: { nodes: readonly { id: string; key: string }[] } };
  const assign = (title: string, role: string, to: object) =>
    t.http(
      title,
      {
        query: `mutation ($input: AssignRoleInput!) { assignRole(input: $input) { ${errors} } }`,
        variables: { input: { role: roles.nodes.find((r) => r.key === role)?.id, ...to } },
      },
      { assignRole: none },
    );
  const person = async (name: string, role: string, team?: string): Promise<string> => {
    const { createStaff } = (await t.http(
      `${name}, ${role}`,
      {
        query: `mutation ($name: String!, $team: ID) { createStaff(input: { name: $name, team: $team }) { staff { id name } ${errors} } }`,
        variables: { name, ...(team && { team }) },
      },
      { createStaff: { staff: { name }, ...none } },
    )) as { createStaff: { staff: Made } };
    await assign(`${name} gets the role 授予角色`, role, { staff: createStaff.staff.id });
    return createStaff.staff.id;
  };
  const made = {
    manager: await person('陈强', 'manager', of.team.id),
    sales: await person('赵丽', 'sales', createTeam.team.id),
    auditor: await person('孙审', 'auditor'),
    custodian: await person('周宁', 'custodian'),
  };
  await assign('The customer’s contact may use the portal 联系人获得门户权限', 'portal', { contact });
  return made;
}

async function sameQuery(t: Teller, people: Staff, contact: string, house: People): Promise<void> {
  const query = '{ customers(orderBy: [{ code: ASC }]) { nodes { code name } totalCount } }';
  const asked = (title: string, token: string, codes: readonly string[]) =>
    t.http(title, { query, token }, { customers: { nodes: codes.map((code) => ({ code })), totalCount: codes.length } });
  await asked('The manager of the eastern team asks 华东区经理查询', house.signIn(people.manager), ['C-1']);
  await asked('Sales of the southern team, the same query 华南区业务员查询', house.signIn(people.sales), []);
  await asked('The auditor 审计员查询', house.signIn(people.auditor), ['C-1', 'C-3', 'C-9']);
  await asked('The customer’s contact, in the portal 门户客户查询', house.signIn(contact), ['C-1']);
  await asked('The administrator of another tenant 另一租户查询', await house.neighbour(), ['N-1']);
}

async function confidential(t: Teller, people: Staff, customer: string, house: People): Promise<string> {
  const { recordFact } = (await t.http(
    'A sale with its margin, which is confidential 登记含毛利的交易（毛利为保密字段）',
    {
      query: `mutation ($input: RecordFactInput!) { recordFact(input: $input) { fact { id } ${errors} } }`,
      variables: {
        input: {
          customer,
          at: '2026-03-02T10:30:00+08:00',
          value: { amount: '12000.00', currency: 'CNY' },
          margin: { amount: '3100.00', currency: 'CNY' },
          sourcePlugin: 'story',
          sourceRef: 'SO-2/1',
          orderRef: 'SO-2',
        },
      },
    },
    { recordFact: none },
  )) as { recordFact: { fact: Made } };
  const { id: fact } = recordFact.fact;
  const manager = house.signIn(people.manager);
  const auditor = house.signIn(people.auditor);
  await t.refused(
    'A filter on it is refused: whoever may not see it cannot guess at it either 不可按无权查看的字段筛选',
    { query: '{ facts(where: { margin: { amount: { gt: "3000" } } }) { totalCount } }', token: manager },
    { errors: [{ extensions: { code: 'FORBIDDEN' } }] },
  );
  const margin = { query: 'query ($id: ID!) { fact(id: $id) { orderRef margin { amount currency } } }', variables: { id: fact } };
  await t.refused(
    'Whoever may see it says what for 须说明用途',
    { ...margin, token: auditor },
    {
      data: { fact: { orderRef: 'SO-2', margin: null } },
      errors: [{ path: ['fact', 'margin'], extensions: { code: 'PURPOSE_REQUIRED' } }],
    },
  );
  await t.http(
    'And then sees it 说明用途后可见',
    { ...margin, token: auditor, purpose: '年度审计' },
    { fact: { margin: { amount: '3100.0000', currency: 'CNY' } } },
  );
  await t.http(
    'Which is written down 访问日志',
    {
      query: '{ accessLogEntries(first: 1) { nodes { actor purpose via entity fields records recordCount } } }',
    },
    { accessLogEntries: { nodes: [{ actor: people.auditor, purpose: '年度审计', entity: 'Fact', fields: ['margin'], recordCount: 1 }] } },
  );
  await t.http(
    'Why the manager does not see it 为何经理不可见',
    {
      query: `query ($actor: ID!, $subject: ID!) { explainAccess(actor: $actor, subject: $subject, field: "margin") { mayRead steps { step granted text(locale: ZH_CN) } } }`,
      variables: { actor: people.manager, subject: fact },
      token: auditor,
    },
    { explainAccess: { mayRead: false } },
  );
  return fact;
}

async function exporting(t: Teller, people: Staff, house: People): Promise<void> {
  const columns = ['orderRef', 'margin.amount'];
  const refused = await house.exported(people.auditor, 'facts', columns, null).catch((error: unknown) => (error as { code: string }).code);
  t.seen('An export with a confidential column is refused 未经批准不得导出保密字段', refused, 'CRM_EXPORT_NOT_APPROVED');
  const { requestExport } = (await t.http(
    'It is asked for 申请导出',
    {
      query: `mutation ($input: RequestExportInput!) { requestExport(input: $input) { request { id state purpose } ${errors} } }`,
      variables: { input: { list: 'facts', columns, purpose: '年度审计' } },
      token: house.signIn(people.auditor),
    },
    { requestExport: { request: { state: 'REQUESTED' }, ...none } },
  )) as { requestExport: { request: Made } };
  const { id: request } = requestExport.request;
  await t.http(
    'The custodian approves 数据管理员批准',
    {
      query: `mutation ($id: ID!) { approveExport(input: { request: $id }) { request { state expiresAt } ${errors} } }`,
      variables: { id: request },
      token: house.signIn(people.custodian),
    },
    { approveExport: { request: { state: 'APPROVED' }, ...none } },
  );
  const rows = await house.exported(people.auditor, 'facts', columns, request);
  t.seen('And it leaves the house, once 导出成功（仅此一次）', rows, [...rows]);
  const again = await house.exported(people.auditor, 'facts', columns, request).catch((error: unknown) => (error as { code: string }).code);
  t.seen('A second time it does not 不可重复使用', again, 'CRM_EXPORT_STATE');
}

async function suspended(t: Teller, people: Staff, customer: string, house: People): Promise<void> {
  const changes = await t.follow('The manager follows the customer 经理订阅客户变更', {
    query: 'subscription ($id: ID!) { customerChanged(id: $id) { operation fields } }',
    variables: { id: customer },
    token: house.signIn(people.manager),
  });
  const list = await t.follow('And looks at a list that stays true 并打开实时列表', {
    query: 'query @live { customers(first: 1) { nodes { code industry } } }',
    token: house.signIn(people.manager),
  });
  await list.next('The list as it is 初始结果', { data: { customers: { nodes: [{ code: 'C-1' }] } } });
  await t.http(
    'Something happens 客户变更',
    {
      query: `mutation ($c: ID!) { updateCustomer(input: { customer: $c, set: { industry: "MACHINERY" } }) { customer { industry } ${errors} } }`,
      variables: { c: customer },
    },
    { updateCustomer: { customer: { industry: 'MACHINERY' }, ...none } },
  );
  await changes.next('And is heard 收到变更', { data: { customerChanged: { operation: 'UPDATE', fields: ['industry'] } } });
  await t.http(
    'The manager is suspended 经理被暂停',
    {
      query: `mutation ($id: ID!) { suspendStaff(input: { staff: $id, reason: "离职调查" }) { staff { name } ${errors} } }`,
      variables: { id: people.manager },
    },
    { suspendStaff: { staff: { name: '陈强' }, ...none } },
  );
  await changes.ended('The subscription ends 订阅即刻终止', { code: 4403, reason: 'UNAUTHENTICATED' });
  await list.close();
}

async function forgotten(t: Teller, fact: string, contact: string): Promise<void> {
  const erase = (dryRun: boolean) => ({
    query: `mutation ($person: PersonInput!, $dryRun: Boolean) { erasePerson(input: { person: $person, reason: "本人要求", dryRun: $dryRun }) { verified values scannedColumns counts erasure { personType reason digest verified } ${errors} } }`,
    variables: { person: { contact }, dryRun },
    // The key of the digest was thrown away.
    hides: ['digest'],
  });
  await t.http('What would go if she were forgotten 抹除预演', erase(true), { erasePerson: { verified: null, erasure: null, ...none } });
  await t.http('She is forgotten, and there is a proof 抹除并取得证明', erase(false), {
    erasePerson: { verified: true, erasure: { personType: 'Contact', verified: true }, ...none },
  });
  await t.http(
    'Nobody finds her any more 不再能被搜索到',
    { query: '{ contacts(search: "王芳") { nodes { name } } }' },
    { contacts: { nodes: [] } },
  );
  await t.http(
    'What was sold stays 交易仍在',
    { query: 'query ($id: ID!) { fact(id: $id) { orderRef value { amount } } }', variables: { id: fact } },
    { fact: { orderRef: 'SO-2', value: { amount: '12000.0000' } } },
  );
}
