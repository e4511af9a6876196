/** What is asked, as GraphQL, and the best SQL that gives the same bytes: tenant and policy among its predicates, prepared, planned once. */
import { CHILDREN, parents } from './filling.ts';

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
  /** Its median latency is at most so many times that of another workload. */
  readonly within?: { readonly of: string; readonly times: number };
}

/** How many different requests there are of each. */
export const VARIETY = 64;

/** The bench's ids count, kind in front. */
const uuid = (kind: number, n: number): string => `0190000${kind}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const customer = (n: number, customers: number): number => (n * 7_919) % customers;
const globalId = (n: number): string => `cus_${uuid(2, n).replaceAll('-', '')}`;

const cus = (t: string): string => `'cus_' || replace(${t}.id::text, '-', '')`;
const at = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const open = (t: string): string => `${t}.classification is distinct from 'CONFIDENTIAL'`;
const nodes = (select: string): string =>
  `(select row_to_json(w) from (select array_to_json(array(select row_to_json(n) from (${select}) n)) as nodes) w)`;

const owner = `(select row_to_json(o) from (select s.name from crm.crm_staff s where s.tenant_id = $1::uuid and s.id = t.owner_id) o) as owner`;
/** The ids are sorted where the links are, so that only those on the page are looked up, of however many there are. */
const contacts = (first: number): string =>
  `${nodes(`select c.name, c.title from (select distinct l.contact_id as id from crm.crm_contact_link l
      where l.tenant_id = $1::uuid and l.customer_id = t.id order by l.contact_id desc) l
    cross join lateral (select c.name, c.title from crm.crm_contact c where c.tenant_id = $1::uuid and c.id = l.id and ${open('c')} offset 0) c
    order by l.id desc limit ${first}`)} as contacts`;
const interactions = (first: number): string =>
  `${nodes(`select ${at('i.at')} as at, i.channel, i.subject from crm.crm_interaction i
    where i.tenant_id = $1::uuid and i.customer_id = t.id order by i.at desc, i.id desc limit ${first}`)} as interactions`;
const relations = `${owner}, ${contacts(5)}, ${interactions(3)},
  ${nodes(`select ${at('f.at')} as at, case when f.value_amount is not null
    then (select row_to_json(m) from (select f.value_amount::text as amount, f.value_currency as currency) m) end as value
    from crm.crm_fact f where f.tenant_id = $1::uuid and f.customer_id = t.id order by f.at desc, f.id desc limit 3`)} as facts`;
const newest = `from crm.crm_customer t where t.tenant_id = $1::uuid and ${open('t')} order by t.created_at desc, t.id desc`;
const customersOf = (json: string): string => `select (select row_to_json(d) from (select (${json}) as customers) d)::text as data`;

const selection = `id name status owner { name } contacts(first: 5) { nodes { name title } }
  interactions(first: 3) { nodes { at channel subject } } facts(first: 3) { nodes { at value { amount currency } } }`;
/** One customer, the second parameter. */
const customerOf = (select: string): string =>
  `select (select row_to_json(d) from (select (select row_to_json(r) from (select ${select}
      from crm.crm_customer t where t.tenant_id = $1::uuid and ${open('t')} and t.id = $2::uuid) r) as customer) d)::text as data`;
const none = (): Readonly<Record<string, unknown>> => ({});
const tenantOnly = (_: number, { tenant }: Asked): readonly string[] => [tenant];

const childrenOf = {
  contacts: { document: 'contacts(first: 20) { nodes { name title } }', sql: contacts(20) },
  interactions: { document: 'interactions(first: 20) { nodes { at channel subject } }', sql: interactions(20) },
} as const;

/** The first twenty of a customer's many, and of a customer's so many that they are to cost no more than the others. */
const family = (name: keyof typeof childrenOf, size: keyof typeof CHILDREN): Workload => ({
  name: `${name} of a parent of ${CHILDREN[size]}`,
  document: `query ($id: ID!) { customer(id: $id) { name ${childrenOf[name].document} } }`,
  variables: (_, { customers }) => ({ id: globalId(parents(customers)[size]) }),
  sql: () => customerOf(`t.name, ${childrenOf[name].sql}`),
  params: (_, { tenant, customers }) => [tenant, uuid(2, parents(customers)[size])],
  ...(size === 'fat' && { within: { of: `${name} of a parent of ${CHILDREN.normal}`, times: 1.5 } }),
});

export const workloads: readonly Workload[] = [
  {
    name: 'record',
    document: 'query ($id: ID!) { customer(id: $id) { id name status region owner { name } } }',
    variables: (n, { customers }) => ({ id: globalId(customer(n, customers)) }),
    sql: () => customerOf(`${cus('t')} as id, t.name, t.status, t.region, ${owner}`),
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
    sql: () =>
      customersOf(
        nodes(`select t.name, ${nodes(`select l.role, (select row_to_json(c) from (select c.name,
            ${nodes(`select h.value from crm.crm_contact_channel h where h.tenant_id = $1::uuid and h.contact_id = c.id order by h.id desc limit 2`)} as channels
            from crm.crm_contact c where c.tenant_id = $1::uuid and c.id = l.contact_id and ${open('c')}) c) as contact
          from crm.crm_contact_link l where l.tenant_id = $1::uuid and l.customer_id = t.id order by l.id desc limit 5`)} as "contactLinks"
          ${newest} limit 10`),
      ),
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
  {
    name: "through plugins' relations",
    document: `{ customers(first: 20, where: { loyalty: { tier: { eq: GOLD } }, complaints: { some: { state: { notIn: [CLOSED] } } } }, orderBy: [{ loyalty: { points: DESC } }]) {
      nodes { id name loyalty { tier points } complaints(first: 3) { nodes { number state handleDue } } } } }`,
    variables: none,
    sql: () =>
      customersOf(
        nodes(`select ${cus('t')} as id, t.name, (select row_to_json(l) from (select a.tier, a.points) l) as loyalty,
          ${nodes(`select k.number, k.state, ${at('k.handle_due')} as "handleDue" from crm.complaints_case k
            where k.tenant_id = $1::uuid and k.customer_id = t.id and ${open('k')} order by k.received_at desc, k.id desc limit 3`)} as complaints
          from crm.loyalty_account a join crm.crm_customer t on t.tenant_id = $1::uuid and t.id = a.customer_id and ${open('t')}
          where a.tenant_id = $1::uuid and a.tier = 'GOLD' and exists (select from crm.complaints_case k
            where k.tenant_id = $1::uuid and k.customer_id = t.id and k.state <> 'CLOSED' and ${open('k')})
          order by a.points desc, t.id desc limit 20`),
      ),
    params: tenantOnly,
  },
  family('interactions', 'normal'),
  family('interactions', 'fat'),
  family('contacts', 'normal'),
  family('contacts', 'fat'),
  {
    name: 'everything of one customer',
    document: `query ($id: ID!) { customer(id: $id) {
      id code name status industry region owner { name } contacts(first: 5) { nodes { name title } }
      interactions(first: 5) { nodes { at channel subject } } factCount facts(first: 5) { nodes { at value { amount currency } } }
      notes(first: 3) { nodes { id } } timeline(first: 10) { nodes { at kind title } }
      calendarEvents(first: 3) { nodes { title startsAt endsAt status } }
      loyalty { tier points available toNextTier } loyaltyEntries(first: 5) { nodes { at kind points reason } }
      openComplaintCount complaints(first: 3) { nodes { number type severity state handleDue handler { name }
        workflow { state enteredAt } tasks(first: 3) { nodes { key state dueAt } } } }
    } }`,
    // Every fourth: those that each plugin knows.
    variables: (n, { customers }) => ({ id: globalId(customer(n, Math.floor(customers / 4)) * 4) }),
    sql: null,
    params: (n, { tenant, customers }) => [tenant, uuid(2, customer(n, Math.floor(customers / 4)) * 4)],
  },
];
