/** A stream that was opened by somebody whose rights are data ends when they have other rights, or none (A28). */
import type { Actor } from '../../access/actor.ts';
import { GuanxiError } from '../../errors.ts';
import type { Identities } from '../../write/identities.ts';
import { endedBy, type Stream } from './ended.ts';

export function guarded(identities: Identities, actor: Actor, inner: Stream): Stream {
  return actor.principal ? endedBy((end) => identities.watch(actor, (code) => end(new GuanxiError(code))), inner) : inner;
}
