/**
 * What a live query sends, made into whole results. It knows no client library: with graphql-ws alone, Apollo's links or SSE it is used
 * the same way, between what comes in and whoever shows it.
 */
import jsonPatch, { type Operation } from 'fast-json-patch';

export interface LiveMessage {
  readonly data?: unknown;
  readonly errors?: readonly unknown[] | undefined;
  readonly extensions?: { readonly live?: { readonly revision: number; readonly patch?: readonly Operation[] } };
}
export interface WholeResult {
  readonly data: unknown;
  readonly errors?: readonly unknown[];
}

/** The first message has the whole result, and so has any that would be longer as a patch; every other says what differs from the last. */
export function wholeResults(): (message: LiveMessage) => WholeResult {
  let data: unknown;
  return ({ data: whole, errors, extensions }) => {
    const patch = extensions?.live?.patch;
    // What was shown is left as it is: React compares it with what comes.
    data = patch ? jsonPatch.applyPatch(data, patch, false, false).newDocument : whole;
    return errors ? { data, errors } : { data };
  };
}
