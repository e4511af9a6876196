/** The channels that are open, by tenant: opened for the first subscriber, left by the last. */
import type { Feed } from '../../log/index.ts';
import { type Channel, openChannel } from './channel.ts';

export interface Channels {
  /** Whoever takes it gives it back. */
  take(tenant: string): Promise<Channel>;
  release(tenant: string, channel: Channel): void;
  settled(): Promise<void>;
}

interface Open {
  readonly opening: Promise<Channel>;
  users: number;
}

export function createChannels(feed: Feed): Channels {
  const open = new Map<string, Open>();
  const byChannel = new WeakMap<Channel, Open>();

  function forget(tenant: string, opened: Open): void {
    if (open.get(tenant) === opened) open.delete(tenant);
  }

  return {
    async take(tenant) {
      const known = open.get(tenant);
      const taken: Open = known ?? { opening: openChannel(feed, tenant, () => forget(tenant, taken)), users: 0 };
      taken.users += 1;
      open.set(tenant, taken);
      try {
        const channel = await taken.opening;
        byChannel.set(channel, taken);
        return channel;
      } catch (error) {
        forget(tenant, taken);
        throw error;
      }
    },
    release(tenant, channel) {
      const taken = byChannel.get(channel);
      if (!taken) return;
      taken.users -= 1;
      if (taken.users > 0) return;
      forget(tenant, taken);
      channel.leave();
    },
    async settled() {
      const channels = await Promise.allSettled([...open.values()].map(({ opening }) => opening));
      await Promise.all(channels.map((c) => (c.status === 'fulfilled' ? c.value.settled() : undefined)));
    },
  };
}
