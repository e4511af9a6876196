/** Permissions of the engine itself, beside those that plugins bring: for whoever builds roles. */
import { type Label, label } from '../model/label.ts';

export const kernelPermissions = {
  /** To subscribe without naming a record. Each event still needs the right to see what it is about. */
  'engine:events:all': label('Follow everything that happens', '订阅全部事件'),
  /** To hear keys of events that are classified CONFIDENTIAL. */
  'engine:events:confidential': label('Hear confidential contents of events', '查看事件中的保密内容'),
} as const satisfies Readonly<Record<string, Label>>;

export type KernelPermission = keyof typeof kernelPermissions;
