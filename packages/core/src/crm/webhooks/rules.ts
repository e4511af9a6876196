/** What an endpoint may ask for, and its secrets. Pure but for chance. */
import { randomBytes } from 'node:crypto';
import type { WebhookSecret } from '@guanxi/core';

/** A type, all types below a prefix, or all. What no installed plugin says is taken for a slip of the pen. */
export function isEventPattern(pattern: string, types: readonly string[]): boolean {
  if (pattern === '*' || types.includes(pattern)) return true;
  return pattern.endsWith('.*') && types.some((type) => type.startsWith(pattern.slice(0, -1)));
}

/** As Standard Webhooks writes them: 32 bytes of chance. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

const HOUR_MS = 3_600_000;

/** The new one for good, and the one before for so many hours; of older ones nothing is left. */
export function rotated(secrets: readonly WebhookSecret[], secret: string, keepHours: number, now: Date): readonly WebhookSecret[] {
  const current = secrets.find(({ until }) => until === null);
  const previous =
    current && keepHours > 0 ? [{ secret: current.secret, until: new Date(now.getTime() + keepHours * HOUR_MS).toISOString() }] : [];
  return [{ secret, until: null }, ...previous];
}
