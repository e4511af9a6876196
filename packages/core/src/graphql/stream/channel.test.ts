import { expect, test } from 'vitest';
import type { Feed, Follower, LoggedEvent } from '../../log/index.ts';
import { openChannel } from './channel.ts';
import { createChannels } from './channels.ts';
import type { Group } from './group.ts';
import { eventsOf, type Interest } from './interest.ts';

const event = (position: number, type: string, subject: string, data: object = {}): LoggedEvent => ({
  tenant: 't',
  position,
  id: `e${position}`,
  type,
  version: 1,
  subject: { type: 'Thing', id: subject },
  data: data as LoggedEvent['data'],
  actor: { kind: 'staff', id: 'stf_1' },
  command: 'doThing',
  causation: null,
  chain: ['doThing'],
  at: '2026-01-05T01:00:00.000Z',
});

/** A feed in the hands of the test. */
function feedOf() {
  const followers = new Set<Follower>();
  let opened = 0;
  const feed: Pick<Feed, 'follow'> = {
    async follow(follower) {
      followers.add(follower);
      opened += 1;
      return { head: { epoch: 'epoch', position: 10 }, leave: () => void followers.delete(follower) };
    },
  };
  return {
    feed: feed as Feed,
    opened: () => opened,
    followers,
    say: (...events: readonly LoggedEvent[]) => {
      for (const f of followers) f.heard(events);
    },
  };
}
function groupOf(interest: Interest): Group & { readonly got: number[] } {
  const got: number[] = [];
  return { interest, members: new Set(), got, heard: (e) => void got.push(e.position), settled: async () => undefined };
}
const heard = new Map([['a.thing.done', { event: { name: 'a.thing.done', data: {} } as never, type: 'ThingDoneEvent' }]]);
const entity = { name: 'Thing' } as never;

test('an event goes to those who follow its record, and to those who follow its type', async () => {
  const { feed, say } = feedOf();
  const channel = await openChannel(feed, 't', () => undefined);
  const one = groupOf(eventsOf({ heard, subject: { entity, id: 'one' } }));
  const routed = groupOf(eventsOf({ heard, route: [{ key: 'zone', value: 'A' }] }));
  const all = groupOf(eventsOf({ heard }));
  for (const [key, group] of Object.entries({ one, routed, all })) channel.group(key, () => group);
  say(event(11, 'a.thing.done', 'one'), event(12, 'a.thing.done', 'two', { zone: 'A' }), event(13, 'another.thing', 'one', { zone: 'A' }));
  expect([one.got, routed.got, all.got]).toEqual([[11], [12], [11, 12]]);
  expect(channel.position).toBe(13);
  channel.remove('one', one);
  say(event(14, 'a.thing.done', 'one'));
  expect([one.got, all.got]).toEqual([[11], [11, 12, 14]]);
});

test('RESYNC ends all of a log that is not the one it was, and the next subscriber begins with a channel of their own', async () => {
  const { feed, followers, opened } = feedOf();
  const channels = createChannels(feed);
  const channel = await channels.take('t');
  expect(await channels.take('t')).toBe(channel);
  const told: unknown[] = [];
  channel.listeners.add({ fail: (error) => void told.push(error) });
  for (const f of [...followers]) f.lost();
  expect(told).toMatchObject([{ code: 'RESYNC' }]);
  expect(await channels.take('t')).not.toBe(channel);
  expect(opened()).toBe(2);
  channels.release('t', channel);
  channels.release('t', channel);
  expect(followers.size).toBe(1);
});
