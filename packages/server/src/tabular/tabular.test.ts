import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { detectEncoding } from './encoding.ts';
import { formatOf } from './format.ts';
import { openTable, type Table } from './read.ts';
import { safeCell } from './safe-cell.ts';
import { writeTable } from './write.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tabular-'));
});
afterAll(() => rm(folder, { recursive: true }));

const rowsOf = async (table: Table): Promise<(readonly string[])[]> => {
  const out: (readonly string[])[] = [];
  for await (const row of table.rows()) out.push([String(row.line), ...row.cells]);
  return out;
};
// 姓名,城市 / 王芳,上海 in GBK
const gbk = Uint8Array.from([
  0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xb3, 0xc7, 0xca, 0xd0, 0x0a, 0xcd, 0xf5, 0xb7, 0xbc, 0x2c, 0xc9, 0xcf, 0xba, 0xa3, 0x0a,
]);

describe('reading', () => {
  test('CSV: quoted cells over lines keep their line number, blank lines are passed over', async () => {
    const path = join(folder, 'a.csv');
    await writeFile(path, '\ufeffname,note\n"Wang, Fang","two\nlines"\n\nLi, x \n');
    const table = await openTable(path);
    expect(table.header).toEqual(['name', 'note']);
    expect((await rowsOf(table)).map((r) => r.slice(1))).toEqual([
      ['Wang, Fang', 'two\nlines'],
      ['Li', 'x'],
    ]);
  });
  test('GB18030 is recognised and decoded', async () => {
    const path = join(folder, 'g.csv');
    await writeFile(path, gbk);
    const table = await openTable(path);
    expect(table.encoding).toBe('gb18030');
    expect(table.header).toEqual(['姓名', '城市']);
    expect(await rowsOf(table)).toEqual([['2', '王芳', '上海']]);
  });
  test('a UTF-8 character cut at the end of the sample is still UTF-8', () => {
    expect(detectEncoding(new TextEncoder().encode('王芳').subarray(0, 5))).toBe('utf-8');
  });
  test('TSV takes quotes as text', async () => {
    const path = join(folder, 'a.tsv');
    await writeFile(path, 'a\tb\n5" pipe\ty\n');
    expect(await rowsOf(await openTable(path))).toEqual([['2', '5" pipe', 'y']]);
  });
  test('a column named twice, an empty file and an unknown ending are refused', async () => {
    const path = join(folder, 'twice.csv');
    await writeFile(path, 'a,a\n1,2\n');
    await expect(openTable(path)).rejects.toThrow('names the column "a" twice');
    await writeFile(path, '');
    await expect(openTable(path)).rejects.toThrow('no header');
    await expect(openTable(join(folder, 'x.pdf'))).rejects.toThrow('neither');
  });
  test('an unclosed quote is named as what is wrong', async () => {
    const path = join(folder, 'quote.csv');
    await writeFile(path, 'a,b\n"open,1\n2,3\n');
    await expect(openTable(path).then(rowsOf)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });
  test('formats by ending', () => {
    expect(['客户.CSV', 'a.tsv', 'b.xlsx', 'c.pdf'].map(formatOf)).toEqual(['csv', 'tsv', 'xlsx', null]);
  });
});

describe('writing', () => {
  test('A24 cells that begin like a formula are disarmed, numbers stay numbers', () => {
    for (const bad of ['=1+1', '+cmd', '-x', '@SUM(A1)', '\t=1', '\r=1', '＝1', '＋1', '－x', '＠x', '  =1', '"=1', '\u3000=1'])
      expect(safeCell(bad)).toBe(`'${bad}`);
    for (const good of ['-12.50', '+8613800000000', 'a=b', '王芳', '']) expect(safeCell(good)).toBe(good);
  });
  test.each(['csv', 'tsv', 'xlsx'] as const)('A24 %s goes out and comes back, headers disarmed too', async (format) => {
    const path = join(folder, `out.${format}`);
    const writer = writeTable(path, format, ['name', '=x']);
    await writer.row(['王芳', '-1']);
    await writer.row(['=cmd', '2']);
    await writer.close();
    const table = await openTable(path);
    expect(table.header).toEqual(['name', "'=x"]);
    expect((await rowsOf(table)).map((r) => r.slice(1))).toEqual([
      ['王芳', '-1'],
      ["'=cmd", '2'],
    ]);
  });
});
