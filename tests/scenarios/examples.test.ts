/** The examples run by themselves, as their readers would run them, and the README shows the code that was run. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const start = async (example: string): Promise<string> => {
  const args = ['--conditions', 'guanxi:source', '--import', 'tsx', 'src/main.ts'];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: join(root, 'examples', example),
    env: { ...process.env, DATABASE_URL: undefined },
  });
  return stdout;
};
const text = (path: string): Promise<string> => readFile(join(root, path), 'utf8');

describe('examples', () => {
  test('minimal-embed prints the customer found by how the name sounds', async () => {
    expect(JSON.parse(await start('minimal-embed'))).toEqual({
      customers: {
        nodes: [{ name: '王芳', status: 'PROSPECT', channels: { nodes: [{ value: '138 0013 8000', verification: 'VERIFIED' }] } }],
        totalCount: 1,
      },
    });
  });
  test('custom-plugin prints a customer with its visits', async () => {
    expect(JSON.parse(await start('custom-plugin'))).toEqual({
      customers: {
        nodes: [
          {
            name: '上海恒展机械有限公司',
            status: 'ACTIVE',
            boothVisitCount: 2,
            boothVisits: { nodes: [{ interest: 5 }, { interest: 3 }] },
          },
        ],
      },
    });
  });
});

describe('README', () => {
  test.each(['README.md', 'README.zh-CN.md'])('%s shows the embedding that runs, and the query that the demo tries', async (name) => {
    const readme = await text(name);
    expect(readme).toContain((await text('examples/minimal-embed/src/main.ts')).trim());
    expect(readme).toContain((await text('examples/queries/nested.graphql')).trim());
    expect(readme).toContain((await text('examples/queries/gold-with-open-cases.graphql')).trim());
  });
});
