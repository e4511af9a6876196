/**
 * What a record's history tells field by field: the values of an entry as the API shows them. Columns without a field are internal, and the
 * engine's own (version, who and when) say nothing that the entry does not say itself.
 */
import { valueVisible } from '../../access/columns.ts';
import { allOf, type Condition, conditionText } from '../../access/condition.ts';
import { tableCondition } from '../../access/policy.ts';
import { forbidden, missingPermission } from '../../access/rights.ts';
import type { AttributeDefinition } from '../../model/attributes.ts';
import { type Label, label } from '../../model/label.ts';
import type { ColumnDef, EntityDef, FieldDef } from '../../model/model.ts';
import { badInput } from '../../model/refusals.ts';
import type { ChangesSelection } from '../selection.ts';
import { idText, prefixOf } from '../sql/output.ts';
import { literal } from '../sql/quote.ts';
import { attributeOutput, requireAttribute } from './attributes.ts';
import type { PlanContext } from './context.ts';
import { unlessLacking } from './refusal.ts';

/** A field whose changes are told. */
export interface Told {
  readonly name: string;
  readonly label: Label;
  /** Whether the record's reader sees it now. */
  readonly seen: Condition;
  /** Its value as `jsonb`, from the SQL of an entry's `before` or `after`. */
  readonly value: (document: string) => string;
}

/**
 * @param s The alias of the record as it is or last was.
 * @throws BAD_INPUT for a name that no field has; FORBIDDEN, PURPOSE_REQUIRED for a field asked for by name that may not be read
 */
export function toldFields(ctx: PlanContext, { entity, fields, only }: ChangesSelection, s: string): readonly Told[] {
  const shown = new Set(fields.map((f) => f.column?.key));
  const candidates: (readonly [string, () => Told | null])[] = [
    ...fields.map((f) => [f.name, () => toldField(ctx, entity, f, s, shown)] as const),
    ...(entity.hasAttributes ? [...ctx.attributes.byKey(entity.name).values()] : [])
      .filter((d) => !d.retired)
      .map((d) => [`attributes.${d.key}`, () => toldAttribute(ctx, entity, d)] as const),
  ];
  if (only === null) return candidates.flatMap(([, make]) => unlessLacking(make) ?? []);
  const named = (name: string) => candidates.filter(([n]) => n === name || (name === 'attributes' && n.startsWith('attributes.')));
  const asked = new Set<Told>();
  const byName = new Map<string, Told | null>();
  for (const name of only) {
    const found = named(name);
    for (const [n, make] of found) byName.set(n, byName.get(n) ?? make());
    const told = found.flatMap(([n]) => byName.get(n) ?? []);
    if (told.length === 0 && !(name === 'attributes' && entity.hasAttributes)) throw untold(entity, name);
    for (const t of told) asked.add(t);
  }
  return [...asked];
}

const untold = (entity: EntityDef, name: string) =>
  badInput(
    label(`of ${entity.name} there is no field "${name}" whose changes are kept`, `${entity.label.zh}没有保留变更历史的字段“${name}”`),
    ['fields'],
  );

/** Null for what is no value of the record itself. @throws FORBIDDEN */
function toldField(ctx: PlanContext, entity: EntityDef, field: FieldDef, s: string, shown: ReadonlySet<string | undefined>): Told | null {
  const { spec } = field;
  const columns = (spec.kind === 'column' ? [spec.column] : spec.kind === 'money' ? [`${spec.prefix}Amount`, `${spec.prefix}Currency`] : [])
    .map((key) => entity.columns.get(key) as ColumnDef)
    .filter((c) => !c.engine);
  const [first, second] = columns;
  const told = (of: readonly ColumnDef[], value: Told['value']): Told => ({
    name: field.name,
    label: field.label,
    seen: valueVisible(ctx, field, of, entity, s),
    value,
  });
  if (spec.kind === 'one' && spec.on[1] === 'id' && !shown.has(spec.on[0])) return toldReference(ctx, entity, spec.on[0], told);
  if (first === undefined) return null;
  if (second !== undefined)
    return told(columns, (doc) => {
      const [amount, currency] = [`${doc} -> ${literal(first.key)}`, `${doc} -> ${literal(second.key)}`];
      return `case when ${amount} is not null then jsonb_build_object('amount', ${amount}, 'currency', ${currency}) end`;
    });
  const prefix = prefixOf(ctx.model, entity.idPrefix, first);
  return told([first], (doc) => {
    const [json, text] = [`${doc} -> ${literal(first.key)}`, `(${doc} ->> ${literal(first.key)})`];
    if (first.array) return json;
    if (prefix !== null) return `to_jsonb(${idText(prefix, text, ctx.values)})`;
    // Numbers that JavaScript cannot hold are text on the API, whichever way an entry has them.
    return first.kind === 'bigint' || first.kind === 'decimal' ? `to_jsonb(${text})` : json;
  });
}

/** A relation whose column is no field: the id of the other record, where its reader sees that. */
function toldReference(
  ctx: PlanContext,
  entity: EntityDef,
  key: string,
  told: (of: readonly ColumnDef[], value: Told['value']) => Told,
): Told | null {
  const column = entity.columns.get(key);
  const target = column?.reference ? ctx.model.byTable.get(column.reference.table) : undefined;
  if (column === undefined || target === undefined || column.engine) return null;
  const missing = missingPermission(ctx.model, ctx.rights, target);
  if (missing !== null) throw forbidden(missing);
  return told([column], (doc) => {
    const x = ctx.sink.alias();
    const where = conditionText(allOf([tableCondition(ctx, target, x), `${x}.id = (${doc} ->> ${literal(key)})::uuid`]));
    return `(select to_jsonb(${idText(target.idPrefix, `${x}.id`, ctx.values)}) from ${ctx.sink.table(target.tableName)} ${x} where ${where})`;
  });
}

function toldAttribute(ctx: PlanContext, entity: EntityDef, d: AttributeDefinition): Told {
  requireAttribute(ctx, entity, d);
  return {
    name: `attributes.${d.key}`,
    label: d.label,
    seen: true,
    value: (doc) => `to_jsonb(${attributeOutput(ctx, `(${doc} -> 'attrs')`, d)})`,
  };
}
