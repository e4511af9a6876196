/**
 * What the plugins of the world know of its customers, how their contacts are reached, and two customers with more beneath them than others.
 * Like the core's other records they are written straight into the tables, as commands would have left them.
 */
import { type BenchSize, chunks, engineColumns, engineValues, id, type More, moment, spread } from '../generate.ts';

/** Contacts, and interactions, of the customer with the most, and of the one that it is compared with: more than a page of either. */
export const CHILDREN = { fat: 24_000, normal: 40 } as const;

/** The numbers of these two, behind all others. */
export const parents = (customers: number) => ({ normal: customers, fat: customers + 1 }) as const;

/** One of two customers is a member; one of four had a case, of which one in three is open, and an appointment. */
const MEMBERS = 2;
const CASES = 4;

const kinds = {
  account: '8',
  membership: '9',
  entry: 'a',
  lot: 'b',
  case: 'c',
  instance: 'd',
  task: 'e',
  event: 'f',
  channel: '0',
} as const;

export const beside: More = {
  tables: [
    'crm_contact_channel',
    'loyalty_account',
    'loyalty_membership',
    'loyalty_entry',
    'loyalty_lot',
    'complaints_case',
    'workflow_instance',
    'workflow_task',
    'calendar_event',
  ],
  rows: (size) => [
    ...chunks(size.customers * size.contacts).map(([from, to]) => channels(from, to, size)),
    ...chunks(Math.floor(size.customers / MEMBERS)).flatMap(([from, to]) => members(from, to, size)),
    ...chunks(Math.floor(size.customers / CASES)).flatMap(([from, to]) => [...cases(from, to, size), appointments(from, to, size)]),
    ...families(size),
  ],
};

/** A telephone of each contact. */
const channels = (from: number, to: number, { customers, contacts }: BenchSize): string =>
  `insert into crm.crm_contact_channel (${engineColumns}, contact_id, kind, value, normalised, verification, is_primary)
   select ${engineValues(id(kinds.channel, 'n'), moment('n', customers * contacts))}, ${id(3, 'n')}, 'MOBILE', number, '+86' || number, 'UNVERIFIED', true
   from (select n, (13000000000 + n)::text as number from generate_series(${from}, ${to}) n) made`;

/** Points as the one purchase that each was credited for left them. */
function members(from: number, to: number, { customers }: BenchSize): readonly string[] {
  const customer = id(2, `n * ${MEMBERS}`);
  const at = moment('n', customers / MEMBERS);
  const points = `1 + ${spread('n', 20_000, 31)}`;
  const each = `from generate_series(${from}, ${to}) n`;
  const columns = `(${engineColumns}, customer_id,`;
  const values = (kind: string) => `select ${engineValues(id(kind, 'n'), at)}, ${customer},`;
  return [
    `insert into crm.loyalty_account ${columns} since, points, tier, tier_since) ${values(kinds.account)} ${at}, ${points},
       (array['BASIC','BASIC','BASIC','BASIC','BASIC','BASIC','SILVER','SILVER','GOLD','PLATINUM'])[1 + ${spread('n', 10, 32)}], ${at} ${each}`,
    `insert into crm.loyalty_membership ${columns} starts_at) ${values(kinds.membership)} ${at} ${each}`,
    `insert into crm.loyalty_entry ${columns} kind, points, at) ${values(kinds.entry)} 'EARN', ${points}, ${at} ${each}`,
    `insert into crm.loyalty_lot ${columns} book, points, remaining, earned_at) ${values(kinds.lot)} 'MEMBER', ${points}, ${points}, ${at} ${each}`,
  ];
}

