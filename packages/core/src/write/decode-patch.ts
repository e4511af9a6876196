/** A patch: some columns of an entity, each checked as the column is wherever it is written. */
import { label } from '../model/label.ts';
import type { ColumnDef } from '../model/model.ts';
import { decodeAttributes } from './decode-attributes.ts';
import { type Decoder, decodeId, decodeMoney, decodeScalar, isPlainObject, unknownKey } from './decode-values.ts';
import { badInput, type Path } from './problems.ts';
import { checkColumn } from './values.ts';

/** Absent leaves a column, null clears it. A Money may stand under its prefix for its two columns. */
export function decodePatch(
  d: Decoder,
  entityName: string,
  keys: readonly string[],
  value: Readonly<Record<string, unknown>>,
  path: Path,
): unknown {
  const entity = d.model.entities.get(entityName);
  if (!entity) return value;
  const out: Record<string, unknown> = {};
  for (const [key, given] of Object.entries(value)) {
    const at = [...path, key];
    if (given === undefined) continue;
    if (key === 'attributes' && keys.includes(key)) {
      out[key] = isPlainObject(given) ? decodeAttributes(d, entityName, given, at) : given;
      continue;
    }
    if (!keys.includes(key)) {
      if (!keys.includes(`${key}Amount`) || !keys.includes(`${key}Currency`)) d.problems.push(unknownKey(key, path));
      else Object.assign(out, moneyColumns(d, key, given, at));
      continue;
    }
    const column = entity.columns.get(key);
    if (!column) {
      d.problems.push(unknownKey(key, path));
      continue;
    }
    const checked = checkColumn(entity, column, decodeColumn(d, column, given, at));
    if ('problem' in checked) d.problems.push(badInput(checked.problem, at));
    else out[key] = checked.value;
  }
  return out;
}

function moneyColumns(d: Decoder, prefix: string, given: unknown, path: Path): object {
  if (given === null) return { [`${prefix}Amount`]: null, [`${prefix}Currency`]: null };
  const money = decodeMoney(d, given, path);
  if (isPlainObject(money) && typeof money['amount'] === 'string' && typeof money['currency'] === 'string') {
    return { [`${prefix}Amount`]: money['amount'], [`${prefix}Currency`]: money['currency'] };
  }
  d.problems.push(badInput(label('must be an amount with its currency', '必须同时给出金额和币种'), path));
  return {};
}

function decodeColumn(d: Decoder, column: ColumnDef, value: unknown, path: Path): unknown {
  if (column.array && Array.isArray(value))
    return value.map((v, i) => decodeColumn(d, { ...column, array: false }, v, [...path, String(i)]));
  if (value === null) return null;
  if (column.kind === 'reference' && column.reference) {
    const target = d.model.byTable.get(column.reference.table);
    return target ? decodeId(d, target.name, value, path) : value;
  }
  if (column.kind === 'instant') return decodeScalar(d, 'DateTime', value, path);
  if (column.kind === 'decimal') return decodeScalar(d, 'Decimal', value, path);
  return value;
}
