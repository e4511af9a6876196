/** When a request stands for an export, purely by its words. */

interface ExportWords {
  readonly list: string;
  readonly columns: readonly string[];
  readonly filter: unknown;
}

/** The same list, the same columns in whatever order, the same filter: an approval is for what the custodian read. */
export function isSameExport(a: ExportWords, b: ExportWords): boolean {
  const words = ({ list, columns, filter }: ExportWords): string => JSON.stringify([list, [...new Set(columns)].sort(), ordered(filter)]);
  return words(a) === words(b);
}

const ordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([x], [y]) => (x < y ? -1 : 1))
      .map(([key, item]) => [key, ordered(item)]),
  );
};

type RequestState = 'REQUESTED' | 'APPROVED' | 'REJECTED' | 'USED' | 'EXPIRED';
/** What a request is by now: an approval that nobody used in time is over. */
export const stateNow = (state: string, expiresAt: Date | null, now: Date): RequestState =>
  state === 'APPROVED' && expiresAt !== null && expiresAt <= now ? 'EXPIRED' : (state as RequestState);
