/** The rows of one import, a batch at a time: found, compared, created or changed, refused. */
import { type Changes, changesBy } from './changes.ts';
import { comparisonOf } from './compare.ts';
import { createKeys } from './keys.ts';
import { createLookup, type Existing, type Found } from './lookup.ts';
import type { BatchOutcome, ImportEngine, ImportOptions, Refusal } from './options.ts';
import type { FieldPlan, ImportPlan } from './plan.ts';
import { rowProblem } from './problems.ts';
import { type Built, buildInput, originOf, type Row, readRow } from './row.ts';

export class ImportRun {
  readonly counts = { rows: 0, created: 0, updated: 0, unchanged: 0, refused: 0 };
  readonly #plan: ImportPlan;
  readonly #o: ImportOptions;
  readonly #engine: ImportEngine;
  readonly #keys = createKeys();
  readonly #compare;
  readonly #lookup;
  readonly #changes: Changes | null;
  /** Rows that refer to a row of the file that is not there yet, by its key. */
  readonly #waiting = new Map<string, Row[]>();
  readonly #released: Row[] = [];

  constructor(engine: ImportEngine, plan: ImportPlan, o: ImportOptions) {
    this.#engine = engine;
    this.#plan = plan;
    this.#o = o;
    this.#compare = comparisonOf(plan);
    this.#lookup = createLookup(engine, o.actor, plan, this.#compare);
    this.#changes = plan.update === null ? null : changesBy(engine.schema, plan.update);
  }

  /** A row that is right by itself; null where it is refused already. */
  async read(raw: Parameters<typeof readRow>[1]): Promise<Row | null> {
    this.counts.rows += 1;
    const row = readRow(this.#plan, raw);
    const earlier = row.key === null ? null : this.#keys.add(row.key, row.line);
    const problems = earlier === null ? row.problems : [rowProblem('IMPORT_KEY_TWICE', { line: earlier }, this.#keyPath())];
    if (problems.length === 0) return row;
    await this.#refuse(
      row,
      problems.map((p) => ({ code: p.code, message: p.in(this.#o.locale), path: p.path })),
    );
    return null;
  }

  /** Rows that may go on, since the rows they refer to are there now. */
  takeReleased(): readonly Row[] {
    return this.#released.splice(0);
  }
  hasReleased(): boolean {
    return this.#released.length > 0;
  }
  takeWaiting(): readonly Row[] {
    const rows = [...this.#waiting.values()].flat();
    this.#waiting.clear();
    return rows;
  }

  async settle(rows: readonly Row[]): Promise<void> {
    const found = await this.#lookup(rows);
    const fresh: { row: Row; built: Built }[] = [];
    const changed: { row: Row; built: Built; input: object }[] = [];
    for (const row of rows) {
      const refusals = this.#resolve(row, found);
      if (refusals === 'waits') continue;
      const built = buildInput(row.values);
      const there = row.key === null ? null : found.existing(row.key);
      if (refusals.length > 0) await this.#refuse(row, refusals);
      else if (!there) fresh.push({ row, built });
      else {
        const input = await this.#compareWith(row, built, there);
        if (input) changed.push({ row, built, input });
      }
    }
    await this.#run(
      this.#plan.command,
      fresh.map(({ row, built }) => ({ row, built, input: built.input })),
      'created',
    );
    if (this.#changes) await this.#run(this.#changes.command, changed, 'updated');
    this.#o.onProgress?.(this.counts);
  }

  async refuseWaiting(): Promise<void> {
    for (const rows of this.#waiting.values()) {
      for (const row of rows) {
        const lost = row.sought.filter((s) => s.field.find?.own && !row.values.has(s.field));
        await this.#refuse(
          row,
          lost.map((s) => this.#notFound(s.field, s.text)),
        );
      }
    }
  }

  #resolve(row: Row, found: Found): Refusal[] | 'waits' {
    const refusals: Refusal[] = [];
    for (const { field, text } of row.sought) {
      const id = found.id(field.find?.name as string, text);
      if (id === 'many')
        refusals.push(this.#told('IMPORT_AMBIGUOUS', field, { list: field.find?.list ?? '', by: field.find?.by ?? '', text }));
      else if (id !== null) row.values.set(field, field.target.list ? [id] : id);
      else if (!field.find?.own) refusals.push(this.#notFound(field, text));
      else {
        const key = JSON.stringify([text]);
        this.#waiting.set(key, [...(this.#waiting.get(key) ?? []), row]);
        return 'waits';
      }
    }
    return refusals;
  }

  /** The input that makes the record what the row says; null where nothing is to be done or nothing can be. */
  async #compareWith(row: Row, built: Built, there: Existing): Promise<object | null> {
    const differing = this.#compare.differences(built, there);
    const input = this.#changes?.input(there.id, differing, built.input) ?? null;
    if (differing.length === 0) {
      this.counts.unchanged += 1;
      this.#release(row);
    } else if (!input)
      await this.#refuse(
        row,
        differing.map((field) => this.#told('IMPORT_DIFFERS', field, {})),
      );
    return differing.length === 0 ? null : input;
  }

  async #run(command: string, items: readonly { row: Row; built: Built; input: object }[], as: 'created' | 'updated'): Promise<void> {
    if (items.length === 0) return;
    const runner = this.#engine.as(this.#o.actor);
    const outcomes = await runner.runBatch(
      command,
      items.map((i) => i.input),
      { wire: true, dryRun: this.#o.dryRun ?? false, priority: 'import' },
    );
    for (const [i, { row, built }] of items.entries()) {
      const outcome = outcomes[i] as BatchOutcome;
      if (outcome.ok) {
        this.counts[as] += 1;
        this.#release(row);
      } else await this.#refuse(row, outcome.errors, built);
    }
  }

  #release(row: Row): void {
    const waiting = this.#waiting.get(row.key ?? '');
    if (!waiting) return;
    this.#waiting.delete(row.key as string);
    // In a dry run the row they refer to is gone again: that it would be there is all that can be said.
    if (!this.#o.dryRun) this.#released.push(...waiting);
    else {
      this.counts.created += waiting.length;
      for (const one of waiting) this.#release(one);
    }
  }

  async #refuse(row: Row, refusals: readonly Refusal[], built?: Built): Promise<void> {
    this.counts.refused += 1;
    const problems = refusals.map(({ code, message, path }) => {
      // What is missing stands nowhere in the input: the mapping says where it would have come from.
      const named = this.#plan.fields.find((f) => f.target.path.join('.') === path.join('.'));
      const field = (built && originOf(built, path)) ?? named;
      return { column: field ? this.#columnOf(field) : path.join('.'), code, reason: message };
    });
    await this.#o.onRefused?.({ line: row.line, problems, cells: row.cells });
  }

  #columnOf(field: FieldPlan): string {
    return field.columns.length > 0 ? field.columns.map((i) => this.#plan.header[i]).join(', ') : field.target.text;
  }
  #keyPath(): readonly string[] {
    return this.#plan.fields.find((f) => f.isKey && f.columns.length > 0)?.target.path.map(String) ?? [];
  }
  #notFound(field: FieldPlan, text: string): Refusal {
    return this.#told('IMPORT_NOT_FOUND', field, { list: field.find?.list ?? '', by: field.find?.by ?? '', text });
  }
  #told(code: Parameters<typeof rowProblem>[0], field: FieldPlan, args: Readonly<Record<string, string | number>>): Refusal {
    const problem = rowProblem(code, args, field.target.path.map(String));
    return { code, message: problem.in(this.#o.locale), path: problem.path };
  }
}
