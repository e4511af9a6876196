/**
 * `changesSince`: what a device's copy lacks. All of a page is read from one snapshot: which records it is about, those that the actor sees
 * (through the one read path), and those that went out of its sight. A page may be asked for again; nothing is kept of who asked.
 */
import type { Actor } from '../access/actor.ts';
import type { Access } from '../access/rights.ts';
import type { Result, Transaction } from '../database/port.ts';
import { type LogHead, resync } from '../log/index.ts';
import { createSequencer, type Sequence } from '../log/sequencer.ts';
import { globalId } from '../model/ids.ts';
import { label } from '../model/label.ts';
import type { EntityDef } from '../model/model.ts';
import { limitExceeded } from '../model/refusals.ts';
import type { ReadKernel } from '../read/kernel.ts';
import { visibleIds } from '../read/whole-rows.ts';
import { decodeSyncCursor, encodeSyncCursor, type Paging, type SyncCursor } from './cursor.ts';
import { requireDevice } from './device.ts';
import { type Concerned, concerned, everything, placesIn } from './page.ts';
import { goneIn, seenBefore } from './past.ts';
import { entitiesNamed, scopeOf } from './scope.ts';

export interface PullRequest {
  readonly actor: Actor;
  readonly access: Access;
  readonly now: Date;
  readonly device: string;
  readonly cursor: string | null;
  readonly entities: readonly string[];
  /** Records a page; default 100. */
  readonly first: number | null;
}

export interface Tombstone {
  readonly type: string;
  /** Global. */
  readonly id: string;
  readonly reason: 'DELETED' | 'NOT_VISIBLE';
}
export interface Pulled<T> {
  readonly upserts: T;
  readonly tombstones: readonly Tombstone[];
  readonly cursor: string;
  /** Whether there was more when this page was read. */
  readonly hasMore: boolean;
  /** Whether the page belongs to the first download: what the copy has and the download does not bring is gone. */
  readonly isInitial: boolean;
}

const PAGE = 100;
/** Transactions behind a cursor beyond which reading everything afresh is less work. */
const MAX_LINES = 50_000;

/** @param read Reads records by their global ids, as the caller selected them, from the snapshot. */
export async function pull<T>(
  kernel: ReadKernel,
  q: PullRequest,
  read: (ids: readonly string[], via: Transaction) => Promise<T>,
): Promise<Pulled<T>> {
  const database = await kernel.database();
  const device = await requireDevice(database, q.actor, q.device, q.now);
  const entities = entitiesNamed(kernel.model, q.entities, q.access);
  const scope = scopeOf(kernel.model, device, entities, q.access);
  const size = pageSize(kernel, q.first);
  // What is committed by now is in the log: a device sees what it has just sent.
  await sequencerOf(kernel)();
  return database.transaction(
    async (tx, [opened]) => {
      const { head, floor } = standing(opened as Result);
      const from = q.cursor === null ? null : decodeSyncCursor(q.cursor, head, floor, scope);
      const isInitial = from === null || (from.paging !== null && from.paging.until === null);
      const page = isInitial
        ? await firstDownload(kernel, tx, entities, q.access, from, head, size)
        : await behind(kernel, tx, entities, q.access, from, head, size);
      const seen = await visible(kernel, tx, entities, q.access, page.records);
      const isSeen = (r: Concerned): boolean => seen.has(`${entities[r.entity]?.name}:${r.id}`);
      const unseen = page.records.filter((r) => !isSeen(r) && r.positions.length > 0);
      const gone =
        isInitial || unseen.length === 0 ? [] : goneIn(await tx.query(seenBefore(kernel, entities, q.access, page.next.position0, unseen)));
      const idOf = (r: { readonly entity: number; readonly id: string }): string => globalId(entities[r.entity]?.idPrefix ?? '', r.id);
      return {
        upserts: await read(page.records.filter(isSeen).map(idOf), tx),
        tombstones: gone.map((g) => ({
          type: entities[g.entity]?.name ?? '',
          id: idOf(g),
          reason: g.isDeleted ? 'DELETED' : 'NOT_VISIBLE',
        })),
        cursor: encodeSyncCursor(page.next.cursor, head, scope),
        hasMore: page.next.cursor.paging !== null || page.next.cursor.position < head.position,
        isInitial,
      };
    },
    { isolation: 'repeatable read', opening: [standingOf(q.actor.tenant)] },
  );
}

