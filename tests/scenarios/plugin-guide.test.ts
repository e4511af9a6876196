/** The guide's snippets are the example's code, word for word. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const text = (path: string): Promise<string> => readFile(new URL(path, root), 'utf8');

test('every snippet of the plugin guide stands in the example', async () => {
  const guide = await text('docs/plugin-guide.md');
  const snippets = [...guide.matchAll(/```ts\n\/\/ (\S+)\n([\s\S]*?)\n```/g)].map(([, file, code]) => ({
    file: file as string,
    code: code as string,
  }));
  expect(snippets.length).toBeGreaterThanOrEqual(7);
  for (const { file, code } of snippets) expect(await text(`examples/custom-plugin/${file}`), file).toContain(code);
});
