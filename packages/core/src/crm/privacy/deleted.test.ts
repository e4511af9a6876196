/** People whose record is gone: what is left of them is the history. */
import { globalId } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { expect, test } from 'vitest';
import { createCustomer, crm, deactivateStaff, deleteCustomer, erasePerson, liftLegalHold, placeLegalHold } from '../index.ts';
import { everywhere } from './person.fixture.ts';

describeEngines('DATA-12 legal hold and history of the deleted', { plugins: [crm()] }, (t) => {
  const words = ['Euphemia Castlereagh', 'euphemia@castlereagh.example'];
  const create = async () => {
    const clerk = await t().staff({ name: '林法务' });
    const { customer } = await clerk.run(createCustomer, {
      name: 'Euphemia Castlereagh',
      kind: 'PERSON',
      confirmNew: true,
      channels: [{ kind: 'EMAIL', value: 'euphemia@castlereagh.example' }],
    });
    return { clerk, customer, person: { kind: 'customer' as const, value: customer } };
  };

  test('the history of a deleted person is erased; who is there is not called deleted', async () => {
    const { clerk, customer } = await create();
    const deleted = { person: { kind: 'deleted' as const, value: globalId('cus', customer) }, reason: 'asked' };
    expect(await clerk.refused(erasePerson, deleted)).toBe('CRM_PERSON_NOT_DELETED');
    await clerk.run(deleteCustomer, { customer });
    expect(await everywhere(t().database, words)).toEqual(['change_log.after', 'change_log.before']);
    const { verified, counts } = await clerk.run(erasePerson, deleted);
    expect(verified).toBe(true);
    expect(Object.keys(counts as object)).toEqual(['change_log']);
    expect(await everywhere(t().database, words)).toEqual([]);
    expect(await clerk.refused(erasePerson, deleted)).toBe('CRM_PERSON_ERASED');
  });

  test('a held person is neither erased nor deleted: refused with who, why and until when', async () => {
    const { clerk, customer, person } = await create();
    const until = new Date(t().clock.now().getTime() + 86_400_000);
    const { hold } = await clerk.run(placeLegalHold, { person, reason: 'case 2026-17', until });
    const refused = await clerk.attempt(erasePerson, { person, reason: 'asked' });
    expect(refused).toMatchObject({ ok: false, errors: [{ code: 'CRM_LEGAL_HOLD' }] });
    const message = refused.ok ? '' : refused.errors[0]?.message;
    expect(message).toContain('林法务');
    expect(message).toContain('case 2026-17');
    expect(message).toContain(until.toISOString());
    expect(await clerk.refused(deleteCustomer, { customer })).toBe('CRM_LEGAL_HOLD');

    expect(await clerk.refused(placeLegalHold, { person, reason: 'late', until: t().clock.now() })).toBe('CRM_LEGAL_HOLD_PAST');
    await clerk.run(liftLegalHold, { hold, reason: 'case closed' });
    expect(await clerk.refused(liftLegalHold, { hold, reason: 'again' })).toBe('CRM_LEGAL_HOLD_OVER');
    expect(await clerk.run(erasePerson, { person, reason: 'asked' })).toMatchObject({ verified: true });
  });

  test('a hold ends by itself; placing and lifting is a right of its own', async () => {
    const { clerk, customer, person } = await create();
    const officer = await t().staff({ can: ['crm:privacy:erase', 'engine:erase', 'crm:customers:read'] });
    expect(await officer.refused(placeLegalHold, { person, reason: 'mine' })).toBe('FORBIDDEN');
    await clerk.run(placeLegalHold, { person, reason: 'tax', until: new Date(t().clock.now().getTime() + 1_000) });
    expect(await officer.refused(erasePerson, { person, reason: 'asked' })).toBe('CRM_LEGAL_HOLD');
    t().clock.advance('PT2S');
    await clerk.run(deleteCustomer, { customer });
  });

  test('a member of staff who left', async () => {
    const { clerk } = await create();
    const { actor } = await t().staff({ name: 'Ferdinand Oelschlaeger' });
    const staff = (actor.kind === 'staff' ? actor.staffId : '') as never;
    await clerk.run(deactivateStaff, { staff } as never);
    const { verified } = await clerk.run(erasePerson, { person: { kind: 'staff', value: staff }, reason: 'left' });
    expect(verified).toBe(true);
    expect(await everywhere(t().database, ['Ferdinand Oelschlaeger'])).toEqual([]);
  });
});
