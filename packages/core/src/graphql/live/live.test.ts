/** DATA-14: live queries and the feed of the log. */
import { onBothEngines } from '@guanxi/testing/database';
import { beforeAll, expect, test, vi } from 'vitest';
import type { Follower } from '../../log/index.ts';
import type { OperationRequest } from '../execute/request.ts';
import { id, makeWorld, manager, uuid, type World } from '../hotel-world.fixture.ts';
import type { StreamAnswer } from '../stream/queue.ts';
import type { StreamKernel } from '../stream/streaming.ts';
import { createLiveQueries } from './live.ts';

interface House {
  readonly world: World;
  readonly followers: Set<Follower>;
  open(document: string, variables?: Record<string, unknown>): Promise<AsyncIterableIterator<StreamAnswer>>;
}

const limits = { liveDebounceMs: 1, minLiveDebounceMs: 1 };

async function house(open: Parameters<typeof makeWorld>[0]): Promise<House> {
  const world = await makeWorld(open, { limits });
  const followers = new Set<Follower>();
  const feed = {
    follow: async (follower: Follower) => {
      followers.add(follower);
      return { head: { epoch: 'e', position: 0 }, leave: () => void followers.delete(follower) };
    },
  };
  const live = createLiveQueries({ ...world.kernel, feed } as unknown as StreamKernel);
  const ask = async (request: OperationRequest) => {
    const { asked, reads } = await world.executor.ask(request);
    if (!asked.ok) throw new Error(asked.errors[0]?.message);
    return { asking: asked.asking, reads };
  };
  return {
    world,
    followers,
    async open(document, variables = {}) {
      const request = { document, variables, actor: manager };
      const kernel = { ...world.kernel, feed } as unknown as StreamKernel;
      const stream = await live.subscribe({ kernel, ...(await ask(request)), again: () => ask(request) });
      if (stream === null) throw new Error('it is not live');
      return stream;
    },
  };
}

onBothEngines('live queries and the log', (open) => {
  let h: House;
  beforeAll(async () => {
    h = await house(open);
  });

  test('a tenant is followed once however many ask, and as long as somebody does', async () => {
    const streams = await Promise.all([0, 1].map((n) => h.open(`query Q${n} @live { guests { totalCount } }`)));
    expect(h.followers.size).toBe(1);
    await streams[0]?.return?.();
    expect(h.followers.size).toBe(1);
    await streams[1]?.return?.();
    await vi.waitFor(() => expect(h.followers.size).toBe(0));
  });

  test('when the database is another one, it runs', async () => {
    const stream = await h.open('query ($id: ID!) @live { guest(id: $id) { name } }', { id: id('gst', 11) });
    await stream.next();
    await h.world.database.script(`update crm.crm_guest set name = '乙' where id = '${uuid(11)}'`);
    for (const follower of h.followers) follower.lost();
    expect((await stream.next()).value?.text).toContain('乙');
    await stream.return?.();
  });
});
