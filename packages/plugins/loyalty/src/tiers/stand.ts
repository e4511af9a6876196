/** Where members stand after their story was told: tier, what is missing to the next one, and the history of their tiers. */
import { type Id, type Row, select, sql } from '@guanxi/core';
import { groupBy, type LoyaltyTx } from '../common.ts';
import { decimalOfUnits } from '../earning/units.ts';
import { LoyaltyAccount } from '../members/entities.ts';
import { LoyaltyTierSpell } from './entities.ts';
import { TierChanged } from './events.ts';
import { spellFields } from './fields.ts';
import type { Told } from './fold.ts';

type Customer = Id<'Customer'>;
type Spell = Pick<Row<LoyaltyTierSpell>, 'tier' | 'startsAt' | 'endsAt' | 'cause'>;
const wanted = select(spellFields, { customerId: true, tier: true, startsAt: true, endsAt: true, cause: true });

export async function stand(tx: LoyaltyTx, accounts: readonly Row<LoyaltyAccount>[], told: ReadonlyMap<Customer, Told>): Promise<void> {
  const rows = await tx.system.read(wanted, { where: (s) => sql`${s.customerId} = any(${[...told.keys()]}::uuid[])` });
  const history = groupBy(rows, (row) => row.customerId);
  for (const account of accounts) {
    const { customerId } = account;
    const now = told.get(customerId) as Told;
    const { tier, climb } = now;
    await tx.update(LoyaltyAccount, account.id, {
      tier,
      tierSince: now.spells.length > 0 ? new Date(now.spells.at(-1)?.from as number) : null,
      qualified: climb && decimalOfUnits(climb.qualification.total),
      toNextTier: climb?.next ? decimalOfUnits(climb.next.entry - climb.qualification.total) : null,
      reviewAt: now.reviewAt === null ? null : new Date(now.reviewAt),
    });
    if (account.tier !== tier) await tx.emit(TierChanged, { subject: account.id, customerId, from: account.tier, to: tier });
    await rewrite(tx, customerId, history.get(customerId) ?? [], spellsOf(now));
  }
}

function spellsOf({ spells }: Told): readonly Spell[] {
  return spells.map(({ tier, from, cause }, i) => {
    const next = spells[i + 1];
    return { tier, startsAt: new Date(from), endsAt: next ? new Date(next.from) : null, cause };
  });
}

const textOf = ({ tier, startsAt, endsAt, cause }: Spell): string => JSON.stringify([tier, startsAt, endsAt, cause]);

/** Rows that say what is so stay; the others go, and what is missing comes. */
async function rewrite(
  tx: LoyaltyTx,
  customerId: Customer,
  known: readonly (Spell & { id: Id<'LoyaltyTierSpell'> })[],
  now: readonly Spell[],
) {
  const [before, after] = [new Set(known.map(textOf)), new Set(now.map(textOf))];
  const gone = known.filter((spell) => !after.has(textOf(spell)));
  const come = now.filter((spell) => !before.has(textOf(spell)));
  // A spell that only ends is changed, not made anew.
  for (const [i, spell] of gone.entries()) {
    const to = come[i];
    if (to) await tx.update(LoyaltyTierSpell, spell.id, to);
    else await tx.remove(LoyaltyTierSpell, spell.id);
  }
  await tx.insert(
    LoyaltyTierSpell,
    come.slice(gone.length).map((spell) => ({ ...spell, customerId })),
  );
}
