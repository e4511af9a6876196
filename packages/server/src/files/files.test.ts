/** Files over HTTP: what goes in comes out, for whoever may see it, and never as a page. */
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { directoryFileStore } from '../index.ts';
import { serveCrm } from '../testing/served-crm.fixture.ts';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'guanxi-files-'));
});
afterAll(() => rm(directory, { recursive: true }));
const crm = serveCrm(() => ({ files: directoryFileStore(directory), maxFileBytes: 10_000 }));

const kept = async () => (await readdir(directory, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length;
let token = '';
let before = 0;
beforeAll(async () => {
  token = await tokenOf({});
});
beforeEach(async () => {
  before = await kept();
});
const tokenOf = async (o: NonNullable<Parameters<ReturnType<typeof crm>['t']['staff']>[0]>) =>
  crm().tokens.for((await crm().t.staff(o)).actor);

const text = 'Messe Köln, 第三馆';
const named = (name: string) => ({ 'x-file-name': encodeURIComponent(name), 'content-type': 'text/plain; charset=utf-8' });
const upload = (body: RequestInit['body'], headers: Record<string, string>, as = token) =>
  fetch(crm().at('/files'), { method: 'POST', body: body ?? null, headers: { authorization: `Bearer ${as}`, ...headers } });
const download = (id: string, as = token) => fetch(crm().at(`/files/${id}`), { headers: { authorization: `Bearer ${as}` } });
const form = (...files: readonly (readonly [name: string, body: string, type: string])[]) => {
  const data = new FormData();
  for (const [name, body, type] of files) data.append('file', new Blob([body], { type }), name);
  return data;
};
const idOf = async (response: Response) => ((await response.json()) as { file: { id: string } }).file.id;

describe('what goes in comes out', () => {
  test('a body with a name', async () => {
    const response = await upload(text, named('展位图 №3.txt'));
    expect(response.status).toBe(201);
    const { file } = (await response.json()) as { file: Record<string, unknown> };
    const sha256 = createHash('sha256').update(text).digest('hex');
    const bytes = Buffer.byteLength(text);
    expect(file).toEqual({
      id: expect.stringMatching(/^fle_[0-9a-f]{32}$/),
      name: '展位图 №3.txt',
      contentType: 'text/plain',
      bytes,
      sha256,
    });
    const back = await download(String(file['id']));
    expect(back.headers.get('content-disposition')).toBe(
      `attachment; filename="___ _3.txt"; filename*=UTF-8''${encodeURIComponent('展位图 №3.txt')}`,
    );
    expect(back.headers.get('content-length')).toBe(String(bytes));
    expect(await back.text()).toBe(text);
  });

  test('a form with one file; the record is in the API', async () => {
    const id = await idOf(await upload(form(['C:\\fakepath\\合同.pdf', '%PDF-', 'application/pdf']), { 'x-guanxi-upload': '1' }));
    expect(await (await download(id)).text()).toBe('%PDF-');
    const asked = await fetch(crm().url, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query: 'query($id: ID!) { file(id: $id) { name contentType bytes } }', variables: { id } }),
    });
    expect(await asked.json()).toEqual({ data: { file: { name: '合同.pdf', contentType: 'application/pdf', bytes: 5 } } });
  });

  test('an empty file, and HEAD', async () => {
    const id = await idOf(await upload('', named('empty')));
    const head = await fetch(crm().at(`/files/${id}`), { method: 'HEAD', headers: { authorization: `Bearer ${token}` } });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '0']);
  });

  test.each([
    ['page.html', 'text/html', '<script>steal()</script>'],
    ['picture.svg', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg" onload="steal()"/>'],
  ])('A23: %s is saved, not shown', async (name, type, body) => {
    const back = await download(await idOf(await upload(body, { ...named(name), 'content-type': type })));
    expect(Object.fromEntries(back.headers)).toMatchObject({
      'content-disposition': expect.stringMatching(/^attachment;/),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'private, no-store',
    });
  });
});

