/**
 * Whose personal data is what: put together, once for a model, out of what fields say of themselves. A person is a record of an entity that
 * says of one of its own fields that it is personal data of the record itself.
 */
import type { Entity } from './entity.ts';
import type { FieldSpec, PersonalSubject } from './fields.ts';
import type { ColumnDef, EntityDef, FieldDef, Model } from './model.ts';

/** How a row leads to the person. */
export type Lead =
  | { readonly kind: 'itself' }
  | { readonly kind: 'column'; readonly column: ColumnDef }
  /** By the record that it belongs to. */
  | { readonly kind: 'through'; readonly column: ColumnDef; readonly entity: EntityDef; readonly to: ColumnDef }
  /** By rows of another entity that name both; `alone`: only where they name nobody else. */
  | { readonly kind: 'via'; readonly entity: EntityDef; readonly from: ColumnDef; readonly to: ColumnDef; readonly alone: boolean };

/** What rows of an entity hold of a person that they lead to. */
export interface PersonalData {
  readonly entity: EntityDef;
  readonly lead: Lead;
  readonly columns: readonly ColumnDef[];
  /** Whether its tenant-defined attributes that are personal are this person's. */
  readonly attributes: boolean;
}

interface PersonalProblem {
  readonly plugin: string;
  /** Such as `Note.text`. */
  readonly subject: string;
  readonly detail: string;
}

export interface Personal {
  /** Entities whose records are people, by name. */
  readonly people: ReadonlySet<string>;
  /** What there is of a person of this entity, over all plugins. */
  of(person: EntityDef): readonly PersonalData[];
  /** Columns that hold personal data, whosever. */
  columnsOf(entity: EntityDef): ReadonlySet<ColumnDef>;
  /** Those of them that are overwritten where others are emptied. */
  readonly texts: ReadonlySet<ColumnDef>;
  readonly problems: readonly PersonalProblem[];
}

const known = new WeakMap<Model, Personal>();

export function personalIn(model: Model): Personal {
  const found = known.get(model);
  if (found) return found;
  const made = read(model);
  known.set(model, made);
  return made;
}

interface Said {
  readonly entity: EntityDef;
  readonly field: FieldDef;
  readonly subject: PersonalSubject;
  readonly columns: readonly ColumnDef[];
}

function read(model: Model): Personal {
  const said = [...model.entities.values()].flatMap((entity) => [...entity.fields.values()].flatMap((field) => saidOf(entity, field)));
  const people = new Set(said.filter((s) => s.subject === 'id').map((s) => s.entity.name));
  const problems: PersonalProblem[] = [];
  const byPerson = new Map<string, Map<string, { data: PersonalData; columns: Set<ColumnDef> }>>();
  const all = new Map<EntityDef, Set<ColumnDef>>();
  const texts = new Set<ColumnDef>();

  for (const { entity, field, subject, columns } of said) {
    const led = leadOf(model, entity, subject, people);
    const unclearable = columns.find((c) => isErasable(entity, c) === null);
    const detail =
      'problem' in led ? led.problem : unclearable ? `${unclearable.key} cannot be emptied: it is neither text nor nullable` : null;
    if (detail !== null || 'problem' in led) {
      problems.push({ plugin: field.plugin, subject: `${entity.name}.${field.name}`, detail: detail ?? '' });
      continue;
    }
    const ofEntity = all.get(entity) ?? new Set();
    all.set(entity, ofEntity);
    for (const column of columns) ofEntity.add(column);
    if (field.spec.options.personal?.keepsText) for (const column of columns) texts.add(column);
    const ofPerson = byPerson.get(led.person.name) ?? new Map();
    byPerson.set(led.person.name, ofPerson);
    const key = `${entity.name} ${JSON.stringify(subjectKey(subject))}`;
    const known = ofPerson.get(key) ?? {
      data: { entity, lead: led.lead, columns: [], attributes: entity.hasAttributes },
      columns: new Set<ColumnDef>(),
    };
    for (const column of columns) known.columns.add(column);
    ofPerson.set(key, known);
  }
  const lists = new Map(
    [...byPerson].map(([person, parts]) => [person, [...parts.values()].map((p) => ({ ...p.data, columns: [...p.columns] }))]),
  );
  const none: ReadonlySet<ColumnDef> = new Set();
  return {
    people,
    of: (person) => lists.get(person.name) ?? [],
    columnsOf: (entity) => all.get(entity) ?? none,
    texts,
    problems,
  };
}

