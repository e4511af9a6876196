import { decimalOf, globalId } from '@guanxi/core';
import { crm } from '@guanxi/core/crm';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, expect, test } from 'vitest';
import { loyalty } from '../index.ts';
import { house } from '../testing/house.fixture.ts';
import { isSound } from '../testing/sound.fixture.ts';
import { applyReplay, planReplay, replayRules } from './commands.ts';

describeEngines('replays of rules', { plugins: [crm(), loyalty()] }, (t) => {
  const shop = house(t as never);
  beforeAll(() => shop.open());

  test('LOY-01 a change of rules says who would gain or lose what, changes nothing, and is applied then', async () => {
    const old = await shop.rule();
    const [tea, both, none] = [await shop.member(), await shop.member(), await shop.member()];
    await shop.buy(tea.customer, '100', '2025-11-01', { productRefs: ['TEA'] });
    await shop.buy(both.customer, '40', '2025-11-01', { productRefs: ['TEA'] });
    await shop.buy(both.customer, '60', '2025-11-02');
    const draft = await shop.rule({ name: 'Two for tea, nothing else', rate: decimalOf('2'), products: ['TEA'] }, false);
    const { replay } = await shop.clerk().run(planReplay, { name: 'Tea first', added: [draft], left: [old] });
    await shop.clerk().run(replayRules, { replay });
    await t().workOff();
    const report = await shop.ask(
      `query ($r: ID!) { loyaltyReplay(id: $r) { state lines(orderBy: [{ difference: DESC }]) { nodes { difference before after customer { id } } } }
        loyaltyReplayLinesAggregate { sum { difference } } }`,
      { r: globalId('lrp', replay) },
    );
    expect(report).toEqual({
      loyaltyReplay: {
        state: 'PLANNED',
        lines: {
          nodes: [
            { difference: 100, before: 100, after: 200, customer: { id: globalId('cus', tea.customer) } },
            { difference: -20, before: 100, after: 80, customer: { id: globalId('cus', both.customer) } },
          ],
        },
      },
      loyaltyReplayLinesAggregate: [{ sum: { difference: '80' } }],
    });
    expect([await shop.points(tea.customer), await shop.points(both.customer)]).toEqual([100, 100]);
    await shop.clerk().run(applyReplay, { replay });
    await t().workOff();
    expect([await shop.points(tea.customer), await shop.points(both.customer), await shop.points(none.customer)]).toEqual([200, 80, 0]);
    expect(await shop.clerk().refused(applyReplay, { replay })).toBe('LOYALTY_REPLAY_APPLIED');
    await isSound(t().database);
  });

  test('refuses a change of nothing, and of rules that are in another state', async () => {
    expect(await shop.clerk().refused(planReplay, { name: 'x' })).toBe('LOYALTY_REPLAY_OF_NOTHING');
    const [draft, active] = [await shop.rule({}, false), await shop.rule({ validFrom: new Date('2030-01-01T00:00:00Z') })];
    expect(await shop.clerk().refused(planReplay, { name: 'x', added: [active] })).toBe('LOYALTY_REPLAY_RULE_STATE');
    expect(await shop.clerk().refused(planReplay, { name: 'x', left: [draft] })).toBe('LOYALTY_REPLAY_RULE_STATE');
  });
});
