/**
 * What the engine answers is text already; graphql-ws makes text of every message. So a message is given a mark where the answer belongs,
 * and the mark is replaced when the message is sent: an answer to 5,000 subscribers is written once, and never parsed.
 *
 * A message is made and sent in one step, so there is one answer at a time. The mark is of this process and leaves it never: no client can
 * send it. It stands where a message ends, and is looked for nowhere else.
 */
import { randomUUID } from 'node:crypto';

export interface Splice {
  /** What to give graphql-ws as the payload of a message. */
  payload(text: string): object;
  /** The message with the answer in its place. */
  whole(message: string): string;
}

export function createSplice(): Splice {
  const mark = randomUUID();
  const end = `"${mark}"}`;
  let answer: string | null = null;
  return {
    payload: (text) => ({
      toJSON() {
        answer = text;
        return mark;
      },
    }),
    whole(message) {
      if (answer === null) return message;
      const text = answer;
      answer = null;
      return message.endsWith(end) ? `${message.slice(0, -end.length)}${text}}` : message;
    },
  };
}
