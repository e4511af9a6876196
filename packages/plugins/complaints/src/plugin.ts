/** Who this plugin is: complaints, enquiries, suggestions and praise. Everything else in this folder is typed from here. */
import { type Id, label, pluginKit, z } from '@guanxi/core';
import type { Crm } from '@guanxi/core/crm';
import type { Calendar } from '@guanxi/plugin-calendar';
import type { Loyalty } from '@guanxi/plugin-loyalty';
import type { Workflow } from '@guanxi/plugin-workflow';

export const permissions = {
  'complaints:read': label('See cases', '查看个案'),
  'complaints:receive': label('Receive cases', '受理个案'),
  'complaints:handle': label('Handle cases', '处理个案'),
  'complaints:approve': label('Approve promises beyond the authority of others', '审批超权限承诺'),
  'complaints:manage': label('Manage classes, time limits, authorities and escalation', '管理分类、时限、权限与升级规则'),
  'complaints:override': label('Lift the block on promotion', '解除推销限制'),
} as const;

/** ISO 8601; `P0D` is none. */
const duration = (value: string) =>
  z
    .string()
    .regex(/^P(?!$)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/, 'is no duration of days, hours, minutes and seconds')
    .default(value);

export const ComplaintSettings = z.object({
  /** How many ways out the customer must be given to choose from (CMPL-04). */
  minOptions: z.int().min(1).max(10).default(2),
  /** How many documented attempts to reach the customer stand for a confirmation (CMPL-01). */
  closingAttempts: z.int().min(1).max(10).default(1),
  /** Whether who handled a case first may close it after it was escalated (CMPL-07). */
  originalHandlerClosesEscalated: z.boolean().default(false),
  /** How long ago a receipt may lie that is only now written down; anything longer is back-dating (CMPL-03). */
  receiptGrace: duration('PT15M'),
  /** Customers with this tag of the core are key customers. */
  keyCustomerTag: z.string().min(1).default('KEY'),
  /** Within how many days earlier complaints of the customer count as repeated (CMPL-07). */
  repetitionDays: z.int().min(1).max(3_650).default(90),
  /** What is blocked while a complaint is open, and for how long after it was closed (CMPL-10); purposes by their names. */
  block: z.object({ purposes: z.array(z.string().min(1)).min(1).default(['MARKETING', 'SALES']), after: duration('P0D') }).prefault({}),
  promises: z
    .object({
      /** How long before a promise is due its owner is alerted. */
      alertBefore: duration('P1D'),
      /** What anybody who handles cases may promise without an authority of their own. */
      maxAmount: z
        .string()
        .regex(/^\d{1,15}(\.\d{1,4})?$/)
        .default('0'),
      maxDays: z.int().min(0).max(3_650).default(30),
    })
    .prefault({}),
  /** Within how long a letter is answered (CMPL-09). */
  letterAnswerWithin: duration('P10D'),
  /** Points for praise and for a suggestion that was adopted, where loyalty is installed; 0 is none (CMPL-08). */
  rewards: z
    .object({ praise: z.int().min(0).max(1_000_000).default(0), suggestion: z.int().min(0).max(1_000_000).default(0) })
    .prefault({}),
  digest: z
    .object({
      /** Key of the role that the management digest is for. */
      role: z.string().min(1).default('manager'),
      /** From which level on an escalation stands in it. */
      fromLevel: z.int().min(1).max(9).default(1),
    })
    .prefault({}),
});

export interface ComplaintsApi {
  /** How many complaints of a customer are not closed, of those that the actor may see. */
  openFor(customer: Id<'Customer'>): Promise<number>;
}

export interface Complaints {
  id: 'complaints';
  needs: { crm: Crm; calendar: Calendar; workflow: Workflow; loyalty?: Loyalty };
  permission: keyof typeof permissions;
  settings: z.output<typeof ComplaintSettings>;
  api: ComplaintsApi;
}
export const p = pluginKit<Complaints>('complaints', {
  engine: '^0.1.0',
  needs: { crm: '^0.1.0', calendar: '^0.1.0', workflow: '^0.1.0', loyalty: { optional: '^0.1.0' } },
});
