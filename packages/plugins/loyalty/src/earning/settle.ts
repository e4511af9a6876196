/**
 * Members' stories are told from their facts, and what has changed by it is posted: points that a purchase earns now and did not before, points
 * that it does not earn any more, tiers. A late fact changes what later ones earn; a fact told twice changes nothing. Everything is read and
 * written for all members of a transaction at once.
 */
import { type Id, type Row, select, sql } from '@guanxi/core';
import { groupBy, type LoyaltyTx } from '../common.ts';
import { Books } from '../ledger/books.ts';
import { expiryOf } from '../ledger/expiry.ts';
import type { LoyaltyAccount } from '../members/entities.ts';
import { type Told, tell } from '../tiers/fold.ts';
import { stand } from '../tiers/stand.ts';
import { LoyaltyEarning } from './entities.ts';
import { earningFields } from './fields.ts';
import { loadProgramme } from './programme.ts';
import type { Earned } from './rules.ts';
import { loadStories } from './stories.ts';

type Customer = Id<'Customer'>;
const wanted = select(earningFields, { customerId: true, factId: true, points: true, tier: true, lotId: true, byRule: true });
type Known = NonNullable<(typeof wanted)['~out']>;

/** Why the points of a purchase change that were posted before. */
const RECALCULATED = 'RECALCULATED';

/** `accounts` are locked, and none of them was merged away. */
export async function settle(tx: LoyaltyTx, accounts: readonly Row<LoyaltyAccount>[]): Promise<void> {
  if (accounts.length === 0) return;
  const customers = accounts.map((account) => account.customerId);
  const stories = await loadStories(tx.system, customers, await loadProgramme(tx.system), { zone: tx.zone, now: tx.now.getTime() });
  const told = new Map([...stories].map(([customer, story]) => [customer, tell(story)]));
  const at = new Map([...stories.values()].flatMap((story) => story.purchases.map((one) => [one.id, new Date(one.at)] as const)));
  const reversed = new Set([...stories.values()].flatMap((story) => story.purchases.flatMap((one) => one.reversalOf ?? [])));
  const changes = await changesOf(tx, customers, told);
  await post(tx, accounts, changes, { at, reversed });
  await stand(tx, accounts, told);
}

interface Change {
  readonly customer: Customer;
  readonly fact: Id<'Fact'>;
  readonly known: Known | null;
  readonly now: Earned;
}
const NOTHING: Earned = { points: 0, tier: null, byRule: [] };

/** What a purchase earns now and what was posted for it, where the two differ. */
async function changesOf(tx: LoyaltyTx, customers: readonly Customer[], told: ReadonlyMap<Customer, Told>): Promise<readonly Change[]> {
  const rows = await tx.system.read(wanted, { where: (e) => sql`${e.customerId} = any(${customers}::uuid[])` });
  const posted = groupBy(rows, (row) => row.customerId);
  return [...told].flatMap(([customer, { earned }]) => {
    const before = new Map((posted.get(customer) ?? []).map((row) => [row.factId, row]));
    const facts = new Set([...earned.keys(), ...before.keys()]);
    return [...facts].flatMap((fact) => {
      const [known, now] = [before.get(fact) ?? null, earned.get(fact) ?? NOTHING];
      return isSame(known, now) ? [] : [{ customer, fact, known, now }];
    });
  });
}

const isSame = (known: Known | null, now: Earned): boolean =>
  known === null
    ? now.points === 0
    : known.points === now.points && (now.points === 0 || (known.tier === now.tier && sameShares(known.byRule, now.byRule)));

function sameShares(a: Known['byRule'], b: Earned['byRule']): boolean {
  return a.length === b.length && a.every((share, i) => share.rule === b[i]?.rule && share.points === b[i]?.points);
}

interface Facts {
  readonly at: ReadonlyMap<Id<'Fact'>, Date>;
  readonly reversed: ReadonlySet<Id<'Fact'>>;
}

async function post(
  tx: LoyaltyTx,
  accounts: readonly Row<LoyaltyAccount>[],
  changes: readonly Change[],
  { at, reversed }: Facts,
): Promise<void> {
  if (changes.length === 0) return;
  const touched = new Set(changes.map(({ customer }) => customer));
  const books = await Books.open(
    tx,
    accounts.filter((account) => touched.has(account.customerId)),
    changes.flatMap(({ known }) => known?.lotId ?? []),
  );
  const added: LoyaltyEarning['insert'][] = [];
  // What comes in first pays for what goes: nobody is in debt for a moment only.
  for (const { customer, fact, known, now } of [...changes].sort((a, b) => difference(b) - difference(a))) {
    const purse = books.purse(customer);
    const points = difference({ known, now });
    const is = { points: now.points, tier: now.tier, byRule: now.byRule };
    if (points >= 0) {
      const earnedAt = at.get(fact) ?? tx.now;
      const expiresAt = expiryOf(earnedAt, tx.settings.pointsLastMonths, tx.zone);
      const credited = points > 0 ? purse.credit('ISSUED', { points, earnedAt, expiresAt }, known?.lotId) : null;
      const kind = known ? ({ kind: 'ADJUST', reason: RECALCULATED } as const) : ({ kind: 'EARN' } as const);
      books.enter(customer, { ...kind, factId: fact }, credited?.lines ?? []);
      if (!known && credited) added.push({ ...is, customerId: customer, factId: fact, at: earnedAt, lotId: credited.lot });
    } else {
      const lines = purse.takeBack('ISSUED', -points, known?.lotId ?? null, tx.now);
      const kind = reversed.has(fact) ? ({ kind: 'REVERSE' } as const) : ({ kind: 'ADJUST', reason: RECALCULATED } as const);
      books.enter(customer, { ...kind, factId: fact }, lines);
    }
    if (known) await tx.update(LoyaltyEarning, known.id, is);
  }
  await books.close();
  await tx.insert(LoyaltyEarning, added);
}

const difference = ({ known, now }: Pick<Change, 'known' | 'now'>): number => now.points - (known?.points ?? 0);
