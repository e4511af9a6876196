/** The `Tx` that a plugin's code is given: a scope that reads in the transaction, and buffered writes. */
import type { Access } from '../access/rights.ts';
import type { Result } from '../database/port.ts';
import { GuanxiError } from '../errors.ts';
import type { Entity } from '../model/entity.ts';
import { type Locale, label } from '../model/label.ts';
import type { EntityDef, Model } from '../model/model.ts';
import type { Point } from '../model/points.ts';
import type { Instant } from '../model/scalars.ts';
import type { Values } from './buffer.ts';
import type { Command, DomainEvent } from './declarations.ts';
import { disclose } from './disclosure/disclose.ts';
import { erase } from './erasure/erase.ts';
import type { Frame } from './frame.ts';
import { makeEvent } from './inbox.ts';
import { editedReferences, mergeReferences, restoreReferences } from './merge.ts';
import { commandOf } from './named.ts';
import { asPlugin, ownSql } from './plugin-sql.ts';
import { illegalState, notFound } from './problems.ts';
import { type Reading, readingFrom } from './reading.ts';
import { contributorOf, definitionOf, scopeFor, systemAccess } from './scope.ts';
import { scheduled } from './timers.ts';
import type { MovedReference, Tx } from './tx.ts';
import { ask, assertOpen, flush, lockOf, rightsKey, type Work } from './work.ts';

type Many = string | readonly string[];
const listed = (ids: Many): readonly string[] => (typeof ids === 'string' ? [ids] : ids);

export function transactionFor(frame: Frame, plugin: string): Tx {
  const { work, access } = frame;
  const { call, buffer } = work;
  const entityOf = (token: Entity): EntityDef => {
    assertOpen(work);
    return definitionOf(call, token);
  };
  const misused = (reason: string): GuanxiError =>
    new GuanxiError('PLUGIN_FAILED', { plugin, where: frame.chain.at(-1) ?? work.command, reason });
  const writable = (token: Entity): EntityDef => {
    const entity = entityOf(token);
    if (entity.sealed) requireOwn(entity, 'written');
    return entity;
  };
  const requireOwn = (entity: EntityDef, done: string): void => {
    if (entity.plugin === plugin) return;
    const reason = `${entity.name} is ${done} by the commands of plugin "${entity.plugin}" only`;
    throw new GuanxiError('PLUGIN_FAILED', { plugin, where: frame.chain.at(-1) ?? work.command, reason });
  };
  const changeable = (token: Entity): EntityDef => {
    const entity = writable(token);
    if (entity.mutable) return entity;
    throw illegalState(
      label(`${entity.label.en} is append-only: it is corrected by another record`, `${entity.label.zh}只能追加，更正须另立记录`),
    );
  };

  const writes = {
    async insert(token: Entity, given: Values | readonly Values[]) {
      const entity = writable(token);
      const rows = Array.isArray(given) ? (given as readonly Values[]) : [given as Values];
      // Whoever starts an operation was asked for its permission by its own command.
      if (entity.tableName === 'operation' && rows.some((row) => row['plugin'] !== plugin))
        throw misused('operations of another plugin are started by its commands only');
      const ids = rows.map(({ id, ...row }) => {
        const own = (id as string | undefined) ?? work.newId(entity.name);
        buffer.insert(entity, own, row);
        return own;
      });
      return Array.isArray(given) ? ids : ids[0];
    },
    newId: (token: Entity) => work.newId(token.name),
    async update(token: Entity, ids: Many, patch: Values) {
      const entity = changeable(token);
      const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      for (const id of listed(ids)) buffer.update(entity, id, given);
    },
    async remove(token: Entity, ids: Many) {
      const entity = changeable(token);
      for (const id of listed(ids)) buffer.remove(entity, id);
    },
    async lock(token: Entity, ids: Many) {
      const entity = entityOf(token);
      const rows = await locked(work, entity, listed(ids));
      return typeof ids === 'string' ? rows[0] : rows;
    },
    async emit(event: DomainEvent, data: Values) {
      assertOpen(work);
      const definition = call.kernel.registry.events.get(event.name);
      if (!definition)
        throw new GuanxiError('PLUGIN_FAILED', { plugin, where: `event ${event.name}`, reason: 'no installed plugin lists it' });
      work.events.push(makeEvent(call, plugin, definition, data, frame));
    },
    run: (command: Command, input: unknown) => runNested({ ...frame, caller: plugin }, command, input),
    async schedule(command: Command, input: unknown, { at, key }: { readonly at: Instant; readonly key: string }) {
      assertOpen(work);
      work.timers.push(scheduled(frame, plugin, command, input, { at, key }));
    },
    audit(what: string, o: { readonly subject?: { readonly entity: Entity; readonly id: string }; readonly details?: object } = {}) {
      assertOpen(work);
      const { subject, details } = o;
      work.deeds.push({ what, ...(subject && { subject: { type: subject.entity.name, id: subject.id } }), ...(details && { details }) });
    },
    async cancel(key: string) {
      assertOpen(work);
      work.timers.push({ plugin, key, timer: null });
    },
    async mergeReferences(token: Entity, o: { readonly from: string; readonly to: string }) {
      const entity = entityOf(token);
      // It would move whatever of other plugins hangs on the record, sealed or not.
      requireOwn(entity, 'merged');
      await flush(work);
      return mergeReferences(work, entity, o);
    },
    async restoreReferences(moved: readonly MovedReference[]) {
      assertOpen(work);
      for (const entity of mergedIn(call.kernel.model, moved)) requireOwn(entity, 'unmerged');
      await flush(work);
      await restoreReferences(work, moved);
    },
    async erase(token: Entity, ids: readonly string[], { dryRun = false, mark = {} }: { dryRun?: boolean; mark?: Values } = {}) {
      return erase(frame, entityOf(token), ids, { dryRun, mark });
    },
    async disclose(token: Entity, ids: readonly string[], o: { after?: string | null; locale?: Locale }) {
      return disclose(frame, entityOf(token), ids, { after: o.after ?? null, locale: o.locale ?? call.locale });
    },
    async editedReferences(moved: readonly MovedReference[]) {
      assertOpen(work);
      await flush(work);
      return editedReferences(work, moved);
    },
  };
  const reading = readingIn(work);
  const acting = (as: Access, caller: string): object => ({
    ...reading.reader(as),
    run: (command: Command, input: unknown) => runNested({ ...frame, access: as, caller }, command, input),
  });
  const scope = Object.assign(scopeFor(call, plugin, access, reading), writes, {
    caller: frame.caller,
    contributor(point: Point, id: string) {
      const behind = contributorOf(call, plugin, point, id);
      return acting(systemAccess(call, behind), behind);
    },
  });
  const system = memo(() => acting(systemAccess(call, plugin), plugin));
  return Object.defineProperty(scope, 'system', { get: system, enumerable: true }) as unknown as Tx;
}

