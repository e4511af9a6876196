/** Synchronising devices: what a copy lacks, and what was done to it without a network. */
import type { Locale } from '../../model/label.ts';
import type { ChangeAnswer, Conflict, FieldConflict, Tombstone } from '../../sync/index.ts';
import type { ApiContext, Arguments, Tree } from '../context.ts';
import type { Derivation } from './derivation.ts';
import type { FieldShape } from './types.ts';

/** What the resolver of `changesSince` hands to those of its fields: the records under the response keys by which they were selected. */
export interface PulledChanges {
  readonly records: Tree;
  readonly tombstones: readonly Tombstone[];
  readonly cursor: string;
  readonly hasMore: boolean;
  readonly isInitial: boolean;
}

/** A property of what was resolved above, whatever it is called in the response. */
const own =
  <T>(get: (parent: T, locale: Locale) => unknown): NonNullable<FieldShape['resolve']> =>
  (parent, _args, context: ApiContext) =>
    get(parent as T, context.locale);

export function syncQueries(d: Derivation): Record<string, FieldShape> {
  d.types.enum('SyncTombstoneReason', 'Why a record leaves the copy.', {
    DELETED: { description: 'It was removed.' },
    NOT_VISIBLE: { description: 'You may not see it any more.' },
  });
  d.types.object('SyncTombstone', 'A record that leaves the copy.', () => ({
    type: { type: 'String!', description: 'Its entity.', resolve: own<Tombstone>((t) => t.type) },
    id: { type: 'ID!', description: 'Global id.', resolve: own<Tombstone>((t) => t.id) },
    reason: { type: 'SyncTombstoneReason!', description: 'Why.', resolve: own<Tombstone>((t) => t.reason) },
  }));
  d.types.object('SyncChanges', 'A page of what a copy lacks.', () => ({
    upserts: {
      type: '[Node!]!',
      description: 'Records that are new or changed, as you may see them now; select with fragments on their types.',
      resolve: (parent, _args, _context, info) => (parent as PulledChanges).records[info.path.key],
    },
    tombstones: {
      type: '[SyncTombstone!]!',
      description: 'Records that leave the copy.',
      resolve: own<PulledChanges>((p) => p.tombstones),
    },
    cursor: { type: 'String!', description: 'To go on with; keep it with the copy.', resolve: own<PulledChanges>((p) => p.cursor) },
    hasMore: { type: 'Boolean!', description: 'Whether there is more already.', resolve: own<PulledChanges>((p) => p.hasMore) },
    isInitial: {
      type: 'Boolean!',
      description: 'Whether this is part of the first download: when it is through, whatever it did not bring is to be dropped.',
      resolve: own<PulledChanges>((p) => p.isInitial),
    },
  }));
  return {
    changesSince: {
      type: 'SyncChanges',
      description: 'What the copy of a device lacks (SYNC-01). RESYNC: begin again without a cursor.',
      args: {
        device: { type: 'ID!', description: 'A device of yours.' },
        cursor: { type: 'String', description: 'Of the last page; absent: everything, from the beginning.' },
        entities: { type: '[String!]!', description: 'Types of records to keep; the same ones with every cursor.' },
        first: { type: 'Int', description: 'Records a page; default 100.' },
      },
      resolve: (_root, args: Arguments, context: ApiContext, info) => context.sync.pull(args, info),
    },
  };
}

