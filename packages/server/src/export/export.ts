/** A list written to a file, page by page through the read path: the rights of whoever asks hold for every cell. */
import { type Actor, GuanxiError } from '@guanxi/core';
import type { GraphQLSchema } from 'graphql';
import type { TableWriter } from '../tabular/index.ts';
import { type Columns, listed, readColumns } from './columns.ts';
import { unusable } from './problems.ts';

export interface ExportEngine {
  readonly schema: GraphQLSchema;
  execute(request: {
    readonly document: string;
    readonly variables: Readonly<Record<string, unknown>>;
    readonly actor: Actor;
    readonly via?: 'EXPORT';
  }): Promise<{ readonly text: string }>;
}
export interface ExportPlan {
  readonly list: string;
  readonly columns: Columns;
  readonly document: string;
  /** Beside the page's. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** `list` is any list of the API; `given` its arguments: `where`, `search`, `orderBy`, and those that a plugin's list has of its own. */
export function planExport(
  schema: GraphQLSchema,
  list: string,
  names: readonly string[],
  given: Readonly<Record<string, unknown>>,
): ExportPlan {
  const field = schema.getQueryType()?.getFields()[list];
  const type = field && listed(field.type);
  if (!field || !type)
    throw unusable(
      `There is no list "${list}"; there is ${listNames(schema).join(', ')}.`,
      `没有列表“${list}”，现有：${listNames(schema).join('、')}。`,
    );
  const columns = readColumns(type, names);
  const own = field.args.filter((a) => Object.hasOwn(given, a.name));
  const foreign = Object.keys(given).find((name) => !own.some((a) => a.name === name));
  if (foreign !== undefined) throw unusable(`The list "${list}" takes no "${foreign}".`, `列表“${list}”没有参数“${foreign}”。`);
  const declared = ['$first: Int', '$after: String', ...own.map((a) => `$${a.name}: ${a.type}`)].join(', ');
  const passed = ['first: $first', 'after: $after', ...own.map((a) => `${a.name}: $${a.name}`)].join(', ');
  const document = `query(${declared}) { list: ${list}(${passed}) { nodes { ${columns.selection} } pageInfo { hasNextPage endCursor } } }`;
  return { list, columns, document, variables: given };
}

const listNames = (schema: GraphQLSchema): string[] =>
  Object.values(schema.getQueryType()?.getFields() ?? {})
    .filter((f) => listed(f.type))
    .map((f) => f.name)
    .sort();

interface Page {
  readonly nodes: readonly Readonly<Record<string, unknown>>[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const largestPage = 500;

/** How many records were written. @throws what the read path says of the list */
export async function writeList(
  engine: ExportEngine,
  plan: ExportPlan,
  actor: Actor,
  writer: TableWriter,
  onPage: (count: number) => void = () => {},
): Promise<number> {
  let count = 0;
  let size = largestPage;
  for (let after: string | null = null, more = true; more; ) {
    const page: Page | 'too much' = await read(engine, plan, actor, size, after);
    if (page === 'too much') {
      size = Math.floor(size / 2);
      continue;
    }
    for (const record of page.nodes) await writer.row(plan.columns.cells(record));
    count += page.nodes.length;
    onPage(count);
    after = page.pageInfo.endCursor;
    more = page.pageInfo.hasNextPage;
  }
  return count;
}

interface Answer {
  readonly data?: { readonly list: Page | null } | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** A page of many columns may be more than one answer may hold: it is asked for again with fewer records. */
async function read(engine: ExportEngine, plan: ExportPlan, actor: Actor, first: number, after: string | null): Promise<Page | 'too much'> {
  const answer = JSON.parse(
    (await engine.execute({ document: plan.document, variables: { ...plan.variables, first, after }, actor, via: 'EXPORT' })).text,
  ) as Answer;
  const [error] = answer.errors ?? [];
  if (error?.extensions?.code === 'LIMIT_EXCEEDED' && first > 1) return 'too much';
  if (error) throw new GuanxiError({ code: error.extensions?.code ?? 'INTERNAL', en: error.message, zh: error.message });
  if (!answer.data?.list) throw new GuanxiError({ code: 'FORBIDDEN', en: 'The list may not be read.', zh: '无权读取该列表。' });
  return answer.data.list;
}
