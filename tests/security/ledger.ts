/** What was asked and how much of it was answered with data: a test that is only refused proves nothing. */
export class Ledger {
  readonly #counts = new Map<string, { cases: number; data: number; bytes: number }>();
  readonly #codes = new Map<string, number>();

  readonly #total: Ledger | null;

  /** What is noted here is noted there too. */
  constructor(total: Ledger | null = null) {
    this.#total = total;
  }

  note(kind: string, answer: string): void {
    this.#total?.note(kind, answer);
    const of = this.#counts.get(kind) ?? { cases: 0, data: 0, bytes: 0 };
    const { data, errors } = JSON.parse(answer) as { data?: unknown; errors?: readonly { extensions?: { code?: string } }[] };
    of.cases += 1;
    of.bytes += answer.length;
    if (!errors && holdsSomething(data)) of.data += 1;
    for (const code of new Set((errors ?? []).map((e) => e.extensions?.code ?? '?')))
      this.#codes.set(code, (this.#codes.get(code) ?? 0) + 1);
    this.#counts.set(kind, of);
  }

  /** Of the cases of a kind, how many answered data and no error. */
  share(kind: string): number {
    const { data = 0, cases = 1 } = this.#counts.get(kind) ?? {};
    return data / cases;
  }

  cases(kind: string): number {
    return this.#counts.get(kind)?.cases ?? 0;
  }

  told(): string {
    const kinds = [...this.#counts].map(([kind, c]) => `${c.cases} × ${kind} (${c.data} with data, ${c.bytes} bytes)`);
    const codes = [...this.#codes].sort(([, a], [, b]) => b - a).map(([code, n]) => `${code} ${n}`);
    return [...kinds, ...(codes.length > 0 ? [`refused: ${codes.join(', ')}`] : [])].join('; ');
  }
}

/** Some value that is not null, no empty list and no name of a type. */
function holdsSomething(value: unknown, key = ''): boolean {
  if (value === null || value === undefined || key.startsWith('__')) return false;
  if (Array.isArray(value)) return value.some((each) => holdsSomething(each));
  if (typeof value === 'object') return Object.entries(value).some(([k, v]) => holdsSomething(v, k));
  return true;
}
