/** What is on record of whether people may be reached: one statement, whoever asks, since it must not depend on what they may see. */
import { type Id, type Scope, type SQL, sql } from '@guanxi/core';
import type { Kind } from '../channels/rules.ts';
import { dayIn } from '../contacts/validity.ts';
import type { Crm } from '../plugin.ts';
import type { ConsentEntry, Reachability, SuppressionEntry } from './rules.ts';

/** As JSON has it. */
interface StoredState {
  readonly kinds: readonly Kind[];
  readonly consents: readonly (Omit<ConsentEntry, 'at' | 'validUntil'> & { readonly at: string; readonly validUntil: string | null })[];
  readonly suppressions: readonly (Omit<SuppressionEntry, 'until'> & { readonly until: string | null })[];
}

/** Its own tables, read as they are: through the read path another plugin's restriction could make a suppression disappear. */
export async function statesOf(scope: Scope<Crm>, contacts: readonly Id<'Contact'>[]): Promise<ReadonlyMap<string, Reachability>> {
  const rows = await scope.sql(stored(contacts, dayIn(scope.zone, scope.now)));
  return new Map(rows.map(({ contact, state }) => [contact, reachability(JSON.parse(state) as StoredState)]));
}

const reachability = ({ kinds, consents, suppressions }: StoredState): Reachability => ({
  kinds,
  consents: consents.map((c) => ({ ...c, at: new Date(c.at), validUntil: dateOr(c.validUntil) })),
  suppressions: suppressions.map((s) => ({ ...s, until: dateOr(s.until) })),
});
const dateOr = (text: string | null): Date | null => (text === null ? null : new Date(text));

const suppression = sql`jsonb_build_object('channels', s.channels, 'purpose', s.purpose, 'reason', s.reason, 'ownerPlugin', s.owner_plugin, 'until', s.until)`;

const stored = (contacts: readonly Id<'Contact'>[], today: string): SQL<{ contact: string; state: string }> => sql`
  select c.id::text as contact, jsonb_build_object(
    'kinds', (select coalesce(jsonb_agg(distinct h.kind), '[]') from crm.crm_contact_channel h where h.contact_id = c.id),
    'consents', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', k.id, 'channel', k.channel, 'purpose', k.purpose, 'given', k.given, 'at', k.at, 'validUntil', k.valid_until)), '[]')
      from crm.crm_consent k where k.contact_id = c.id),
    'suppressions', (select coalesce(jsonb_agg(a.told), '[]') from (
      select ${suppression} as told from crm.crm_contact_suppression s where s.contact_id = c.id and s.released_at is null
      union all
      select ${suppression} as told from crm.crm_customer_suppression s where s.released_at is null and exists (
        select 1 from crm.crm_contact_link l where l.customer_id = s.customer_id and l.contact_id = c.id
          and coalesce(l.valid_from <= ${today}::date, true) and coalesce(l.valid_to >= ${today}::date, true))
    ) a))::text as state
  from crm.crm_contact c where c.id = any(${`{${contacts.join(',')}}`}::uuid[])`;
