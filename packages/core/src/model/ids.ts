/**
 * Ids. Inside the engine an id is a UUIDv7 with the entity's name in its type; on the API it is opaque, typed and global:
 * the entity's prefix, an underscore and the UUID's 32 hex digits (`cus_0190f5c2…`).
 */
export type Id<N extends string> = string & { readonly '~entity': N };

const uuidText = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const globalText = /^([a-z][a-z0-9]{1,7})_([0-9a-f]{32})$/;

export const isUuid = (text: string): boolean => uuidText.test(text);

/** @example globalId('cus', '0190f5c2-…') // 'cus_0190f5c2…' */
export const globalId = (prefix: string, uuid: string): string => `${prefix}_${uuid.replaceAll('-', '')}`;

/** The prefix and UUID of a global id, or null when the text is none. */
export function parseGlobalId(text: string): { readonly prefix: string; readonly uuid: string } | null {
  const match = globalText.exec(text);
  if (!match) return null;
  const [, prefix, hex] = match as unknown as [string, string, string];
  const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  return { prefix, uuid };
}

/** Where new ids come from; tests give a deterministic one. */
export interface Ids {
  /** A new UUIDv7 for a record made at `now`. */
  next(now: Date): string;
}

/** Each byte as two hex digits: an id is put together of them, without a buffer of its own. */
const hex: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

const hexOf = (byte = 0): string => hex[byte] as string;

/** RFC 9562 UUIDv7: 48 bits of milliseconds, then random bits from `random` (16 bytes). */
export function uuidv7(now: Date, random: Uint8Array): string {
  const time = now.getTime().toString(16).padStart(12, '0');
  const version = hexOf(0x70 | ((random[6] ?? 0) & 0x0f));
  const variant = hexOf(0x80 | ((random[8] ?? 0) & 0x3f));
  const node = hexOf(random[10]) + hexOf(random[11]) + hexOf(random[12]) + hexOf(random[13]) + hexOf(random[14]) + hexOf(random[15]);
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}${hexOf(random[7])}-${variant}${hexOf(random[9])}-${node}`;
}

/** Random bytes are drawn many at a time: a call to the system for each id costs more than the id. */
function pooledRandom(size: number): () => Uint8Array {
  const pool = new Uint8Array(size * 256);
  let at = pool.length;
  return () => {
    if (at === pool.length) {
      crypto.getRandomValues(pool);
      at = 0;
    }
    at += size;
    return pool.subarray(at - size, at);
  };
}
const random16 = pooledRandom(16);

export const randomIds: Ids = { next: (now) => uuidv7(now, random16()) };

/** The engine's clock; tests set it. */
export interface Clock {
  now(): Date;
}
export const systemClock: Clock = { now: () => new Date() };
