/** A server with two salespeople, each with a device, and a network that can be made to fail. */

import type { Plugin } from '@guanxi/core';
import { globalId } from '@guanxi/core';
import { type Crm, createStaff, registerDevice } from '@guanxi/core/crm';
import type { TestActor, TestEngine } from '@guanxi/testing';
import {
  type ClientOptions,
  createOfflineClient,
  crmEffects,
  crmFields,
  memoryStorage,
  type OfflineClient,
  type Rec,
  type Transport,
} from './index.ts';

type House = TestEngine<Plugin<Crm>>;
export type Person = TestActor<Crm>;

/** What happens to a request: it gets lost on its way or on its way back, comes twice, or late, when others have been answered. */
export type Fault = 'ok' | 'lost' | 'unanswered' | 'doubled' | 'late';

export class Network {
  faults: Fault[] = [];
  private readonly late: (() => Promise<unknown>)[] = [];

  through(transport: Transport): Transport {
    return async (document, variables) => {
      const send = () => transport(document, variables);
      const fault = this.faults.shift() ?? 'ok';
      if (fault === 'lost') throw new Error('lost on its way');
      if (fault === 'late') {
        this.late.push(send);
        throw new Error('on its way for ever');
      }
      const answer = await send();
      if (fault === 'unanswered') throw new Error('lost on its way back');
      return fault === 'doubled' ? send() : answer;
    };
  }

  /** What was on its way arrives, in the opposite order. */
  async arrive(): Promise<void> {
    for (const send of this.late.splice(0).reverse()) await send();
  }
}

export interface Salesperson {
  readonly person: Person;
  readonly id: string;
  readonly client: OfflineClient;
}

export async function salesperson(
  house: House,
  boss: Person,
  network: Network,
  o: { readonly reach: 'own' | 'all' } & Partial<Pick<ClientOptions, 'onConflict' | 'onRefused' | 'policy' | 'size' | 'storage'>>,
): Promise<Salesperson> {
  const { staff } = await boss.run(createStaff, { name: 'Seller' });
  const person: Person = await house.staff({ id: staff, can: { '*': o.reach } });
  const { device } = await person.run(registerDevice, { name: 'phone' });
  let made = 0;
  const client = await createOfflineClient({
    device: globalId('dev', device),
    transport: network.through((document, variables) => person.execute(document, variables)),
    storage: o.storage ?? memoryStorage(),
    fields: crmFields,
    effects: crmEffects,
    now: () => house.clock.now(),
    newId: (prefix, now) => {
      made += 1;
      return `${prefix}_${now.getTime().toString(16).padStart(12, '0')}7000${device.slice(-4).replace(/^./, '8')}${made.toString(16).padStart(12, '0')}`;
    },
    ...o,
  });
  return { person, id: staff, client };
}

const everything = `{
  customers(first: 500) { nodes { __typename id version name kind status region } }
  contacts(first: 500) { nodes { __typename id version name title } }
}`;

const sorted = (records: readonly Rec[]): readonly Rec[] => records.toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** What the server shows this person. */
export async function shownTo({ person }: Salesperson): Promise<readonly Rec[]> {
  const { data, errors } = await person.execute(everything);
  if (errors) throw new Error(errors[0]?.message);
  const lists = data as Readonly<Record<'customers' | 'contacts', { readonly nodes: readonly Rec[] }>>;
  return sorted([...lists.customers.nodes, ...lists.contacts.nodes]);
}
/** What this person's copy shows. */
export const copyOf = ({ client }: Salesperson): readonly Rec[] => sorted([...client.all('Customer'), ...client.all('Contact')]);
