/**
 * Takes a person's data out of everything the engine keeps: records, their history, events, and what the kernel keeps for a while. Records
 * stay, with their ids, facts and amounts; what was said of the person is overwritten, in one transaction. The log may be rewritten by one
 * role of the database only, and this is the one place that takes it.
 */
import { forbidden, rightsOf } from '../../access/rights.ts';
import type { Statement } from '../../database/port.ts';
import { actAs, roles } from '../../database/roles.ts';
import { globalId } from '../../model/ids.ts';
import type { EntityDef } from '../../model/model.ts';
import { personalIn } from '../../model/personal.ts';
import { slotKeys } from '../attributes.ts';
import type { Entry, Values } from '../buffer.ts';
import type { Frame } from '../frame.ts';
import { gramsFor } from '../search.ts';
import { flush, lockRows, type Work } from '../work.ts';
import { eraseEvents } from './events.ts';
import { findPersonal, type Share, type Shares } from './found.ts';
import { eraseHistory, type PersonalAttributes } from './history.ts';
import { eraseLeftovers } from './leftovers.ts';
import { isErased, pastTombstone, presentTombstone, withoutKeys } from './tombstones.ts';
import { ErasedValues } from './values.ts';
import { type Remaining, verifyErased } from './verify.ts';

export interface Erased {
  /** Values by table. */
  readonly counts: Readonly<Record<string, number>>;
  readonly values: number;
  /** SHA-256 over what was erased where; the key of the values' digests in it is thrown away. */
  readonly digest: string;
  /** Records of each entity that held something of the person. */
  readonly records: Readonly<Record<string, readonly string[]>>;
  /** Null for a dry run. */
  readonly verification: { readonly scanned: number; readonly remaining: readonly Remaining[] } | null;
}
interface EraseOptions {
  /** Only counts. */
  readonly dryRun: boolean;
  /** Also set in the person's own records. */
  readonly mark: Values;
}

/** @param ids the person's records: that of the person, and those merged into it */
export async function erase(frame: Frame, person: EntityDef, ids: readonly string[], { dryRun, mark }: EraseOptions): Promise<Erased> {
  // Asked of whoever runs the command, not of the plugin: its own rights never include this one.
  if (rightsOf(frame.access).system || !rightsOf(frame.access).has('engine:erase')) throw forbidden('engine:erase');
  const { work } = frame;
  const values = new ErasedValues();
  const { present, gone } = await findPersonal(work, person, ids);
  const attributesOf = personalAttributes(work);
  await lockRows(
    work,
    [...present].map(([entity, records]) => [entity, [...records.keys()]] as const),
  );
  const rewrites = presentRewrites(work, present, attributesOf, values);
  const inLog = [...(await eraseHistory(work, [present, gone], attributesOf, values)), ...(await eraseEvents(work, ids, values))];
  const names = ids.flatMap((id) => [id, globalId(person.idPrefix, id)]);
  const leftovers = await eraseLeftovers(work, names, values);
  const told = { records: recordsIn(present), counts: values.counts, values: values.count, digest: values.digest };
  if (dryRun) return { ...told, verification: null };

  for (const { entry, base, row } of rewrites) {
    const isPerson = entry.entity.name === person.name && ids.includes(entry.id);
    work.buffer.overwrite(entry, base, { ...row, ...(isPerson && mark) });
  }
  await flush(work);
  await asErasure(work, [...uniqueValuesOf(work, present, attributesOf), ...inLog, ...leftovers]);
  return { ...told, verification: await verifyErased(work, merged(present, gone), values) };
}

/** The rest of the transaction goes on as before. */
async function asErasure(work: Work, statements: readonly Statement[]): Promise<void> {
  if (statements.length === 0) return;
  await work.sql.flight([actAs(roles.erasure), ...statements, actAs(roles.planner)]);
}

function personalAttributes({ call }: Work): PersonalAttributes {
  return (entity) =>
    [...call.attributes.byKey(entity.name).values()].filter((d) => d.personal).map((d) => ({ id: d.id, isText: d.type === 'TEXT' }));
}

