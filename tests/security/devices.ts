/** A device that begins with nothing and pulls until it has all, then what changed. Programs have none. */
import { modelOf } from '@guanxi/core/testing';
import { expect } from 'vitest';
import type { Ledger } from './ledger.ts';
import { askBoth, type Pair } from './pair.ts';

const page = `query ($device: ID!, $cursor: String, $entities: [String!]!) { changesSince(device: $device, cursor: $cursor, entities: $entities, first: 7) {
  cursor hasMore isInitial tombstones { id type reason } upserts { __typename id } } }`;

export async function devices(pair: Pair, ledger: Ledger): Promise<void> {
  for (const world of pair.worlds) world.ids.begin(900);
  const [made, alike] = await askBoth(pair, {
    document: 'mutation { registerDevice(input: { name: "phone" }) { device { id } userErrors { code } } }',
  });
  expect(alike).toBe(made);
  const device = (JSON.parse(made) as { data?: { registerDevice: { device: { id: string } | null } } }).data?.registerDevice.device?.id;
  if (!device) return;
  for (const entity of modelOf(pair.worlds[0].engine).entities.values()) {
    if (pair.hidden.closed.has(entity.name)) continue;
    let cursor: string | null = null;
    for (let more = true, pages = 0; more && pages < 8; pages += 1) {
      const [a, b] = await askBoth(pair, { document: page, variables: { device, cursor, entities: [entity.name] } });
      expect(b, `${entity.name} behind ${cursor}`).toBe(a);
      ledger.note('pull', a);
      const { data } = JSON.parse(a) as { data?: { changesSince: { cursor: string; hasMore: boolean } | null } };
      cursor = data?.changesSince?.cursor ?? null;
      more = data?.changesSince?.hasMore ?? false;
    }
  }
}
