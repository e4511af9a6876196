import { globalId, type Id, select } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  createCustomer,
  createRelationship,
  crm,
  endRelationship,
  mergeCustomers,
  relationshipFields,
  updateRelationship,
} from '../index.ts';
import { guestPlugin } from '../testing/guests/guests.fixture.ts';

type CustomerId = Id<'Customer'>;

describeEngines('DATA-05 relationships', { plugins: [crm(), guestPlugin()] }, (t) => {
  let clerk: Awaited<ReturnType<ReturnType<typeof t>['staff']>>;
  beforeAll(async () => {
    clerk = await t().staff();
  });
  const firm = async (name = '甲公司') => (await clerk.run(createCustomer, { name, kind: 'ORGANISATION', confirmNew: true })).customer;
  const firms = (n: number): Promise<CustomerId[]> => Promise.all(Array.from({ length: n }, (_, i) => firm(`公司${i}`)));
  const parent = async (from: CustomerId, to: CustomerId, o: object = {}) =>
    (await clerk.run(createRelationship, { from, to, type: 'PARENT_OF', ...o })).relationship;
  const gid = (id: CustomerId) => globalId('cus', id);
  const below = async (id: CustomerId, o: object = {}) => {
    const { data, errors } = await clerk.execute(
      `query ($id: ID!, $direction: HierarchyDirection!, $asOf: Date, $levels: Int, $type: RelationshipType!) {
        customerHierarchy(customer: $id, type: $type, direction: $direction, asOf: $asOf, maxLevels: $levels) { level customer { id } parent { id } } }`,
      { id: gid(id), direction: 'DOWN', type: 'PARENT_OF', ...o },
    );
    expect(errors).toBeUndefined();
    return (data as { customerHierarchy: { level: number; customer: { id: string }; parent: { id: string } }[] }).customerHierarchy.map(
      (n) => [n.level, n.customer.id, n.parent.id],
    );
  };

  test('one customer has several at a time, each with its own description, and those that ended stay', async () => {
    const [a, b] = (await firms(2)) as [CustomerId, CustomerId];
    await clerk.run(createRelationship, {
      to: b,
      type: 'CONTRACT',
      contractRef: 'HT-1',
      validFrom: '2024-01-01',
      valueToCompany: '稳定收入',
      valueToCustomer: '优先展位',
    });
    await clerk.run(createRelationship, { from: a, to: b, type: 'SUPPLIES', role: '独家' });
    const { relationship } = await clerk.run(createRelationship, { to: b, type: 'COMMUNICATION', validFrom: '2023-01-01' });
    await clerk.run(updateRelationship, { relationship, set: { role: '热线' } });
    await clerk.run(endRelationship, { relationship, validTo: '2023-12-31', reason: '改用微信' });
    const ask = async (o: object) =>
      (
        await clerk.execute(
          'query ($id: ID!, $type: RelationshipType, $asOf: Date) { relationshipsOf(customer: $id, type: $type, asOf: $asOf) { nodes { type role validTo endReason from { id } to { id } } } }',
          { id: gid(b), ...o },
        )
      ).data;
    const types = (data: unknown) =>
      (data as { relationshipsOf: { nodes: { type: string }[] } }).relationshipsOf.nodes.map((n) => n.type).sort();
    expect(types(await ask({}))).toEqual(['COMMUNICATION', 'CONTRACT', 'SUPPLIES']);
    expect(types(await ask({ asOf: '2023-12-31' }))).toEqual(['COMMUNICATION']);
    expect(types(await ask({ asOf: '2024-01-01' }))).toEqual(['CONTRACT']);
    expect(types(await ask({ type: 'SUPPLIES' }))).toEqual(['SUPPLIES']);
    expect(await ask({ type: 'COMMUNICATION' })).toEqual({
      relationshipsOf: {
        nodes: [{ type: 'COMMUNICATION', role: '热线', validTo: '2023-12-31', endReason: '改用微信', from: null, to: { id: gid(b) } }],
      },
    });
    const { data } = await clerk.execute(
      'query ($id: ID!) { customer(id: $id) { relationships { totalCount } relationshipsFrom { totalCount } } }',
      { id: gid(a) },
    );
    expect(data).toEqual({ customer: { relationships: { totalCount: 0 }, relationshipsFrom: { totalCount: 1 } } });
  });

  test('a hierarchy is walked to any depth in one statement, both ways, as of a day', async () => {
    const [top, middle, left, right] = (await firms(4)) as [CustomerId, CustomerId, CustomerId, CustomerId];
    await parent(top, middle);
    await parent(middle, left, { validFrom: '2020-01-01' });
    await parent(middle, right, { validFrom: '2020-01-01', validTo: '2024-12-31', endReason: '出售' });
    expect(await below(top)).toEqual([
      [1, gid(middle), gid(top)],
      [2, gid(left), gid(middle)],
    ]);
    expect(await below(top, { levels: 1 })).toEqual([[1, gid(middle), gid(top)]]);
    expect((await below(middle, { asOf: '2024-12-31' })).map(([, id]) => id).sort()).toEqual([gid(left), gid(right)].sort());
    expect(await below(left, { direction: 'UP' })).toEqual([
      [1, gid(middle), gid(left)],
      [2, gid(top), gid(middle)],
    ]);
    const ask = `query ($id: ID!) { customerHierarchy(customer: $id, type: PARENT_OF, direction: DOWN) { level customer { name } } }`;
    const { statements } = await t().statements(() => clerk.execute(ask, { id: gid(top) }));
    expect(statements.filter((s) => /recursive/i.test(s))).toHaveLength(1);
  });

  test('a household: members have one at a time', async () => {
    const [home, other, anna] = (await firms(3)) as [CustomerId, CustomerId, CustomerId];
    await clerk.run(createRelationship, { from: anna, to: home, type: 'MEMBER_OF' });
    expect(await clerk.refused(createRelationship, { from: anna, to: other, type: 'MEMBER_OF' })).toBe('CRM_RELATIONSHIP_CARDINALITY');
    expect(await below(home, { type: 'MEMBER_OF' })).toEqual([[1, gid(anna), gid(home)]]);
  });

  test('whoever sees one party only does not see the relationship', async () => {
    const [a, b] = (await firms(2)) as [CustomerId, CustomerId];
    await clerk.run(createRelationship, { from: a, to: b, type: 'SUPPLIES' });
    const own = await t().staff({
      can: { 'crm:customers:read': 'own', 'crm:customers:write': 'all', 'crm:relationships:read': 'all', 'crm:relationships:write': 'all' },
    });
    const { customer: mine } = await own.run(createCustomer, { name: '我的客户', kind: 'ORGANISATION', confirmNew: true });
    const { relationship } = await clerk.run(createRelationship, { from: b, to: mine, type: 'SUPPLIES' });
    expect(await own.read(select(relationshipFields, { type: true }), { ids: [relationship] })).toEqual([]);
    const { relationship: firmOwn } = await own.run(createRelationship, { to: mine, type: 'TRANSACTIONAL' });
    expect(await own.read(select(relationshipFields, { type: true }), { ids: [relationship, firmOwn] })).toEqual([
      { id: firmOwn, type: 'TRANSACTIONAL' },
    ]);
  });

  test('a plugin adds a type with its rule (extension point)', async () => {
    const [a, b, c] = (await firms(3)) as [CustomerId, CustomerId, CustomerId];
    await clerk.run(createRelationship, { from: a, to: b, type: 'HOST_OF' });
    const { data } = await clerk.execute('{ relationshipTypes { type inverseEn cardinality hierarchical } }');
    expect((data as { relationshipTypes: object[] }).relationshipTypes).toEqual(
      expect.arrayContaining([
        { type: 'PARENT_OF', inverseEn: 'Subsidiary of', cardinality: 'ONE_TO_MANY', hierarchical: true },
        { type: 'HOST_OF', inverseEn: 'Guest of', cardinality: 'ONE_TO_ONE', hierarchical: false },
      ]),
    );
    expect(await clerk.refused(createRelationship, { from: a, to: c, type: 'HOST_OF' })).toBe('CRM_RELATIONSHIP_CARDINALITY');
    expect(await clerk.refused(createRelationship, { to: c, type: 'HOST_OF' })).toBe('CRM_RELATIONSHIP_NEEDS_FROM');
  });

  describe('refusals', () => {
    const refused = (o: object) => clerk.refused(createRelationship, { type: 'SUPPLIES', to: '' as CustomerId, ...o });

    test('DATA-05 a party with itself', async () => {
      const a = await firm();
      expect(await refused({ from: a, to: a })).toBe('CRM_RELATIONSHIP_WITH_ITSELF');
    });
    test('DATA-05 CONTRACT without contract reference, from the start or later', async () => {
      const to = await firm();
      expect(await refused({ to, type: 'CONTRACT' })).toBe('CRM_RELATIONSHIP_NEEDS_CONTRACT');
      const { relationship } = await clerk.run(createRelationship, { to, type: 'CONTRACT', contractRef: 'HT-2' });
      expect(await clerk.refused(updateRelationship, { relationship, set: { contractRef: null } })).toBe('CRM_RELATIONSHIP_NEEDS_CONTRACT');
    });
    test('DATA-05 overlapping identical type between the same parties', async () => {
      const [a, b] = (await firms(2)) as [CustomerId, CustomerId];
      await clerk.run(createRelationship, {
        from: a,
        to: b,
        type: 'PARTNER_OF',
        validFrom: '2024-01-01',
        validTo: '2024-06-30',
        endReason: '到期',
      });
      expect(await refused({ from: b, to: a, type: 'PARTNER_OF', validFrom: '2024-06-30' })).toBe('CRM_RELATIONSHIP_OVERLAPS');
      await clerk.run(createRelationship, { from: b, to: a, type: 'PARTNER_OF', validFrom: '2024-07-01' });
    });
    test('DATA-05 ending without reason; G7 ending again', async () => {
      const to = await firm();
      const { relationship } = await clerk.run(createRelationship, { to, type: 'ALLIANCE', validFrom: '2025-01-01' });
      expect(await clerk.refused(endRelationship, { relationship, reason: ' ' })).toBe('BAD_INPUT');
      expect(await refused({ to, type: 'TRANSACTIONAL', validTo: '2027-01-01' })).toBe('CRM_RELATIONSHIP_END_REASON');
      expect(await clerk.refused(endRelationship, { relationship, validTo: '2024-12-31', reason: '结束' })).toBe('CRM_RELATIONSHIP_PERIOD');
      await clerk.run(endRelationship, { relationship, reason: '结束' });
      expect(await clerk.refused(endRelationship, { relationship, reason: '结束' })).toBe('CRM_RELATIONSHIP_ENDED');
      expect(await clerk.refused(updateRelationship, { relationship, set: { role: 'x' } })).toBe('CRM_RELATIONSHIP_ENDED');
    });
    test('DATA-05 G5 end before start; G2 nobody; G14 a type that nobody registered; two customers needed', async () => {
      const to = await firm();
      expect(await refused({ to, type: 'ALLIANCE', validFrom: '2025-02-01', validTo: '2025-01-31', endReason: 'x' })).toBe(
        'CRM_RELATIONSHIP_PERIOD',
      );
      expect(await refused({ to: '0190f5c2-8a3b-7cde-8f01-23456789abcd', type: 'ALLIANCE' })).toBe('NOT_FOUND');
      expect(await refused({ to, type: 'FRENEMY' })).toBe('BAD_INPUT');
      expect(await refused({ to, type: 'PARENT_OF' })).toBe('CRM_RELATIONSHIP_NEEDS_FROM');
    });
    test('DATA-05 G12 cycles: of two, of many, and not where the periods never meet', async () => {
      const [a, b, c, d] = (await firms(4)) as [CustomerId, CustomerId, CustomerId, CustomerId];
      await parent(a, b, { validFrom: '2024-01-01' });
      await parent(b, c, { validFrom: '2024-01-01' });
      expect(await refused({ from: b, to: a, type: 'PARENT_OF' })).toBe('CRM_RELATIONSHIP_CYCLE');
      expect(await refused({ from: c, to: a, type: 'PARENT_OF' })).toBe('CRM_RELATIONSHIP_CYCLE');
      await parent(c, a, { validFrom: '2020-01-01', validTo: '2023-12-31', endReason: '分立' });
      await parent(c, d);
    });
    test('DATA-05 G12 two writers cannot close a circle between them', async () => {
      for (let round = 0; round < 3; round++) {
        const [a, b, c, d] = (await firms(4)) as [CustomerId, CustomerId, CustomerId, CustomerId];
        await parent(a, b);
        await parent(c, d);
        const both = await Promise.all(
          [
            [b, c],
            [d, a],
          ].map(([from, to]) => clerk.attempt(createRelationship, { from: from as CustomerId, to: to as CustomerId, type: 'PARENT_OF' })),
        );
        expect(both.filter((one) => one.ok)).toHaveLength(1);
        expect(both.find((one) => !one.ok)).toMatchObject({ errors: [{ code: 'CRM_RELATIONSHIP_CYCLE' }] });
      }
    });
    test('DATA-05 G12 a merge that would put the survivor above itself', async () => {
      const [a, b, c, d] = (await firms(4)) as [CustomerId, CustomerId, CustomerId, CustomerId];
      await parent(a, b);
      await parent(b, c);
      expect(await clerk.refused(mergeCustomers, { survivor: a, duplicate: c })).toBe('CRM_RELATIONSHIP_CYCLE');
      // Parent and subsidiary may be merged: the link between them says nothing any more.
      await clerk.run(mergeCustomers, { survivor: b, duplicate: c });
      await clerk.run(mergeCustomers, { survivor: a, duplicate: d });
      expect(await below(a)).toEqual([[1, gid(b), gid(a)]]);
      const { data } = await clerk.execute('query ($id: ID!) { relationshipsOf(customer: $id) { totalCount } }', { id: gid(b) });
      expect(data).toEqual({ relationshipsOf: { totalCount: 1 } });
    });
    test('two writers cannot make the same relationship twice', async () => {
      const [from, to] = (await firms(2)) as [CustomerId, CustomerId];
      const both = await Promise.all([1, 2].map(() => clerk.attempt(createRelationship, { from, to, type: 'SUPPLIES' })));
      expect(both.filter((one) => one.ok)).toHaveLength(1);
    });
    test('no hierarchy of types that make none; G15 of a merged customer', async () => {
      const [a, b] = (await firms(2)) as [CustomerId, CustomerId];
      const { errors } = await clerk.execute(
        'query ($id: ID!) { customerHierarchy(customer: $id, type: SUPPLIES, direction: DOWN) { level } }',
        { id: gid(a) },
      );
      expect(errors?.[0]).toMatchObject({ extensions: { code: 'CRM_NO_HIERARCHY' } });
      await clerk.run(mergeCustomers, { survivor: a, duplicate: b });
      expect(await refused({ to: b, type: 'ALLIANCE' })).toBe('CRM_CUSTOMER_MERGED');
    });
  });
});
