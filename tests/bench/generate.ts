/**
 * A large tenant straight into the tables, in set-based statements: the demo's shape at any size. For measuring reads only; whoever wants
 * real records goes through commands.
 */
import type { Database, Statement } from '@guanxi/core/database';

export interface BenchSize {
  readonly customers: number;
  /** Per customer, on average. */
  readonly contacts: number;
  readonly interactions: number;
  readonly facts: number;
  readonly staff: number;
  /** Teams that customers are spread over; without them customers have an owner only. */
  readonly teams?: number;
}
/** The demo: 20,000 customers, 50,000 contacts, 100,000 interactions, 60,000 facts. */
export const demoShape = (customers: number): BenchSize => ({ customers, contacts: 2.5, interactions: 5, facts: 3, staff: 40 });

const chunk = 100_000;
/** Statements under way at once. */
const lanes = 3;
const timeoutMs = 30 * 60_000;
const own = ['team', 'staff', 'customer', 'contact', 'contact_link', 'interaction', 'fact'].map((table) => `crm_${table}`);

/** UUIDs that count: `kind`, a hexadecimal digit, in front, so that every table has its own and a join can say which it means. */
export const id = (kind: string | number, n: string): string =>
  `('0190000${kind}-0000-7000-8000-' || lpad(to_hex((${n})::bigint), 12, '0'))::uuid`;
/** A number that looks random and is the same every time: 0 … max-1. */
export const spread = (n: string, max: number, salt: number): string => `(abs(hashint8((${n})::bigint * 2654435761 + ${salt})) % ${max})`;
const pick = (words: string, n: string, salt: number): string =>
  `(array[${[...words].map((w) => `'${w}'`).join(',')}])[1 + ${spread(n, [...words].length, salt)}]`;
/** Two years, in the order in which rows are recorded: a table grows at its end. */
export const moment = (n: string, total: number): string =>
  `date_trunc('milliseconds', timestamptz '2024-07-01 00:00+00' + ${n} * interval '${(1_051_200 / total).toFixed(9)} minutes')`;

export const engineColumns = 'tenant_id, id, created_at, created_by, updated_at, updated_by';
export const engineValues = (recordId: string, at: string): string => `$1::uuid, ${recordId}, ${at}, 'svc_bench', ${at}, 'svc_bench'`;

/** What a bench puts beside the core's records. */
export interface More {
  /** Of the schema `crm`. */
  readonly tables: readonly string[];
  /** Statements with the tenant as their parameter; they run in any order, some at once. */
  rows(size: BenchSize): readonly string[];
}
export interface Filling {
  readonly tenant: string;
  readonly size: BenchSize;
  /** The id of an indexed attribute of customers, a number, that every one gets. */
  readonly attribute: string;
  readonly more?: More | undefined;
}

/** Fills the tenant and gathers the statistics that plans are made of. `onProgress` gets 0 … 1. */
export async function generate(
  db: Database,
  { tenant, size, attribute, more }: Filling,
  onProgress: (part: number) => void = () => undefined,
): Promise<void> {
  const tables = [...own, ...(more?.tables ?? [])];
  const rows = [
    ...teamsOf(size),
    ...staffOf(size),
    ...chunks(size.customers).map(([from, to]) => customers(from, to, size, attribute)),
    ...chunks(size.customers * size.contacts).flatMap(([from, to]) => contacts(from, to, size)),
    ...chunks(size.customers * size.interactions).map(([from, to]) => interactions(from, to, size)),
    ...chunks(size.customers * size.facts).map(([from, to]) => facts(from, to, size)),
    ...(more?.rows(size) ?? []),
  ].map((text) => ({ text, params: [tenant] }));
  const indexes = await withoutIndexes(db, tables);
  const steps = rows.length + indexes.length + tables.length;
  let done = 0;
  const each = <T>(items: readonly T[], run: (item: T) => Promise<unknown>) =>
    inLanes(items, async (item) => {
      await run(item);
      done += 1;
      onProgress(done / steps);
    });
  await each(rows, (statement) => db.query(statement, { timeoutMs }));
  await each(indexes, (statement) => db.query(statement, { timeoutMs }));
  await each(tables, (table) => db.script(`vacuum (analyze) crm.${table}`));
}

/** Drops the secondary indexes of the tables, which are several times quicker to build than to keep, and returns what makes them again. */
async function withoutIndexes(db: Database, tables: readonly string[]): Promise<readonly Statement[]> {
  const { rows } = await db.query<{ name: string; definition: string }>({
    text: `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
           where i.indrelid = any($1::text[]::regclass[]) and not i.indisprimary
           and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`,
    params: [tables.map((table) => `crm.${table}`)],
  });
  for (const { name } of rows) await db.query({ text: `drop index ${name}` });
  return rows.map(({ definition }) => ({ text: definition }));
}

