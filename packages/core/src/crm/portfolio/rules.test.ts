import { expect, test } from 'vitest';
import { summary } from './rules.ts';

const customer = { code: 'C-1', name: '甲公司', status: 'ACTIVE', contacts: ['王芳', '李雷', '韩梅梅', '赵六'] } as const;

test('DATA-07 a handover says who the customer is, in both languages', () => {
  expect(summary(customer, 'zh-CN')).toBe('甲公司（C-1）：活跃客户；联系人 4 位：王芳、李雷、韩梅梅 等');
  expect(summary(customer, 'en')).toBe('甲公司 (C-1): Active; 4 contacts: 王芳, 李雷, 韩梅梅 and others');
  expect(summary({ ...customer, contacts: [] }, 'zh-CN')).toBe('甲公司（C-1）：活跃客户；无联系人');
  expect(summary({ ...customer, contacts: ['王芳'] }, 'en')).toBe('甲公司 (C-1): Active; 1 contact: 王芳');
});
