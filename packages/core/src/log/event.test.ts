import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ChangedRecord, changedRecords, recordsChanged, recordsData } from './event.ts';

const record: fc.Arbitrary<ChangedRecord> = fc.record({
  entity: fc.constantFrom('Customer', 'Contact', 'constructor'),
  id: fc.uuid(),
  op: fc.constantFrom('insert', 'update', 'delete'),
  version: fc.nat(),
  fields: fc.array(fc.constantFrom('name', 'status'), { maxLength: 2 }),
});

test('what a transaction says of its records is read as it was meant', () => {
  fc.assert(
    fc.property(fc.array(record), (records) => {
      const data = JSON.parse(JSON.stringify(recordsData(records)));
      const told = records.map((r) => (r.op === 'update' ? r : { ...r, fields: [] }));
      const byEntity = [...new Set(told.map((r) => r.entity))].flatMap((entity) => told.filter((r) => r.entity === entity));
      expect(changedRecords({ type: recordsChanged, data })).toEqual(byEntity);
    }),
  );
});

test('an event of a plugin names no records', () => {
  expect(changedRecords({ type: 'crm.customer.created', data: { Customer: [] } })).toEqual([]);
});
