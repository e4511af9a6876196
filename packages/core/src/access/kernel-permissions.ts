/** Permissions of the engine itself, beside those that plugins bring: for whoever builds roles. */
import { type Label, label } from '../model/label.ts';

export const kernelPermissions = {
  /** To subscribe without naming a record. Each event still needs the right to see what it is about. */
  'engine:events:all': label('Follow everything that happens', '订阅全部事件'),
  /** To hear keys of events that are classified CONFIDENTIAL. */
  'engine:events:confidential': label('Hear confidential contents of events', '查看事件中的保密内容'),
  /** To ask for the schema itself, and to be told which of its names a wrong one may have meant. */
  'engine:schema:read': label('Read the schema of the API', '查看接口结构'),
  /** For a customer's contact only: what is for the house and not for its customers. Everybody else sees it without. */
  'engine:internal:read': label('See internal fields as a customer’s contact', '以客户联系人身份查看内部字段'),
  /** And a purpose must be said each time. */
  'engine:confidential:read': label('See confidential fields and records', '查看保密字段和记录'),
  'engine:classify': label('Raise the classification of records and fields', '提高记录和字段的密级'),
  /** The responsible person of a house: sees what is confidential, and alone may lower a classification or approve an export of it. */
  'engine:custodian': label('Be custodian of confidential data', '担任保密资料负责人'),
  /** Besides the right to the command that asks for it. */
  'engine:erase': label('Take a person’s data out of records and their history', '从记录及其历史中抹除个人信息'),
  /** The same. */
  'engine:disclose': label('Read everything that is known of a person', '读取某人的全部信息'),
  /** About others; about oneself everybody may. */
  'engine:access:explain': label('Ask why somebody may or may not see something', '查询他人的访问权限依据'),
} as const satisfies Readonly<Record<string, Label>>;

export type KernelPermission = keyof typeof kernelPermissions;
