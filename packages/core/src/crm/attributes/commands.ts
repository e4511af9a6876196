/** Tenants define fields of their own: what a definition fixes for ever, what may be changed later, and its retirement. */
import { type Id, label, type Row, select, sql, t } from '@guanxi/core';
import { refuseLowering } from '../classification/lowering.ts';
import { type CrmTx, given } from '../common.ts';
import { p } from '../plugin.ts';
import { AttributeDefinition } from './entities.ts';
import { AttributeClassification, AttributeType } from './enums.ts';
import {
  AttributeChanged,
  AttributeDefined,
  AttributeRetired,
  cannotBeIndexed,
  cannotBeUnique,
  choicesWrong,
  defaultWrong,
  isRetired,
  keyWithoutNamespace,
  noAttributesOf,
  noSlotLeft,
  referenceWrong,
} from './events.ts';
import { attributeFields } from './fields.ts';
import { type Choice, canBeUnique, choicesProblem, freeSlot, isDefault, isKey, mergeChoices, slotsFor } from './rules.ts';

const Labels = t.object('AttributeLabelInput', { en: t.text(100), zh: t.text(100) });
const Choices = t.list(t.object('AttributeChoiceInput', { value: t.text(100), label: Labels }), { max: 500 });

export const defineAttribute = p.command('defineAttribute', {
  label: label('Define an attribute', '定义自定义字段'),
  permission: 'crm:attributes:manage',
  input: {
    /** The type of the records that have it, such as `Customer`. */
    entity: t.text(80),
    /** `namespace.name`; never changes. */
    key: t.text(101),
    type: t.enum(AttributeType),
    label: Labels,
    description: t.optional(t.text(1_000)),
    required: t.optional(t.bool()),
    unique: t.optional(t.bool()),
    /** Sorts and ranges over it are fast; there is room for four of text, four of numbers and three of dates. */
    indexed: t.optional(t.bool()),
    defaultValue: t.optional(t.json()),
    choices: t.optional(Choices),
    referenceEntity: t.optional(t.text(80)),
    classification: t.optional(t.enum(AttributeClassification)),
    /** Exported and erased with the person that the record is, or refers to. */
    personal: t.optional(t.bool()),
  },
  output: { attribute: t.ref(AttributeDefinition) },
  async run(tx, { label: text, unique = false, indexed = false, required = false, classification = 'INTERNAL', ...asked }) {
    const { entity, key, type, choices, defaultValue, referenceEntity } = asked;
    if (!isKey(key)) throw keyWithoutNamespace({ key }, 'key');
    if (!tx.describe(entity)?.hasAttributes) throw noAttributesOf({ entity }, 'entity');
    refuseChoices(type, choices, 'choices');
    if ((type === 'REFERENCE') !== (referenceEntity !== undefined && tx.describe(referenceEntity) !== null))
      throw referenceWrong({}, 'referenceEntity');
    if (unique && !canBeUnique(type)) throw cannotBeUnique({ type }, 'unique');
    if (defaultValue !== undefined && defaultValue !== null && (unique || !isDefault(type, defaultValue, choices)))
      throw defaultWrong({ type }, 'defaultValue');
    const slot = indexed ? await slotFor(tx, entity, type) : null;
    const attribute = await tx.insert(AttributeDefinition, {
      ...given(asked),
      labelEn: text.en,
      labelZh: text.zh,
      required,
      uniqueValue: unique,
      indexed,
      slot,
      classification,
    });
    await tx.emit(AttributeDefined, { subject: attribute, entity, key });
    return { attribute };
  },
});

function refuseChoices(type: string, choices: readonly Choice[] | undefined, path: string): void {
  const problem = choicesProblem(type, choices);
  if (problem !== null) throw choicesWrong({ problem }, path);
}

/** Records keep what a retired attribute left in its slot, so that nobody else gets it. */
async function slotFor(tx: CrmTx, entity: string, type: string): Promise<string> {
  const slots = slotsFor(type);
  if (slots.length === 0) throw cannotBeIndexed({ type }, 'indexed');
  const others = await tx.system.read(select(attributeFields, { slot: true }), {
    where: (a) => sql`${a.entity} = ${entity} and ${a.slot} is not null`,
  });
  const slot = freeSlot(
    type,
    others.map((other) => other.slot),
  );
  if (slot === null) throw noSlotLeft({ entity, limit: slots.length }, 'indexed');
  return slot;
}

export const changeAttribute = p.command('changeAttribute', {
  label: label('Change an attribute', '修改自定义字段'),
  permission: 'crm:attributes:manage',
  input: {
    attribute: t.id(AttributeDefinition, { subject: true }),
    label: t.optional(Labels),
    description: t.optional(t.text(1_000)),
    /** Records without a value keep none until they are next written. */
    required: t.optional(t.bool()),
    /** New ones, and new labels of those that are there: none is taken away, since records hold it. */
    choices: t.optional(Choices),
    classification: t.optional(t.enum(AttributeClassification)),
    /** Exported and erased with the person that the record is, or refers to. */
    personal: t.optional(t.bool()),
  },
  output: { attribute: t.ref(AttributeDefinition) },
  async run(tx, { attribute, label: text, choices, ...rest }) {
    const row = await inUse(tx, attribute);
    if (rest.classification) refuseLowering(tx, row.classification, rest.classification, 'classification');
    if (choices) refuseChoices(row.type, choices, 'choices');
    const change = {
      ...given(rest),
      ...(text && { labelEn: text.en, labelZh: text.zh }),
      ...(choices && { choices: mergeChoices((row.choices ?? []) as readonly Choice[], choices) }),
    };
    await tx.update(AttributeDefinition, attribute, change);
    await tx.emit(AttributeChanged, { subject: attribute, entity: row.entity, key: row.key, fields: Object.keys(change) });
    return { attribute };
  },
});

/** Its values stay where they are, unseen; the key is not given again. */
export const retireAttribute = p.command('retireAttribute', {
  label: label('Retire an attribute', '停用自定义字段'),
  permission: 'crm:attributes:manage',
  input: { attribute: t.id(AttributeDefinition, { subject: true }) },
  output: { attribute: t.ref(AttributeDefinition) },
  async run(tx, { attribute }) {
    const { entity, key } = await inUse(tx, attribute);
    await tx.update(AttributeDefinition, attribute, { retiredAt: tx.now });
    await tx.emit(AttributeRetired, { subject: attribute, entity, key });
    return { attribute };
  },
});

async function inUse(tx: CrmTx, id: Id<'AttributeDefinition'>): Promise<Row<AttributeDefinition>> {
  const row = await tx.lock(AttributeDefinition, id);
  if (row.retiredAt !== null) throw isRetired({ key: row.key }, 'attribute');
  return row;
}
