/** The schema, derived: types from the model, mutations from commands, root fields from queries and lists, the rest from plugins' builders. */
import { type GraphQLSchema, lexicographicSortSchema, printSchema, specifiedDirectives } from 'graphql';
import { liveDirective } from '../live/directive.ts';
import { addDateBucket } from './aggregates.ts';
import { carryErrors } from './carry.ts';
import { changesRoot } from './changes.ts';
import { addUserError, mutationOf } from './commands.ts';
import { type Derivation, entitiesOf, type SchemaProblem, type SchemaSource } from './derivation.ts';
import { addEntity } from './entities.ts';
import { explainAccessField } from './explain-access.ts';
import { addNode } from './interfaces.ts';
import { meField } from './me.ts';
import { addOrderDirection } from './order.ts';
import { pluginsField } from './plugins.ts';
import { listField, queryField } from './queries.ts';
import { entityRoots, nodeRoots } from './roots.ts';
import { addScalars } from './scalars.ts';
import { subscriptions } from './subscriptions.ts';
import { syncMutations, syncQueries } from './sync.ts';
import { type FieldShape, Types } from './types.ts';

/** @param source What the callers' tenant uses of what is `installed`. */
export function buildSchema(source: SchemaSource, installed: SchemaSource = source): GraphQLSchema {
  return carryErrors(schemaOf(derive(source, installed)));
}

export interface CheckedSchema {
  readonly problems: readonly SchemaProblem[];
  /** Of everything that is installed; null where something is wrong with it. It takes a while to make, and is what most tenants use. */
  readonly schema: GraphQLSchema | null;
}

/** What cannot be said in GraphQL, for the boot checks. The escape hatch is tried too: what its builder throws is a problem of its own. */
export function checkSchema(source: SchemaSource): CheckedSchema {
  const d = derive(source, source);
  // Fields are derived when the schema is put together.
  const schema = d.problems.length === 0 ? carryErrors(schemaOf(d)) : null;
  for (const name of d.types.clashes)
    d.problems.push({ code: 'DUPLICATE_TYPE', plugins: ownersOf(source, name), subject: name, detail: 'two types of one name' });
  return { problems: d.problems, schema: d.problems.length === 0 ? schema : null };
}

const schemaOf = ({ types }: Derivation): GraphQLSchema =>
  types.builder.toSchema({ sortSchema: false, directives: [...specifiedDirectives, liveDirective] });

/** Sorted, so that two schemas of the same things are the same text. */
export const printSdl = (schema: GraphQLSchema): string => `${printSchema(lexicographicSortSchema(schema))}\n`;

function derive(source: SchemaSource, installed: SchemaSource): Derivation {
  const d: Derivation = { source, installed, types: new Types(), problems: [] };
  for (const names of [source.model.entities, source.model.enums, source.model.interfaces])
    for (const name of names.keys()) d.types.reserve(name);
  addScalars(d.types);
  addNode(d);
  addOrderDirection(d);
  addDateBucket(d);
  addUserError(d);
  for (const entity of entitiesOf(d)) addEntity(d, entity);
  d.types.roots(queries(d), mutations(d), subscriptions(d));
  for (const extend of source.registry.graphql.values()) extend(d.types.builder);
  return d;
}

function queries(d: Derivation): Record<string, FieldShape> {
  const { registry } = d.source;
  const out: Record<string, FieldShape> = {
    ...nodeRoots(),
    ...changesRoot(d),
    plugins: pluginsField(d),
    me: meField(d),
    explainAccess: explainAccessField(d),
    ...syncQueries(d),
  };
  const add = (plugin: string, fields: Readonly<Record<string, FieldShape>>): void => {
    for (const [name, field] of Object.entries(fields)) {
      if (out[name])
        d.problems.push({
          code: 'DUPLICATE_ROOT_FIELD',
          plugins: [plugin],
          subject: name,
          detail: 'something else answers under this name',
        });
      else out[name] = field;
    }
  };
  for (const entity of entitiesOf(d)) add(entity.plugin, entityRoots(d, entity));
  for (const q of registry.queries.values()) add(q.plugin, { [q.name]: queryField(d, q) });
  for (const l of registry.lists.values()) {
    const field = listField(d, l);
    if (field) add(l.plugin, { [l.name]: field });
  }
  return out;
}

const mutations = (d: Derivation): Record<string, FieldShape> => ({
  ...Object.fromEntries([...d.source.registry.commands.values()].map((c) => [c.definition.name, mutationOf(d, c)])),
  ...syncMutations(d),
});

function ownersOf({ model }: SchemaSource, name: string): readonly string[] {
  const owners = [
    model.entities.get(name)?.plugin,
    model.enums.get(name)?.plugin,
    ...(model.interfaces.get(name)?.implementers.map((i) => i.entity.plugin) ?? []),
  ];
  return [...new Set(owners.filter((o) => o !== undefined))];
}
