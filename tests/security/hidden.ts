/** What an actor must not see, found out by the simplest reading there is: plain lists of whole entities, field by field. */
import { type Actor, type Engine, parseGlobalId } from '@guanxi/core';
import { modelOf } from '@guanxi/core/testing';
import type { ColumnDef, EntityDef, FieldDef } from '../../packages/core/src/model/model.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into by their documents
type Json = any;

export interface Cells {
  readonly entity: EntityDef;
  readonly columns: readonly ColumnDef[];
  /** Rows that the actor sees without this field. */
  readonly ids: readonly string[];
}
export interface Hidden {
  /** By entity: the uuids that the actor sees. */
  readonly seen: ReadonlyMap<string, ReadonlySet<string>>;
  readonly cells: readonly Cells[];
  /** Fields that the actor is refused, as `Entity.field`, whatever the row. */
  readonly refused: ReadonlySet<string>;
  /** Entities of which the actor is refused the list. */
  readonly closed: ReadonlySet<string>;
  /** All that was seen, as text. */
  readonly view: string;
}

/** @param chief sees everything: where the chief has a value and the actor none, it is hidden. */
export async function hiddenFrom(engine: Engine, actor: Actor, chief: Actor): Promise<Hidden> {
  const seen = new Map<string, ReadonlySet<string>>();
  const cells: Cells[] = [];
  const refused = new Set<string>();
  const closed = new Set<string>();
  const view: string[] = [];
  /** One list for each set of fields, in one request: what is refused is refused of its own list. */
  const ask = async (entity: EntityDef, sets: readonly (readonly FieldDef[])[], who: Actor): Promise<Listed> => {
    const lists = sets.map((fields, i) => `l${i}: ${entity.plural}(first: 500) { nodes { id ${fields.map(selectionOf).join(' ')} } }`);
    const { text, parsed } = await engine.execute({ document: `{ ${lists.join(' ')} }`, actor: who });
    const { data, errors } = parsed() as Json;
    const failed = new Set<unknown>((errors ?? []).map((e: Json) => e.path?.[0]));
    return { text, lists: sets.map((_, i) => ({ nodes: data?.[`l${i}`]?.nodes ?? [], isRefused: failed.has(`l${i}`) || !data })) };
  };
  const all = async (entity: EntityDef, fields: readonly FieldDef[]): Promise<readonly Json[]> => {
    const { lists } = await ask(entity, [fields], chief);
    return lists[0]?.nodes ?? [];
  };
  const queries = engine.schema.getQueryType()?.getFields() ?? {};
  for (const entity of modelOf(engine).entities.values()) {
    if (!queries[entity.plural]) continue;
    const plain = await ask(entity, [[]], actor);
    const [first] = plain.lists as readonly [Listed['lists'][number]];
    view.push(`${entity.name} ${plain.text}`);
    if (first.isRefused) closed.add(entity.name);
    const ids = new Set(first.nodes.map((n) => n.id));
    seen.set(entity.name, new Set([...ids].map(uuidOf)));
    if (ids.size === 0) continue;
    const fields = [...entity.fields.values()].filter((f) => columnsOf(entity, f).length > 0);
    const known = new Map((await all(entity, fields)).map((n) => [n.id, n]));
    const mine = await ask(
      entity,
      fields.map((f) => [f]),
      actor,
    );
    view.push(`${entity.name} ${mine.text}`);
    for (const [i, field] of fields.entries()) {
      const { nodes, isRefused } = mine.lists[i] as Listed['lists'][number];
      if (isRefused) refused.add(`${entity.name}.${field.name}`);
      const got = new Map(nodes.map((n) => [n.id, n[field.name]]));
      const without = [...ids].filter((id) => (known.get(id)?.[field.name] ?? null) !== null && (got.get(id) ?? null) === null);
      if (without.length > 0) cells.push({ entity, columns: columnsOf(entity, field), ids: without.map(uuidOf) });
    }
  }
  return { seen, cells, refused, closed, view: view.join('\n') };
}

interface Listed {
  readonly text: string;
  readonly lists: readonly { readonly nodes: readonly Json[]; readonly isRefused: boolean }[];
}
const uuidOf = (id: string): string => parseGlobalId(id)?.uuid as string;
const selectionOf = ({ name, spec }: FieldDef): string => (spec.kind === 'money' ? `${name} { amount currency }` : name);

function columnsOf(entity: EntityDef, field: FieldDef): readonly ColumnDef[] {
  const { spec } = field;
  const keys = spec.kind === 'column' ? [spec.column] : spec.kind === 'money' ? [`${spec.prefix}Amount`, `${spec.prefix}Currency`] : [];
  return keys.flatMap((key) => entity.columns.get(key) ?? []);
}
