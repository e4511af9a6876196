/** How the boot checks call what a kit made, and whose it is. */
import type { Made } from './made.ts';

interface Described {
  readonly kind?: string;
  readonly name?: string;
  readonly id?: string;
  readonly code?: string;
  readonly plugin?: string | null;
  readonly definition?: { readonly plugin: string } | null;
  readonly entity?: { readonly name: string };
  readonly command?: { readonly name: string };
  readonly event?: { readonly name: string };
}

/** @example describe(onCustomer) // 'the fields of Customer' */
export function describe(part: Made): string {
  const { kind, name, id, code, entity, command, event } = part as Described;
  switch (kind) {
    case 'entity':
      return `entity ${name}`;
    case 'fields':
      return `the fields of ${entity?.name}`;
    case 'restriction':
      return `the restriction of ${entity?.name}`;
    case 'point':
      return `point "${id}"`;
    case 'refusal':
      return `refusal ${code}`;
    case 'before':
    case 'extend':
      return `${kind}(${command?.name})`;
    case 'guard':
      return `guard(${entity?.name})`;
    case 'during':
    case 'after':
      return `${kind}(${event?.name})`;
    default:
      return `${kind} "${name}"`;
  }
}

/** The plugin whose kit made it; null where that is not written on it. */
export function makerOf(part: Made): string | null {
  const { plugin, definition } = part as Described;
  return plugin ?? definition?.plugin ?? null;
}