interface Rewrite {
  readonly entry: Entry;
  /** What the change log will say was there before. */
  readonly base: Values;
  readonly row: Values;
}

function presentRewrites(work: Work, present: Shares, attributesOf: PersonalAttributes, values: ErasedValues): readonly Rewrite[] {
  return [...present].flatMap(([entity, records]) =>
    [...records].flatMap(([id, share]): Rewrite[] => {
      const entry = work.buffer.find(entity, id);
      if (!entry?.row) return [];
      return [{ entry, ...rewritten(work, entity, entry.row, share, attributesOf, values) }];
    }),
  );
}

function rewritten(
  { call }: Work,
  entity: EntityDef,
  row: Values,
  share: Share,
  attributesOf: PersonalAttributes,
  values: ErasedValues,
): { readonly base: Values; readonly row: Values } {
  const id = String(row['id']);
  const { texts } = personalIn(call.kernel.narrowed(null).model);
  const base: Record<string, unknown> = { ...row };
  const out: Record<string, unknown> = {};
  for (const column of share.columns) {
    const value = row[column.key];
    if (isErased(value)) continue;
    values.note(entity.tableName, id, column.key, value, column.kind === 'text' || column.kind === 'json');
    out[column.key] = presentTombstone(entity, column, id, texts.has(column));
    // Said to have been there where it is no longer, and not said to have been the tombstone where that is left.
    base[column.key] = out[column.key] === null ? pastTombstone(entity, column) : undefined;
  }
  if (share.attributes && entity.hasAttributes) Object.assign(out, attributesWithout(call, entity, row, attributesOf, values));
  if (out['attrs']) base['attrs'] = out['attrs'];
  // Nothing is found by a tombstone.
  const nothing = Object.fromEntries([...share.columns].map((c) => [c.key, null]));
  if (entity.hasSearch && Object.keys(out).length > 0) out['grams'] = gramsFor(entity, { ...row, ...nothing });
  return { base, row: out };
}

function attributesWithout(
  call: Work['call'],
  entity: EntityDef,
  row: Values,
  attributesOf: PersonalAttributes,
  values: ErasedValues,
): Values {
  const attrs = (row['attrs'] ?? {}) as Values;
  const held = attributesOf(entity).filter(({ id }) => attrs[id] !== undefined);
  if (held.length === 0) return {};
  for (const { id, isText } of held) values.note(entity.tableName, String(row['id']), `attrs.${id}`, attrs[id], isText);
  const ids = held.map(({ id }) => id);
  const slots = new Set([...call.attributes.byKey(entity.name).values()].flatMap((d) => (d.slot && ids.includes(d.id) ? [d.slot] : [])));
  return {
    attrs: withoutKeys(attrs, ids),
    ...Object.fromEntries(slotKeys(entity).flatMap((key) => (slots.has(key as never) ? [[key, null]] : []))),
  };
}

function uniqueValuesOf({ call }: Work, present: Shares, attributesOf: PersonalAttributes): readonly Statement[] {
  return [...present].flatMap(([entity, records]): Statement[] => {
    const definitions = attributesOf(entity).map(({ id }) => id);
    if (definitions.length === 0) return [];
    const text =
      'delete from crm.attribute_unique where tenant_id = $1 and definition_id = any($2::uuid[]) and record_id = any($3::uuid[])';
    return [{ text, params: [call.tenant.id, definitions, [...records.keys()]] }];
  });
}

function merged(a: Shares, b: Shares): Shares {
  const out = new Map([...a].map(([entity, records]) => [entity, new Map(records)] as const));
  for (const [entity, records] of b) out.set(entity, new Map([...(out.get(entity) ?? []), ...records]));
  return out;
}

const recordsIn = (shares: Shares): Erased['records'] =>
  Object.fromEntries([...shares].map(([entity, records]) => [entity.name, [...records.keys()]]));
