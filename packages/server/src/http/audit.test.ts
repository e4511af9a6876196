/** GraphQL over HTTP as the specification's own audit sees it: a fetch that sends a token, and nothing else changed. */
import { serverAudits } from 'graphql-http';
import { beforeAll, expect, test } from 'vitest';
import { serveCrm } from '../testing/served-crm.fixture.ts';

const crm = serveCrm();
let token = '';
beforeAll(async () => {
  token = crm().tokens.for((await crm().t.service()).actor);
});

const audits = serverAudits({
  url: () => crm().url,
  fetchFn: (url: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${token}`);
    return fetch(url, { ...init, headers });
  },
});

test('the suite has its audits', () => expect(audits.length).toBeGreaterThan(50));
test.each(audits)('$id $name', async ({ fn }) => {
  const result = await fn();
  expect(result.status === 'ok' ? 'ok' : `${result.status}: ${result.reason}`).toBe('ok');
});
