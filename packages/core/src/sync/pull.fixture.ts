/** A device that follows the server through `changesSince`. */
import { globalId } from '@guanxi/core';
import { createStaff, registerDevice } from '@guanxi/core/crm';
import type { TestActor } from '@guanxi/testing';

// biome-ignore lint/suspicious/noExplicitAny: actors of whatever plugins
export type Person = TestActor<any>;

const document = `query Pull($device: ID!, $cursor: String, $entities: [String!]!, $first: Int) {
  changesSince(device: $device, cursor: $cursor, entities: $entities, first: $first) {
    upserts { __typename id ... on Customer { name version } ... on Contact { name version } }
    tombstones { type id reason }
    cursor hasMore isInitial
  }
}`;

export interface Pulled {
  readonly upserts: readonly { readonly __typename: string; readonly id: string; readonly name?: string }[];
  readonly tombstones: readonly { readonly type: string; readonly id: string; readonly reason: string }[];
  readonly cursor: string;
  readonly hasMore: boolean;
  readonly isInitial: boolean;
}

export async function pull(who: Person, variables: object): Promise<Pulled> {
  const { data, errors } = await who.execute(document, { entities: ['Customer', 'Contact'], ...variables });
  if (errors) throw Object.assign(new Error(errors[0]?.message), { code: errors[0]?.extensions.code });
  return (data as { changesSince: Pulled }).changesSince;
}

/** All pages until there is no more. */
export async function follow(who: Person, device: string, from: string | null, o: { first?: number; entities?: readonly string[] } = {}) {
  const pages: Pulled[] = [];
  for (let cursor = from; ; ) {
    const page = await pull(who, { device, cursor, first: 50, ...o });
    pages.push(page);
    cursor = page.cursor;
    if (!page.hasMore) return { pages, cursor, upserts: pages.flatMap((p) => p.upserts), tombstones: pages.flatMap((p) => p.tombstones) };
  }
}

/** Someone who sees what is their own, and has a phone. */
export async function sellerOf(
  boss: Person,
  staffOf: (o: { id: string; can: Record<string, 'own' | 'all'> }) => Promise<Person>,
  can: Record<string, 'own' | 'all'> = { 'crm:customers:read': 'own', 'crm:contacts:read': 'own' },
) {
  const { staff } = await boss.run(createStaff, { name: 'Seller' });
  const person = await staffOf({ id: staff, can });
  const { device } = await person.run(registerDevice, { name: 'phone' });
  return { staff, person, device: globalId('dev', device) };
}
