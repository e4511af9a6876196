/**
 * The roles that a new tenant has. The administrator's stays as it is; the others are a beginning, to be changed as the tenant likes. They
 * name permissions of this plugin and of the engine: those of others are added by whoever uses them.
 */
import type { KernelPermission, RoleGrant } from '@guanxi/core';
import type { CrmTx } from '../common.ts';
import type { Crm } from '../plugin.ts';
import { Role } from './entities.ts';

type Scope = RoleGrant['scope'];
type Permission = Crm['permission'] | KernelPermission;
type Reaches = Readonly<Partial<Record<Permission, Scope>>>;

/** What everybody needs who works with customers, and what reaches no further than the customers that they see. */
const everyday = {
  'crm:tags:read': 'ALL',
  'crm:attributes:read': 'ALL',
  'crm:staff:read': 'ALL',
  'crm:views:read': 'ALL',
  'crm:views:write': 'OWN',
  'crm:timeline:read': 'ALL',
  'crm:quality:read': 'ALL',
} as const satisfies Reaches;

const of = (scope: Scope, ...permissions: readonly Permission[]): Reaches =>
  Object.fromEntries(permissions.map((permission) => [permission, scope]));

const seen = [
  'crm:customers:read',
  'crm:contacts:read',
  'crm:relationships:read',
  'crm:interactions:read',
  'crm:facts:read',
  'crm:notes:read',
  'crm:files:read',
  'crm:consent:read',
] as const satisfies readonly Crm['permission'][];
const changed = [
  'crm:customers:write',
  'crm:contacts:write',
  'crm:relationships:write',
  'crm:interactions:write',
  'crm:notes:write',
  'crm:files:write',
  'crm:tags:write',
  'crm:quality:write',
  'crm:consent:write',
] as const satisfies readonly Crm['permission'][];

interface Standard {
  readonly key: string;
  readonly labelEn: string;
  readonly labelZh: string;
  readonly description: string;
  readonly audience: 'STAFF' | 'PORTAL';
  readonly builtIn?: true;
  readonly reaches: Reaches | '*';
}

export const standardRoles: readonly Standard[] = [
  {
    key: 'administrator',
    labelEn: 'Administrator',
    labelZh: '管理员',
    description: '可执行全部操作。May do everything.',
    audience: 'STAFF',
    builtIn: true,
    reaches: '*',
  },
  {
    key: 'manager',
    labelEn: 'Manager',
    labelZh: '经理',
    description:
      '查看和管理本团队及下级团队的客户。Sees and changes the customers of their teams and those below, hands them over, merges and exports them.',
    audience: 'STAFF',
    reaches: {
      ...everyday,
      ...of('BELOW', ...seen, ...changed, 'crm:customers:merge', 'crm:facts:write', 'crm:portfolio:reassign', 'crm:export'),
      'crm:tags:manage': 'ALL',
      'crm:views:manage': 'ALL',
      'crm:suppressions:read': 'ALL',
      'crm:suppressions:write': 'ALL',
      'crm:operations:read': 'ALL',
    },
  },
  {
    key: 'sales',
    labelEn: 'Sales',
    labelZh: '业务员',
    description: '查看本团队的客户，修改自己负责的客户。Sees the team’s customers, changes their own.',
    audience: 'STAFF',
    reaches: { ...everyday, ...of('TEAM', ...seen), ...of('OWN', ...changed), 'crm:suppressions:read': 'ALL' },
  },
  {
    key: 'custodian',
    labelEn: 'Data custodian',
    labelZh: '数据管理员',
    description:
      '负责全部客户数据的质量、归属、保密和使用，但不登记业务。Answers for the data of all customers: quality, duplicates, attributes, who holds them, what is confidential; does no business of their own.',
    audience: 'STAFF',
    reaches: {
      ...everyday,
      ...of(
        'ALL',
        ...seen,
        'crm:customers:write',
        'crm:customers:merge',
        'crm:contacts:write',
        'crm:relationships:write',
        'crm:quality:write',
      ),
      ...of(
        'ALL',
        'crm:attributes:manage',
        'crm:tags:manage',
        'crm:tags:write',
        'crm:portfolio:reassign',
        'crm:import',
        'crm:operations:read',
      ),
      ...of(
        'ALL',
        'crm:suppressions:read',
        'crm:suppressions:write',
        'crm:suppressions:release',
        'crm:consent:write',
        'crm:devices:manage',
      ),
      // What is confidential, who saw it, and what is known of a person (DATA-12).
      ...of(
        'ALL',
        'engine:custodian',
        'engine:classify',
        'engine:confidential:read',
        'engine:access:explain',
        'crm:audit:read',
        'crm:exports:read',
        'crm:privacy:export',
        'engine:disclose',
        'crm:privacy:erase',
        'engine:erase',
        'crm:privacy:hold',
      ),
    },
  },
  {
    key: 'portal',
    labelEn: 'Portal customer',
    labelZh: '门户客户',
    description:
      '客户联系人查看本企业的资料和交易。A contact sees the customers that they are a contact of, with their contacts and transactions.',
    audience: 'PORTAL',
    reaches: of('OWN', 'crm:customers:read', 'crm:contacts:read', 'crm:facts:read'),
  },
];

const grantsOf = (reaches: Standard['reaches']): readonly RoleGrant[] =>
  reaches === '*'
    ? [{ permission: '*', scope: 'ALL' }]
    : Object.entries(reaches).map(([permission, scope]) => ({ permission, scope: scope as Scope }));

export async function seedRoles(tx: CrmTx): Promise<void> {
  await tx.insert(
    Role,
    standardRoles.map(({ reaches, builtIn = false, ...role }) => ({ ...role, builtIn, grants: grantsOf(reaches) })),
  );
}
