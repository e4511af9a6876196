/** What an import is given, and what it answers. */
import type { Actor, Locale } from '@guanxi/core';
import type { Reads } from './lookup.ts';

/** The part of an engine that an import uses. */
export interface ImportEngine extends Reads {
  as(actor: Actor): { runBatch(command: string, inputs: readonly object[], o: BatchOptions): Promise<readonly BatchOutcome[]> };
}
export interface BatchOptions {
  /** Inputs are as the API has them: global ids, ISO text. */
  readonly wire: true;
  /** Everything is checked and run, and rolled back. */
  readonly dryRun: boolean;
  readonly priority: 'import';
}
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly path: readonly string[];
}
export type BatchOutcome = { readonly ok: true } | { readonly ok: false; readonly errors: readonly Refusal[] };

export interface RefusedRow {
  readonly line: number;
  readonly problems: readonly { readonly column: string; readonly code: string; readonly reason: string }[];
  readonly cells: readonly string[];
}
export interface ImportOptions {
  readonly actor: Actor;
  readonly zone: string;
  readonly locale: Locale;
  readonly dryRun?: boolean;
  /** Rows to a transaction; at most 500. */
  readonly batch?: number;
  readonly onRefused?: (row: RefusedRow) => Promise<void>;
  readonly onProgress?: (done: ImportCounts) => void;
}
export interface ImportCounts {
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: number;
}
