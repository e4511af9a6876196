/** Whoever was let in is asked again who they are, as long as they stay: tokens expire, rights are revoked (A28). */
import { type Actor, actorFingerprint } from '@guanxi/core';
import { refusalOf } from './http/errors.ts';
import type { Served } from './options.ts';

export interface Watched {
  readonly actor: Actor;
  /** Asks again with what they came with. */
  identify(): Promise<Actor>;
  /** They are not known any more (UNAUTHENTICATED), or may do other things than before (RIGHTS_CHANGED). */
  lost(code: string): void;
}

/** A service for identities that is away for a moment must not throw everybody out. */
const failuresInARow = 3;

/** Answers how to stop. */
export function watchIdentity({ reauthenticateMs, engine, logger }: Served, { actor, identify, lost }: Watched): () => void {
  const known = actorFingerprint(actor);
  let failures = 0;
  let isOver = false;
  const over = (code: string): void => {
    if (isOver) return;
    stop();
    logger.info('identity lost', { code });
    lost(code);
  };
  const check = async (): Promise<void> => {
    try {
      if (actorFingerprint(await identify()) !== known) over('RIGHTS_CHANGED');
      failures = 0;
    } catch (error) {
      const { code } = refusalOf(error);
      failures += 1;
      if (code !== 'INTERNAL' || failures >= failuresInARow) over(code);
    }
  };
  // What the tenant's data says of them, the engine tells as soon as it changes; what `authenticate` knows besides, it is asked for.
  const leave = engine.watch(actor, over);
  const timer = reauthenticateMs === 0 ? null : setInterval(() => void check(), reauthenticateMs).unref();
  const stop = (): void => {
    isOver = true;
    leave();
    if (timer) clearInterval(timer);
  };
  return stop;
}
