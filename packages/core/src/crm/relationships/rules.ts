/** How the types of relationships behave, as data, and what that forbids. Pure. */
import { type Label, label } from '@guanxi/core';

export interface RelationshipRule {
  /** A value of RelationshipType. */
  readonly type: string;
  /** What it is called seen from the other party. */
  readonly inverse: Label;
  /** Who may be `from`: a customer, or the firm as well. */
  readonly from: 'CUSTOMER' | 'ANY';
  /** How many of them may last at a time: `ONE_TO_MANY` lets each `to` have one `from`. The firm has any number. */
  readonly cardinality: 'ONE_TO_ONE' | 'ONE_TO_MANY' | 'MANY_TO_ONE' | 'MANY_TO_MANY';
  /** It says the same in both directions. */
  readonly symmetric: boolean;
  /** Where it makes a hierarchy, in which nothing is above itself: which party is above. */
  readonly above: 'FROM' | 'TO' | null;
  readonly needsContract: boolean;
}

const plain = { from: 'ANY', cardinality: 'MANY_TO_MANY', symmetric: false, above: null, needsContract: false } as const;

/** The core's own types; a plugin contributes what it adds. */
export const coreRules: readonly RelationshipRule[] = [
  { ...plain, type: 'TRANSACTIONAL', inverse: label('Pure transaction', '单纯交易'), symmetric: true },
  { ...plain, type: 'COMMUNICATION', inverse: label('Communication link', '沟通联系'), symmetric: true },
  { ...plain, type: 'SPECIAL_CONTACT', inverse: label('Special contact opportunity', '特殊接触机会') },
  { ...plain, type: 'CONTRACT', inverse: label('Sales contract', '销售合同'), needsContract: true },
  { ...plain, type: 'ALLIANCE', inverse: label('Alliance', '联盟'), symmetric: true },
  { ...plain, type: 'PARENT_OF', inverse: label('Subsidiary of', '子公司'), from: 'CUSTOMER', cardinality: 'ONE_TO_MANY', above: 'FROM' },
  { ...plain, type: 'SUPPLIES', inverse: label('Supplied by', '由其供应'), from: 'CUSTOMER' },
  { ...plain, type: 'REFERRED_BY', inverse: label('Referred', '推荐了'), from: 'CUSTOMER', above: 'TO' },
  { ...plain, type: 'PARTNER_OF', inverse: label('Partner of', '合作伙伴'), from: 'CUSTOMER', symmetric: true },
  { ...plain, type: 'MEMBER_OF', inverse: label('Has as member', '拥有成员'), from: 'CUSTOMER', cardinality: 'MANY_TO_ONE', above: 'TO' },
];

/** The rule of a type; one that nobody gave a rule forbids nothing. */
export const ruleFor = (type: string, rules: readonly RelationshipRule[]): RelationshipRule =>
  rules.find((rule) => rule.type === type) ?? { ...plain, type, inverse: label(type, type) };

export interface Period {
  readonly validFrom: string;
  /** The last day. */
  readonly validTo: string | null;
}
/** Two periods with a day in common; dates as `YYYY-MM-DD` compare as text. */
export const overlap = (a: Period, b: Period): boolean =>
  (b.validTo === null || a.validFrom <= b.validTo) && (a.validTo === null || b.validFrom <= a.validTo);

export interface Link extends Period {
  readonly fromId: string | null;
  readonly toId: string;
}

/** Why a new link cannot stand beside those of its type that are there: the same again, or one more than its cardinality allows. */
export function conflictOf(rule: RelationshipRule, link: Link, others: readonly Link[]): 'SAME' | 'FROM_HAS_ONE' | 'TO_HAS_ONE' | null {
  const meanwhile = others.filter((other) => overlap(link, other));
  const same = (a: Link, b: Link): boolean => a.fromId === b.fromId && a.toId === b.toId;
  const turned = (a: Link): Link => ({ ...a, fromId: a.toId, toId: a.fromId ?? '' });
  if (meanwhile.some((other) => same(link, other) || (rule.symmetric && same(turned(link), other)))) return 'SAME';
  const oneTo = rule.cardinality === 'ONE_TO_ONE' || rule.cardinality === 'MANY_TO_ONE';
  const oneFrom = rule.cardinality === 'ONE_TO_ONE' || rule.cardinality === 'ONE_TO_MANY';
  if (oneTo && link.fromId !== null && meanwhile.some((other) => other.fromId === link.fromId)) return 'FROM_HAS_ONE';
  if (oneFrom && link.fromId !== null && meanwhile.some((other) => other.toId === link.toId && other.fromId !== null)) return 'TO_HAS_ONE';
  return null;
}

/** Upper and lower end of a link in its hierarchy; null where there is none. */
export function ends<I extends string>(
  rule: RelationshipRule,
  link: { readonly fromId: I | null; readonly toId: I },
): { readonly upper: I; readonly lower: I } | null {
  if (rule.above === null || link.fromId === null) return null;
  return rule.above === 'FROM' ? { upper: link.fromId, lower: link.toId } : { upper: link.toId, lower: link.fromId };
}
