/**
 * Two ways to be without a right. What may not be read is null with an error at its place; what may not be filtered, sorted, grouped or
 * added up by refuses the operation, since an answer without it would be another answer.
 */
import { isRefusal } from '../../access/clearance.ts';
import type { GuanxiError } from '../../errors.ts';
import type { Emitted } from '../shape.ts';
import type { PlanContext } from './context.ts';

/**
 * Null with an error at its place, where the actor may not read it.
 * @param isPromised Of that place the API says that it is never null: what is around it is, then.
 */
export function unlessForbidden(ctx: PlanContext, emit: () => Emitted, isPromised = false): Emitted {
  try {
    return emit();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    ctx.notes.tree = true;
    if (isPromised) ctx.notes.breaksPromise = true;
    return { sql: 'null', shape: { kind: 'error', error } };
  }
}

/** Null, where it may not be read and nobody asked for it by name. */
export function unlessLacking<T>(make: () => T): T | null {
  try {
    return make();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return null;
  }
}

class OperationRefused extends Error {
  readonly refusal: GuanxiError;
  constructor(refusal: GuanxiError) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** A part on which the whole operation hangs. */
export function forOperation<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw isRefusal(error) ? new OperationRefused(error) : error;
  }
}

/** The whole operation: throws what refused it. */
export function refusable<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw error instanceof OperationRefused ? error.refusal : error;
  }
}
