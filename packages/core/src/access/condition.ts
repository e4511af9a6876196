/** Predicates that are decided already, or left to the database. */
export type Condition = string | boolean;

export function allOf(conditions: readonly Condition[]): Condition {
  if (conditions.includes(false)) return false;
  const open = conditions.filter((c): c is string => typeof c === 'string');
  if (open.length === 0) return true;
  return open.length === 1 ? (open[0] as string) : open.map((c) => `(${c})`).join(' and ');
}

export function anyOf(conditions: readonly Condition[]): Condition {
  if (conditions.includes(true)) return true;
  const open = conditions.filter((c): c is string => typeof c === 'string');
  if (open.length === 0) return false;
  return open.length === 1 ? (open[0] as string) : `(${open.map((c) => `(${c})`).join(' or ')})`;
}

/** Two-valued: what is unknown does not fit, so its opposite does. */
export const notOf = (c: Condition): Condition => (typeof c === 'boolean' ? !c : `((${c}) is not true)`);

export const conditionText = (c: Condition): string => (typeof c === 'boolean' ? String(c) : c);
