/** What contenders answer, asked once and held beside each other, before anything is timed. */
import type { Running } from './contender.ts';
import { type Workload, workloads } from './workloads.ts';

async function answerOf(one: Running, request: string): Promise<string> {
  const [head = '', body = ''] = request.split('\r\n\r\n');
  const [line = '', ...lines] = head.split('\r\n');
  const [method = 'GET', path = '/'] = line.split(' ');
  const headers = Object.fromEntries(
    lines.map((l) => l.split(': ') as [string, string]).filter(([name]) => !/^(host|content-length)$/.test(name)),
  );
  const response = await fetch(`http://127.0.0.1:${one.port}${path}`, { method, headers, ...(body !== '' && { body }) });
  return response.text();
}

/** Of the cursors that the engine makes. */
export async function fingerprintOf(own: Running): Promise<string> {
  const workload = workloads.find(({ name }) => name === 'list with pageInfo') as Workload;
  const answer = JSON.parse(await answerOf(own, own.requests(workload)?.[0] as string));
  return String(answer.data.customers.pageInfo.endCursor).split('.')[0] as string;
}

/** What others answer, as values; the floor byte for byte. @throws where one answers otherwise, or the engine with errors */
export async function compare([own, ...others]: readonly Running[], workload: Workload): Promise<void> {
  const asked = own?.requests(workload);
  if (!own || !asked) return;
  const answers = new Map<number, string>();
  for (const n of [0, 1, 7]) answers.set(n, await answerOf(own, asked[n] as string));
  for (const [, answer] of answers) if ('errors' in JSON.parse(answer)) throw new Error(`${workload.name}: ${answer.slice(0, 400)}`);
  for (const other of others) {
    const theirs = other.requests(workload);
    if (!theirs) continue;
    for (const [n, answer] of answers) {
      const answered = await answerOf(other, theirs[n] as string);
      const expected = other.name === 'floor' ? answer : withoutCursors(own.definition.values(answer));
      const found = other.definition.values(answered);
      if ((other.name === 'floor' ? found : withoutCursors(found)) !== expected)
        throw new Error(`${workload.name}: ${other.name} answers otherwise.\n${answer.slice(0, 400)}\n${answered.slice(0, 400)}`);
    }
  }
}

/** Whether there is a cursor is the same everywhere; how it is written is not. */
const withoutCursors = (values: unknown): string =>
  JSON.stringify(values, (key, value) => (key === 'endCursor' && typeof value === 'string' ? 'a cursor' : value));