async function inLanes<T>(items: readonly T[], run: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  const lane = async () => {
    for (const item of left) await run(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

export function chunks(total: number): (readonly [number, number])[] {
  const out: (readonly [number, number])[] = [];
  for (let from = 0; from < total; from += chunk) out.push([from, Math.min(total, from + chunk) - 1]);
  return out;
}

const teamsOf = ({ teams = 0 }: BenchSize): string[] =>
  teams === 0
    ? []
    : [
        `insert into crm.crm_team (${engineColumns}, name, active)
   select ${engineValues(id(7, 'n'), "timestamptz '2024-01-01 00:00+00'")}, 'Team ' || n, true from generate_series(0, ${teams - 1}) n`,
      ];
/** The id of a team that `generate` makes. */
export const teamId = (n: number): string => `01900007-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

const staffOf = ({ staff }: BenchSize): string[] => [
  `insert into crm.crm_staff (${engineColumns}, name, active)
   select ${engineValues(id(1, 'n'), "timestamptz '2024-01-01 00:00+00'")}, ${pick('王李张刘陈杨黄赵', 'n', 1)} || ${pick('芳伟娜敏静丽强磊', 'n', 2)} || n, true
   from generate_series(0, ${staff - 1}) n`,
];

const customers = (from: number, to: number, of: BenchSize, attribute: string): string =>
  `insert into crm.crm_customer (${engineColumns}, code, name, kind, status, roles, sector, industry, region, owner_id, team_id, name_block, grams, attrs, attr_n1)
   select ${engineValues(id(2, 'n'), moment('n', of.customers))}, 'C' || lpad(n::text, 8, '0'), name, 'ORGANISATION',
     case when ${spread('n', 10, 4)} < 6 then 'ACTIVE' else 'PROSPECT' end, array['END_CUSTOMER'], 'ENTERPRISE_OR_INSTITUTION',
     (array['MACHINERY','FOOD','MEDICAL','TEXTILE','ELECTRONICS'])[1 + ${spread('n', 5, 5)}],
     (array['上海市','北京市','广东省','浙江省','四川省','江苏省'])[1 + ${spread('n', 6, 6)}],
     ${id(1, spread('n', of.staff, 7))}, ${of.teams ? id(7, spread('n', of.teams, 22)) : 'null::uuid'}, left(name, 6),
     (select array_agg(distinct g) from generate_series(1, length(name)) i, unnest(array[substr(name, i, 2), substr(name, i, 1)]) g),
     jsonb_build_object('${attribute}', employees), employees
   from (select n, ${spread('n', 5_000, 20)} + 1 as employees, ${pick('华中新恒鼎瑞博联天宏盛德嘉远信', 'n', 8)} || ${pick('展达源泰通创峰诚丰科安翔辉宇昌', 'n', 9)} || ${pick('机食医纺电包家能', 'n', 10)} || ${pick('械品疗织子装具源', 'n', 11)} || '有限公司' as name
         from generate_series(${from}, ${to}) n) made`;

const contacts = (from: number, to: number, of: BenchSize): string[] => [
  `insert into crm.crm_contact (${engineColumns}, name, title, grams)
   select ${engineValues(id(3, 'n'), moment('n', of.customers * of.contacts))}, name, '采购经理', array[name, substr(name, 1, 1), substr(name, 2, 1)]
   from (select n, ${pick('王李张刘陈杨黄赵吴周', 'n', 13)} || ${pick('芳伟娜敏静丽强磊军洋', 'n', 14)} as name from generate_series(${from}, ${to}) n) made`,
  `insert into crm.crm_contact_link (${engineColumns}, customer_id, contact_id, role, decision_role, is_primary)
   select ${engineValues(id(4, 'n'), moment('n', of.customers * of.contacts))}, ${id(2, `n % ${of.customers}`)}, ${id(3, 'n')}, 'GENERAL',
     (array['DECISION_MAKER','USER','UNKNOWN'])[1 + ${spread('n', 3, 15)}], n < ${of.customers}
   from generate_series(${from}, ${to}) n`,
];

const interactions = (from: number, to: number, of: BenchSize): string =>
  `insert into crm.crm_interaction (${engineColumns}, customer_id, channel, direction, phase, at, subject)
   select ${engineValues(id(5, 'n'), moment('n', of.customers * of.interactions))}, ${id(2, `n % ${of.customers}`)}, (array['PHONE','EMAIL','VISIT','WECHAT'])[1 + ${spread('n', 4, 17)}], 'OUTBOUND', 'PRE_SALE',
     ${moment('n', of.customers * of.interactions)}, '跟进参展合同 ' || n
   from generate_series(${from}, ${to}) n`;

const facts = (from: number, to: number, of: BenchSize): string =>
  `insert into crm.crm_fact (${engineColumns}, customer_id, at, value_amount, value_currency, channel, source_plugin, source_ref, order_ref)
   select ${engineValues(id(6, 'n'), moment('n', of.customers * of.facts))}, ${id(2, `n % ${of.customers}`)}, ${moment('n', of.customers * of.facts)}, 100 + ${spread('n', 4_900_000, 19)} / 100.0, 'CNY',
     (array['DIRECT','DEALER','ONLINE','FAIR'])[1 + ${spread('n', 4, 21)}], 'bench', 'B-' || n, 'SO-' || (n / 2)
   from generate_series(${from}, ${to}) n`;