describe('who may', () => {
  test('A10: a file of another tenant, of another person, and one that is not there answer alike', async () => {
    const id = await idOf(await upload(text, named('secret.txt')));
    const { t, tokens } = crm();
    const stranger = tokens.for((await (await t.another()).staff()).actor);
    const colleague = await tokenOf({ can: { 'crm:files:read': 'own' } });
    const answers = [
      await download(id, stranger),
      await download(id, colleague),
      await download(`fle_${'0'.repeat(32)}`),
      await download('../../etc/passwd'),
      await download('cus_1'),
    ];
    for (const answer of answers) expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('"NOT_FOUND"')]);
  });

  test('nobody known neither uploads nor downloads, and nothing is kept', async () => {
    expect((await upload(text, named('a.txt'), 'guessed')).status).toBe(401);
    expect((await download(`fle_${'0'.repeat(32)}`, 'guessed')).status).toBe(401);
    expect(await kept()).toBe(before);
  });

  test('where the command is refused the bytes do not stay', async () => {
    const reader = await tokenOf({ can: ['crm:files:read'] });
    const refused = await upload(text, named('a.txt'), reader);
    expect([refused.status, await refused.json()]).toMatchObject([403, { userErrors: [{ code: 'FORBIDDEN' }] }]);
    expect(await kept()).toBe(before);
  });

  test('a record that names the bytes of another tenant opens nothing', async () => {
    await upload(text, named('a.txt'));
    const [stolen] = (await readdir(directory, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    const storageKey = join(stolen?.parentPath ?? '', stolen?.name ?? '').slice(directory.length + 1);
    const thief = await (await crm().t.another()).staff();
    const asked = await crm()
      .t.engine.as(thief.actor)
      .execute('mutation($i: RegisterFileInput!) { registerFile(input: $i) { file { id } } }', {
        i: { name: 'x', contentType: 'text/plain', bytes: 25, sha256: '0'.repeat(64), storageKey },
      });
    const { id } = (asked.data as { registerFile: { file: { id: string } } }).registerFile.file;
    expect((await download(id, crm().tokens.for(thief.actor))).status).toBe(404);
  });
});

describe('what is refused', () => {
  test('A39: a form that a foreign page could send', async () => {
    const refused = await upload(form(['a.txt', text, 'text/plain']), {});
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('x-guanxi-upload')]);
    expect(await kept()).toBe(before);
  });

  test('far more bytes than are allowed: the refusal arrives', async () => {
    let isAnswered = false;
    // Sends until it is told: an answer that waited for the end of the body would never come.
    const endless = new ReadableStream({
      pull(controller) {
        if (isAnswered) controller.close();
        else controller.enqueue(new Uint8Array(65_536));
      },
    });
    const headers = { authorization: `Bearer ${token}`, ...named('long.txt') };
    const refused = await fetch(crm().at('/files'), { method: 'POST', headers, body: endless, duplex: 'half' } as RequestInit);
    isAnswered = true;
    expect([refused.status, await refused.text()]).toEqual([413, expect.stringContaining('LIMIT_EXCEEDED')]);
    expect(await kept()).toBe(before);
  });

  test('more bytes than are allowed, said or not, as a body or in a form', async () => {
    const long = 'x'.repeat(30_000);
    const chunked = (body: string) => ({ body: new Blob([body]).stream(), duplex: 'half' }) as const;
    const headers = { authorization: `Bearer ${token}`, ...named('long.txt') };
    const answers = [
      await upload(long, named('long.txt')),
      await fetch(crm().at('/files'), { method: 'POST', headers, ...chunked(long) } as RequestInit),
      await upload(form(['long.txt', 'x'.repeat(12_000), 'text/plain']), { 'x-guanxi-upload': '1' }),
    ];
    for (const answer of answers) expect([answer.status, await answer.text()]).toEqual([413, expect.stringContaining('LIMIT_EXCEEDED')]);
    expect(await kept()).toBe(before);
  });

  test.each([
    ['no name', 'x', { 'content-type': 'text/plain', 'x-guanxi-upload': '1' }],
    ['a name of nothing', 'x', named('../..')],
    ['a name that is not encoded', 'x', { 'x-file-name': '%E4%B8' }],
    ['a form without a boundary', 'x', { 'content-type': 'multipart/form-data', 'x-guanxi-upload': '1' }],
    [
      'a form cut short',
      '--b\r\ncontent-disposition: form-data; name="f"; filename="a"\r\n\r\nhalf',
      { 'content-type': 'multipart/form-data; boundary=b', 'x-guanxi-upload': '1' },
    ],
    [
      'a form without a file',
      '--b\r\ncontent-disposition: form-data; name="f"\r\n\r\nx\r\n--b--\r\n',
      { 'content-type': 'multipart/form-data; boundary=b', 'x-guanxi-upload': '1' },
    ],
  ])('%s', async (_, body, headers) => {
    const refused = await upload(body, headers as unknown as Record<string, string>);
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('BAD_INPUT')]);
    expect(await kept()).toBe(before);
  });

  test('a form with two files', async () => {
    const response = await upload(form(['a.txt', 'first', 'text/plain'], ['b.txt', 'second', 'text/plain']), { 'x-guanxi-upload': '1' });
    expect(response.status).toBe(400);
    expect(await kept()).toBe(before);
  });

  test('of a client that goes away in the middle nothing is kept', async () => {
    const request = httpRequest(crm().at('/files'), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, ...named('half.txt'), 'content-length': 5_000 },
    });
    request.on('error', () => undefined);
    request.write('half');
    await vi.waitUntil(async () => (await kept()) === before + 1, { timeout: 5_000 });
    request.destroy();
    await vi.waitUntil(async () => (await kept()) === before, { timeout: 5_000 });
  });

  test('other methods', async () => {
    const response = await fetch(crm().at('/files/fle_1'), { method: 'DELETE', headers: { authorization: `Bearer ${token}` } });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });
});
