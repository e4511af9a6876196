/** Whoever changes the tenant's records meanwhile: so many commands a second, over the same server as those who read. */
import { createEngine } from '@guanxi/core';
import { createApiKey, createRole } from '@guanxi/core/crm';
import { posted } from '../read/contender.ts';
import { everyPlugin } from '../read/plugins.ts';
import type { World } from '../read/world.ts';

export interface Writer {
  /** Until it is stopped; then the number of commands that were answered. */
  begin(port: number, perSecond: number): { stop(): Promise<number> };
}

const mutation =
  'mutation ($customer: ID!, $name: String!) { updateCustomer(input: { customer: $customer, set: { name: $name } }) { userErrors { message } } }';

/** @param customers Global ids, changed in turn. */
export async function createWriter({ applicationUrl: url, tenant }: World, customers: readonly string[]): Promise<Writer> {
  const engine = createEngine({ plugins: everyPlugin(), database: { url, max: 1 } });
  const admin = engine.as({ kind: 'service', name: 'bench', tenant, permissions: ['*'] });
  const grants = ['crm:customers:read', 'crm:customers:write'].map((permission) => ({ permission, scope: 'ALL' as const }));
  const role = await admin.run(createRole, { key: 'writer', labelEn: 'Writer', labelZh: '录入', grants });
  if (!role.ok) throw new Error(JSON.stringify(role.errors));
  const made = await admin.run(createApiKey, { name: 'writer', roles: [role.value.role] });
  if (!made.ok) throw new Error(JSON.stringify(made.errors));
  await engine.close();

  let n = 0;
  const write = async (port: number): Promise<void> => {
    n += 1;
    const variables = { customer: customers[n % customers.length], name: `写入 ${n}` };
    const [head = '', body = ''] = posted(mutation, variables, { authorization: `Bearer ${made.value.key}` }).split('\r\n\r\n');
    const headers = Object.fromEntries(
      head
        .split('\r\n')
        .slice(1)
        .map((line) => line.split(': ') as [string, string])
        .filter(([name]) => !/^(host|content-length)$/.test(name)),
    );
    const answer = await (await fetch(`http://127.0.0.1:${port}/graphql`, { method: 'POST', headers, body })).text();
    if (!answer.includes('"userErrors":[]')) throw new Error(answer.slice(0, 400));
  };
  return {
    begin(port, perSecond) {
      const running = new Set<Promise<void>>();
      let done = 0;
      const began = performance.now();
      // What a late timer missed is made up for.
      const timer = setInterval(() => {
        for (let due = Math.floor(((performance.now() - began) / 1_000) * perSecond) - done; due > 0; due -= 1) {
          done += 1;
          const one = write(port).finally(() => running.delete(one));
          running.add(one);
        }
      }, 5);
      return {
        async stop() {
          clearInterval(timer);
          await Promise.all(running);
          return done;
        },
      };
    },
  };
}