function saidOf(entity: EntityDef, field: FieldDef): readonly Said[] {
  const { personal } = field.spec.options;
  if (!personal) return [];
  const keys = [...storedIn(field.spec), ...(personal.also ?? [])];
  const columns = keys.flatMap((key) => entity.columns.get(key) ?? []);
  const subjects: readonly PersonalSubject[] = Array.isArray(personal.subject) ? personal.subject : [personal.subject];
  return subjects.map((subject) => ({ entity, field, subject, columns }));
}

/** Columns that a field keeps; what is worked out from others is no data of its own. */
function storedIn(spec: FieldSpec): readonly string[] {
  if (spec.kind === 'column') return [spec.column];
  return spec.kind === 'money' ? [`${spec.prefix}Amount`, `${spec.prefix}Currency`] : [];
}

const subjectKey = (subject: PersonalSubject): unknown =>
  typeof subject === 'string'
    ? subject
    : 'through' in subject
      ? [subject.through, subject.to]
      : [subject.via.name, subject.from, subject.to, subject.alone ?? false];

function leadOf(
  model: Model,
  entity: EntityDef,
  subject: PersonalSubject,
  people: ReadonlySet<string>,
): { readonly person: EntityDef; readonly lead: Lead } | { readonly problem: string } {
  if (subject === 'id') return { person: entity, lead: { kind: 'itself' } };
  if (typeof subject === 'string') {
    const column = entity.columns.get(subject);
    if (!column) return { problem: `there is no column "${subject}"` };
    const person = targetOf(model, entity, column);
    if (!person || !people.has(person.name)) return { problem: `${subject} refers to no person` };
    return { person, lead: { kind: 'column', column } };
  }
  if ('through' in subject) return throughOf(model, entity, subject, people);
  const via = model.entities.get((subject.via as Entity).name);
  const from = via?.columns.get(subject.from);
  const to = via?.columns.get(subject.to);
  if (!via || !from || !to) return { problem: `${subject.via.name} has no columns "${subject.from}" and "${subject.to}"` };
  if (targetOf(model, via, from) !== entity) return { problem: `${via.name}.${from.key} does not refer to ${entity.name}` };
  const person = targetOf(model, via, to);
  if (!person || !people.has(person.name)) return { problem: `${via.name}.${to.key} refers to no person` };
  return { person, lead: { kind: 'via', entity: via, from, to, alone: subject.alone ?? false } };
}

function throughOf(
  model: Model,
  entity: EntityDef,
  { through, to: toKey }: { readonly through: string; readonly to: string },
  people: ReadonlySet<string>,
): ReturnType<typeof leadOf> {
  const column = entity.columns.get(through);
  const parent = column && targetOf(model, entity, column);
  if (!column || !parent) return { problem: `${through} refers to no record` };
  const to = parent.columns.get(toKey);
  const person = to && targetOf(model, parent, to);
  if (!to || !person || !people.has(person.name)) return { problem: `${parent.name}.${toKey} refers to no person` };
  return { person, lead: { kind: 'through', column, entity: parent, to } };
}

/** The entity that a column refers to: by foreign key, or, in tables of the kernel, as a field says. */
export function targetOf(model: Model, entity: EntityDef, column: ColumnDef): EntityDef | null {
  if (column.reference) return model.byTable.get(column.reference.table) ?? null;
  for (const { spec } of entity.fields.values())
    if (spec.kind === 'one' && spec.on[0] === column.key && spec.on[1] === 'id') return model.entities.get(spec.target.name) ?? null;
  return null;
}

/**
 * Whether erasure overwrites a column. One of a few words that every record has says nothing of somebody who is no longer known: it stays.
 * Null: it would have to go, and cannot.
 */
export function isErasable(entity: EntityDef, column: ColumnDef): boolean | null {
  if (!column.notNull || column.array || column.kind === 'text' || column.kind === 'json') return true;
  if (plainDefault(entity, column) !== undefined) return true;
  return column.kind === 'enum' || column.kind === 'boolean' ? false : null;
}

/** What a column holds where nothing is said, if the declaration names a plain value. */
export function plainDefault(entity: EntityDef, column: ColumnDef): string | number | boolean | undefined {
  const given = (entity.table as unknown as Readonly<Record<string, { readonly default?: unknown }>>)[column.key]?.default;
  return typeof given === 'string' || typeof given === 'number' || typeof given === 'boolean' ? given : undefined;
}
