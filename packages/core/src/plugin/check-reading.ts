/** Boot checks of who sees what: nothing is open by forgetting, and what belongs to a guarded record is guarded with it. */
import type { EntityDef, FieldDef, Model } from '../model/model.ts';
import type { Through } from '../model/policy.ts';
import { type BootProblem, problem } from './boot-error.ts';
import { stableSort } from './sort.ts';

export function checkReading(model: Model): readonly BootProblem[] {
  const entities = [...model.entities.values()];
  return [
    ...entities.flatMap((entity) => [
      ...rule(entity),
      ...followed(entity, model),
      ...[...entity.fields.values()].flatMap((field) => searched(entity, field)),
    ]),
    ...circles(entities, model),
  ];
}

const throughOf = ({ read }: EntityDef): Through | null => (typeof read === 'object' && read !== null ? read : null);
/** Rows of it are open to some and closed to others. */
const isGuardedByRow = ({ read }: EntityDef): boolean => Boolean(read) && typeof read !== 'string';
const targetOf = (entity: EntityDef, column: string, model: Model): EntityDef | undefined => {
  const table = entity.columns.get(column)?.reference?.table;
  return table === undefined ? undefined : model.byTable.get(table);
};

function rule(entity: EntityDef): BootProblem[] {
  if (!entity.read) return [problem('READ_MISSING', [entity.plugin], { subject: entity.name })];
  const through = throughOf(entity);
  if (through === null || entity.columns.get(through.column)?.reference) return [];
  return [problem('THROUGH_NO_REFERENCE', [entity.plugin], { subject: entity.name, column: through.column })];
}

function followed(entity: EntityDef, model: Model): BootProblem[] {
  if (throughOf(entity) !== null || entity.independent !== null || !entity.read) return [];
  return [...entity.columns.values()].flatMap(({ key }) => {
    const target = targetOf(entity, key, model);
    if (!target || target === entity || !isGuardedByRow(target)) return [];
    return [problem('POLICY_NOT_FOLLOWED', [entity.plugin], { subject: entity.name, target: target.name, column: key })];
  });
}

function circles(entities: readonly EntityDef[], model: Model): BootProblem[] {
  const next = (entity: EntityDef): string[] => {
    const through = throughOf(entity);
    const target = through && targetOf(entity, through.column, model);
    return target ? [target.name] : [];
  };
  return stableSort(entities, (e) => e.name, next).circles.map((path) => {
    const plugins = new Set(path.map((name) => model.entities.get(name)?.plugin ?? ''));
    return problem('THROUGH_CIRCLE', [...plugins], { path: path.join(' → ') });
  });
}

function searched(entity: EntityDef, { name, plugin, spec: { options } }: FieldDef): BootProblem[] {
  if (options.search === undefined) return [];
  const subject = `${entity.name}.${name}`;
  const guard =
    options.permission !== undefined ? `permission "${options.permission}"` : options.visible !== undefined ? '`visible`' : null;
  return [
    ...(guard === null ? [] : [problem('SEARCH_GUARDED', [plugin], { subject, guard })]),
    ...(entity.hasSearch ? [] : [problem('SEARCH_NO_COLUMN', [plugin], { subject })]),
  ];
}
