/** Two worlds for one actor, who must not be able to tell which of them is asked. */
import { type Actor, type Engine, globalId, type Id } from '@guanxi/core';
import { modelOf } from '@guanxi/core/testing';
import type { EntityDef } from '../../packages/core/src/model/model.ts';
import type { Open } from '../../packages/testing/src/database.ts';
import type { Pools } from '../generated/inputs.ts';
import { type Altered, alter } from './alter.ts';
import { type Hidden, hiddenFrom } from './hidden.ts';
import { decidingColumns } from './rules.ts';
import { chiefOf, makePast, type Past, type World, worldOver } from './worlds.ts';

/**
 * Records that are rules: everybody reads by definitions and classes, and whoever may reach a person is told whether they may be contacted,
 * also by a consent or a suppression that they do not see.
 */
const rules = new Set(['AttributeDefinition', 'PluginChoice', 'FieldClass', 'Consent', 'CustomerSuppression', 'ContactSuppression']);

export interface Pair {
  readonly actor: Actor;
  readonly past: Past;
  readonly worlds: readonly [World, World];
  readonly hidden: Hidden;
  readonly altered: Altered;
  /** Values to ask with: everything’s ids, and those of what the actor sees. */
  readonly pools: { readonly all: Pools; readonly seen: Pools };
  /** What the actor sees in the second world. */
  readonly view: string;
  close(): Promise<void>;
}

/** The past is made once for each engine; each pair has copies of it. */
export function pairs(open: Open): (actorOf: (past: Past) => Actor) => Promise<Pair> {
  let past: Past | undefined;
  const prepare = async (database: Parameters<typeof makePast>[0]): Promise<void> => {
    past = await makePast(database);
  };
  return async (actorOf) => {
    const databases = [await open({ prepare }), await open({ prepare })] as const;
    const made = past as Past;
    const actor = actorOf(made);
    const first = worldOver(databases[0], made.now);
    const hidden = await hiddenFrom(first.engine, actor, chiefOf(made.tenant));
    const entities = [...modelOf(first.engine).entities.values()];
    const { tenant, other } = made;
    const deciding = decidingColumns(entities);
    const altered = await databases[1].asOwner((owner) =>
      alter(owner, { tenant, other, entities, hidden, deciding, rules, texts: made.pools.texts }),
    );
    // Positions are of an epoch, and a copy begins one of its own.
    const second = worldOver(databases[1], made.now);
    await sameEpoch([first, second], chiefOf(tenant));
    const view = (await hiddenFrom(second.engine, actor, chiefOf(made.tenant))).view;
    return {
      actor,
      past: made,
      worlds: [first, second],
      hidden,
      altered,
      view,
      pools: poolsOf(made, hidden, entities),
      async close() {
        for (const [i, world] of [first, second].entries()) {
          await world.close();
          await databases[i]?.close();
        }
      },
    };
  };
}

/** A cursor is of one list: pages are asked for elsewhere. */
function poolsOf({ pools }: Past, { seen }: Hidden, entities: readonly EntityDef[]): Pair['pools'] {
  const all = { ...pools, cursors: [] };
  const ids = new Map(
    entities.flatMap(({ name, idPrefix }) => {
      const own = [...(seen.get(name) ?? [])].map((id) => globalId(idPrefix, id as Id<'x'>));
      return own.length > 0 ? [[name, own] as const] : [];
    }),
  );
  return { all, seen: ids.size > 0 ? { ...all, ids } : all };
}

/** Whoever looks where the log stands begins the epoch of a copied database; then it is called alike in both. */
async function sameEpoch(worlds: readonly World[], chief: Actor): Promise<void> {
  for (const { engine, database } of worlds) {
    const subscribed = await engine.subscribe({ document: 'subscription { events { id } }', actor: chief });
    if (subscribed.ok) await subscribed.stream.return?.();
    const { affected } = await database.asOwner((owner) =>
      owner.query({ text: `update crm.log_head set epoch = '00000000-0000-4000-8000-000000000001' where identity <> ''` }),
    );
    if (affected !== 1) throw new Error('the log has no head');
  }
}

/** The answers of both, as they go over the wire. */
export async function askBoth(
  { worlds, actor }: Pair,
  request: Omit<Parameters<Engine['execute']>[0], 'actor'>,
): Promise<readonly [string, string]> {
  const [a, b] = await Promise.all(worlds.map(async ({ engine }) => (await engine.execute({ ...request, actor })).text));
  return [a as string, b as string];
}