interface Page {
  readonly records: readonly Concerned[];
  readonly next: { readonly cursor: SyncCursor; readonly position0: number };
}

/** The position is the log's when the download began: what happens meanwhile is behind it and comes after the download. */
async function firstDownload(
  kernel: ReadKernel,
  tx: Transaction,
  entities: readonly EntityDef[],
  access: Access,
  from: SyncCursor | null,
  head: LogHead,
  size: number,
): Promise<Page> {
  const position = from?.position ?? head.position;
  const found = placesIn(await tx.query(everything(kernel, entities, access, from?.paging?.after ?? null, size + 1)));
  return pageOf(found, size, position, null, position);
}

async function behind(
  kernel: ReadKernel,
  tx: Transaction,
  entities: readonly EntityDef[],
  access: Access,
  from: SyncCursor,
  head: LogHead,
  size: number,
): Promise<Page> {
  const { position, paging } = from;
  const until = paging?.until ?? head.position;
  if (until === position) return pageOf([], size, position, until, position);
  await refuseTooFar(tx, access.actor.tenant, position);
  const window = { position, until, after: paging?.after ?? null };
  return pageOf(placesIn(await tx.query(concerned(kernel, entities, access, window, size + 1))), size, position, until, until);
}

/** The rest of it, or what follows when it is through. */
function pageOf(found: readonly Concerned[], size: number, position: number, until: number | null, through: number): Page {
  const records = found.slice(0, size);
  const last = records.at(-1);
  const paging: Paging | null = found.length > size && last ? { until, after: { entity: last.entity, id: last.id } } : null;
  return { records, next: { cursor: paging ? { position, paging } : { position: through, paging: null }, position0: position } };
}

async function visible(
  kernel: ReadKernel,
  tx: Transaction,
  entities: readonly EntityDef[],
  access: Access,
  records: readonly Concerned[],
): Promise<ReadonlySet<string>> {
  const checks = entities
    .map((entity, i) => ({ entity, ids: records.filter((r) => r.entity === i).map((r) => r.id) }))
    .filter(({ ids }) => ids.length > 0);
  if (checks.length === 0) return new Set();
  const { rows } = await tx.query(visibleIds(kernel, checks, access));
  return new Set(rows.map((row) => `${String(row['entity'])}:${String(row['id'])}`));
}

const standingOf = (tenant: string) => ({
  text: `select h.epoch, h.position, coalesce((select r.floor from crm.log_retention r where r.tenant_id = $1), 0) as floor from crm.log_head h`,
  params: [tenant],
  prepare: true,
});
function standing({ rows: [row] }: Result): { readonly head: LogHead; readonly floor: number } {
  return { head: { epoch: String(row?.['epoch']), position: Number(row?.['position']) }, floor: Number(row?.['floor']) };
}

async function refuseTooFar(tx: Transaction, tenant: string, position: number): Promise<void> {
  const { rows } = await tx.query({
    text: `select count(*)::int as n from (select 1 from crm.event where tenant_id = $1 and position > $2::bigint limit ${MAX_LINES + 1}) e`,
    params: [tenant, position],
    prepare: true,
  });
  if (Number(rows[0]?.['n']) > MAX_LINES)
    throw resync(label('so much has happened since that reading afresh is less work', '其后的更改过多，重新读取更省'));
}

function pageSize(kernel: ReadKernel, first: number | null): number {
  const size = first ?? Math.min(PAGE, kernel.limits.maxPageSize);
  if (size < 1 || size > kernel.limits.maxPageSize) throw limitExceeded(label('first', '每页条数'), size, kernel.limits.maxPageSize);
  return size;
}

/** By the door to the database: kernels of one engine share it. */
const sequencers = new WeakMap<ReadKernel['database'], Sequence>();
function sequencerOf(kernel: ReadKernel): Sequence {
  const known = sequencers.get(kernel.database) ?? createSequencer(kernel.database);
  sequencers.set(kernel.database, known);
  return known;
}
