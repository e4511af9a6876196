/** The page in both its languages. */
import type { Status } from './operations.ts';

const en = {
  title: 'Customers',
  hint: 'This board changes by itself, whoever changes a customer and wherever.',
  name: 'Name of a new customer',
  add: 'Add',
  connecting: 'Connecting …',
  status: 'Status',
  statuses: { PROSPECT: 'Prospect', ACTIVE: 'Active', INACTIVE: 'Inactive', TERMINATED: 'Terminated' } satisfies Record<Status, string>,
};

const zh: typeof en = {
  title: '客户',
  hint: '无论谁在何处修改客户，看板都会自行更新。',
  name: '新客户名称',
  add: '添加',
  connecting: '正在连接……',
  status: '状态',
  statuses: { PROSPECT: '潜在', ACTIVE: '活跃', INACTIVE: '不活跃', TERMINATED: '已终止' },
};

export type Texts = typeof en;
export type Language = 'en' | 'zh-CN';
export const texts: Readonly<Record<Language, Texts>> = { en, 'zh-CN': zh };
