/**
 * F15: half of 500 sockets stop reading and stay open. The server keeps no more for them than it was told to, cuts them off, and whoever reads is
 * served as quickly as before.
 */
import { readFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { post } from './clients.fixture.ts';
import { startServer } from './server-process.fixture.ts';
import { openSite } from './site.fixture.ts';
import { size, timeLimit } from './size.fixture.ts';
import { openSockets } from './sockets.fixture.ts';

const SOCKETS = 500;
const EVENTS = size(40, 1_000);
const EVERY_MS = 250;
const BODY = '。'.repeat(16_000);
const MAX_BUFFERED = 256 * 1024;
const MB = 1024 ** 2;
/** What a loaded machine adds to a quick answer. */
const NOISE_MS = 100;

const query = 'subscription { interactionRecorded { interaction { subject body } } }';
const record = `mutation ($customer: ID!, $subject: String!, $body: String) {
  recordInteraction(input: { customer: $customer, channel: PHONE, direction: INBOUND, subject: $subject, body: $body }) { userErrors { message } }
}`;

describe.skipIf(inject('postgresUrl') === null)('F15', () => {
  test(`half of ${SOCKETS} sockets stop reading: memory is bounded, the others are served as before`, {
    timeout: timeLimit(180_000),
  }, async () => {
    const site = await openSite();
    onTestFinished(() => site.close());
    const { child, url } = await startServer({ ...site.environment, MAX_BUFFERED_BYTES: String(MAX_BUFFERED) });
    onTestFinished(() => void child.kill('SIGKILL'));
    const agent = new Agent({ keepAlive: true });
    onTestFinished(() => agent.destroy());
    const ask = async (document: string, variables: object): Promise<string> => {
      const answer = await post({ agent, url, patienceMs: 30_000, body: { query: document, variables } });
      expect(answer).not.toMatch(/"errors"|"message"/);
      return answer;
    };
    const memory = (): number => Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024;
    const made = await ask('mutation { createCustomer(input: { name: "Followed", kind: ORGANISATION }) { customer { id } } }', {});
    const customer = (JSON.parse(made) as { data: { createCustomer: { customer: { id: string } } } }).data.createCustomer.customer.id;
    const sent = new Map<string, number>();
    let late: number[] = [];
    const sockets = await openSockets(url, SOCKETS, {
      query,
      heard(message) {
        const subject = /"subject":"([^"]+)"/.exec(message.subarray(0, 300).toString())?.[1];
        const at = subject === undefined ? undefined : sent.get(subject);
        if (at !== undefined) late.push(performance.now() - at);
      },
    });
    /** Milliseconds until 99 of 100 answers were there, and the most memory that the server took meanwhile. */
    const phase = async (name: string, readers: number): Promise<{ readonly p50: number; readonly p99: number; readonly most: number }> => {
      late = [];
      let most = 0;
      for (let n = 0; n < EVENTS; n += 1) {
        const subject = `${name} ${n}`;
        sent.set(subject, performance.now());
        await Promise.all([ask(record, { customer, subject, body: BODY }), pause(EVERY_MS)]);
        most = Math.max(most, memory());
      }
      for (let waited = 0; late.length < EVENTS * readers && waited < 20_000; waited += 20) await pause(20);
      expect(late, name).toHaveLength(EVENTS * readers);
      const sorted = late.sort((a, b) => a - b);
      const at = (share: number): number => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0);
      return { p50: at(0.5), p99: at(0.99), most: Math.round(most) };
    };
    await phase('warm', SOCKETS);
    const normal = await phase('normal', SOCKETS);
    for (const socket of sockets.slice(0, SOCKETS / 2)) socket.pause();
    const stopped = await phase('stopped', SOCKETS / 2);
    console.log(
      `F15: ${EVENTS} events of ${Math.round(Buffer.byteLength(BODY) / 1024)} kB to ${SOCKETS} sockets: p50 ${normal.p50}, p99 ${normal.p99} ms, ${normal.most} MB; ` +
        `with ${SOCKETS / 2} of them stopped p50 ${stopped.p50}, p99 ${stopped.p99} ms, ${stopped.most} MB`,
    );
    expect(stopped.p99).toBeLessThan(2 * normal.p99 + NOISE_MS);
    expect(stopped.most - normal.most).toBeLessThan(((SOCKETS / 2) * MAX_BUFFERED) / MB + 100);
    for (const socket of sockets) socket.terminate();
  });
});
