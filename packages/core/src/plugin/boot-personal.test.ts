/** The boot check of what is said to be personal data. */
import { expect, test } from 'vitest';
import { integer, reference, text } from '../model/columns.ts';
import { t } from '../model/input.ts';
import { label } from '../model/label.ts';
import { tenantTable } from '../model/tenant-table.ts';
import { bootMessage, looseKit, pluginOf } from './plugins.fixture.ts';

const words = label('Text', '文本');

test('DATA-12: personal data that cannot be followed to its person, or not be taken away, keeps the engine from starting', () => {
  const kit = looseKit('a');
  const people = tenantTable('a_person', { name: text().notNull() });
  const cards = tenantTable('a_card', {
    personId: reference<'Person'>('a_person').notNull(),
    shop: text(),
    colour: text(),
    shoeSize: integer().notNull(),
  });
  const Person = kit.entity('Person', { table: people, idPrefix: 'per', label: words, read: 'a:read' });
  const Card = kit.entity('Card', { table: cards, idPrefix: 'crd', label: words, read: 'a:read' });
  const personFields = kit.fields(Person, (f) => ({ name: f.column('name' as never, { personal: { subject: 'id' } } as never) }));
  const cardFields = kit.fields(Card, (f) => ({
    colour: f.column('colour' as never, { personal: { subject: 'personId' } } as never),
    shop: f.column('shop' as never, { personal: { subject: 'shop' } } as never),
    shoeSize: f.column('shoeSize' as never, { personal: { subject: 'personId' } } as never),
    odd: f.sql('String', (row) => row as never, {
      personal: { subject: { via: Person, from: 'name', to: 'id' } },
    } as never),
  }));
  const event = kit.event(
    'a.card.lost' as never,
    { label: words, subject: Card, data: { place: t.text() }, personal: { place: 'finder' } } as never,
  );
  const message = bootMessage(pluginOf(kit, { model: [personFields, cardFields], events: [event] }));
  expect(message?.split('\n').filter((line) => line.includes('PERSONAL_NOT_FOLLOWED'))).toEqual([
    expect.stringContaining(
      'Card.shop of plugin "a" is said to be personal data, and cannot be followed to its person: shop refers to no person',
    ),
    expect.stringContaining(
      'Card.shoeSize of plugin "a" is said to be personal data, and cannot be followed to its person: shoeSize cannot be emptied',
    ),
    expect.stringContaining('Card.odd'),
    expect.stringContaining(
      'a.card.lost.place of plugin "a" is said to be personal data, and cannot be followed to its person: the event has no key "finder"',
    ),
  ]);
});
