/**
 * The floor: what nobody can be faster than who sends this SQL by this driver over HTTP. It knows the workloads by number, checks nobody's
 * rights but in its SQL, and passes the text on.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import postgres from 'postgres';
import { VARIETY, workloads } from '../workloads.ts';
import { listening, place } from './child.ts';

const { ownerUrl, tenant, customers, connections } = place();
const sql = postgres(ownerUrl, {
  max: connections,
  max_pipeline: 1,
  fetch_types: false,
  connection: { plan_cache_mode: 'force_generic_plan', random_page_cost: '1.1', jit: 'off', TimeZone: 'UTC' },
  // The driver's declarations do not know max_pipeline.
} as unknown as postgres.Options<Record<string, postgres.PostgresType>>);
const fingerprint = process.argv[3] ?? '';
const asked = { tenant, customers, fingerprint };
const statements = workloads.map((w) => ({
  text: w.sql?.(asked) ?? '',
  params: Array.from({ length: VARIETY }, (_, n) => [...w.params(n, asked)]),
}));

const http = createServer((request, response) => {
  const [, workload, n] = (request.url ?? '').split('/');
  const { text, params } = statements[Number(workload)] as (typeof statements)[number];
  sql.unsafe(text, params[Number(n)] as string[], { prepare: true }).then(
    ([row]) => {
      const body = Buffer.from(`{"data":${row?.['data']}}`);
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length });
      response.end(body);
    },
    (error: unknown) => {
      response.writeHead(500);
      response.end(String(error));
    },
  );
});
http.listen(0, '127.0.0.1', () => listening((http.address() as AddressInfo).port));
