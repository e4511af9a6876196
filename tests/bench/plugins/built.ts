/** The served program as JavaScript, as a program of somebody's is deployed: nothing is compiled while its start is timed. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript-5.9';

const here = fileURLToPath(new URL('.', import.meta.url));
/** Where the packages of this folder are found. */
const folder = join(here, '../../node_modules/.cache/guanxi-bench/plugins');
const files = ['server', 'generated', 'documents'];

/** @returns the program's path */
export async function builtServer(): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }\n');
  for (const file of files) {
    const { outputText } = ts.transpileModule(await readFile(join(here, `${file}.ts`), 'utf8'), {
      compilerOptions: {
        module: ts.ModuleKind.ESNext,
        target: ts.ScriptTarget.ES2022,
        rewriteRelativeImportExtensions: true,
        verbatimModuleSyntax: true,
      },
    });
    await writeFile(join(folder, `${file}.js`), outputText);
  }
  return join(folder, 'server.js');
}
