/**
 * A large tenant straight into the tables, in set-based statements: the demo's shape at any size. For measuring reads only; whoever wants
 * real records goes through commands.
 */
import type { Database } from '@guanxi/core/database';

export interface BenchSize {
  readonly customers: number;
  /** Per customer, on average. */
  readonly contacts: number;
  readonly interactions: number;
  readonly facts: number;
  readonly staff: number;
}
/** The demo: 20,000 customers, 50,000 contacts, 100,000 interactions, 60,000 facts. */
export const demoShape = (customers: number): BenchSize => ({ customers, contacts: 2.5, interactions: 5, facts: 3, staff: 40 });

const chunk = 50_000;
const timeoutMs = 30 * 60_000;

/** UUIDs that count: `kind` in front, so that every table has its own and a join can say which it means. */
const id = (kind: number, n: string): string => `('0190000${kind}-0000-7000-8000-' || lpad(to_hex((${n})::bigint), 12, '0'))::uuid`;
/** A number that looks random and is the same every time: 0 … max-1. */
const spread = (n: string, max: number, salt: number): string => `(abs(hashint8((${n})::bigint * 2654435761 + ${salt})) % ${max})`;
const pick = (words: string, n: string, salt: number): string =>
  `(array[${[...words].map((w) => `'${w}'`).join(',')}])[1 + ${spread(n, [...words].length, salt)}]`;
const moment = (n: string, salt: number): string =>
  `timestamptz '2024-07-01 00:00+00' + ${spread(n, 1_051_200, salt)} * interval '1 minute'`;

const engineColumns = 'tenant_id, id, created_at, created_by, updated_at, updated_by';
const engineValues = (recordId: string, at: string): string => `$1::uuid, ${recordId}, ${at}, 'svc_bench', ${at}, 'svc_bench'`;

/** Fills the tenant and gathers the statistics that plans are made of. `onProgress` gets 0 … 1. */
export async function generate(
  db: Database,
  tenant: string,
  size: BenchSize,
  onProgress: (part: number) => void = () => undefined,
): Promise<void> {
  const steps = [
    ...staffOf(size),
    ...chunks(size.customers).map(([from, to]) => customers(from, to, size)),
    ...chunks(size.customers * size.contacts).flatMap(([from, to]) => contacts(from, to, size)),
    ...chunks(size.customers * size.interactions).map(([from, to]) => interactions(from, to, size)),
    ...chunks(size.customers * size.facts).map(([from, to]) => facts(from, to, size)),
  ];
  for (const [i, text] of steps.entries()) {
    await db.query({ text, params: [tenant] }, { timeoutMs });
    onProgress((i + 1) / steps.length);
  }
  for (const table of ['staff', 'customer', 'contact', 'contact_link', 'interaction', 'fact']) {
    await db.script(`vacuum (analyze) crm.crm_${table}`);
  }
}

function chunks(total: number): (readonly [number, number])[] {
  const out: (readonly [number, number])[] = [];
  for (let from = 0; from < total; from += chunk) out.push([from, Math.min(total, from + chunk) - 1]);
  return out;
}

const staffOf = ({ staff }: BenchSize): string[] => [
  `insert into crm.crm_staff (${engineColumns}, name, active)
   select ${engineValues(id(1, 'n'), "timestamptz '2024-01-01 00:00+00'")}, ${pick('王李张刘陈杨黄赵', 'n', 1)} || ${pick('芳伟娜敏静丽强磊', 'n', 2)} || n, true
   from generate_series(0, ${staff - 1}) n`,
];

const customers = (from: number, to: number, { staff }: BenchSize): string =>
  `insert into crm.crm_customer (${engineColumns}, code, name, kind, status, roles, sector, industry, region, owner_id, name_block, grams)
   select ${engineValues(id(2, 'n'), moment('n', 3))}, 'C' || lpad(n::text, 8, '0'), name, 'ORGANISATION',
     case when ${spread('n', 10, 4)} < 6 then 'ACTIVE' else 'PROSPECT' end, array['END_CUSTOMER'], 'ENTERPRISE_OR_INSTITUTION',
     (array['MACHINERY','FOOD','MEDICAL','TEXTILE','ELECTRONICS'])[1 + ${spread('n', 5, 5)}],
     (array['上海市','北京市','广东省','浙江省','四川省','江苏省'])[1 + ${spread('n', 6, 6)}],
     ${id(1, spread('n', staff, 7))}, left(name, 6),
     (select array_agg(distinct g) from generate_series(1, length(name)) i, unnest(array[substr(name, i, 2), substr(name, i, 1)]) g)
   from (select n, ${pick('华中新恒鼎瑞博联天宏盛德嘉远信', 'n', 8)} || ${pick('展达源泰通创峰诚丰科安翔辉宇昌', 'n', 9)} || ${pick('机食医纺电包家能', 'n', 10)} || ${pick('械品疗织子装具源', 'n', 11)} || '有限公司' as name
         from generate_series(${from}, ${to}) n) made`;

const contacts = (from: number, to: number, { customers: of }: BenchSize): string[] => [
  `insert into crm.crm_contact (${engineColumns}, name, title, grams)
   select ${engineValues(id(3, 'n'), moment('n', 12))}, name, '采购经理', array[name, substr(name, 1, 1), substr(name, 2, 1)]
   from (select n, ${pick('王李张刘陈杨黄赵吴周', 'n', 13)} || ${pick('芳伟娜敏静丽强磊军洋', 'n', 14)} as name from generate_series(${from}, ${to}) n) made`,
  `insert into crm.crm_contact_link (${engineColumns}, customer_id, contact_id, role, decision_role, is_primary)
   select ${engineValues(id(4, 'n'), moment('n', 12))}, ${id(2, `n % ${of}`)}, ${id(3, 'n')}, 'GENERAL',
     (array['DECISION_MAKER','USER','UNKNOWN'])[1 + ${spread('n', 3, 15)}], n < ${of}
   from generate_series(${from}, ${to}) n`,
];

const interactions = (from: number, to: number, { customers: of }: BenchSize): string =>
  `insert into crm.crm_interaction (${engineColumns}, customer_id, channel, direction, phase, at, subject)
   select ${engineValues(id(5, 'n'), moment('n', 16))}, ${id(2, `n % ${of}`)}, (array['PHONE','EMAIL','VISIT','WECHAT'])[1 + ${spread('n', 4, 17)}], 'OUTBOUND', 'PRE_SALE',
     ${moment('n', 16)}, '跟进参展合同 ' || n
   from generate_series(${from}, ${to}) n`;

const facts = (from: number, to: number, { customers: of }: BenchSize): string =>
  `insert into crm.crm_fact (${engineColumns}, customer_id, at, value_amount, value_currency, channel, source_plugin, source_ref, order_ref)
   select ${engineValues(id(6, 'n'), moment('n', 18))}, ${id(2, `n % ${of}`)}, ${moment('n', 18)}, 100 + ${spread('n', 4_900_000, 19)} / 100.0, 'CNY', 'DIRECT', 'bench', 'B-' || n, 'SO-' || (n / 2)
   from generate_series(${from}, ${to}) n`;
