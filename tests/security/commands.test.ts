/** What holds of every command of the core and of any plugin at once: found in the schema, so that one written tomorrow is held to it too. */
import { createHash } from 'node:crypto';
import { type Actor, globalId, type Id } from '@guanxi/core';
import { modelOf } from '@guanxi/core/testing';
import { type GraphQLInputType, getNamedType, isInputObjectType, isListType, isNonNullType } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { idPaths, inputTypesFrom, least } from '../../packages/core/src/crm/testing/inputs.fixture.ts';
import { onBothEngines } from '../../packages/testing/src/database.ts';
import { castOf } from './cast.ts';
import { chiefOf, makePast, type Past, plugins, type World, worldOver } from './worlds.ts';

const filledByTheEngine = ['tenantId', 'tenant', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'version'];
/** What would say who somebody is, where it is no input of the command's own. */
const claims = ['role', 'permissions', 'actor', 'id'];
/** Of oneself: they need no permission. */
const ofOnesOwn = ['applyChanges', 'registerDevice', 'revokeDevice', 'revokeSession', 'revokeAllSessions'];

onBothEngines('every command', (open) => {
  let past: Past;
  let world: World;
  let nobody: Actor;
  let seller: Actor;
  let chief: Actor;
  beforeAll(async () => {
    world = worldOver(
      await open({
        prepare: async (database) => {
          past = await makePast(database);
        },
      }),
    );
    world.clock.set(past.now);
    chief = chiefOf(past.tenant);
    seller = castOf(past.tenant, past.people)['staff who see their own'];
    nobody = { kind: 'staff', tenant: past.tenant, staffId: past.people.seller, permissions: [] };
  }, 300_000);

  const mutations = () => Object.values(world.engine.schema.getMutationType()?.getFields() ?? {});
  const inputOf = (mutation: { readonly args: readonly { readonly name: string; readonly type: GraphQLInputType }[] }) =>
    mutation.args.find((arg) => arg.name === 'input')?.type;
  const run = async (name: string, input: unknown, actor: Actor): Promise<string> => {
    const type = mutations().find((m) => m.name === name) as typeof mutations extends () => (infer M)[] ? M : never;
    const declared = inputOf(type);
    const document = declared
      ? `mutation ($input: ${String(declared)}) { ${name}(input: $input) { userErrors { code path } } }`
      : `mutation { ${name} { userErrors { code path } } }`;
    return (await world.engine.execute({ document, variables: declared ? { input: input as object } : {}, actor })).text;
  };
  const codes = (answer: string): string[] => [...answer.matchAll(/"code":"(\w+)"/g)].map(([, code]) => code as string);

  /** Everything that the database holds, except the lines that say what was refused. */
  async function fingerprint(): Promise<string> {
    const { rows: tables } = await world.database.query<{ name: string }>({
      text: `select c.relname as name from pg_class c where c.relnamespace = 'crm'::regnamespace and c.relkind in ('r', 'p')
        and c.relname not in ('audit', 'journal') order by 1`,
    });
    return world.database.asOwner(async (owner) => {
      const hash = createHash('sha256');
      for (const { name } of tables) {
        const { rows } = await owner.query<{ all: string | null }>({
          text: `select md5(string_agg(r::text, ',' order by r::text)) as all from crm."${name}" r`,
        });
        hash.update(`${name}:${rows[0]?.all ?? ''};`);
      }
      return hash.digest('hex');
    });
  }
  const idIn = (of: (prefix: string) => string) => (field: string) => {
    const bare = field.replace(/Id$/, '');
    const entity = [...modelOf(world.engine).entities.values()].find((e) => [e.singular, e.plural].includes(bare));
    return of(entity?.idPrefix ?? 'cus');
  };
  const own = idIn((prefix) => ofType(prefix)[0] as string);
  const ofType = (prefix: string): readonly string[] => {
    const entity = modelOf(world.engine).byPrefix.get(prefix);
    return past.pools.ids.get(entity?.name ?? '') ?? [`${prefix}_${'0'.repeat(32)}`];
  };

  test('A11 G10 is refused to somebody without rights, and leaves nothing behind', { timeout: 120_000 }, async () => {
    const before = await fingerprint();
    const asked = mutations().filter((m) => !ofOnesOwn.includes(m.name));
    expect(asked.length).toBeGreaterThan(80);
    const open: string[] = [];
    for (const mutation of asked) {
      const type = inputOf(mutation);
      const answer = await run(mutation.name, type && least(type, own), nobody);
      if (!codes(answer).includes('FORBIDDEN')) open.push(`${mutation.name}: ${answer}`);
    }
    expect(open).toEqual([]);
    expect(await fingerprint()).toBe(before);
  });

  test('A11 A10 is refused with an id of another tenant, of another type or of nothing, wherever an id stands', {
    timeout: 300_000,
  }, async () => {
    const before = await fingerprint();
    const taken: string[] = [];
    let asked = 0;
    for (const mutation of mutations()) {
      const type = inputOf(mutation);
      if (!type) continue;
      for (const path of idPaths(type)) {
        const field = path.at(-1) as string;
        const right = own(field);
        const foreign = [
          globalId(right.slice(0, right.indexOf('_')), past.other as Id<'x'>),
          `${right.slice(0, right.indexOf('_'))}_${'0'.repeat(32)}`,
          'tea_x',
        ];
        for (const wrong of foreign) {
          const answer = await run(mutation.name, placed(least(type, own), path, wrong, type), chief);
          asked += 1;
          if (codes(answer).length === 0) taken.push(`${mutation.name} ${path.join('.')} ${wrong}: ${answer}`);
        }
      }
    }
    expect(asked).toBeGreaterThan(250);
    expect(taken).toEqual([]);
    expect(await fingerprint()).toBe(before);
  });

  test('A10 A08 a record that is there and hidden is refused like one that is not', { timeout: 300_000 }, async () => {
    const hidden = past.pools.ids.get('Customer')?.find((_, i) => i === 0) as string;
    const missing = `cus_${'0'.repeat(32)}`;
    const before = await fingerprint();
    let asked = 0;
    for (const mutation of mutations()) {
      const type = inputOf(mutation);
      const path = type && idPaths(type).find((p) => /^(?:customers?|survivor|from|to)$/.test(p.at(-1) ?? ''));
      if (!type || !path) continue;
      const [there, not] = await Promise.all(
        [hidden, missing].map((id) => run(mutation.name, placed(least(type, own), path, id, type), seller)),
      );
      asked += 1;
      expect(there, mutation.name).toBe(not);
      expect(codes(there as string), mutation.name).not.toEqual([]);
    }
    expect(asked).toBeGreaterThan(20);
    expect(await fingerprint()).toBe(before);
  });

  test('A19 no input takes what the engine fills, and none that a plugin thinks of', () => {
    const types = inputTypesFrom(mutations().flatMap((m) => m.args.map((a) => a.type)));
    const open = [...types.values()].flatMap((type) =>
      Object.keys(type.getFields())
        .filter((name) => filledByTheEngine.includes(name))
        .map((name) => `${type.name}.${name}`),
    );
    expect(types.size).toBeGreaterThan(80);
    expect(open).toEqual([]);
  });

  describe('A19 sent all the same', () => {
    test.each([...filledByTheEngine, ...claims])('%s is refused by every command', { timeout: 120_000 }, async (field) => {
      const before = await fingerprint();
      const taken: string[] = [];
      for (const mutation of mutations()) {
        const type = inputOf(mutation);
        if (!type || Object.hasOwn((getNamedType(type) as { getFields(): object }).getFields(), field)) continue;
        const answer = await run(mutation.name, { ...(least(type, own) as object), [field]: 'x' }, chief);
        if (!codes(answer).includes('BAD_INPUT')) taken.push(`${mutation.name}: ${answer}`);
      }
      expect(taken).toEqual([]);
      expect(await fingerprint()).toBe(before);
    });
  });

  test('A25 keys that mean something to JavaScript are refused in every input, and in all JSON of commands', {
    timeout: 120_000,
  }, async () => {
    let asked = 0;
    for (const mutation of mutations()) {
      const type = inputOf(mutation);
      if (!type) continue;
      const jsons = jsonFields(type);
      for (const [key, of] of [
        ...['__proto__', 'constructor'].map((k) => [k, null] as const),
        ...jsons.map((field) => ['__proto__', field] as const),
      ]) {
        const input = JSON.parse(
          JSON.stringify(least(type, own))
            .replace(/^\{/, of ? `{"${of}":{"${key}":{"polluted":1}},` : `{"${key}":{"polluted":1},`)
            .replace(/,\}$/, '}'),
        );
        const answer = await run(mutation.name, input, chief);
        asked += 1;
        if (of === null) expect([mutation.name, key, codes(answer)]).toEqual([mutation.name, key, expect.arrayContaining(['BAD_INPUT'])]);
      }
    }
    expect(asked).toBeGreaterThan(160);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('all of the plugins of this test have commands among them', () => {
    const own = plugins().flatMap(({ shape }) => (shape.commands ?? []).map((c) => c.name));
    expect(own.filter((name) => !mutations().some((m) => m.name === name))).toEqual([]);
  });
});

const jsonFields = (type: GraphQLInputType): readonly string[] => {
  const named = getNamedType(type);
  return isInputObjectType(named)
    ? Object.values(named.getFields())
        .filter((f) => getNamedType(f.type).name === 'JSON')
        .map((f) => f.name)
    : [];
};

/** The input with a value at a path; what is on the way there is made as the types have it. */
function placed(input: unknown, path: readonly string[], value: unknown, type: GraphQLInputType): unknown {
  const [field, ...rest] = path as [string, ...string[]];
  const inner = isNonNullType(type) ? type.ofType : type;
  if (isListType(inner)) return [placed(Array.isArray(input) ? input[0] : {}, path, value, inner.ofType)];
  const of = (getNamedType(inner) as { getFields(): Record<string, { type: GraphQLInputType }> }).getFields()[field]
    ?.type as GraphQLInputType;
  const bare = isNonNullType(of) ? of.ofType : of;
  const had = (input as Record<string, unknown> | undefined)?.[field];
  // Of an input with exactly one member, the others go.
  const others = (getNamedType(inner) as { readonly isOneOf?: boolean }).isOneOf ? {} : (input as object);
  if (rest.length > 0) return { ...others, [field]: placed(had ?? least(of, () => 'x'), rest, value, of) };
  return { ...others, [field]: isListType(bare) ? [value] : value };
}
