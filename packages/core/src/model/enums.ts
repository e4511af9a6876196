/**
 * Enums of the model. A closed enum has exactly its values (a CHECK in the database); an open one is extended by other plugins with
 * `addValues`, has no CHECK, and is checked in the write path against the values enabled for the tenant.
 */
import type { Label } from './label.ts';

export interface EnumType<N extends string = string, V extends string = string> {
  readonly kind: 'enum';
  readonly name: N;
  readonly open: boolean;
  readonly values: Readonly<Record<string, Label>>;
  readonly '~v'?: V;
}
export type ValueOf<E> = E extends EnumType<string, infer V> ? V : never;

/** @example const Tier = enumType('LoyaltyTier', { SILVER: label('Silver', '银卡'), GOLD: label('Gold', '金卡') }) */
export function enumType<const N extends string, const V extends Record<string, Label>>(name: N, values: V): EnumType<N, keyof V & string> {
  return { kind: 'enum', name, open: false, values };
}

/** An enum to which plugins add values. */
export function openEnum<const N extends string, const V extends Record<string, Label>>(
  name: N,
  values: V,
): EnumType<N, (keyof V & string) | (string & {})> {
  return { kind: 'enum', name, open: true, values };
}

export interface ValuesPart {
  readonly kind: 'values';
  readonly of: EnumType;
  readonly values: Readonly<Record<string, Label>>;
}

/** Adds values to another plugin's open enum; they are offered where this plugin is enabled. */
export function addValues<E extends EnumType>(of: E, values: Readonly<Record<string, Label>>): ValuesPart {
  return { kind: 'values', of, values };
}