const memo = <T>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

interface Later {
  readonly made: () => object;
}
const later: ProxyHandler<Later> = {
  get: ({ made }, key) => Reflect.get(made(), key),
  has: ({ made }, key) => Reflect.has(made(), key),
  ownKeys: ({ made }) => Reflect.ownKeys(made()),
  getOwnPropertyDescriptor: ({ made }, key) => Reflect.getOwnPropertyDescriptor(made(), key),
};

/**
 * The same, made when something is asked of it: most hooks look at what they are told and need no more, and a transaction's handle is
 * forty closures.
 */
export const transactionLater = (frame: Frame, plugin: string): Tx =>
  new Proxy<Later>(Object.assign(Object.create(null), { made: memo(() => transactionFor(frame, plugin)) }), later) as unknown as Tx;

/** The entities whose records the references are of. */
const mergedIn = ({ entities, byTable }: Model, moved: readonly MovedReference[]): ReadonlySet<EntityDef> =>
  new Set(
    moved.flatMap(({ entity, column }) => {
      const table = entities.get(entity)?.columns.get(column)?.reference?.table;
      return (table !== undefined && byTable.get(table)) || [];
    }),
  );

async function runNested(frame: Frame, command: Command, input: unknown): Promise<unknown> {
  assertOpen(frame.work);
  return frame.run(frame, commandOf(frame.work.call.kernel, command), input);
}

async function locked(work: Work, entity: EntityDef, ids: readonly string[]): Promise<readonly Values[]> {
  const open = ids.filter((id) => !work.buffer.find(entity, id)?.read);
  if (open.length > 0) {
    const lock = lockOf(work, [[entity, open]]);
    lock.adopt(await ask(work, lock.statements));
  }
  return ids.map((id) => {
    const row = work.buffer.find(entity, id)?.row;
    if (!row) throw notFound(entity);
    return row;
  });
}

const readings = new WeakMap<Work, Reading>();

/** Reads see the transaction's own writes; a row that is known and was found visible needs no reading. */
export function readingIn(work: Work): Reading {
  const known = readings.get(work) ?? makeReading(work);
  readings.set(work, known);
  return known;
}

function makeReading(work: Work): Reading {
  const reading = readingFrom(work.call, {
    async query(statement) {
      assertOpen(work);
      const [result] = await ask(work, [statement]);
      return result as Result;
    },
  });
  return {
    reader: reading.reader,
    log: reading.log,
    pluginChange: reading.pluginChange,
    async rows(access, entity, ids) {
      assertOpen(work);
      const known = ids.map((id) =>
        work.visible.has(`${rightsKey(access)} ${entity.name}:${id}`) ? work.buffer.find(entity, id) : undefined,
      );
      if (known.every((entry) => entry?.read)) return known.flatMap((entry) => (entry?.row ? [entry.row] : []));
      return reading.rows(access, entity, ids);
    },
    async sql(plugin, query) {
      assertOpen(work);
      const statement = ownSql(work.call, plugin, query);
      // The plugin's role, and read-only, for the length of the savepoint, whatever the text calls.
      const results = await ask(work, [
        { text: 'savepoint plugin_sql' },
        asPlugin(work.call, plugin),
        statement,
        { text: 'rollback to plugin_sql' },
        { text: 'release plugin_sql' },
      ]);
      return results[2]?.rows ?? [];
    },
  };
}
