/** Whether the ids of an input are of records that its sender may see. Hidden, missing and of another type are one answer. */
import { type Access, forbidden, narrowedTo } from '../access/rights.ts';
import type { Result, Statement } from '../database/port.ts';
import type { EntityDef } from '../model/model.ts';
import { rowsByIds, visibleIds } from '../read/whole-rows.ts';
import type { Call } from './call.ts';
import type { FoundId } from './decode-values.ts';
import { notFound, Refusals } from './problems.ts';

/** The statements that answer for an input's ids, and what to make of their results. */
export interface IdCheck {
  readonly statements: readonly Statement[];
  /** Whether they lock what they find: then they must be part of the transaction. */
  readonly locks: boolean;
  read(results: readonly Result[]): IdAnswer;
}
export interface IdAnswer {
  /** Locked rows, as the database gave them. */
  readonly rows: readonly { readonly entity: EntityDef; readonly rows: Result['rows'] }[];
  isMissing(found: FoundId): boolean;
  /** Seen, but further than the command's permission reaches. */
  isBeyond(found: FoundId): boolean;
  readonly permission: string | null;
}
export interface IdCheckOptions {
  /** Ids whose visibility is settled already. */
  readonly isKnown?: (entity: EntityDef, id: string) => boolean;
  /** Ids of what this transaction made: it is its own, whoever it is for. */
  readonly isMade?: (entity: EntityDef, id: string) => boolean;
  /** The permission of the command that will change the records it locks: those must lie within its reach. */
  readonly permission?: string;
}

export function checkIds(
  call: Call,
  access: Access,
  ids: readonly FoundId[],
  { isKnown = () => false, isMade = () => false, permission }: IdCheckOptions = {},
): IdCheck {
  const { model } = call.kernel;
  const seen = grouped(ids, model.entities, isKnown);
  // By name: whoever locks records of several entities locks them in one order.
  const locked = grouped(
    ids.filter((f) => f.lock || f.subject),
    model.entities,
    () => false,
  ).sort(([a], [b]) => (a.name < b.name ? -1 : 1));
  const narrowed = permission === undefined ? null : narrowedTo(access, permission);
  // What is locked under the actor's own rights is thereby seen: one statement for both.
  const isOpen = (entity: EntityDef, id: string): boolean => !isKnown(entity, id) && !isMade(entity, id);
  const byLock = new Map(
    locked.filter(([entity, wanted]) => wanted.every((id) => isOpen(entity, id))).map(([entity, wanted]) => [entity, new Set(wanted)]),
  );
  const answers = (of: typeof seen, as: Access): Statement[] =>
    of.length === 0
      ? []
      : [
          visibleIds(
            call.kernel,
            of.map(([entity, wanted]) => ({ entity, ids: wanted })),
            as,
          ),
        ];
  const onlySeen = seen
    .map(([entity, wanted]): [EntityDef, string[]] => [entity, wanted.filter((id) => !byLock.get(entity)?.has(id))])
    .filter(([, wanted]) => wanted.length > 0);
  const shownBy = answers(onlySeen, access);
  const reachedBy = narrowed ? answers(locked, narrowed) : [];
  return {
    statements: [
      ...shownBy,
      ...reachedBy,
      ...locked.map(([entity, wanted]) =>
        rowsByIds(call.kernel, entity, wanted, byLock.has(entity) ? access : { tenant: call.tenant.id }, { lock: true }),
      ),
    ],
    locks: locked.length > 0,
    read(results) {
      const visible = keysIn(results.slice(0, shownBy.length));
      const reached = keysIn(results.slice(shownBy.length, shownBy.length + reachedBy.length));
      const ofLocks = results.slice(shownBy.length + reachedBy.length);
      const rows = locked.map(([entity], i) => ({ entity, rows: ofLocks[i]?.rows ?? [] }));
      const held = new Set(rows.flatMap(({ entity, rows: of }) => of.map((r) => `${entity.name}:${String(r['id'])}`)));
      return {
        rows,
        permission: permission ?? null,
        isBeyond: ({ entity, id, lock, subject }) => {
          const def = model.entities.get(entity);
          return narrowed !== null && (lock || subject) && id !== null && !reached.has(`${entity}:${id}`) && !(def && isMade(def, id));
        },
        isMissing({ entity, id, lock, subject }) {
          const def = model.entities.get(entity);
          if (!def || id === null) return true;
          const key = `${entity}:${id}`;
          const isVisible = visible.has(key) || isKnown(def, id) || (byLock.has(def) && held.has(key));
          return !isVisible || ((lock || subject) && !held.has(key));
        },
      };
    },
  };
}

/** @throws NOT_FOUND, at every path that names a record one may not see; FORBIDDEN at one that may be seen but not changed. */
export function refuseMissing(call: Call, ids: readonly FoundId[], answer: IdAnswer): void {
  const missing = ids.filter((found) => answer.isMissing(found));
  if (missing.length > 0) throw new Refusals(missing.map((f) => notFound(call.kernel.model.entities.get(f.entity) ?? f.entity, f.path)));
  const beyond = ids.filter((found) => answer.isBeyond(found));
  if (beyond.length > 0) throw new Refusals(beyond.map((f) => forbidden(answer.permission ?? '', f.path)));
}

const keysIn = (results: readonly Result[]): ReadonlySet<string> =>
  new Set(results.flatMap(({ rows }) => rows.map((r) => `${String(r['entity'])}:${String(r['id'])}`)));

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
