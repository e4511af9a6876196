import { UsageError } from './command.ts';

/** A JSON object from an option; absent is empty. */
export function jsonOf(text: string | undefined): Readonly<Record<string, unknown>> {
  if (text === undefined) return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Readonly<Record<string, unknown>>;
  } catch {
    // Told below, with what was given.
  }
  throw new UsageError(`This is no JSON object: ${text}`);
}
