/** DATA-16: consent and suppression as people and plugins use them, and the answer of `canContact`. */
import { globalId, type Id, select } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  changeCustomerStatus,
  consentFields,
  contactSuppressionFields,
  createContact,
  createCustomer,
  crm,
  customerSuppressionFields,
  deleteContact,
  deleteCustomer,
  disablePlugin,
  linkContact,
  mergeCustomers,
  recordConsent,
  releaseContact,
  releaseCustomer,
  suppressContact,
  suppressCustomer,
  unlinkContact,
  unmergeCustomers,
  withdrawConsent,
} from '../index.ts';
import {
  blinds,
  complaints,
  eraseOthers,
  meddler,
  openComplaint,
  releaseOthers,
  settleComplaint,
  settleLater,
} from '../testing/complaints.fixture.ts';

const ask = `query ($contact: ID!, $channel: ChannelKind, $purpose: ContactPurpose!) {
  canContact(contact: $contact, channel: $channel, purpose: $purpose) { allowed reasons { code message until ownerPlugin } } }`;

describeEngines('DATA-16 consent and suppression', { plugins: [crm(), complaints(), meddler()] }, (world) => {
  type House = Awaited<ReturnType<ReturnType<typeof world>['another']>>;
  type Person = Awaited<ReturnType<House['staff']>>;
  let t: House;
  let chief: Person;
  let customer: Id<'Customer'>;
  let contact: Id<'Contact'>;
  beforeEach(async () => {
    t = await world().another();
    chief = await t.staff();
    customer = await organisation('甲公司');
    contact = await person('王芳', customer);
  });
  const organisation = async (name: string) => (await chief.run(createCustomer, { name, kind: 'ORGANISATION', confirmNew: true })).customer;
  const person = async (name: string, of: Id<'Customer'>, confirm = {}) =>
    (
      await chief.run(createContact, {
        name,
        customers: [{ customer: of }],
        channels: [{ kind: 'EMAIL', value: 'a@example.com' }],
        ...confirm,
      })
    ).contact;

  interface Answer {
    readonly allowed: boolean;
    readonly reasons: readonly {
      readonly code: string;
      readonly message: string;
      readonly until: string | null;
      readonly ownerPlugin: string | null;
    }[];
  }
  const answer = async (purpose = 'SALES', o: { channel?: string | null; of?: Id<'Contact'>; as?: Person } = {}): Promise<Answer> => {
    const { channel = 'EMAIL', of = contact, as = chief } = o;
    const { data, errors } = await as.execute(ask, { contact: globalId('con', of), channel, purpose });
    if (errors) throw new Error(JSON.stringify(errors));
    return (data as { canContact: Answer }).canContact;
  };
  const codes = async (...asked: Parameters<typeof answer>) => (await answer(...asked)).reasons.map((r) => r.code);
  const inDays = (days: number) => new Date(t.clock.now().getTime() + days * 86_400_000);

  test('DATA-16 consent is kept as a history, of which the later entry counts, and is told as events', async () => {
    expect(await codes('MARKETING')).toEqual(['NO_CONSENT']);
    await chief.run(recordConsent, { contact, channel: 'EMAIL', purpose: 'MARKETING', source: '展会表单', evidence: 'form-17' });
    expect(await answer('MARKETING')).toEqual({ allowed: true, reasons: [] });
    t.clock.advance('PT1H');
    await chief.run(withdrawConsent, { contact, purpose: 'MARKETING' });
    expect(await codes('MARKETING')).toEqual(['CONSENT_WITHDRAWN']);
    t.clock.advance('PT1H');
    await chief.run(recordConsent, { contact, purpose: 'MARKETING', validUntil: inDays(30) });
    expect(await codes('MARKETING')).toEqual([]);
    t.clock.advance('P31D');
    expect(await codes('MARKETING')).toEqual(['CONSENT_EXPIRED']);
    expect(
      await chief.read(select(consentFields, { channel: true, given: true, source: true }), { orderBy: 'at', direction: 'ASC' }),
    ).toMatchObject([
      { channel: 'EMAIL', given: true, source: '展会表单' },
      { channel: null, given: false, source: null },
      { channel: null, given: true, source: null },
    ]);
    const { rows } = await t.database.query<{ type: string }>({
      text: `select type from crm.event_inbox where tenant_id = $1 and type like 'crm.consent.%' union all select type from crm.event where tenant_id = $1 and type like 'crm.consent.%'`,
      params: [t.tenant.id],
    });
    expect(rows.map((r) => r.type).sort()).toEqual(['crm.consent.given', 'crm.consent.given', 'crm.consent.withdrawn']);
  });

  test('DATA-16 a contact without a channel of the kind cannot be reached by it; the answer is in the language of who asks', async () => {
    expect(await answer('SALES', { channel: 'FAX' })).toEqual({
      allowed: false,
      reasons: [{ code: 'NO_CHANNEL', message: 'there is no channel of kind Fax', until: null, ownerPlugin: null }],
    });
    const chinese = await t.staff({ locale: 'zh-CN' });
    expect((await answer('SALES', { channel: 'FAX', as: chinese })).reasons[0]?.message).toBe('没有传真联系方式');
    expect(await codes('SALES', { channel: null })).toEqual([]);
  });

  test('DATA-16 a suppression of a customer holds for all its contacts, those linked now', async () => {
    const other = await person('李雷', customer);
    const apart = await person('韩梅', await organisation('乙公司'));
    const { suppression } = await chief.run(suppressCustomer, { customer, reason: 'REQUESTED' });
    expect(await codes()).toEqual(['SUPPRESSED']);
    expect(await codes('SALES', { of: other })).toEqual(['SUPPRESSED']);
    expect(await codes('SALES', { of: apart })).toEqual([]);
    await chief.run(linkContact, { customer, contact: apart });
    expect(await codes('SALES', { of: apart })).toEqual(['SUPPRESSED']);
    t.clock.advance('P2D');
    await chief.run(unlinkContact, { customer, contact: apart });
    t.clock.advance('P2D');
    expect(await codes('SALES', { of: apart })).toEqual([]);
    await chief.run(releaseCustomer, { suppression });
    expect(await codes()).toEqual([]);
  });

  test('DATA-16 a suppression of everything leaves out what one is obliged to tell, unless that is named; channels narrow it', async () => {
    await chief.run(suppressContact, { contact, reason: 'REQUESTED' });
    expect(await codes('TRANSACTIONAL')).toEqual([]);
    await chief.run(suppressContact, { contact, reason: 'LEGAL', purpose: 'TRANSACTIONAL', channels: ['FAX', 'EMAIL'] });
    expect(await codes('TRANSACTIONAL')).toEqual(['SUPPRESSED']);
    expect(await codes('TRANSACTIONAL', { channel: null })).toEqual([]);
  });

  test('DATA-16 a suppression ends by itself, without anybody’s doing', async () => {
    const until = inDays(7);
    await chief.run(suppressContact, { contact, reason: 'DISSATISFIED', until });
    expect(await answer()).toEqual({
      allowed: false,
      reasons: [{ code: 'SUPPRESSED', message: 'suppressed: Dissatisfied', until: until.toISOString(), ownerPlugin: null }],
    });
    const active = '{ contactSuppressions(where: { isInForce: { eq: true } }) { totalCount } }';
    expect((await chief.execute(active)).data).toEqual({ contactSuppressions: { totalCount: 1 } });
    t.clock.advance('P7D');
    expect(await codes()).toEqual([]);
    expect((await chief.execute(active)).data).toEqual({ contactSuppressions: { totalCount: 0 } });
  });

  test('DATA-16 settings say what needs consent, and what is exempt', async () => {
    await t.engine.settings(t.tenant.id).set('crm', { contactability: { needsConsent: ['SALES'], exempt: ['SERVICE'] } });
    await chief.run(suppressContact, { contact, reason: 'REQUESTED' });
    expect(await codes('SALES')).toEqual(['NO_CONSENT', 'SUPPRESSED']);
    expect(await codes('MARKETING')).toEqual(['SUPPRESSED']);
    expect(await codes('TRANSACTIONAL')).toEqual(['SUPPRESSED']);
    expect(await codes('SERVICE')).toEqual([]);
  });

  test('DATA-16 suppressions go along in a merge and come back with it; one of a merged customer goes to its survivor', async () => {
    const survivor = await organisation('乙公司');
    const colleague = await person('李雷', survivor);
    await chief.run(suppressCustomer, { customer, reason: 'REQUESTED' });
    await chief.run(mergeCustomers, { survivor, duplicate: customer });
    expect(await codes('SALES', { of: colleague })).toEqual(['SUPPRESSED']);
    expect(await codes()).toEqual(['SUPPRESSED']);
    await chief.run(unmergeCustomers, { duplicate: customer, reviewed: true });
    expect(await codes('SALES', { of: colleague })).toEqual([]);
    expect(await codes()).toEqual(['SUPPRESSED']);
    await chief.run(mergeCustomers, { survivor, duplicate: customer });
    expect((await chief.run(suppressCustomer, { customer, reason: 'DISPUTE' })).customer).toBe(survivor);
  });

  test('DATA-16 ending with a customer suppresses nobody and releases nobody; who is deleted takes their records along', async () => {
    await chief.run(changeCustomerStatus, { customer, status: 'ACTIVE' });
    await chief.run(changeCustomerStatus, { customer, status: 'TERMINATED', reason: '流失' } as never);
    expect(await codes()).toEqual([]);
    await chief.run(suppressCustomer, { customer, reason: 'REQUESTED' });
    expect(await codes()).toEqual(['SUPPRESSED']);
    await chief.run(recordConsent, { contact, purpose: 'CARE' });
    await chief.run(suppressContact, { contact, reason: 'DECEASED' });
    await chief.run(deleteContact, { contact });
    await chief.run(deleteCustomer, { customer });
    expect(await chief.read(select(consentFields, {}), {})).toEqual([]);
    expect(await chief.read(select(contactSuppressionFields, {}), {})).toEqual([]);
    expect(await chief.read(select(customerSuppressionFields, {}), {})).toEqual([]);
  });

  test('DATA-16 another plugin asks by the api of crm', async () => {
    await chief.run(suppressContact, { contact, reason: 'DISPUTE' });
    expect(await chief.plugins.crm.canContact({ contact, channel: 'EMAIL', purpose: 'CARE' })).toEqual({
      allowed: false,
      reasons: [
        {
          code: 'SUPPRESSED',
          message: { en: 'suppressed: Dispute under way', zh: '联系受抑制：纠纷处理中' },
          until: null,
          ownerPlugin: null,
        },
      ],
    });
    await expect(chief.plugins.crm.canContact({ contact, channel: 'EMAIL', purpose: 'GOSSIP' })).rejects.toThrow('GOSSIP');
  });

  describe('a plugin that suppresses', () => {
    test('DATA-16 is marked by the engine, its reason is told by its label, and only it releases', async () => {
      const { suppression } = await chief.run(openComplaint, { customer });
      expect(await answer()).toEqual({
        allowed: false,
        reasons: [{ code: 'SUPPRESSED', message: 'suppressed: Complaint open', until: null, ownerPlugin: 'complaints' }],
      });
      await chief.run(settleComplaint, { suppression });
      expect(await codes()).toEqual([]);
    });

    test('DATA-16 releases by a timer of its own as well', async () => {
      const { suppression } = await chief.run(openComplaint, { customer });
      await chief.run(settleLater, { suppression, at: inDays(1) });
      t.clock.advance('P2D');
      await t.workOff();
      expect(await codes()).toEqual([]);
    });

    test('DATA-16 Refuse: a plugin or a person removing another plugin’s suppression, by whatever way', async () => {
      const { suppression } = await chief.run(openComplaint, { customer });
      const outcome = await chief.attempt(releaseCustomer, { suppression });
      expect(outcome).toMatchObject({
        errors: [{ code: 'CRM_SUPPRESSION_OF_ANOTHER', message: expect.stringContaining('complaints'), path: ['suppression'] }],
      });
      expect(await chief.refused(releaseOthers, { customer: suppression })).toBe('CRM_SUPPRESSION_OF_ANOTHER');
      // A program may call itself after the plugin: it is none the more it.
      const namesake = await t.service({ name: 'complaints', can: ['*'] });
      expect(await namesake.refused(releaseCustomer, { suppression })).toBe('CRM_SUPPRESSION_OF_ANOTHER');
      for (const how of ['remove', 'update', 'insert', 'merge', 'unmerge'])
        await expect(chief.run(eraseOthers, { suppression, how })).rejects.toMatchObject({ code: 'PLUGIN_FAILED' });
      expect(await codes()).toEqual(['SUPPRESSED']);
    });

    test('DATA-16 is obeyed also where the tenant has switched it off; then whoever may release what people have suppressed releases it', async () => {
      const { suppression } = await chief.run(openComplaint, { customer });
      await chief.run(disablePlugin, { plugin: 'complaints' });
      expect((await answer()).reasons).toMatchObject([{ message: 'suppressed: Complaint open', ownerPlugin: 'complaints' }]);
      const clerk = await t.staff({ can: ['crm:customers:read', 'crm:suppressions:read', 'crm:suppressions:write'] });
      expect(await clerk.refused(releaseCustomer, { suppression })).toBe('CRM_SUPPRESSION_OF_ANOTHER');
      expect(await chief.refused(releaseOthers, { customer: suppression })).toBe('CRM_SUPPRESSION_OF_ANOTHER');
      await chief.run(releaseCustomer, { suppression });
      expect(await codes()).toEqual([]);
    });

    test('DATA-16 Refuse: a plugin releasing what people have suppressed; a person without the permission for it', async () => {
      const { suppression } = await chief.run(suppressContact, { contact, reason: 'REQUESTED' });
      expect(await chief.refused(releaseOthers, { contact: suppression })).toBe('CRM_SUPPRESSION_OF_PEOPLE');
      const clerk = await t.staff({
        can: ['crm:customers:read', 'crm:contacts:read', 'crm:suppressions:read', 'crm:suppressions:write'],
      });
      expect(await clerk.refused(releaseContact, { suppression })).toBe('FORBIDDEN');
      await chief.run(releaseContact, { suppression, note: '客户来电要求恢复' });
      expect(await chief.refused(releaseContact, { suppression })).toBe('CRM_SUPPRESSION_RELEASED');
    });
  });

  describe('refused', () => {
    test('DATA-16 Refuse: a suppression without reason, or with none that says anything', async () => {
      expect(await chief.refused(suppressContact, { contact } as never)).toBe('BAD_INPUT');
      expect(await chief.refused(suppressCustomer, { customer, reason: 'WHATEVER' })).toBe('BAD_INPUT');
      expect(await chief.refused(suppressContact, { contact, reason: 'OTHER' })).toBe('CRM_SUPPRESSION_REASON');
      await chief.run(suppressContact, { contact, reason: 'OTHER', note: '本人住院' });
    });

    test('DATA-16 Refuse: G5 what would never hold, or is not known yet', async () => {
      expect(await chief.refused(suppressContact, { contact, reason: 'LEGAL', until: t.clock.now() })).toBe('CRM_SUPPRESSION_OVER');
      expect(await chief.refused(recordConsent, { contact, purpose: 'CARE', at: inDays(1) })).toBe('CRM_CONSENT_IN_FUTURE');
      expect(await chief.refused(recordConsent, { contact, purpose: 'CARE', at: inDays(-1), validUntil: inDays(-2) })).toBe(
        'CRM_CONSENT_OVER',
      );
    });

    test('DATA-16 G10 without the permission; who is hidden is not found, nor what is known of them', async () => {
      await chief.run(recordConsent, { contact, purpose: 'CARE' });
      await chief.run(suppressCustomer, { customer, reason: 'REQUESTED', note: '秘密' });
      const nobody = await t.staff({ can: ['crm:contacts:read', 'crm:customers:read'] });
      expect(await nobody.refused(recordConsent, { contact, purpose: 'CARE' })).toBe('FORBIDDEN');
      expect(await nobody.refused(suppressCustomer, { customer, reason: 'LEGAL' })).toBe('FORBIDDEN');
      expect((await nobody.execute('{ consents { nodes { id } } }')).errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
      expect((await nobody.execute('{ customerSuppressions { nodes { id } } }')).errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
      // Why a person may not be reached is for everybody who may see them; the note is not.
      expect((await answer('SALES', { as: nobody })).reasons).toMatchObject([{ message: 'suppressed: At their own request' }]);
      const own = ['customers', 'contacts', 'consent', 'suppressions'].map((noun) => [`crm:${noun}:read`, 'own']);
      const stranger = await t.staff({ can: Object.fromEntries(own) });
      await expect(answer('SALES', { as: stranger })).rejects.toThrow('NOT_FOUND');
      const all = '{ consents { totalCount } customerSuppressions { totalCount } }';
      expect((await stranger.execute(all)).data).toEqual({ consents: { totalCount: 0 }, customerSuppressions: { totalCount: 0 } });
    });
  });
});

describeEngines('DATA-16 suppressions that a plugin hides', { plugins: [crm(), blinds()] }, (t) => {
  test('DATA-16 Refuse: they hold all the same', async () => {
    const chief = await t().staff();
    const { customer } = await chief.run(createCustomer, { name: '甲公司', kind: 'ORGANISATION' });
    const channels = [{ kind: 'EMAIL' as const, value: 'a@example.com' }];
    const { contact } = await chief.run(createContact, { name: '王芳', customers: [{ customer }], channels });
    await chief.run(suppressCustomer, { customer, reason: 'REQUESTED' });
    expect(await chief.read(select(customerSuppressionFields, {}), {})).toEqual([]);
    expect((await chief.plugins.crm.canContact({ contact, channel: 'EMAIL', purpose: 'SALES' })).allowed).toBe(false);
  });
});