function cases(from: number, to: number, { customers, staff }: BenchSize): readonly string[] {
  const at = moment('n', customers / CASES);
  const state = `(array['RECEIVED','CLOSED','CLOSED'])[1 + ${spread('n', 3, 33)}]`;
  const handler = id(1, spread('n', staff, 34));
  const each = `from (select n, ${at} as at, ${state} as state from generate_series(${from}, ${to}) n) made`;
  const flow = `join (select d.id as definition, v.id as version from crm.workflow_definition d join crm.workflow_version v
    on v.tenant_id = d.tenant_id and v.definition_id = d.id and v.number = d.current_number
    where d.tenant_id = $1::uuid and d.key = 'complaints.complaint') flow on true`;
  return [
    `insert into crm.complaints_case (${engineColumns}, number, customer_id, type, severity, channel, text, state, owner_id, received_at, handling_from, handle_due, closed_at)
     select ${engineValues(id(kinds.case, 'n'), 'at')}, 'K-' || lpad(n::text, 8, '0'), ${id(2, `n * ${CASES}`)}, 'COMPLAINT', 1 + ${spread('n', 5, 35)}, 'HOTLINE',
       '机器有质量问题，等待维修 ' || n, state, ${handler}, at, at, at + interval '5 days', case when state = 'CLOSED' then at + interval '3 days' end ${each}`,
    `insert into crm.workflow_instance (${engineColumns}, subject_type, subject_id, definition_id, version_id, state, entered_at, ended_at)
     select ${engineValues(id(kinds.instance, 'n'), 'at')}, 'Complaint', ${id(kinds.case, 'n')}, definition, version, state, at,
       case when state = 'CLOSED' then at + interval '3 days' end ${each} ${flow}`,
    `insert into crm.workflow_task (${engineColumns}, instance_id, subject_type, subject_id, in_state, key, label_en, label_zh, state, owner_id, due_at)
     select ${engineValues(id(kinds.task, 'n'), 'at')}, ${id(kinds.instance, 'n')}, 'Complaint', ${id(kinds.case, 'n')}, 'RECEIVED', 'acknowledge', 'Acknowledge', '答复受理',
       case when state = 'CLOSED' then 'DONE' else 'OPEN' end, ${handler}, at + interval '1 day' ${each}`,
  ];
}

const appointments = (from: number, to: number, { customers, staff }: BenchSize): string =>
  `insert into crm.calendar_event (${engineColumns}, owner_id, uid, title, starts_at, ends_at, zone, customer_id)
   select ${engineValues(id(kinds.event, 'n'), 'at')}, ${id(1, spread('n', staff, 36))}, 'bench-' || n, '上门拜访 ' || n, at + interval '7 days', at + interval '7 days 1 hour',
     'Asia/Shanghai', ${id(2, `n * ${CASES}`)}
   from (select n, ${moment('n', customers / CASES)} as at from generate_series(${from}, ${to}) n) made`;

/** They are older than all others, so that no other list begins with them. */
function families(size: BenchSize): readonly string[] {
  const { normal, fat } = parents(size.customers);
  const old = `timestamptz '2024-06-01 00:00+00'`;
  return [
    `insert into crm.crm_customer (${engineColumns}, code, name, kind, status, roles, sector, region, owner_id, name_block)
     select ${engineValues(id(2, 'n'), old)}, 'C' || lpad(n::text, 8, '0'), '集团公司 ' || n, 'ORGANISATION', 'ACTIVE', array['END_CUSTOMER'],
       'ENTERPRISE_OR_INSTITUTION', '上海市', ${id(1, '0')}, '集团公司' from unnest(array[${normal}, ${fat}]) n`,
    ...[
      { parent: normal, children: CHILDREN.normal, from: 0 },
      { parent: fat, children: CHILDREN.fat, from: CHILDREN.normal },
    ].flatMap(({ parent, children, from }) => family(size, parent, children, from)),
  ];
}

function family(size: BenchSize, parent: number, children: number, from: number): readonly string[] {
  const behind = (perCustomer: number): string => `(${Math.ceil(size.customers * perCustomer) + from} + n)`;
  const at = moment('n', children);
  const each = `from generate_series(0, ${children - 1}) n`;
  const contact = behind(size.contacts);
  return [
    `insert into crm.crm_contact (${engineColumns}, name, title)
     select ${engineValues(id(3, contact), at)}, '员工' || n, '采购经理' ${each}`,
    `insert into crm.crm_contact_link (${engineColumns}, customer_id, contact_id, role, decision_role, is_primary)
     select ${engineValues(id(4, contact), at)}, ${id(2, `${parent}`)}, ${id(3, contact)}, 'GENERAL', 'UNKNOWN', n = 0 ${each}`,
    `insert into crm.crm_interaction (${engineColumns}, customer_id, channel, direction, phase, at, subject)
     select ${engineValues(id(5, behind(size.interactions)), at)}, ${id(2, `${parent}`)}, 'PHONE', 'OUTBOUND', 'PRE_SALE', ${at}, '跟进集团合同 ' || n ${each}`,
  ];
}
