/** Plans for what a command or query answers with, found by the place of its field in the document. */
import type { GraphQLField, GraphQLResolveInfo } from 'graphql';
import type { z } from 'zod';
import type { Root } from '../../read/selection.ts';
import type { Collected } from '../translate/collect.ts';
import { Reader } from '../translate/reader.ts';
import type { Translation } from '../translate/translation.ts';
import { fieldsOf, type Outcome, outcomeOf } from './outcome.ts';
import type { Planned, Reads } from './reads.ts';
import type { Asking } from './request.ts';

interface FieldPlan {
  readonly outcome: Outcome;
  /** Whether there are records to read. */
  readonly reads: boolean;
}

/** @param output A structure's schema, or the outputs of a command, whose payload has more fields than these. */
export function planField(
  reads: Reads,
  asking: Asking,
  info: GraphQLResolveInfo,
  output: z.ZodType | { readonly fields: Readonly<Record<string, z.ZodType>> },
): Planned<FieldPlan> {
  return reads.planned(asking, `field ${info.path.key}`, () => {
    const reader = new Reader(asking.facts, asking.decode);
    const t: Translation = {
      schema: asking.schema,
      model: asking.kernel.model,
      fragments: asking.operation.fragments,
      reader,
      marksTypes: true,
    };
    const c = collectedOf(info);
    const roots: Root[] = [];
    const outcome: Outcome =
      'fields' in output
        ? { kind: 'object', fields: fieldsOf(t, output.fields, c, roots), isOneOf: false }
        : outcomeOf(t, output, c, roots);
    return { roots, derived: reader.derived, asked: reader.asked, rest: { outcome, reads: roots.length > 0 } };
  });
}

export function collectedOf(info: GraphQLResolveInfo): Collected {
  const [first, ...more] = info.fieldNodes;
  if (!first) throw new TypeError('a field without a place in the document');
  const field = info.parentType.getFields()[info.fieldName] as GraphQLField<unknown, unknown>;
  return { key: String(info.path.key), nodes: [first, ...more], field };
}