export function syncMutations(d: Derivation): Record<string, FieldShape> {
  d.types.enum('SyncPolicy', 'What becomes of a change to fields that others have changed since.', {
    LAST_WRITE: { description: 'It is made if it is the later one; else it is a conflict.' },
    SERVER: { description: 'It is not made: what the server has stays.' },
    MANUAL: { description: 'It is not made: whoever made it decides, and sends what was decided as a new change.' },
  });
  d.types.enum('SyncStatus', 'What became of a change.', {
    ACCEPTED: { description: 'It was made.' },
    CONFLICT: { description: 'It was not made: others have changed the same fields.' },
    REFUSED: { description: 'It was not made: its command refused it.' },
  });
  addConflict(d);
  d.types.object('SyncAnswer', 'What became of one change.', () => ({
    key: { type: 'String!', description: 'Of the change.', resolve: own<ChangeAnswer>((a) => a.key) },
    status: { type: 'SyncStatus!', description: 'What became of it.', resolve: own<ChangeAnswer>((a) => a.status) },
    output: { type: 'JSON', description: 'What the command answered; records by their ids.', resolve: own<ChangeAnswer>((a) => a.output) },
    version: { type: 'Int', description: 'Of its record afterwards.', resolve: own<ChangeAnswer>((a) => a.version) },
    isReplayed: { type: 'Boolean!', description: 'It had been made before.', resolve: own<ChangeAnswer>((a) => a.isReplayed) },
    madeAt: {
      type: 'DateTime!',
      description: 'When it was made, as corrected.',
      resolve: own<ChangeAnswer>((a) => a.madeAt.toISOString()),
    },
    isTimeCorrected: {
      type: 'Boolean!',
      description: "The device's clock is wrong.",
      resolve: own<ChangeAnswer>((a) => a.isTimeCorrected),
    },
    conflict: { type: 'SyncConflict', description: 'Both sides of a conflict.', resolve: own<ChangeAnswer>((a) => a.conflict) },
    userErrors: { type: '[UserError!]!', description: 'Why it was refused.', resolve: own<ChangeAnswer>((a) => a.userErrors) },
  }));
  d.types.object('ApplyChangesPayload', 'What became of the changes of a device.', () => ({
    results: { type: '[SyncAnswer!]!', description: 'One for each change, in their order.', resolve: own<Tree>((p) => p['results']) },
    userErrors: { type: '[UserError!]!', description: 'Why none was looked at.', resolve: own<Tree>((p) => p['userErrors']) },
  }));
  d.types.input('SyncChangeInput', 'A command that a device ran while it had no network.', () => ({
    key: { type: 'String!', description: 'Names the change for ever: sent again, it is not made again.' },
    command: { type: 'String!', description: 'Name of the mutation.' },
    input: { type: 'JSON!', description: "The mutation's input." },
    baseVersion: { type: 'Int', description: 'Of the record, as the copy has it from the server.' },
    at: { type: 'DateTime!', description: "When it was made, by the device's clock." },
    creates: { type: '[ID!]', description: 'Ids that the device gave to the records it made: prefix and UUID of version 7.' },
  }));
  return {
    applyChanges: {
      type: 'ApplyChangesPayload!',
      description: 'Makes the changes of a device, one by one in their order (SYNC-01).',
      args: {
        device: { type: 'ID!', description: 'A device of yours.' },
        policy: { type: 'SyncPolicy', description: 'For conflicts; default MANUAL.' },
        sentAt: { type: 'DateTime', description: "What the device's clock shows now: times of a clock that is wrong are corrected by it." },
        changes: { type: '[SyncChangeInput!]!', description: 'In the order in which they were made.' },
      },
      resolve: (_root, args: Arguments, context: ApiContext) => context.sync.push(args),
    },
  };
}

function addConflict(d: Derivation): void {
  d.types.object('SyncFieldConflict', 'A field that one side or both have changed.', () => ({
    name: { type: 'String!', description: 'Of the field.', resolve: own<FieldConflict>((f) => f.name) },
    label: {
      type: 'String!',
      description: 'In your language.',
      resolve: own<FieldConflict>((f, l) => (l === 'zh-CN' ? f.label.zh : f.label.en)),
    },
    isConflicting: { type: 'Boolean!', description: 'Both sides changed it.', resolve: own<FieldConflict>((f) => f.isConflicting) },
    isHidden: { type: 'Boolean!', description: 'Its values are not shown to you.', resolve: own<FieldConflict>((f) => f.isHidden) },
    base: { type: 'JSON', description: 'Before either.', resolve: own<FieldConflict>((f) => f.base) },
    server: { type: 'JSON', description: 'On the server now.', resolve: own<FieldConflict>((f) => f.server) },
    client: { type: 'JSON', description: 'As the change would have it.', resolve: own<FieldConflict>((f) => f.client) },
  }));
  d.types.object('SyncConflict', 'A record that both sides have changed.', () => ({
    type: { type: 'String!', description: 'Its entity.', resolve: own<Conflict>((c) => c.type) },
    id: { type: 'ID!', description: 'Global id.', resolve: own<Conflict>((c) => c.id) },
    baseVersion: { type: 'Int!', description: 'That the change was made on.', resolve: own<Conflict>((c) => c.baseVersion) },
    serverVersion: { type: 'Int!', description: 'That the server has.', resolve: own<Conflict>((c) => c.serverVersion) },
    fields: { type: '[SyncFieldConflict!]!', description: 'Field by field.', resolve: own<Conflict>((c) => c.fields) },
  }));
}
