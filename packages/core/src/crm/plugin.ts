/** Who `crm` is: its permissions, settings and api. Everything else in this folder is typed from here. */
import { type Id, type Label, label, pluginKit, type ValueOf, WebhookSettings, z } from '@guanxi/core';
import type { ChannelKind } from './channels/enums.ts';
import type { ContactPurpose, ContactRefusal } from './consent/enums.ts';

export const permissions = {
  'crm:customers:read': label('See customers', '查看客户'),
  'crm:customers:write': label('Create and change customers', '新建和修改客户'),
  'crm:customers:merge': label('Merge and unmerge customers', '合并和拆分客户'),
  'crm:customers:delete': label('Delete customers', '删除客户'),
  'crm:contacts:read': label('See contacts', '查看联系人'),
  'crm:contacts:write': label('Create and change contacts', '新建和修改联系人'),
  'crm:consent:read': label('See what people have agreed to', '查看联系同意'),
  'crm:consent:write': label('Record and withdraw consent', '登记和撤回联系同意'),
  'crm:suppressions:read': label('See suppressions', '查看联系抑制'),
  'crm:suppressions:write': label('Suppress customers and contacts', '抑制联系客户和联系人'),
  'crm:suppressions:release': label('Release suppressions that people have made', '解除人工设置的联系抑制'),
  'crm:relationships:read': label('See relationships', '查看客户关系'),
  'crm:relationships:write': label('Create and end relationships', '建立和终止客户关系'),
  'crm:interactions:read': label('See interactions', '查看接触记录'),
  'crm:interactions:write': label('Record interactions', '登记接触记录'),
  'crm:facts:read': label('See transaction facts', '查看交易事实'),
  'crm:facts:write': label('Record and reverse transaction facts', '登记和冲销交易事实'),
  'crm:tags:read': label('See tags', '查看标签'),
  'crm:tags:write': label('Tag records', '给记录加标签'),
  'crm:tags:manage': label('Define tags', '管理标签'),
  'crm:notes:read': label('See notes', '查看备注'),
  'crm:notes:write': label('Write notes', '撰写备注'),
  'crm:views:read': label('Use saved views', '使用保存的视图'),
  'crm:views:write': label('Save views', '保存视图'),
  'crm:views:manage': label('Share and change all views', '共享和管理全部视图'),
  'crm:files:read': label('Download files', '下载文件'),
  'crm:files:write': label('Upload files', '上传文件'),
  'crm:quality:read': label('See data quality', '查看数据质量'),
  'crm:quality:write': label('Verify data', '核实数据'),
  'crm:classification:read': label('See classifications of fields', '查看字段密级'),
  'crm:audit:read': label('Read audit and access log', '查看审计记录和访问日志'),
  'crm:attributes:read': label('See attribute definitions', '查看自定义字段'),
  'crm:attributes:manage': label('Define attributes', '管理自定义字段'),
  'crm:timeline:read': label('See timelines', '查看时间线'),
  'crm:staff:read': label('See staff and teams', '查看员工和团队'),
  'crm:staff:manage': label('Manage staff and teams', '管理员工和团队'),
  'crm:roles:read': label('See roles and who has them', '查看角色和分配'),
  'crm:roles:manage': label('Make roles and assign them', '管理和分配角色'),
  'crm:keys:manage': label('See, make and revoke API keys', '管理 API 密钥'),
  'crm:sessions:manage': label('See and end the sessions of others', '查看和注销他人的登录会话'),
  'crm:portfolio:reassign': label('Hand customers over', '移交客户'),
  'crm:webhooks:read': label('See webhook endpoints and deliveries', '查看 Webhook 端点和投递'),
  'crm:webhooks:manage': label('Manage webhook endpoints', '管理 Webhook 端点'),
  'crm:privacy:export': label('Give people what is known of them', '向本人提供其个人信息'),
  'crm:privacy:erase': label('Erase people', '抹除个人信息'),
  'crm:privacy:hold': label('Place and lift legal holds', '设置和解除法律保全'),
  'crm:exports:read': label('See all requests for exports', '查看全部导出申请'),
  'crm:import': label('Import records', '导入数据'),
  'crm:export': label('Export records', '导出数据'),
  'crm:jobs:read': label('See work for later', '查看后台任务'),
  'crm:jobs:manage': label('Retry and discard work for later', '重试和丢弃后台任务'),
  'crm:operations:read': label('See long operations', '查看批量作业'),
  'crm:operations:manage': label('Cancel and retry long operations', '取消和重试批量作业'),
  'crm:devices:manage': label('See and revoke the devices of others', '查看和停用他人的设备'),
  'crm:tenant:manage': label('Manage the tenant', '管理租户'),
} as const;

