/** What the demo prints when it serves: where, with what, and three queries to try. */
import { queryText, type ShownQuery, shownQueries } from './queries.ts';

export async function welcome(url: string, token: string, ms: number): Promise<string> {
  const names = Object.keys(shownQueries) as ShownQuery[];
  const calls = await Promise.all(names.map((name) => call(url, token, name)));
  return [
    '',
    `Guanxi serves the demo tenant after ${(ms / 1000).toFixed(1)} s.   演示租户已就绪。`,
    '',
    `  GraphQL    ${url}        (in a browser: GraphiQL)`,
    `  token      ${token}`,
    `  header     authorization: Bearer ${token}`,
    '',
    'Three queries to try, each one SQL statement.   三个示例查询：',
    '',
    ...calls,
    'Ctrl-C stops.   按 Ctrl-C 结束。',
    '',
  ].join('\n');
}

async function call(url: string, token: string, name: ShownQuery): Promise<string> {
  const query = (await queryText(name))
    .replace(/^#.*\n/gm, '')
    .replace(/\s+/g, ' ')
    .trim();
  const title = (await queryText(name)).split('\n')[0]?.replace(/^# /, '');
  const body = JSON.stringify({ query, variables: shownQueries[name].variables });
  return `# ${title}\ncurl -s ${url} -H 'content-type: application/json' -H 'authorization: Bearer ${token}' -d '${body}'\n`;
}
