/**
 * Boot check of every expression that plugins hand to the planner: fields, measures, policies, restrictions, `visible`, mappings of
 * interfaces, lists. Each is asked for once as someone who may do everything and once as someone who may do nothing.
 */
import { SQL } from 'drizzle-orm';
import { policyActor, related, rowOf, symbol } from '../access/symbols.ts';
import type { EntityDef, FieldDef, Model } from '../model/model.ts';
import type { PolicyActor } from '../model/policy.ts';
import type { ListDefinition } from '../write/declarations.ts';
import { type BootProblem, problem } from './boot-error.ts';
import type { Plugin } from './define.ts';
import { problemInSql } from './sql-text.ts';

interface Expression {
  readonly plugin: string;
  readonly subject: string;
  readonly make: () => SQL | boolean;
}

const actors: readonly PolicyActor<string>[] = [
  policyActor({ kind: 'staff', has: () => true, scope: () => 'below' }),
  policyActor({ kind: 'staff', has: () => false, scope: () => 'none' }),
];

export function checkSql(plugins: readonly Plugin[], model: Model): readonly BootProblem[] {
  const expressions = [
    ...[...model.entities.values()].flatMap(ofEntity),
    ...plugins.flatMap(({ shape }) => (shape.queries ?? []).flatMap((q) => (q.kind === 'list' ? ofList(q, model) : []))),
  ];
  const found = expressions.map(({ plugin, subject, make }) => ({ plugin, subject, wrong: problemOf(make, model) }));
  const told = new Set<string>();
  return found.flatMap(({ plugin, subject, wrong }) => {
    if (wrong === null || told.has(`${subject} ${wrong}`)) return [];
    told.add(`${subject} ${wrong}`);
    return [problem('PLUGIN_SQL', [plugin], { subject, problem: wrong })];
  });
}

function problemOf(make: Expression['make'], model: Model): string | null {
  try {
    const made = make();
    return made instanceof SQL ? problemInSql(made, model) : null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function ofEntity(entity: EntityDef): Expression[] {
  const row = rowOf(entity, 'x');
  const { read, plugin, name } = entity;
  const policies = [
    ...(typeof read === 'function' ? [{ plugin, policy: read, subject: `The policy of ${name}` }] : []),
    ...entity.restrictions.map((r) => ({ ...r, subject: `The restriction of ${name}` })),
    ...[...entity.fields.values()].flatMap((f) =>
      f.spec.options.visible ? [{ plugin: f.plugin, policy: f.spec.options.visible, subject: `\`visible\` of ${name}.${f.name}` }] : [],
    ),
  ];
  return [
    ...policies.flatMap(({ policy, ...of }) => actors.map((actor) => ({ ...of, make: () => policy(row, actor, related) }))),
    ...[...entity.fields.values()].flatMap((field) => ofField(field, row)),
    ...entity.implementations.flatMap(({ shape, mapping }) =>
      Object.entries(mapping).flatMap(([key, from]) =>
        typeof from === 'function' ? [{ plugin, subject: `${shape.name}.${key} of ${name}`, make: () => from(row, related) }] : [],
      ),
    ),
  ];
}

function ofField({ entity, name, plugin, spec }: FieldDef, row: ReturnType<typeof rowOf>): Expression[] {
  const subject = `Field ${entity}.${name}`;
  if (spec.kind === 'sql') return [{ plugin, subject, make: () => spec.expression(row, related) }];
  return spec.kind === 'measure' ? [{ plugin, subject, make: () => spec.sql(row) }] : [];
}

function ofList(list: ListDefinition, model: Model): Expression[] {
  const entity = model.entities.get(list.of.name);
  if (!entity) return [];
  const input = new Proxy({}, { get: () => symbol({ kind: 'text', text: '' }) });
  return actors.map((actor) => ({
    plugin: list.plugin,
    subject: `List "${list.name}"`,
    make: () => list.where(rowOf(entity, 'x'), input, related, actor),
  }));
}
