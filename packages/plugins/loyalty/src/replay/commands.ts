/** A change of rules is planned, replayed over history, which changes nothing, and applied. */
import { type Id, label, type Row, select, sql, t } from '@guanxi/core';
import { customerFields } from '@guanxi/core/crm';
import type { LoyaltyTx } from '../common.ts';
import { LoyaltyRule } from '../earning/entities.ts';
import { loadProgramme } from '../earning/programme.ts';
import { loadStories } from '../earning/stories.ts';
import { accountFields } from '../members/fields.ts';
import { p } from '../plugin.ts';
import { type Told, tell } from '../tiers/fold.ts';
import { recalculateLoyalty } from '../tiers/review.ts';
import { LoyaltyReplay, LoyaltyReplayLine, replayLineFields } from './entities.ts';
import { replayApplied, replayNeedsDrafts, replayOfNothing } from './events.ts';

export const planReplay = p.command('planRuleReplay', {
  label: label('Plan a change of rules', '计划规则变更'),
  permission: 'loyalty:manage',
  input: {
    name: t.text(200),
    /** Drafts that would be in force. */
    added: t.optional(t.list(t.id(LoyaltyRule), { max: 100 })),
    /** Active rules that would never have been. */
    left: t.optional(t.list(t.id(LoyaltyRule), { max: 100 })),
  },
  output: { replay: t.ref(LoyaltyReplay) },
  async run(tx, { name, added = [], left = [] }) {
    if (added.length + left.length === 0) throw replayOfNothing({}, 'added');
    await refuseOtherStates(tx, added, left);
    return { replay: await tx.insert(LoyaltyReplay, { name, added, left }) };
  },
});

async function refuseOtherStates(tx: LoyaltyTx, added: readonly Id<'LoyaltyRule'>[], left: readonly Id<'LoyaltyRule'>[]): Promise<void> {
  const rules = await tx.lock(LoyaltyRule, [...new Set([...added, ...left])]);
  const stateOf = new Map(rules.map((rule) => [rule.id, rule.state]));
  for (const [path, ids, wanted] of [
    ['added', added, 'DRAFT'],
    ['left', left, 'ACTIVE'],
  ] as const) {
    for (const [i, id] of ids.entries()) {
      const state = stateOf.get(id) ?? 'WITHDRAWN';
      if (state !== wanted) throw replayNeedsDrafts({ state }, `${path}.${i}`);
    }
  }
}

/** Nothing is posted: lines say who would have what. Done again it says it anew. */
export const replayRules = p.operation('replayRules', {
  label: label('Replay a change of rules over history', '按历史交易试算规则变更'),
  permission: 'loyalty:manage',
  input: { replay: t.id(LoyaltyReplay) },
  batch: 100,
  async *items(scope) {
    const members = await scope.system.read(select(accountFields, { customerId: true }), { where: (a) => sql`${a.status} = 'ACTIVE'` });
    for (const { customerId } of members) yield customerId;
  },
  async each(tx, customers: readonly Id<'Customer'>[], { replay }) {
    const { added, left } = await tx.lock(LoyaltyReplay, replay);
    const now = { zone: tx.zone, now: tx.now.getTime() };
    const stories = await loadStories(tx.system, customers, await loadProgramme(tx.system), now);
    const { rules } = await loadProgramme(tx.system, { with: added, without: left });
    const earlier = await tx.system.read(select(replayLineFields, { customer: select(customerFields, {}) }), {
      where: (line) => sql`${line.replayId} = ${replay} and ${line.customerId} = any(${customers}::uuid[])`,
    });
    await tx.remove(
      LoyaltyReplayLine,
      earlier.map((line) => line.id),
    );
    await tx.insert(
      LoyaltyReplayLine,
      [...stories].flatMap(([customerId, story]) => {
        const [is, would] = [tell(story), tell({ ...story, rules })];
        const [before, after] = [earnedBy(is), earnedBy(would)];
        if (before === after && is.tier === would.tier) return [];
        return [{ replayId: replay, customerId, before, after, difference: after - before, tierBefore: is.tier, tierAfter: would.tier }];
      }),
    );
  },
});

const earnedBy = ({ earned }: Told): number => [...earned.values()].reduce((sum, one) => sum + one.points, 0);

/** The rules change, for the past too: what it makes different is posted, member by member. */
export const applyReplay = p.command('applyRuleReplay', {
  label: label('Apply a change of rules', '应用规则变更'),
  permission: 'loyalty:manage',
  input: { replay: t.id(LoyaltyReplay, { subject: true, lock: true }) },
  output: { replay: t.ref(LoyaltyReplay) },
  async run(tx, { replay }) {
    const { state, added, left }: Row<LoyaltyReplay> = await tx.lock(LoyaltyReplay, replay);
    if (state !== 'PLANNED') throw replayApplied({}, 'replay');
    await refuseOtherStates(tx, added, left);
    await tx.update(LoyaltyRule, added, { state: 'ACTIVE' });
    await tx.update(LoyaltyRule, left, { state: 'WITHDRAWN' });
    await tx.update(LoyaltyReplay, replay, { state: 'APPLIED' });
    await tx.run(recalculateLoyalty, {});
    return { replay };
  },
});
