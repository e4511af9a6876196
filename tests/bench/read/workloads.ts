/** What is asked, as GraphQL, and the best SQL that gives the same bytes: tenant and policy among its predicates, prepared, planned once. */

export interface Asked {
  readonly tenant: string;
  readonly customers: number;
  /** Of the cursors of a list, as the engine has given them. */
  readonly fingerprint: string;
}
export interface Workload {
  readonly name: string;
  readonly document: string;
  /** Of the n-th request. */
  variables(n: number, asked: Pick<Asked, 'customers'>): Readonly<Record<string, unknown>>;
  /** Null: nothing is written by hand for it. */
  readonly sql: ((asked: Asked) => string) | null;
  params(n: number, asked: Asked): readonly string[];
}

/** How many different requests there are of each. */
export const VARIETY = 64;

/** The bench's ids count, kind in front. */
const uuid = (kind: number, n: number): string => `0190000${kind}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const customer = (n: number, customers: number): number => (n * 7_919) % customers;

const cus = (t: string): string => `'cus_' || replace(${t}.id::text, '-', '')`;
const at = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const open = (t: string): string => `${t}.classification is distinct from 'CONFIDENTIAL'`;
const nodes = (select: string): string =>
  `(select row_to_json(w) from (select array_to_json(array(select row_to_json(n) from (${select}) n)) as nodes) w)`;

const owner = `(select row_to_json(o) from (select s.name from crm.crm_staff s where s.tenant_id = $1::uuid and s.id = t.owner_id) o) as owner`;
const relations = `${owner},
  ${nodes(`select c.name, c.title from crm.crm_contact c where c.tenant_id = $1::uuid and ${open('c')}
    and c.id in (select l.contact_id from crm.crm_contact_link l where l.tenant_id = $1::uuid and l.customer_id = t.id) order by c.id desc limit 5`)} as contacts,
  ${nodes(`select ${at('i.at')} as at, i.channel, i.subject from crm.crm_interaction i
    where i.tenant_id = $1::uuid and i.customer_id = t.id order by i.at desc, i.id desc limit 3`)} as interactions,
  ${nodes(`select ${at('f.at')} as at, case when f.value_amount is not null
    then (select row_to_json(m) from (select f.value_amount::text as amount, f.value_currency as currency) m) end as value
    from crm.crm_fact f where f.tenant_id = $1::uuid and f.customer_id = t.id order by f.at desc, f.id desc limit 3`)} as facts`;
const newest = `from crm.crm_customer t where t.tenant_id = $1::uuid and ${open('t')} order by t.created_at desc, t.id desc`;
const customersOf = (json: string): string => `select (select row_to_json(d) from (select (${json}) as customers) d)::text as data`;

const selection = `id name status owner { name } contacts(first: 5) { nodes { name title } }
  interactions(first: 3) { nodes { at channel subject } } facts(first: 3) { nodes { at value { amount currency } } }`;
const none = (): Readonly<Record<string, unknown>> => ({});
const tenantOnly = (_: number, { tenant }: Asked): readonly string[] => [tenant];

export const workloads: readonly Workload[] = [
  {
    name: 'record',
    document: 'query ($id: ID!) { customer(id: $id) { id name status region owner { name } } }',
    variables: (n, { customers }) => ({ id: `cus_${uuid(2, customer(n, customers)).replaceAll('-', '')}` }),
    sql: () => `select (select row_to_json(d) from (select (select row_to_json(r) from (select ${cus('t')} as id, t.name, t.status, t.region, ${owner}
      from crm.crm_customer t where t.tenant_id = $1::uuid and ${open('t')} and t.id = $2::uuid) r) as customer) d)::text as data`,
    params: (n, { tenant, customers }) => [tenant, uuid(2, customer(n, customers))],
  },
  {
    name: 'list',
    document: `{ customers(first: 20) { nodes { ${selection} } } }`,
    variables: none,
    sql: () => customersOf(nodes(`select ${cus('t')} as id, t.name, t.status, ${relations} ${newest} limit 20`)),
    params: tenantOnly,
  },
  {
    name: 'list with pageInfo',
    document: `{ customers(first: 20) { nodes { ${selection} } pageInfo { hasNextPage endCursor } } }`,
    variables: none,
    sql: ({ fingerprint }) =>
      customersOf(`select row_to_json(w) from (select coalesce(array_to_json((p.ns)[1:20]), '[]') as nodes,
        (select row_to_json(i) from (select p.c > 20 as "hasNextPage",
          '${fingerprint}.' || translate(encode(convert_to(p.ks[least(p.c, 20)], 'UTF8'), 'base64'), E'+/=\\n', '-_') as "endCursor") i) as "pageInfo"
        from (select array_agg(q.n) as ns, array_agg(q.k) as ks, count(*)::int as c from (
          select (select row_to_json(n) from (select ${cus('t')} as id, t.name, t.status, ${relations}) n) as n,
            json_build_array(t.created_at::text, t.id::text)::text as k ${newest} limit 21) q) p) w`),
    params: tenantOnly,
  },
  {
    name: 'three levels',
    document: `{ customers(first: 10) { nodes { name contactLinks(first: 5) { nodes { role contact { name channels(first: 2) { nodes { value } } } } } } } }`,
    variables: none,
    sql: null,
    params: tenantOnly,
  },
  ...['华中', '有限公司', 'huazhong'].map(
    (text): Workload => ({
      name: `search ${text}`,
      document: 'query ($text: String!) { customers(first: 20, search: $text) { nodes { id name } } }',
      variables: () => ({ text }),
      sql: null,
      params: tenantOnly,
    }),
  ),
  {
    name: 'aggregate by two keys',
    document: '{ customersAggregate(groupBy: [{ field: STATUS }, { field: REGION }]) { group { status region } count } }',
    variables: none,
    sql: () => `select (select row_to_json(d) from (select (select array_to_json(array(select row_to_json(g) from (
      select (select row_to_json(k) from (select x.status, x.region) k) as "group", x.count from (
        select t.status, t.region, count(*)::int as count from crm.crm_customer t where t.tenant_id = $1::uuid and ${open('t')}
        group by t.status, t.region order by t.status, t.region limit 100) x) g))) as "customersAggregate") d)::text as data`,
    params: tenantOnly,
  },
];
