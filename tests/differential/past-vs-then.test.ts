/**
 * DATA-10: what is read as of an instant is what was read at that instant. Every value of every record of a small tenant is read, everything
 * that commands change is changed, and the past is asked for again.
 */
import type { Actor, Engine } from '@guanxi/core';
import { crm } from '@guanxi/core/crm';
import { describeEngines } from '@guanxi/testing';
import { type GraphQLObjectType, getNamedType, isLeafType, isObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { fill } from '../generated/data.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into by tests
type Json = any;

describeEngines('the past is what was read then', { plugins: [crm()] }, (t) => {
  test('DATA-10 for every record of every type with a history', async () => {
    const engine = t().engine as unknown as Engine;
    const actor: Actor = { kind: 'service', name: 'test', tenant: t().tenant.id, permissions: ['*'], purpose: 'test' };
    const { ids } = await fill(engine, actor);
    const ask = async (document: string, variables: object = {}): Promise<Json> =>
      (await engine.execute({ document, variables: { ...variables }, actor })).parsed();
    const roots = Object.values(engine.schema.getQueryType()?.getFields() ?? {}).filter((f) =>
      f.args.some((a) => a.name === 'asOf' && String(a.type) === 'DateTime'),
    );
    const records = roots.flatMap((root) => {
      const type = getNamedType(root.type);
      return isObjectType(type) ? (ids.get(type.name) ?? []).map((id) => ({ root: root.name, type, id })) : [];
    });
    expect(new Set(records.map((r) => r.type.name)).size).toBeGreaterThan(7);
    const at = t().clock.now().toISOString();
    const timeless = new Map<string, string>();
    const read = async ({ root, type, id }: (typeof records)[number], asOf: string | null): Promise<Json> => {
      timeless.set(type.name, timeless.get(type.name) ?? (await timelessFields(root, type, id)));
      const { data, errors } = await ask(
        `query ($id: ID!, $asOf: DateTime) { it: ${root}(id: $id, asOf: $asOf) { ${timeless.get(type.name)} } }`,
        { id, asOf },
      );
      expect(errors, `${root} ${id}`).toBeUndefined();
      return data.it;
    };
    /** Its values, without those that are made of other records. */
    const timelessFields = async (root: string, type: GraphQLObjectType, id: string): Promise<string> => {
      const fields = Object.values(type.getFields()).flatMap((f) => {
        const of = getNamedType(f.type);
        if (isLeafType(of)) return [f.name];
        return of.name === 'Money' ? [`${f.name} { amount currency }`] : [];
      });
      const kept: string[] = [];
      for (const field of fields) {
        const { errors } = await ask(`query ($id: ID!, $asOf: DateTime) { ${root}(id: $id, asOf: $asOf) { ${field} } }`, { id, asOf: at });
        if (errors?.[0].extensions.code !== 'AS_OF_RELATED') kept.push(field);
      }
      expect(kept.length).toBeGreaterThan(fields.length / 2);
      return kept.join(' ');
    };

    const then: Json[] = [];
    for (const record of records) then.push(await read(record, null));
    expect(then.filter((r) => r !== null).length).toBeGreaterThan(40);
    t().clock.advance('P1D');
    const changed = await change(ask, ids);
    t().clock.advance('P1D');
    for (const [i, record] of records.entries()) expect(await read(record, at), `${record.type.name} ${record.id}`).toEqual(then[i]);
    let differing = 0;
    for (const [i, record] of records.entries()) if (JSON.stringify(await read(record, null)) !== JSON.stringify(then[i])) differing += 1;
    expect(differing).toBeGreaterThanOrEqual(changed);
  });
});

/** Something of most types; answers how many records. */
async function change(
  ask: (document: string, variables: object) => Promise<Json>,
  ids: ReadonlyMap<string, readonly string[]>,
): Promise<number> {
  let changed = 0;
  const run = async (command: string, input: object): Promise<void> => {
    const type = `${command.charAt(0).toUpperCase()}${command.slice(1)}Input`;
    const { data, errors } = await ask(`mutation M($input: ${type}!) { ${command}(input: $input) { userErrors { code message } } }`, {
      input,
    });
    if (errors || data[command].userErrors.length > 0) throw new Error(`${command}: ${JSON.stringify(errors ?? data[command].userErrors)}`);
    changed += 1;
  };
  const of = (type: string): readonly string[] => ids.get(type) ?? [];
  for (const customer of of('Customer').slice(0, 6))
    await run('updateCustomer', {
      customer,
      set: {
        name: `改名 ${customer}`,
        region: '华北',
        industry: null,
        attributes: { 'crm.note': null, 'crm.deal': { amount: '7', currency: 'CNY' } },
      },
    });
  for (const contact of of('Contact')) await run('updateContact', { contact, set: { title: '经理', likes: ['茶'] } });
  for (const note of of('Note')) await run('editNote', { note, set: { text: '新备注', pinned: false } });
  for (const staff of of('Staff')) await run('updateStaff', { staff, set: { name: `员工 ${staff}` } });
  await run('endRelationship', { relationship: of('Relationship')[0], reason: '到期' });
  return changed;
}
