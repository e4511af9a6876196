/**
 * What a kit made and no table of contents has listed yet. A plugin whose command exists and is not listed would silently lack it; the
 * boot checks ask here. It is kept beside each kit, so that engines and instances of one plugin do not know of each other.
 */
import type { Entity } from '../model/entity.ts';

/** Anything a kit makes: entities, parts of the model, commands, queries, events, refusals, hooks. */
export type Made = object;
// biome-ignore lint/suspicious/noExplicitAny: makers of whatever arguments
type Makers = Readonly<Record<string, (...args: any[]) => Made>>;

const unlistedByKit = new WeakMap<object, Set<Made>>();

/** A kit whose makers remember what they made. */
export function rememberingKit<K extends object, M extends Makers>(about: K, makers: M): K & M {
  const unlisted = new Set<Made>();
  const remembering = Object.entries(makers).map(([name, make]) => [
    name,
    (...args: unknown[]) => {
      const part = make(...args);
      unlisted.add(part);
      return part;
    },
  ]);
  const kit = { ...about, ...Object.fromEntries(remembering) } as K & M;
  unlistedByKit.set(kit, unlisted);
  return kit;
}

/** Crosses out what a table of contents lists; an entity is listed by a field set of its own. */
export function crossOut(kit: object, listed: readonly Made[]): void {
  const unlisted = unlistedByKit.get(kit);
  for (const part of listed) {
    unlisted?.delete(part);
    if ('kind' in part && part.kind === 'fields') unlisted?.delete((part as unknown as { readonly entity: Entity }).entity);
  }
}

export const unlistedOf = (kit: object): readonly Made[] => [...(unlistedByKit.get(kit) ?? [])];
