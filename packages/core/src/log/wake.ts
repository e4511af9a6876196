/**
 * The port by which instances tell each other that the log has grown. It may be late, doubled or deaf: readers poll as well. What it buys
 * is that they need not poll often.
 */
export interface Wake {
  /** The log has reached a position. Called off the write path, and not again before it has settled. */
  publish(position: number): Promise<void>;
  /** Calls `heard` when another instance has published. Resolves once it listens. */
  listen(heard: () => void): Promise<void>;
  close(): Promise<void>;
}
