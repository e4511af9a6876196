import { describeEngines } from '@guanxi/testing';
import { describe, expect, test } from 'vitest';
import { crm, deleteView, saveView, updateView } from '../index.ts';
import { conditionPaths, pathsOf } from './rules.ts';

const query = {
  where: { status: { eq: 'ACTIVE' }, contacts: { some: { name: { contains: '王' } } } },
  orderBy: [{ field: 'name', direction: 'ASC' }],
  columns: ['name', 'owner.name'],
} as const;

describe('saved views', () => {
  test('the fields that a view names', () => {
    expect(
      conditionPaths({
        and: [{ name: { contains: '展' } }, { not: { owner: { name: { eq: 'x' } } } }],
        contacts: { some: { decisionRole: { eq: 'USER' } } },
        facts: { none: { value: { amount: { gt: '1' } } } },
        attributes: [{ key: 'sales.rating', eq: 1 }],
      }),
    ).toEqual(['name', 'owner.name', 'contacts.decisionRole', 'facts.value']);
    expect(pathsOf({ columns: ['name', 'attributes.sales.rating'], orderBy: [{ field: 'code', direction: 'DESC' }] })).toEqual([
      'name',
      'code',
    ]);
  });
});

describeEngines('saved views', { plugins: [crm()] }, (t) => {
  const names = async (who: Awaited<ReturnType<ReturnType<typeof t>['staff']>>) =>
    ((await who.execute('{ views { nodes { name } } }')).data as { views: { nodes: { name: string }[] } }).views.nodes.map((v) => v.name);

  test('a view is seen by who saved it, and by all when it is shared', async () => {
    const [boss, clerk] = [
      await t().staff(),
      await t().staff({ can: ['crm:customers:read', 'crm:staff:read', 'crm:views:read', 'crm:views:write', 'crm:contacts:read'] }),
    ];
    await clerk.run(saveView, { name: '我的', entity: 'Customer', query });
    const { view } = await boss.run(saveView, { name: '全员', entity: 'Customer', query });
    expect(await names(clerk)).toEqual(['我的']);
    await boss.run(updateView, { view, shared: true });
    expect((await names(clerk)).sort()).toEqual(['全员', '我的']);
    expect(await clerk.refused(updateView, { view, name: '改' })).toBe('CRM_VIEW_OF_ANOTHER');
    expect(await clerk.refused(deleteView, { view })).toBe('CRM_VIEW_OF_ANOTHER');
    await boss.run(deleteView, { view });
    expect(await names(clerk)).toEqual(['我的']);
  });

  test('refused: unknown fields and types, another form, a second of one name, sharing without the right, programs', async () => {
    const clerk = await t().staff({ can: ['crm:customers:read', 'crm:views:read', 'crm:views:write'] });
    const refused = (o: object) => clerk.refused(saveView, { name: 'v', entity: 'Customer', query: { columns: ['name'] }, ...o });
    expect(await refused({ query: { columns: ['nickname'] } })).toBe('CRM_VIEW_INVALID');
    expect(await refused({ query: { columns: ['name'], where: { contacts: { some: { shoeSize: { eq: 1 } } } } } })).toBe(
      'CRM_VIEW_INVALID',
    );
    expect(await refused({ query: { columns: ['name'], orderBy: [{ field: 'mood', direction: 'ASC' }] } })).toBe('CRM_VIEW_INVALID');
    expect(await refused({ query: { columns: [] } })).toBe('CRM_VIEW_INVALID');
    expect(await refused({ query: { columns: ['name'], sql: 'drop' } })).toBe('CRM_VIEW_INVALID');
    expect(await refused({ entity: 'Unicorn' })).toBe('CRM_VIEW_INVALID');
    expect(await refused({ shared: true })).toBe('CRM_VIEW_SHARING');
    await clerk.run(saveView, { name: 'v', entity: 'Customer', query: { columns: ['name'] } });
    expect(await refused({})).toBe('DUPLICATE');
    expect(await (await t().service()).refused(saveView, { name: 'v', entity: 'Customer', query: { columns: ['name'] } })).toBe(
      'CRM_VIEW_NEEDS_OWNER',
    );
  });
});
