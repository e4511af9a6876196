/**
 * `@guanxi/wake-nats`: instances wake each other over NATS.
 *
 * @example createEngine({ …, wake: natsWake({ servers: 'nats://127.0.0.1:4222', subject: 'guanxi.production' }) })
 */
import type { Wake } from '@guanxi/core';
import { connect, type NatsConnection, type NodeConnectionOptions } from '@nats-io/transport-node';

export interface NatsWakeOptions extends NodeConnectionOptions {
  /** Under which the instances of one database talk. Default `guanxi.log`: name one for each database. */
  readonly subject?: string;
}

/** Connects when it is first used, and again by itself whenever the connection is lost; what was missed meanwhile readers find by looking. */
export function natsWake({ subject = 'guanxi.log', ...options }: NatsWakeOptions = {}): Wake {
  let connecting: Promise<NatsConnection> | null = null;
  const connection = (): Promise<NatsConnection> => {
    connecting ??= connect({ maxReconnectAttempts: -1, ...options }).catch((error: unknown) => {
      connecting = null;
      throw error;
    });
    return connecting;
  };
  return {
    async publish(position) {
      (await connection()).publish(subject, String(position));
    },
    async listen(heard) {
      const nats = await connection();
      nats.subscribe(subject, { callback: heard });
      // The server has heard of the subscription once it has answered this.
      await nats.flush();
    },
    async close() {
      const nats = await connecting?.catch(() => null);
      await nats?.drain();
    },
  };
}
