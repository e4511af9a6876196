/** The page in a real browser: what is done elsewhere shows up by itself. `npm run browser` runs it. */
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Board, startBoard } from '../src/server/board.ts';

let board: Board;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  board = await startBoard({ port: 0 });
  // Chromium's sandbox does not work for root, who runs this in containers.
  const isRoot = process.getuid?.() === 0;
  browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: isRoot ? ['--no-sandbox'] : [] });
  page = await browser.newPage({ locale: 'en-GB' });
});
afterAll(async () => {
  await browser?.close();
  await board?.close();
});

/** Somebody else, at another desk. */
async function elsewhere<T>(query: string, variables: object): Promise<T> {
  const response = await fetch(new URL('/graphql', board.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer demo' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: T; errors?: unknown };
  expect(errors).toBeUndefined();
  return data;
}
const cards = (status: string) => page.locator(`section[data-status=${status}] article h3`);
const shown = (status: string, name: string) => cards(status).filter({ hasText: name }).waitFor();

test('a list changes by itself when a customer is added elsewhere, and moves when its status changes', async () => {
  const failures: string[] = [];
  page.on('pageerror', (error) => failures.push(error.message));
  await page.goto(board.url);
  await shown('ACTIVE', '上海会展有限公司');

  const { done } = await elsewhere<{ done: { customer: { id: string } } }>(
    'mutation { done: createCustomer(input: { name: "Olindo", kind: ORGANISATION }) { customer { id } } }',
    {},
  );
  await shown('PROSPECT', 'Olindo');
  await elsewhere('mutation ($id: ID!) { changeCustomerStatus(input: { customer: $id, status: ACTIVE }) { userErrors { code } } }', {
    id: done.customer.id,
  });
  await shown('ACTIVE', 'Olindo');
  expect(await cards('PROSPECT').count()).toBe(0);
  expect(failures).toEqual([]);
});

test('what is done on the page comes back the same way; a refusal is told in its language', async () => {
  await page.getByLabel('Name of a new customer').fill('Mettler');
  await page.getByRole('button', { name: 'Add' }).click();
  await shown('PROSPECT', 'Mettler');
  await page.getByRole('button', { name: '中文' }).click();
  const card = page.locator('article').filter({ hasText: 'Mettler' });
  await card.getByLabel('状态').selectOption('TERMINATED');
  await shown('TERMINATED', 'Mettler');
  await card.getByLabel('状态').selectOption('INACTIVE');
  await page.locator('.refusal', { hasText: '不能' }).waitFor();
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('客户');
});
