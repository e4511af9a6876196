/** `Node`, and the interfaces that entities of several plugins stand behind. */
import type { InterfaceDef } from '../../model/model.ts';
import type { Derivation } from './derivation.ts';
import { describe } from './describe.ts';
import { typeOfPlanned } from './planned.ts';
import { fieldType } from './values.ts';

export function addNode(d: Derivation): void {
  d.types.interface('Node', 'Any record, by its global id.', typeOfPlanned, () => ({
    id: { type: 'ID!', description: 'Global id (全局编号).' },
  }));
}

export function interfaceType(d: Derivation, of: InterfaceDef): string {
  return d.types.ofModel(of.name, () =>
    d.types.interface(
      of.name,
      describe(of.label),
      typeOfPlanned,
      () =>
        Object.fromEntries(
          Object.entries(of.shape.fields).map(([name, f]) => {
            const type = f.nullable || !isPromisedByAll(d, of, name) ? f.type : `${f.type}!`;
            return [name, { type, description: describe(f.label), means: { kind: 'shape', of, name } }];
          }),
        ),
      ['Node'],
    ),
  );
}

/** Every type maps it to a NOT NULL column that none of its fields guards, and a field of its own by that name promises as much. */
const isPromisedByAll = (d: Derivation, of: InterfaceDef, name: string): boolean =>
  of.implementers.every(({ entity, mapping }) => {
    const from = mapping[name];
    const shown = [...entity.fields.values()].filter((f) => f.name === name || (f.spec.kind === 'column' && f.spec.column === from));
    return typeof from === 'string' && entity.columns.get(from)?.notNull === true && shown.every((f) => fieldType(d, f).endsWith('!'));
  });
