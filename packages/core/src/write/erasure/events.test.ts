/** Events hold ids, names of fields and words of the house; a text of somebody's is marked, so that it goes with its person. */
import { crm } from '@guanxi/core/crm';
import { expect, test } from 'vitest';
import { inputKindOf } from '../../model/input.ts';
import { bare, shapeOf } from '../schema.ts';

/** Names of fields, types, plugins, lists and other things that nobody writes about a person. */
const notOfPeople =
  /\.(fields|missing|plugin|name|kind|key|entity|permissions|eventTypes|contentType|sourcePlugin|ownerPlugin|orderRef|channel|list|personType|personId|service|field|code|codes)$/;

test('DATA-12: a key of an event that can hold a text says whose it is, or holds none of anybody', () => {
  const events = (crm().shape.events ?? []).flatMap(({ definition }) => definition ?? []);
  const open = events.flatMap(({ name, data, personal }) =>
    Object.entries(data).flatMap(([key, schema]) => {
      const inner = bare(schema);
      const shape = shapeOf(inner);
      const kind = inputKindOf(shape.kind === 'list' ? bare(shape.of) : inner);
      const isText = kind?.kind === 'scalar' && (kind.type === 'String' || kind.type === 'JSON');
      return isText && !Object.hasOwn(personal, key) ? [`${name}.${key}`] : [];
    }),
  );
  expect(open.filter((at) => !notOfPeople.test(at))).toEqual([]);
  expect(open.length).toBeGreaterThan(5);
});
