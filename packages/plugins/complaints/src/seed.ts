/** What a tenant begins with: T-20's classes with their departments, the default limits, a ladder, and words that speak for classes. */
import { decimalOf } from '@guanxi/core';
import { ComplaintCounter } from './cases/entities.ts';
import { insertStandard } from './clocks/policies.ts';
import type { ComplaintsTx } from './common.ts';
import { EscalationRule } from './escalation/entities.ts';
import { PromiseAuthority } from './promises/entities.ts';
import { ClassHint, ComplaintCategory } from './taxonomy/entities.ts';

/** The standard role of the core that leads; a tenant names others as it likes. */
const leading = 'manager';

const classes = [
  { class: 'DESIGN_PLANNING', en: 'Design', zh: '设计部', words: ['设计', '规划', '户型', '布局', 'design', 'layout'] },
  {
    class: 'PROJECT_QUALITY',
    en: 'Engineering',
    zh: '工程部',
    words: ['漏水', '渗水', '裂缝', '开裂', '质量', '损坏', 'leak', 'crack', 'broken', 'defect'],
  },
  { class: 'SALES_PROMISE', en: 'Sales', zh: '销售部', words: ['承诺', '虚假宣传', '宣传', '合同', 'promised', 'misleading', 'contract'] },
  {
    class: 'SERVICE_PROCESS',
    en: 'Customer service',
    zh: '客户服务部',
    words: ['态度', '服务', '等待', '推诿', '拖延', 'rude', 'service', 'waited'],
  },
] as const;
/** Words that speak for a type and no class. */
const types = [
  { type: 'ENQUIRY', words: ['请问', '咨询', '怎么', '如何', 'how', 'enquire'] },
  { type: 'SUGGESTION', words: ['建议', '希望', '最好', 'suggest', 'propose'] },
  { type: 'PRAISE', words: ['表扬', '感谢', '满意', '点赞', 'thank', 'excellent'] },
] as const;

export async function seed(tx: ComplaintsTx): Promise<void> {
  const english = tx.locale === 'en';
  await tx.insert(ComplaintCounter, {});
  await insertStandard(tx, 'IMMEDIATE', leading);
  const severity = { COMPLAINT: 3, ENQUIRY: 1, SUGGESTION: 1 } as const;
  await tx.insert(
    ComplaintCategory,
    (['COMPLAINT', 'ENQUIRY', 'SUGGESTION'] as const).flatMap((type) =>
      classes.map((c) => ({ type, class: c.class, department: english ? c.en : c.zh, defaultSeverity: severity[type] })),
    ),
  );
  await tx.insert(ClassHint, [
    ...classes.flatMap((c) => c.words.map((word) => ({ word, type: 'COMPLAINT' as const, class: c.class, weight: 2 }))),
    ...types.flatMap(({ type, words }) => words.map((word) => ({ word, type, class: null, weight: 1 }))),
  ]);
  await tx.insert(EscalationRule, [
    { level: 1, cause: 'BREACH', role: leading },
    { level: 1, cause: 'REPETITION', threshold: 3, role: leading },
    { level: 1, cause: 'KEY_CUSTOMER', minSeverity: 3, role: leading },
    { level: 2, cause: 'SEVERITY', threshold: 5, role: leading },
    { level: 2, cause: 'AGE', after: 'P7D', role: leading },
    { level: 3, cause: 'AGE', after: 'P14D', role: leading },
  ]);
  await tx.insert(PromiseAuthority, { role: leading, maxAmount: decimalOf('10000'), maxDays: 180 });
}
