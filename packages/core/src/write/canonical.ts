/** One text for one value: what the database would give back, so that rows compare equal before and after it has seen them. */

/** `007.50` → `7.50`, `-0` → `0`. */
export function canonicalDecimal(text: string): string {
  const negative = text.startsWith('-');
  const [whole = '0', fraction] = (negative ? text.slice(1) : text).split('.');
  const number = `${whole.replace(/^0+(?=\d)/, '')}${fraction === undefined ? '' : `.${fraction}`}`;
  return negative && /[1-9]/.test(number) ? `-${number}` : number;
}

/** With exactly `scale` digits after the point, as `numeric(p, scale)` prints it. */
export function scaledDecimal(text: string, scale: number): string {
  const [whole = '0', fraction = ''] = canonicalDecimal(text).split('.');
  return scale === 0 ? whole : `${whole}.${fraction.padEnd(scale, '0')}`;
}

/** Without zeros at its end, so that equal numbers are equal texts. */
export const plainDecimal = (text: string): string => {
  const canonical = canonicalDecimal(text);
  return canonical.includes('.') ? canonical.replace(/\.?0+$/, '') : canonical;
};

const instantText = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d(:\d\d(\.\d{1,9})?)?([Zz]|[+-]\d\d:\d\d)$/;
/** A Date from ISO 8601 text with a zone; null when it is none, also for a day that does not exist. */
export function instantOf(text: string): Date | null {
  if (!instantText.test(text)) return null;
  const day = text.slice(0, 10);
  const at = new Date(text.toUpperCase());
  const exists = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || Number.isNaN(exists.getTime()) || exists.toISOString().slice(0, 10) !== day ? null : at;
}

/** JSON with the keys of objects in order and instants as text: equal inputs have equal texts. */
export function stableJson(value: unknown): string {
  return (
    JSON.stringify(value, (_key, v: unknown) => {
      if (typeof v === 'bigint') return String(v);
      if (typeof v !== 'object' || v === null || Array.isArray(v)) return v;
      return Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
    }) ?? 'null'
  );
}

/** Whether two values of a column are the same. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return (a ?? null) === (b ?? null);
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
  return stableJson(a) === stableJson(b);
}
