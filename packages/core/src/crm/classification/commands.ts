/** How confidential records and fields are (DATA-12). Raising is for who may classify. */
import { label, RecordClassification, select, sql, t } from '@guanxi/core';
import { Contact } from '../contacts/entities.ts';
import { Customer } from '../customers/entities.ts';
import { File } from '../files/entities.ts';
import { p } from '../plugin.ts';
import { FieldClass } from './entities.ts';
import { ContactClassified, CustomerClassified, FieldClassified, FileClassified, noSuchField } from './events.ts';
import { fieldClassFields } from './fields.ts';
import { refuseLowering } from './lowering.ts';

/** One may classify a record out of one's own sight: the answer then does not show it. */
export const classifyRecord = p.command('classifyRecord', {
  label: label('Classify a record', '设置记录密级'),
  permission: 'engine:classify',
  input: {
    record: t.oneOf('ClassifiedRecordInput', {
      customer: t.id(Customer, { lock: true }),
      contact: t.id(Contact, { lock: true }),
      file: t.id(File, { lock: true }),
    }),
    classification: t.enum(RecordClassification),
    reason: t.text(1_000),
  },
  output: { customer: t.nullable(t.ref(Customer)), contact: t.nullable(t.ref(Contact)), file: t.nullable(t.ref(File)) },
  async run(tx, { record, classification, reason }) {
    const details = { classification, reason };
    const none = { customer: null, contact: null, file: null };
    switch (record.kind) {
      case 'customer': {
        const customer = await tx.lock(Customer, record.value);
        refuseLowering(tx, customer.classification, classification, 'classification');
        await tx.update(Customer, record.value, { classification });
        tx.audit('classifyRecord', { subject: { entity: Customer, id: record.value }, details });
        await tx.emit(CustomerClassified, { subject: record.value, classification });
        return { ...none, customer: record.value };
      }
      case 'contact': {
        const contact = await tx.lock(Contact, record.value);
        refuseLowering(tx, contact.classification, classification, 'classification');
        await tx.update(Contact, record.value, { classification });
        tx.audit('classifyRecord', { subject: { entity: Contact, id: record.value }, details });
        await tx.emit(ContactClassified, { subject: record.value, classification });
        return { ...none, contact: record.value };
      }
      case 'file': {
        const file = await tx.lock(File, record.value);
        refuseLowering(tx, file.classification, classification, 'classification');
        await tx.update(File, record.value, { classification });
        tx.audit('classifyRecord', { subject: { entity: File, id: record.value }, details });
        await tx.emit(FileClassified, { subject: record.value, classification });
        return { ...none, file: record.value };
      }
    }
  },
});

/** In place of the class that the field's plugin declared, for this house. */
export const classifyField = p.command('classifyField', {
  label: label('Classify a field', '设置字段密级'),
  permission: 'engine:classify',
  input: { entity: t.text(80), field: t.text(80), classification: t.enum(RecordClassification), reason: t.text(1_000) },
  output: { fieldClass: t.ref(FieldClass) },
  async run(tx, { entity, field, classification, reason }) {
    const present = tx.describe(entity)?.classOf(field) ?? null;
    if (present === null) throw noSuchField({ entity, field }, 'field');
    refuseLowering(tx, present, classification, 'classification');
    const [known] = await tx.system.read(select(fieldClassFields, {}), {
      where: (c) => sql`${c.entity} = ${entity} and ${c.field} = ${field}`,
    });
    if (known) await tx.update(FieldClass, known.id, { classification, reason });
    const fieldClass = known?.id ?? (await tx.insert(FieldClass, { entity, field, classification, reason }));
    await tx.emit(FieldClassified, { subject: fieldClass, entity, field, classification });
    return { fieldClass };
  },
});
