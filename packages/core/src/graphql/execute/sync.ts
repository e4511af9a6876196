/** `changesSince` and `applyChanges`: arguments in, the sync room's answers out; records as the caller selected them, in one statement. */
import { type GraphQLNamedType, type GraphQLObjectType, type GraphQLResolveInfo, getNamedType } from 'graphql';
import { GuanxiError } from '../../errors.ts';
import type { Root } from '../../read/selection.ts';
import { applyChanges, pull, type SentChange, type SyncPolicy } from '../../sync/index.ts';
import { refusalsIn, userError } from '../../write/problems.ts';
import type { Arguments, Tree } from '../context.ts';
import type { PulledChanges } from '../schema/sync.ts';
import { argumentsOf, collect, setsOf } from '../translate/collect.ts';
import { Reader } from '../translate/reader.ts';
import { abstractOf } from '../translate/records.ts';
import type { Translation } from '../translate/translation.ts';
import { collectedOf } from './fields.ts';
import { idsOf } from './outcome.ts';
import { type Planned, type Reads, run, treeOf } from './reads.ts';
import type { Asking } from './request.ts';

export async function pullChanges(reads: Reads, asking: Asking, args: Arguments, info: GraphQLResolveInfo): Promise<PulledChanges> {
  const planned = planRecords(reads, asking, info);
  const { upserts, ...rest } = await pull<Tree>(
    asking.kernel,
    {
      actor: asking.actor,
      access: asking.access,
      now: asking.now,
      device: String(args['device']),
      cursor: (args['cursor'] as string | null | undefined) ?? null,
      entities: args['entities'] as readonly string[],
      first: (args['first'] as number | null | undefined) ?? null,
    },
    async (ids, via) => {
      const { roots } = planned.plan;
      if (roots.length === 0) return {};
      return treeOf(await run({ ...asking, via: 'SYNC' }, planned, Object.fromEntries(roots.map((r) => [idsOf(r.key), ids])), via));
    },
  );
  return { ...rest, records: upserts };
}

/** A root for every way in which the caller selects the records: whatever their types, they are read by their ids. */
function planRecords(reads: Reads, asking: Asking, info: GraphQLResolveInfo): Planned {
  return reads.planned(asking, `field ${info.path.key}`, () => {
    const reader = new Reader(asking.facts, asking.decode);
    const t: Translation = {
      schema: asking.schema,
      model: asking.kernel.model,
      fragments: asking.operation.fragments,
      reader,
      marksTypes: true,
    };
    const c = collectedOf(info);
    const given = argumentsOf(t, c).get('entities');
    const names = new Set(given ? [reader.plain(given)].flat() : []);
    const node = asking.schema.getType('Node') as GraphQLNamedType;
    const selected = collect(t, getNamedType(c.field?.type) as GraphQLObjectType, setsOf(c)).filter(
      (p) => p.nodes[0].name.value === 'upserts',
    );
    const roots = selected.map(
      (p): Root => ({
        kind: 'nodes',
        key: p.key,
        ids: { value: [], path: [idsOf(p.key)] },
        selection: abstractOf(t, node, setsOf(p), (entity) => names.has(entity.name)),
      }),
    );
    return { roots, derived: reader.derived, asked: reader.asked, rest: null };
  });
}

interface WireChange {
  readonly key: string;
  readonly command: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly baseVersion?: number | null;
  readonly at: string;
  readonly creates?: readonly string[] | null;
}

const sent = (c: WireChange): SentChange => ({
  key: c.key,
  command: c.command,
  input: c.input,
  baseVersion: c.baseVersion ?? null,
  at: new Date(c.at),
  creates: c.creates ?? [],
});

/** Refused as a whole, it answers as a refused command does. */
export async function pushChanges(asking: Asking, args: Arguments): Promise<Tree> {
  const { kernel, actor, access, locale, now } = asking;
  try {
    const results = await applyChanges(kernel, {
      actor,
      access,
      locale,
      now,
      device: String(args['device']),
      policy: (args['policy'] as SyncPolicy | null | undefined) ?? 'MANUAL',
      sentAt: args['sentAt'] ? new Date(String(args['sentAt'])) : null,
      changes: (args['changes'] as readonly WireChange[]).map(sent),
    });
    return { results, userErrors: [] };
  } catch (error) {
    const refused = refusalsIn(error) ?? (error instanceof GuanxiError && error.code.startsWith('DEVICE_') ? [error] : null);
    if (refused === null) throw error;
    return { results: [], userErrors: refused.map((e) => userError(e, locale)) };
  }
}
