/** Someone who listens: answers as data, one after the other. */
import type { Actor, Engine } from '@guanxi/core';

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into by tests
type Json = any;
type Subscribes = Pick<Engine, 'subscribe'>;

/** Of one customer: what most tests ask for. */
export const changes = `subscription ($id: ID!, $after: String) { customerChanged(id: $id, after: $after) {
  cursor operation version fields command actor { id kind } customer { name } } }`;

export interface Subscriber {
  /** What the subscription's one field has next. */
  next(): Promise<Json>;
  /** The text of the next answer, and the object that it came in. */
  raw(): Promise<{ readonly text: string; readonly cursor?: string }>;
  /** The code with which it ends. */
  ended(): Promise<string | null>;
  leave(): Promise<void>;
}

async function subscriber(engine: Subscribes, actor: Actor, document: string, variables: Json = {}, after?: string): Promise<Subscriber> {
  const subscribed = await engine.subscribe({ document, variables, actor, after });
  if (!subscribed.ok) throw new Error(subscribed.answer.text);
  const { stream } = subscribed;
  const raw: Subscriber['raw'] = async () => {
    const { value } = await stream.next();
    if (!value) throw new Error('the stream has ended');
    return value;
  };
  return {
    raw,
    async next() {
      const { text } = await raw();
      const { data, errors } = JSON.parse(text);
      if (errors) throw new Error(text);
      return Object.values(data)[0];
    },
    async ended() {
      try {
        const { done, value } = await stream.next();
        if (!done) throw new Error(`it goes on: ${value.text}`);
        return null;
      } catch (error) {
        const [first] = (error as { readonly errors?: readonly { readonly extensions: { readonly code: string } }[] }).errors ?? [];
        if (!first) throw error;
        return first.extensions.code;
      }
    },
    leave: async () => void (await stream.return?.()),
  };
}

/** The code with which a subscription is refused; null where it is not. */
export async function refusal(engine: Subscribes, actor: Actor, document: string, variables: Json = {}): Promise<string | null> {
  const subscribed = await engine.subscribe({ document, variables, actor });
  if (subscribed.ok) {
    await subscribed.stream.return?.();
    return null;
  }
  return subscribed.answer.parsed().errors?.[0]?.extensions.code ?? null;
}

/** Subscribers of a test, who all leave when it is over. */
export function listeners(engine: () => Subscribes) {
  const open: Subscriber[] = [];
  return {
    async listen(actor: Actor, document: string, variables: Json = {}, after?: string): Promise<Subscriber> {
      const listening = await subscriber(engine(), actor, document, variables, after);
      open.push(listening);
      return listening;
    },
    async leave(): Promise<void> {
      await Promise.all(open.splice(0).map((s) => s.leave()));
    },
  };
}
