/**
 * An actor who may see everything, by rights that are decided when the plan is made: what is left of them in a statement is compared with a
 * CRM that has none, by the same rows and the same bytes.
 */
import type { Actor } from '@guanxi/core';
import { filled } from '../filled.ts';
import { atLeast, type Measured } from '../measured.ts';
import { here, rates } from '../write/rounds.ts';
import { asking, bothDoors, nested } from './guarded.ts';

const CONNECTIONS = 16;
const CUSTOMERS = 20_000;

/** Rights with a reach for each, as roles give them; none of them bites. */
const permissions = {
  'crm:customers:read': 'all',
  'crm:contacts:read': 'all',
  'crm:interactions:read': 'all',
  'crm:staff:read': 'all',
} as const;

export async function* foldedRights(): AsyncGenerator<Measured> {
  const bench = await filled(CUSTOMERS, { teams: 300 });
  const doors = bothDoors(bench.url, CONNECTIONS);
  try {
    const actor: Actor = { kind: 'staff', staffId: '01900001-0000-7000-8000-000000000001', tenant: bench.tenant.id, permissions };
    const [guarded, open] = [asking(doors.closed, actor, nested), asking(doors.open, actor, nested)];
    const [a, b] = [await guarded(), await open()];
    if (a !== b) throw new Error(`the answers differ:\n${a.slice(0, 300)}\n${b.slice(0, 300)}`);
    const found = await rates([here('guarded', guarded), here('open', open)], { at: CONNECTIONS, pieces: 800 });
    const rate = (name: string): number => found.get(name)?.rate ?? 0;
    yield atLeast(
      `nested list, rights that fold to true (${Math.round(rate('guarded'))}/s) of none at all (${Math.round(rate('open'))}/s), ${a.length} bytes`,
      rate('guarded') / rate('open'),
      0.95,
      'ratio',
    );
  } finally {
    await doors.close();
    await bench.close();
  }
}
