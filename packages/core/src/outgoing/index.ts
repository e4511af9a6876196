/** The outgoing room: calls to the outside, which a tenant must not be able to turn against the house. */
export { guardedFetch, type OutgoingRequest, type OutgoingResponse, refusalOf } from './fetch.ts';
export { createGuard, type Guard, type OutgoingLimits, type OutgoingOptions, type Resolve } from './guard.ts';
