/**
 * Boot check of classifications: what is made of confidential columns is not declared to be less, and nothing confidential is found by a
 * search that everybody may use.
 */
import { isLower } from '../access/clearance.ts';
import { inheritedClass } from '../access/inherited.ts';
import type { FieldDef, Model } from '../model/model.ts';
import { type BootProblem, problem } from './boot-error.ts';

export function checkClasses(model: Model): readonly BootProblem[] {
  return [...model.entities.values()].flatMap((entity) =>
    [...entity.fields.values()].flatMap((field) => [...lowered(model, field), ...searched(field)]),
  );
}

/** A field that says nothing has what it inherits; one that says less gives away what it is made of. */
function lowered(model: Model, field: FieldDef): BootProblem[] {
  const declared = field.spec.options.classification;
  if (declared === undefined) return [];
  const inherited = inheritedOr(model, field);
  if (inherited === null || !isLower(declared, inherited)) return [];
  return [problem('CLASS_LOWERED', [field.plugin], { subject: `${field.entity}.${field.name}`, declared, inherited })];
}

/** SQL that cannot even be made is the affair of another check. */
function inheritedOr(model: Model, field: FieldDef): ReturnType<typeof inheritedClass> | null {
  try {
    return inheritedClass(model, field);
  } catch {
    return null;
  }
}

function searched({ entity, name, plugin, classification, spec }: FieldDef): BootProblem[] {
  if (spec.options.search === undefined || classification !== 'CONFIDENTIAL') return [];
  return [problem('SEARCH_GUARDED', [plugin], { subject: `${entity}.${name}`, guard: 'its class CONFIDENTIAL' })];
}
