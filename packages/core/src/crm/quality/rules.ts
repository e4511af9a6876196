/** Completeness and accuracy of what is known of a customer (DATA-11). Pure. */
import { type Decimal, decimalOf } from '@guanxi/core';

export interface RequiredFields {
  /** Of customers in this role; absent: of all. */
  readonly role?: string | undefined;
  /** Fields, and paths over relations, such as `owner.name`. */
  readonly paths: readonly string[];
}

/** What must be filled in for a customer with these roles, each once. */
export const requiredFor = (roles: readonly string[], all: readonly RequiredFields[]): readonly string[] => [
  ...new Set(all.filter(({ role }) => role === undefined || roles.includes(role)).flatMap(({ paths }) => paths)),
];

export function isFilled(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isFilled);
  return value !== null && value !== undefined && !(typeof value === 'string' && value.trim() === '');
}

export interface Check {
  readonly field: string;
  readonly correct: boolean;
  readonly verifiedAt: Date;
}
export interface Quality {
  /** Per cent of the required fields that are filled. */
  readonly completeness: Decimal;
  /** Per cent of the verified fields that were found correct; null where none was verified. */
  readonly accuracy: Decimal | null;
  readonly missing: readonly string[];
  /** Fields whose verification is too old to rely on. */
  readonly stale: readonly string[];
}

const percent = (part: number, whole: number): Decimal => decimalOf(((part / whole) * 100).toFixed(4));

export function qualityOf(o: {
  readonly required: readonly string[];
  readonly values: Readonly<Record<string, unknown>>;
  readonly checks: readonly Check[];
  readonly now: Date;
  readonly staleAfterDays: number;
}): Quality {
  const missing = o.required.filter((path) => !isFilled(o.values[path]));
  const last = new Map<string, Check>();
  for (const check of o.checks) {
    const known = last.get(check.field);
    if (!known || known.verifiedAt <= check.verifiedAt) last.set(check.field, check);
  }
  const checks = [...last.values()];
  const oldest = o.now.getTime() - o.staleAfterDays * 86_400_000;
  return {
    completeness: o.required.length === 0 ? decimalOf('100') : percent(o.required.length - missing.length, o.required.length),
    accuracy: checks.length === 0 ? null : percent(checks.filter((c) => c.correct).length, checks.length),
    missing,
    stale: checks
      .filter((c) => c.verifiedAt.getTime() < oldest)
      .map((c) => c.field)
      .sort(),
  };
}

export const isBelow = (quality: Quality, target: number): boolean =>
  Number(quality.completeness) < target || (quality.accuracy !== null && Number(quality.accuracy) < target);
