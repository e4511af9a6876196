/** What JavaScript still has to do to the answer of a statement: nothing (`plain`), or something at some of its places. */
import type { GuanxiError } from '../errors.ts';
import type { FieldDef } from '../model/model.ts';
import type { Part } from './selection.ts';

/** A column that a computed field needs: under which hidden key it comes, and how code has it. */
export interface Need {
  readonly key: string;
  readonly column: string;
  readonly decode: (value: unknown) => unknown;
}
/** Something confidential that an object shows: of which record, under a hidden key. Null there: it does not. */
export interface Showing {
  readonly key: string;
  readonly entity: string;
  /** `Entity.field`; none where the record itself is confidential. */
  readonly fields: readonly string[];
}
export interface Entry {
  /** The key in the statement's answer. */
  readonly from: string;
  /** The key in the response. */
  readonly to: string;
  readonly shape: Shape;
}
export type Shape =
  | { readonly kind: 'plain' }
  | { readonly kind: 'decode'; readonly decode: (value: unknown) => unknown }
  /** Its reader may not have it. */
  | { readonly kind: 'error'; readonly error: GuanxiError }
  /** A record, or under `key` what refuses it. */
  | { readonly kind: 'refusal'; readonly key: string; readonly error: (told: unknown) => GuanxiError; readonly item: Shape }
  /** A sum over more than one currency: `error` where the second key says so. */
  | { readonly kind: 'unless'; readonly flag: string; readonly error: GuanxiError }
  | {
      readonly kind: 'computed';
      readonly field: FieldDef;
      readonly needs: readonly Need[];
      readonly parts: readonly Part<'amount' | 'currency'>[] | null;
    }
  | { readonly kind: 'object'; readonly entries: readonly Entry[]; readonly shows: readonly Showing[] }
  | { readonly kind: 'list'; readonly item: Shape }
  /** By the entity that the hidden key `~type` names. */
  | { readonly kind: 'cases'; readonly cases: ReadonlyMap<string, Shape> };

export const plain: Shape = { kind: 'plain' };

export function objectShape(entries: readonly Entry[]): Shape {
  return entries.every((e) => e.from === e.to && e.shape === plain) ? plain : { kind: 'object', entries, shows: [] };
}
export const listShape = (item: Shape): Shape => (item === plain ? plain : { kind: 'list', item });

export interface Emitted {
  readonly sql: string;
  readonly shape: Shape;
}
export const nothing: Emitted = { sql: 'null', shape: plain };
