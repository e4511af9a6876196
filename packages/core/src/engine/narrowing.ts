/** The kernel for each set of plugins that some tenant uses: made when it is first asked for, the least used forgotten. */
import { Lru } from '../graphql/index.ts';
import { setName } from '../model/enabling.ts';
import type { Booted } from '../plugin/boot.ts';
import type { Kernel } from '../write/kernel.ts';

/** A model takes some milliseconds to make, and is small beside the plans and schemas that are kept for it. */
const MAX_SETS = 64;

export function createNarrowing(whole: () => Kernel, narrow: Booted['narrowed']): Kernel['narrowed'] {
  const bySet = new Lru<Kernel>(MAX_SETS);
  return (plugins) => (plugins === null ? whole() : bySet.getOr(setName(plugins), () => ({ ...whole(), ...narrow(plugins) })));
}
