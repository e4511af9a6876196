/** Enums: every value of every installed plugin, so that what is stored stays readable whatever is enabled. */
import type { EnumType } from '../../model/enums.ts';
import type { EnumDef } from '../../model/model.ts';
import type { Derivation } from './derivation.ts';
import { describe } from './describe.ts';

const nameText = /^[A-Za-z_][A-Za-z0-9_]*$/;
const reserved = new Set(['true', 'false', 'null']);

export const enumType = (d: Derivation, def: EnumDef): string => d.types.ofModel(def.name, () => makeEnum(d, def));

/** An enum named by a command or query: the model's, or one that only inputs and outputs use. */
export function declaredEnum(d: Derivation, type: EnumType, plugin: string): string {
  const known = d.source.model.enums.get(type.name);
  if (known) return enumType(d, known);
  const values = new Map(Object.entries(type.values).map(([value, label]) => [value, { label, plugin }]));
  return d.types.declared(type.name, type.values, () => makeEnum(d, { name: type.name, open: type.open, plugin, values }));
}

function makeEnum(d: Derivation, def: EnumDef): void {
  const values: Record<string, { description: string }> = {};
  for (const [value, { label, plugin }] of def.values) {
    if (nameText.test(value) && !reserved.has(value)) values[value] = { description: describe(label) };
    else
      d.problems.push({
        code: 'ENUM_VALUE',
        plugins: [plugin],
        subject: `${def.name}.${value}`,
        detail: 'a GraphQL enum value begins with a letter and has letters, digits and underscores',
      });
  }
  d.types.enum(def.name, `${def.name}${def.open ? '; plugins add values' : ''}.`, values);
}
