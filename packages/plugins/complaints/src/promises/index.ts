/** Promises: how far somebody may promise, when it is due, and whether it was kept. */
import type { Noun } from '../common.ts';
import { setPromiseAuthority } from './authority.ts';
import { checkPromise } from './check.ts';
import { decidePromise, fulfilPromise, givePromise, releasePromise } from './commands.ts';
import * as events from './events.ts';
import { authorityFields, promiseFields, promisesOfCase } from './fields.ts';

export const promises: Noun = {
  model: [promiseFields, authorityFields, promisesOfCase],
  commands: [givePromise, decidePromise, fulfilPromise, releasePromise, checkPromise, setPromiseAuthority],
  events: [
    events.PromiseRequested,
    events.PromiseRejected,
    events.PromiseGiven,
    events.PromiseDue,
    events.PromiseBroken,
    events.PromiseFulfilled,
    events.PromiseReleased,
  ],
  refusals: [
    events.promiseInPast,
    events.beyondAuthority,
    events.ownRequest,
    events.ownerInactive,
    events.promiseNot,
    events.promiseOpen,
    events.authorityOfNobody,
  ],
};

export { ComplaintPromise, PromiseAuthority } from './entities.ts';
export { PromiseState } from './enums.ts';
export {
  PromiseBroken,
  PromiseDue,
  PromiseFulfilled,
  PromiseGiven,
  PromiseRejected,
  PromiseReleased,
  PromiseRequested,
} from './events.ts';
export { promiseFields } from './fields.ts';
export { checkPromise, decidePromise, fulfilPromise, givePromise, releasePromise, setPromiseAuthority };
