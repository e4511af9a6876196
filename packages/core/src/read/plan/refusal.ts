/**
 * Two ways to be without a right. What may not be read is null with an error at its place; what may not be filtered, sorted, grouped or
 * added up by refuses the operation, since an answer without it would be another answer.
 */
import { GuanxiError } from '../../errors.ts';
import type { Emitted } from '../shape.ts';
import type { PlanContext } from './context.ts';

const isForbidden = (error: unknown): error is GuanxiError => error instanceof GuanxiError && error.code === 'FORBIDDEN';

/** Null with an error at its place, where the actor may not read it. */
export function unlessForbidden(ctx: PlanContext, emit: () => Emitted): Emitted {
  try {
    return emit();
  } catch (error) {
    if (!isForbidden(error)) throw error;
    ctx.notes.tree = true;
    return { sql: 'null', shape: { kind: 'error', error } };
  }
}

/** Null, where it may not be read and nobody asked for it by name. */
export function unlessLacking<T>(make: () => T): T | null {
  try {
    return make();
  } catch (error) {
    if (!isForbidden(error)) throw error;
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
    throw isForbidden(error) ? new OperationRefused(error) : error;
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
