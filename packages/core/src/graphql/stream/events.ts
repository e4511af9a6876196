/**
 * Subscriptions: what happened, behind a cursor, as each subscriber may see it. Whoever subscribes is told at once what they may not ask
 * for; from then on every event is read with the rights of its moment.
 */
import { Kind, type OperationDefinitionNode, visit } from 'graphql';
import { actorFingerprint } from '../../access/actor.ts';
import { floorOf, positionOf, readHead } from '../../log/index.ts';
import { visibleIds } from '../../read/index.ts';
import { stableJson } from '../../write/canonical.ts';
import { notFound } from '../../write/problems.ts';
import { type Asking, operationName } from '../execute/request.ts';
import { createChannels } from './channels.ts';
import { createGroup, type Member } from './group.ts';
import type { Interest } from './interest.ts';
import { argumentsOf, interestOf, rootOf } from './listen.ts';
import { pagesOf } from './past.ts';
import { planPayload, refusalIn } from './payload.ts';
import { createQueue, type StreamAnswer } from './queue.ts';
import { resumed } from './resumed.ts';
import type { Streaming, StreamKernel } from './streaming.ts';

type Stream = AsyncIterableIterator<StreamAnswer>;

export interface EventStreams {
  /** Null for an operation that is no subscription. */
  subscribe(streaming: Streaming, after: string | undefined): Promise<Stream | null>;
  /** Resolves when nothing is being read. Its streams must have ended. */
  close(): Promise<void>;
}

export function createEventStreams(kernel: StreamKernel): EventStreams {
  const channels = createChannels(kernel.feed);

  async function open(streaming: Streaming, interest: Interest, after: string | null): Promise<Stream> {
    const { tenant } = streaming.asking.actor;
    const begin = after === null ? null : await positionAfter(kernel, tenant, after);
    const channel = await channels.take(tenant);
    const key = keyOf(streaming.asking);
    let leave = (): void => undefined;
    const queue = createQueue({
      limit: kernel.limits.maxWaitingAnswers,
      onEnd() {
        leave();
        channel.listeners.delete(queue);
        channels.release(tenant, channel);
      },
    });
    channel.listeners.add(queue);
    const join = (from: number): void => {
      if (queue.isOver) return;
      const group = channel.group(key, () => createGroup(streaming, interest, channel.epoch));
      const member: Member = { queue, from };
      group.members.add(member);
      leave = () => {
        group.members.delete(member);
        if (group.members.size === 0) channel.remove(key, group);
      };
    };
    if (begin === null) {
      join(channel.position);
      return queue.iterator;
    }
    return resumed({
      live: queue.iterator,
      page: pagesOf({ kernel, streaming, interest, channel, begin, join, isOver: () => queue.isOver }),
    });
  }

  return {
    async subscribe(streaming, resume) {
      const { asking, reads } = streaming;
      if (asking.operation.node.operation !== 'subscription') return null;
      const { c, meaning } = rootOf(asking);
      const args = argumentsOf(asking, c);
      const interest = await interestOf(asking, meaning, args);
      await requireVisible(asking, interest);
      for (const heard of interest.heard?.values() ?? [null]) {
        const refusal = refusalIn(planPayload(reads, asking, interest, heard));
        if (refusal) throw refusal;
      }
      return open(streaming, interest, resume ?? (args['after'] as string | null | undefined) ?? null);
    },
    close: () => channels.settled(),
  };
}

/** Hidden and missing are one answer. */
async function requireVisible({ kernel, access }: Asking, { records }: Interest): Promise<void> {
  if (records.length === 0) return;
  const database = await kernel.database();
  const { rows } = await database.query(
    visibleIds(
      kernel,
      records.map(({ entity, id }) => ({ entity, ids: [id] })),
      access,
    ),
  );
  const seen = new Set(rows.map((r) => `${String(r['entity'])} ${String(r['id'])}`));
  const missing = records.find(({ entity, id }) => !seen.has(`${entity.name} ${id}`));
  if (missing) throw notFound(missing.entity);
}

async function positionAfter(kernel: StreamKernel, tenant: string, cursor: string): Promise<number> {
  const database = await kernel.database();
  return positionOf(cursor, await readHead(database), await floorOf(database, tenant));
}

/** Who asks for the same, may see the same and speaks the same language is in one group, wherever in the log each of them began. */
function keyOf({ prepared, operation, facts, actor, locale }: Asking): string {
  const names = new Map<string, number>();
  visit(prepared.document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void names.set(name.value, (names.get(name.value) ?? 0) + 1),
  });
  const variables = Object.entries(facts.variables).filter(([name]) => name !== cursorVariable(operation.node) || names.get(name) !== 1);
  return stableJson([prepared.hash, operationName(operation.node), variables, actorFingerprint(actor), locale]);
}

/** The variable that the root field's `after` is given by. */
function cursorVariable({ selectionSet }: OperationDefinitionNode): string | null {
  const [field] = selectionSet.selections;
  const value = field?.kind === Kind.FIELD ? field.arguments?.find((a) => a.name.value === 'after')?.value : undefined;
  return value?.kind === Kind.VARIABLE ? value.name.value : null;
}
