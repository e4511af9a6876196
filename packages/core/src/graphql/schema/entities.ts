/** A type for every entity: its fields, those that other plugins add, and the interfaces it stands behind. */
import type { EntityDef, FieldDef, InterfaceDef } from '../../model/model.ts';
import { connectionOf, interfaceListArguments, listArguments } from './connections.ts';
import { type Derivation, fieldsOf, targetOf } from './derivation.ts';
import { deprecationOf, describe } from './describe.ts';
import { interfaceType } from './interfaces.ts';
import type { FieldShape } from './types.ts';
import { fieldType, valueType } from './values.ts';

export function addEntity(d: Derivation, entity: EntityDef): void {
  const interfaces = entity.implementations.map((i) => d.source.model.interfaces.get(i.shape.name)).filter((i) => i !== undefined);
  d.types.ofModel(entity.name, () =>
    d.types.object(entity.name, describe(entity.label), () => entityFields(d, entity), [
      'Node',
      ...interfaces.map((i) => interfaceType(d, i)),
    ]),
  );
  for (const i of interfaces) checkShape(d, entity, i);
}

function entityFields(d: Derivation, entity: EntityDef): Record<string, FieldShape> {
  const out: Record<string, FieldShape> = {};
  for (const field of fieldsOf(d, entity)) {
    if (field.spec.kind === 'measure') continue;
    const deprecated = deprecationOf(field);
    out[field.name] = {
      ...shapeOf(d, field),
      description: describe(field.label),
      ...(deprecated !== undefined && { deprecated }),
      means: { kind: 'field', field },
    };
  }
  if (entity.hasAttributes) {
    if (out['attributes'])
      d.problems.push({
        code: 'RESERVED_NAME',
        plugins: [entity.plugin],
        subject: `${entity.name}.attributes`,
        detail: 'the name is taken by tenant-defined attributes',
      });
    out['attributes'] = {
      type: 'JSON!',
      description: 'Tenant-defined attributes by key (自定义属性).',
      means: { kind: 'attributes' },
      args: { keys: { type: '[String!]', description: 'Which; default all that you may see.' } },
    };
  }
  return out;
}

function shapeOf(d: Derivation, field: FieldDef): { type: string; args?: FieldShape['args'] & {} } {
  const { spec } = field;
  switch (spec.kind) {
    case 'one':
      return { type: spec.target.name };
    case 'any':
      return { type: 'Node' };
    case 'many':
    case 'through': {
      const target = targetOf(d, field) as EntityDef;
      return { type: connectionOf(d, target.name, describe(target.label)), args: listArguments(d, target) };
    }
    case 'all': {
      const of = d.source.model.interfaces.get(spec.shape.name) as InterfaceDef;
      return { type: connectionOf(d, interfaceType(d, of), describe(of.label)), args: interfaceListArguments(d, of) };
    }
    default:
      return { type: fieldType(d, field) };
  }
}

/** An entity's own field of an interface's name must say the same thing. */
function checkShape(d: Derivation, entity: EntityDef, of: InterfaceDef): void {
  for (const [name, { type }] of Object.entries(of.shape.fields)) {
    const own = entity.fields.get(name);
    const actual = own && (own.scalar === null || own.column?.array ? 'a relation or list' : valueType(d, own));
    if (actual === undefined || actual === type) continue;
    d.problems.push({
      code: 'INTERFACE_FIELD',
      plugins: [entity.plugin],
      subject: `${entity.name}.${name}`,
      detail: `it is ${actual}, and interface ${of.name} has a field of that name that is ${type}`,
    });
  }
}
