/** Attributes: fields that a tenant defines for itself. */
import type { Noun } from '../common.ts';
import { changeAttribute, defineAttribute, retireAttribute } from './commands.ts';
import * as events from './events.ts';
import { attributeFields } from './fields.ts';

export const attributes: Noun = {
  model: [attributeFields],
  commands: [defineAttribute, changeAttribute, retireAttribute],
  events: [events.AttributeDefined, events.AttributeChanged, events.AttributeRetired],
  refusals: [
    events.keyWithoutNamespace,
    events.noAttributesOf,
    events.choicesWrong,
    events.defaultWrong,
    events.referenceWrong,
    events.cannotBeUnique,
    events.cannotBeIndexed,
    events.noSlotLeft,
    events.isRetired,
  ],
};

export { AttributeDefinition } from './entities.ts';
export { attributeFields } from './fields.ts';
export { AttributeClassification, AttributeType } from './enums.ts';
export { AttributeChanged, AttributeDefined, AttributeRetired } from './events.ts';
export { changeAttribute, defineAttribute, retireAttribute };
