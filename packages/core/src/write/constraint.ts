/** What a constraint of the database says about a write, told to whoever wrote it: which record, which columns, and never the SQL. */
import { type PgErrorFields, pgError } from '../database/pg-error.ts';
import { GuanxiError } from '../errors.ts';
import { label } from '../model/label.ts';
import type { EntityDef, Model } from '../model/model.ts';
import type { Call } from './call.ts';
import { badInput, notFound } from './problems.ts';
import { tableConfig } from './values.ts';

/** Stands before the id of a definition in the statement that takes a unique value, when somebody else has it. */
export const takenMark = 'taken: ';
const takenForm = /"taken: ([0-9a-f-]{36})"/;

/** The refusal in a failed flush; anything else is given back as it is. */
export function refusalOf(call: Call, error: unknown): unknown {
  const found = pgError(error);
  if (!found) return error;
  const entity = call.kernel.model.byTable.get(found.table ?? '');
  const [, taken] = takenForm.exec(found.code === '22P02' ? found.message : '') ?? [];
  if (taken) return duplicateAttribute(call, taken);
  if (found.code === '23505') return entity ? duplicate(entity, found) : error;
  if (!entity) return error;
  if (found.code === '23503' || found.code === '23001') return broken(call.kernel.model, entity, found);
  if (found.code === '23502')
    return badInput(label(`${keyOf(entity, found.column)} must not be empty`, `${keyOf(entity, found.column)} 不能为空`), [
      keyOf(entity, found.column),
    ]);
  if (found.code === '23514' || found.code === '22003' || found.code === '22001') {
    const name = found.constraint ?? '';
    return badInput(
      label(`the ${entity.label.en} breaks the rule ${name}`, `${entity.label.zh}违反规则 ${name}`),
      columnsOf(entity, name),
      { constraint: name },
    );
  }
  return error;
}

function duplicate(entity: EntityDef, found: PgErrorFields): GuanxiError {
  const columns = columnsOf(entity, found.constraint ?? '');
  return new GuanxiError(
    'DUPLICATE',
    { what: entity.label, columns: columns.join(', ') || 'id' },
    { path: columns, details: { entity: entity.name, columns } },
  );
}

/** The database names the definition by id; people know it by its key. */
function duplicateAttribute(call: Call, id: string): GuanxiError {
  const definition = [...call.kernel.model.entities.values()]
    .flatMap((e) => [...call.attributes.byKey(e.name).values()])
    .find((d) => d.id === id);
  const key = definition?.key ?? '';
  return new GuanxiError(
    'DUPLICATE',
    { what: call.kernel.model.entities.get(definition?.entity ?? '')?.label ?? '', columns: key },
    { path: ['attributes', key], details: { entity: definition?.entity ?? null, columns: [key] } },
  );
}

/** A reference to nothing, or a removal of what is referred to: Postgres reports both under the name of the referring table. */
function broken(model: Model, entity: EntityDef, found: PgErrorFields): GuanxiError {
  const [key = ''] = columnsOf(entity, found.constraint ?? '');
  const target = model.byTable.get(entity.columns.get(key)?.reference?.table ?? '');
  if (found.code === '23001' || /still referenced/.test(found.detail ?? '')) {
    return new GuanxiError(
      'REFERENCED',
      { what: target?.label ?? '', by: entity.label },
      { details: { entity: target?.name ?? null, by: entity.name, column: key } },
    );
  }
  return notFound(target ?? entity, [key]);
}

/** The columns of a constraint, by key, without the tenant every one of them begins with. */
function columnsOf(entity: EntityDef, constraint: string): readonly string[] {
  const config = tableConfig(entity);
  const names =
    config.uniqueConstraints.find((u) => u.getName() === constraint)?.columns.map((c) => c.name) ??
    config.indexes
      .find((i) => i.config.name === constraint)
      ?.config.columns.flatMap((c) => ('name' in c && typeof c.name === 'string' ? [c.name] : [])) ??
    config.foreignKeys
      .find((f) => f.getName() === constraint)
      ?.reference()
      .columns.map((c) => c.name) ??
    [...entity.columns.values()].filter((c) => constraint.startsWith(`${entity.tableName}_${c.name}_`)).map((c) => c.name);
  return names.filter((n) => n !== 'tenant_id').map((n) => keyOf(entity, n));
}

const keyOf = (entity: EntityDef, column: string | undefined): string =>
  [...entity.columns.values()].find((c) => c.name === column)?.key ?? column ?? '';
