/**
 * The socket of a connection, made here and not by the driver, so that a flight is written as one: the driver writes a long message at once
 * and a short one behind it a turn later, each a call to the system, and the second is held back until the first is acknowledged (Nagle).
 */
import { Socket } from 'node:net';

/** What the driver has made of a URL. */
interface Address {
  readonly host: readonly string[];
  readonly port: readonly number[];
  /** Of a socket in the file system. */
  readonly path: string | false;
}

export interface Line {
  /** For the driver, which calls it for each attempt: of several hosts the next one is tried. */
  dial(to: Address): Socket;
  /** What is written while `send` runs goes out together, with what the driver puts off to the end of this turn. */
  together(send: () => void): void;
}

export function createLine(): Line {
  let socket: Socket | null = null;
  let attempts = 0;
  return {
    dial({ host, port, path }) {
      const made = new Socket();
      made.setNoDelay(true);
      const at = attempts % host.length;
      attempts += 1;
      const name = host[at] ?? 'localhost';
      if (path) made.connect(path);
      else made.connect(port[at] ?? 5432, name);
      // By this name the driver checks a certificate.
      socket = Object.assign(made, { host: name });
      return made;
    },
    together(send) {
      const held = socket;
      held?.cork();
      send();
      // Behind the driver's own, which was asked for while it sent.
      if (held) setImmediate(() => held.uncork());
    },
  };
}
