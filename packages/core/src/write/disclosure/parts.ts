/** What an export of a person consists of, in order: records that say something of the person or refer to it, their history, events. */
import type { ColumnDef, EntityDef, Model } from '../../model/model.ts';
import { type Lead, personalIn } from '../../model/personal.ts';

export interface RecordsPart {
  readonly entity: EntityDef;
  /** Any of them. */
  readonly leads: readonly Lead[];
  /** What of it is this person's, and not merely around it. */
  readonly personal: ReadonlySet<ColumnDef>;
  readonly attributes: boolean;
}

/** The person's own record first, then by name. */
export function recordsParts(model: Model, person: EntityDef): readonly RecordsPart[] {
  const parts = new Map<EntityDef, { leads: Lead[]; personal: Set<ColumnDef>; attributes: boolean }>();
  const partOf = (entity: EntityDef) => {
    const part = parts.get(entity) ?? { leads: [], personal: new Set<ColumnDef>(), attributes: false };
    parts.set(entity, part);
    return part;
  };
  for (const { entity, lead, columns, attributes } of personalIn(model).of(person)) {
    const part = partOf(entity);
    part.leads.push(lead);
    for (const column of columns) part.personal.add(column);
    part.attributes ||= attributes;
  }
  for (const { from, column } of model.incoming(person)) {
    const { leads } = partOf(from);
    if (!leads.some((l) => l.kind === 'column' && l.column === column)) leads.push({ kind: 'column', column });
  }
  return [...parts]
    .map(([entity, part]) => ({ entity, ...part }))
    .sort((a, b) => Number(b.entity === person) - Number(a.entity === person) || (a.entity.name < b.entity.name ? -1 : 1));
}