const weight = (points: number) => z.int().min(0).max(100).default(points);

export const CrmSettings = z.object({
  /** ISO 3166 country of phone numbers that are written without one. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .default('CN'),
  /** A contact without any channel or address cannot be reached, and is refused (DATA-03). */
  contactNeedsChannel: z.boolean().default(true),
  /** Points for what two customers have in common; from `threshold` on, one is a possible duplicate of the other (DATA-08). */
  duplicates: z
    .object({
      threshold: weight(60),
      /** Registered names of organisations are unique in a place; names of persons are not. */
      organisationName: weight(60),
      personName: weight(30),
      registrationNumber: weight(80),
      phone: weight(35),
      email: weight(35),
      address: weight(20),
      /** Whether customers that the caller may not see count as well; what they are is not told. */
      includeHidden: z.boolean().default(true),
    })
    .prefault({}),
  quality: z
    .object({
      /** Per cent that completeness and accuracy of a customer's data should reach (DATA-11). */
      target: z.number().min(0).max(100).default(80),
      /** A verification older than this is stale. */
      staleAfterDays: z.int().min(1).max(36_500).default(365),
      /** Required fields besides those that plugins register; `role` limits them to customers that have it. */
      required: z.array(z.object({ role: z.string().optional(), paths: z.array(z.string().min(1)).min(1) })).default([]),
    })
    .prefault({}),
  /** Who may be reached for what (DATA-16); purposes by their names, plugins' among them. */
  contactability: z
    .object({
      /** Purposes for which a person must have agreed; for the others it is enough that nothing was said against it. */
      needsConsent: z.array(z.string().min(1)).default(['MARKETING', 'SURVEY']),
      /** Purposes that a suppression of all purposes leaves alone: what one is obliged to tell. One that names them holds. */
      exempt: z.array(z.string().min(1)).default(['TRANSACTIONAL']),
    })
    .prefault({}),
  webhooks: WebhookSettings.prefault({}),
});

/** Where a member of staff stands in the tree of teams: what the reaches `team` and `below` of a permission mean for them. */
export interface TeamReach {
  readonly teamIds: readonly Id<'Team'>[];
  readonly teamIdsBelow: readonly Id<'Team'>[];
}

export interface StoredFile {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly storageKey: string;
}

/** What is asked of the gate: by which channel, null for none in particular, and for what. */
export interface ContactQuestion {
  readonly contact: Id<'Contact'>;
  readonly channel: ValueOf<typeof ChannelKind> | null;
  readonly purpose: ValueOf<typeof ContactPurpose>;
}
export interface Contactability {
  readonly allowed: boolean;
  readonly reasons: readonly {
    readonly code: ValueOf<typeof ContactRefusal>;
    readonly message: Label;
    /** When it ends by itself. */
    readonly until: Date | null;
    /** The plugin that suppresses; null where it is none's. */
    readonly ownerPlugin: string | null;
  }[];
}

export interface CrmApi {
  /** Whether a contact whom the actor may see may be reached; what commands ask by `contactGate`. @throws NOT_FOUND */
  canContact(question: ContactQuestion): Promise<Contactability>;
  /** Null for someone who is unknown or no longer active. */
  teamsOf(staff: Id<'Staff'>): Promise<TeamReach | null>;
  /** Where the bytes of a file are, for who serves them; null for one that is not there, or that the actor may not see. */
  fileOf(file: Id<'File'>): Promise<StoredFile | null>;
}

export interface CrmOptions {
  /** Where the bytes of files are, which go when a person is erased: the store that the server is given. */
  readonly files?: { remove(key: string): Promise<void> };
}

export interface Crm {
  id: 'crm';
  options: CrmOptions;
  permission: keyof typeof permissions;
  settings: z.output<typeof CrmSettings>;
  api: CrmApi;
}

export const p = pluginKit<Crm>('crm', { engine: '^0.1.0' });
