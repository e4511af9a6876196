/** Ids for records made here: the type's prefix and a UUID of version 7, as the server makes them. They are never exchanged for others. */
export type NewId = (prefix: string, now: Date) => string;

export const randomId: NewId = (prefix, now) => {
  const time = now.getTime().toString(16).padStart(12, '0');
  const random = [...crypto.getRandomValues(new Uint8Array(10))].map((b) => b.toString(16).padStart(2, '0')).join('');
  // Version and variant stand where RFC 9562 wants them.
  return `${prefix}_${time}7${random.slice(0, 3)}8${random.slice(3, 18)}`;
};
