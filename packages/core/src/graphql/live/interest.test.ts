/** DATA-14: what makes a live query run again. */
import { onBothEngines } from '@guanxi/testing/database';
import { beforeAll, expect, test } from 'vitest';
import { type ChangedRecord, type LoggedEvent, recordsChanged, recordsData } from '../../log/index.ts';
import { built } from '../hotel.fixture.ts';
import { actorWith, id, makeWorld, manager, uuid, type World } from '../hotel-world.fixture.ts';
import { readLive } from './read.ts';
import { touchedBy } from './touched.ts';

type Told = Partial<ChangedRecord> & Pick<ChangedRecord, 'entity'>;

/** A line of the log; without records: an event. */
const touched = (...records: readonly Told[]) => {
  const changed = records.map((r): ChangedRecord => ({ id: uuid(99), op: 'update', version: 2, fields: [], ...r }));
  const line = records.length > 0 ? { type: recordsChanged, data: recordsData(changed) } : { type: 'hotels.bell.rung', data: {} };
  return touchedBy(built.model, [line as unknown as LoggedEvent]);
};

onBothEngines('what makes a live query run again', (open) => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld(open);
  });
  async function runsFor(
    document: string,
    lines: readonly ReturnType<typeof touched>[],
    variables = {},
    actor = manager,
  ): Promise<boolean[]> {
    const { asked, reads } = await world.executor.ask({ document, variables, actor });
    if (!asked.ok) throw new Error(asked.errors[0]?.message);
    const { interest } = await readLive({ asking: asked.asking, reads });
    return lines.map((line) => interest.isTouchedBy(line));
  }

  test('every table of the statement, also those of filters, of what is reached, and of who may see it', async () => {
    const lines = [touched({ entity: 'Guest' }), touched({ entity: 'Staff' }), touched({ entity: 'Stay' }), touched()];
    expect(await runsFor('query @live { guests { nodes { name } } }', lines)).toEqual([true, false, false, false]);
    expect(await runsFor('query @live { guests(where: { owner: { name: { eq: "Li" } } }) { totalCount } }', lines)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(await runsFor('query @live { guests(orderBy: [{ owner: { name: ASC } }]) { totalCount nodes { id } } }', lines)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(await runsFor('query @live { guests { nodes { stays { totalCount } } } }', lines)).toEqual([true, false, true, false]);
    const stays = 'query @live { longStays(nights: 2) { totalCount } }';
    expect(await runsFor(stays, lines)).toEqual([false, false, true, false]);
    // Who sees their own guests only sees those guests' stays.
    const own = actorWith({ 'crm:read': 'own', 'hotels:read': 'all' });
    expect(await runsFor(stays, lines, {}, own)).toEqual([true, false, true, false]);
  });

  test('a computed field follows what it needs; what code answers follows everything', async () => {
    const lines = [touched({ entity: 'Guest' }), touched({ entity: 'Team' }), touched()];
    expect(await runsFor('query @live { guests { nodes { greeting } } }', lines)).toEqual([true, false, false]);
    expect(await runsFor('query @live { occupancy(from: "2026-01-01") { rate stays { nights } } }', lines)).toEqual([true, true, true]);
    expect(await runsFor('query @live { guests { totalCount } plugins { id } }', lines)).toEqual([true, true, true]);
  });

  test('of records named by their ids, no others; of what is reached from them, all', async () => {
    const lines = [touched({ entity: 'Guest', id: uuid(11) }), touched({ entity: 'Guest', id: uuid(12) }), touched({ entity: 'Stay' })];
    const ofOne = (selection: string) => runsFor(`query ($id: ID!) @live { ${selection} }`, lines, { id: id('gst', 11) });
    const itself = [true, false, false];
    expect(await ofOne('guest(id: $id) { name }')).toEqual(itself);
    expect(await ofOne('node(id: $id) { ... on Guest { name } }')).toEqual(itself);
    expect(await ofOne('nodes(ids: [$id]) { ... on Guest { name } }')).toEqual(itself);
    expect(await ofOne('guests(where: { id: { in: [$id] } }) { nodes { name } totalCount }')).toEqual(itself);
    expect(await ofOne('guests(where: { and: [{ vip: { eq: true } }, { id: { eq: $id } }] }) { totalCount }')).toEqual(itself);
    const anyGuest = [true, true, false];
    expect(await ofOne('guests(where: { or: [{ id: { eq: $id } }, { vip: { eq: true } }] }) { totalCount }')).toEqual(anyGuest);
    expect(await ofOne('guests(where: { not: { id: { eq: $id } } }) { totalCount }')).toEqual(anyGuest);
    expect(await ofOne('node(id: $id) { ... on Guest { owner { guests { nodes { name } } } } }')).toEqual(anyGuest);
    expect(await ofOne('node(id: $id) { ... on Guest { stays { totalCount } } }')).toEqual([true, false, true]);
    expect(await ofOne('node(id: $id) { ... on Guest { name } } all: guests { totalCount }')).toEqual(anyGuest);
  });
});
