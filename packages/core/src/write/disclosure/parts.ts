/** What an export of a person consists of, in order: records that say something of the person or refer to it, their history, events. */
import type { ColumnDef, EntityDef, Model } from '../../model/model.ts';
import { type Lead, personalIn, targetOf } from '../../model/personal.ts';

export interface RecordsPart {
  readonly entity: EntityDef;
  /** Any of them leads to the person. */
  readonly leads: readonly Lead[];
  /** None of these does: the record is in another part already. */
  readonly but: readonly Lead[];
  /** What is this person's, and not merely around it. */
  readonly personal: ReadonlySet<ColumnDef>;
  readonly attributes: boolean;
}

/** The person's own record first, then by name; of an entity what is the person's before what only refers to it. */
export function recordsParts(model: Model, person: EntityDef): readonly RecordsPart[] {
  const own = ownParts(model, person);
  const referring = [...model.entities.values()].flatMap((entity): RecordsPart[] => {
    const but = own.filter((part) => part.entity === entity).flatMap((part) => part.leads);
    const isKnown = (column: ColumnDef): boolean => but.some((lead) => lead.kind === 'column' && lead.column === column);
    const columns = [...entity.columns.values()].filter((c) => targetOf(model, entity, c) === person && !isKnown(c));
    const leads = columns.map((column): Lead => ({ kind: 'column', column }));
    return leads.length === 0 ? [] : [{ entity, leads, but, personal: new Set(), attributes: false }];
  });
  const rank = (part: RecordsPart): number => (part.entity === person && part.personal.size > 0 ? 0 : 1);
  return [...own, ...referring].sort((a, b) => rank(a) - rank(b) || compare(a.entity.name, b.entity.name));
}

/** A part for each set of columns: a record may hold one thing of this person and another of somebody else. */
function ownParts(model: Model, person: EntityDef): readonly RecordsPart[] {
  const parts = new Map<string, RecordsPart & { readonly leads: Lead[] }>();
  for (const { entity, lead, columns, attributes } of personalIn(model).of(person)) {
    const key = `${entity.name} ${columns.map((c) => c.key).join()}`;
    const part = parts.get(key) ?? { entity, leads: [], but: [], personal: new Set(columns), attributes };
    part.leads.push(lead);
    parts.set(key, part);
  }
  return [...parts.values()];
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
