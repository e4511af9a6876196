/** A contender's own process: it is told where the database is, listens, and says what it uses. Peers do the same in JavaScript. */

export interface Place {
  /** Of the database, as the engine's own user signs in. */
  readonly url: string;
  /** The same as a superuser, for whoever knows nothing of roles. */
  readonly ownerUrl: string;
  readonly tenant: string;
  /** The API key of whoever asks. */
  readonly key: string;
  readonly customers: number;
  readonly connections: number;
  /** Keys the cursors of lists. */
  readonly cursorSecret: string;
}

export const place = (): Place => JSON.parse(process.argv[2] ?? 'null') as Place;

/** @param more What it says besides of what it uses. */
export function listening(port: number, more: () => object = () => ({})): void {
  process.on('message', (asked) => {
    if (asked !== 'usage') return;
    const { user, system } = process.cpuUsage();
    process.send?.({ cpuSeconds: (user + system) / 1e6, rssBytes: process.memoryUsage.rss(), ...more() });
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.({ port });
}
