/** Whether the ids of an input are of records that its sender may see. Hidden, missing and of another type are one answer. */
import type { Access } from '../access/rights.ts';
import type { Result, Statement } from '../database/port.ts';
import type { EntityDef } from '../model/model.ts';
import { rowsByIds, visibleIds } from '../read/whole-rows.ts';
import type { Call } from './call.ts';
import type { FoundId } from './decode-values.ts';
import { notFound, Refusals } from './problems.ts';

/** The statements that answer for an input's ids, and what to make of their results. */
export interface IdCheck {
  readonly statements: readonly Statement[];
  read(results: readonly Result[]): IdAnswer;
}
export interface IdAnswer {
  /** Locked rows, as the database gave them. */
  readonly rows: readonly { readonly entity: EntityDef; readonly rows: Result['rows'] }[];
  isMissing(found: FoundId): boolean;
}

/** `isKnown`: ids whose visibility is settled already. */
export function checkIds(
  call: Call,
  access: Access,
  ids: readonly FoundId[],
  isKnown: (entity: EntityDef, id: string) => boolean = () => false,
): IdCheck {
  const { model } = call.kernel;
  const seen = grouped(ids, model.entities, isKnown);
  // By name: whoever locks records of several entities locks them in one order.
  const locked = grouped(
    ids.filter((f) => f.lock || f.subject),
    model.entities,
    () => false,
  ).sort(([a], [b]) => (a.name < b.name ? -1 : 1));
  return {
    statements: [
      ...(seen.length === 0
        ? []
        : [
            visibleIds(
              call.kernel,
              seen.map(([entity, wanted]) => ({ entity, ids: wanted })),
              access,
            ),
          ]),
      ...locked.map(([entity, wanted]) => rowsByIds(call.kernel, entity, wanted, { tenant: call.tenant.id }, { lock: true })),
    ],
    read(results) {
      const [shown, ofLocks] = seen.length === 0 ? [[], results] : [results[0]?.rows ?? [], results.slice(1)];
      const visible = new Set(shown.map((r) => `${String(r['entity'])}:${String(r['id'])}`));
      const rows = locked.map(([entity], i) => ({ entity, rows: ofLocks[i]?.rows ?? [] }));
      const held = new Set(rows.flatMap(({ entity, rows: of }) => of.map((r) => `${entity.name}:${String(r['id'])}`)));
      return {
        rows,
        isMissing({ entity, id, lock, subject }) {
          const def = model.entities.get(entity);
          if (!def || id === null) return true;
          const key = `${entity}:${id}`;
          return !(visible.has(key) || isKnown(def, id)) || ((lock || subject) && !held.has(key));
        },
      };
    },
  };
}

/** @throws NOT_FOUND, at every path that names a record one may not see. */
export function refuseMissing(call: Call, ids: readonly FoundId[], answer: IdAnswer): void {
  const missing = ids.filter((found) => answer.isMissing(found));
  if (missing.length > 0) throw new Refusals(missing.map((f) => notFound(call.kernel.model.entities.get(f.entity) ?? f.entity, f.path)));
}

function grouped(
  ids: readonly FoundId[],
  entities: ReadonlyMap<string, EntityDef>,
  isKnown: (entity: EntityDef, id: string) => boolean,
): [EntityDef, string[]][] {
  const out = new Map<EntityDef, Set<string>>();
  for (const { entity: name, id } of ids) {
    const entity = entities.get(name);
    if (!entity || id === null || isKnown(entity, id)) continue;
    out.set(entity, (out.get(entity) ?? new Set()).add(id));
  }
  return [...out].map(([entity, wanted]) => [entity, [...wanted]]);
}
