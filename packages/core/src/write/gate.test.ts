/**
 * DATA-16: no command that reaches a person runs without its gate, whoever runs it and by whatever door. Every gated command of the
 * installed plugins is tried, so that one written tomorrow is held to it too.
 */
import { type AnyPlugin, type Command, globalId, type Id } from '@guanxi/core';
import {
  contactGate,
  createContact,
  createCustomer,
  crm,
  recordConsent,
  registerDevice,
  releaseContact,
  suppressContact,
} from '@guanxi/core/crm';
import { describeEngines } from '@guanxi/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { complaints, meddler } from '../crm/testing/complaints.fixture.ts';
import {
  announce,
  closeDeal,
  closeQuietly,
  inviteAll,
  mailing,
  posted,
  remindLater,
  sendCampaign,
  sendLetter,
  suggestOffer,
} from '../crm/testing/mailing.fixture.ts';
import { reachingVerb } from '../plugin/reaching.ts';
import { bare, shapeOf } from './schema.ts';

const plugins = [crm(), mailing(), complaints(), meddler()] as const;
const commands: readonly Command[] = (plugins as readonly AnyPlugin[]).flatMap((p) => p.shape.commands ?? []);
const gated = commands.filter((c) => c.definition?.gates);

/** The least input of a gated command: everybody in it is the contact. @throws where a command needs more: this test must learn it */
function leastInput(command: Command, contact: string): Readonly<Record<string, unknown>> {
  const entries = Object.entries(command.definition?.input ?? {}).flatMap(([key, schema]): [string, unknown][] => {
    if (schema.isOptional()) return [];
    const shape = shapeOf(bare(schema));
    const [isList, of] = shape.kind === 'list' ? [true, shapeOf(bare(shape.of))] : [false, shape];
    if (of.kind !== 'known' || of.is.kind !== 'id' || of.is.entity !== 'Contact')
      throw new Error(`${command.name}.${key} has no value in this test`);
    return [[key, isList ? [contact] : contact]];
  });
  return Object.fromEntries(entries);
}

test('DATA-16 every command whose name says that it reaches somebody asks the gate of contacts, or says why not', () => {
  const reaching = commands.filter((c) => reachingVerb(c.name) !== null);
  expect(reaching.map((c) => c.name).sort()).toEqual(['inviteAll', 'remindLater', 'sendCampaign', 'sendLetter', 'suggestOffer']);
  for (const { name, definition } of reaching) {
    const asks = definition?.gates?.some(({ gate }) => gate.name === contactGate.name) ?? false;
    expect({ name, isAnswered: asks || Boolean(definition?.reachesNobody) }).toEqual({ name, isAnswered: true });
  }
  expect(gated.map((c) => c.name)).toEqual(expect.arrayContaining(['sendLetter', 'inviteAll', 'suggestOffer']));
});

describeEngines('DATA-16 the gate', { plugins }, (world) => {
  type House = Awaited<ReturnType<ReturnType<typeof world>['another']>>;
  let t: House;
  let chief: Awaited<ReturnType<House['staff']>>;
  let customer: Id<'Customer'>;
  let contact: Id<'Contact'>;
  let other: Id<'Contact'>;
  beforeEach(async () => {
    t = await world().another();
    chief = await t.staff();
    customer = (await chief.run(createCustomer, { name: '甲公司', kind: 'ORGANISATION', confirmNew: true })).customer;
    const person = async (name: string, email: string) => {
      const channels = [{ kind: 'EMAIL' as const, value: email }];
      const made = await chief.run(createContact, { name, customers: [{ customer }], channels });
      await chief.run(recordConsent, { contact: made.contact, purpose: 'MARKETING' });
      return made.contact;
    };
    contact = await person('王芳', 'wang@example.com');
    other = await person('李雷', 'li@example.com');
    posted.length = 0;
  });

  const suppress = async (of: Id<'Contact'> = contact) =>
    (await chief.run(suppressContact, { contact: of, reason: 'REQUESTED' })).suppression;
  const count = async (text: string): Promise<number> =>
    Number((await t.database.query<{ n: number }>({ text, params: [t.tenant.id] })).rows[0]?.n);
  const sent = async (): Promise<number> =>
    (await count(`select count(*)::int as n from crm.event_inbox where tenant_id = $1 and type = 'mailing.letter.sent'`)) +
    (await count(`select count(*)::int as n from crm.event where tenant_id = $1 and type = 'mailing.letter.sent'`));
  const audited = async (command: string): Promise<number> =>
    count(
      `select count(*)::int as n from crm.audit where tenant_id = $1 and code = 'CRM_CONTACT_REFUSED' and command = '${command}' and outcome = 'REFUSED'`,
    );

  describe.each(gated.map((c) => [c.name, c] as const))('before %s', (name, command) => {
    const asWire = (of: Id<'Contact'>) => leastInput(command, globalId('con', of));

    test('DATA-16 a contact who may be reached is; typed run', async () => {
      await chief.run(command, leastInput(command, contact) as never);
      expect(await sent()).toBe(1);
    });

    test('DATA-16 Refuse: a suppressed contact, by a typed run; the audit tells', async () => {
      await suppress();
      expect(await chief.refused(command, leastInput(command, contact) as never)).toBe('CRM_CONTACT_REFUSED');
      expect(await sent()).toBe(0);
      expect(await audited(name)).toBe(1);
    });

    test('DATA-16 Refuse: by a mutation, with the reasons', async () => {
      await suppress();
      const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
      const { data, errors } = await chief.execute(
        `mutation ($input: ${type}!) { done: ${name}(input: $input) { userErrors { code message details } } }`,
        { input: asWire(contact) },
      );
      expect(errors).toBeUndefined();
      expect(data).toMatchObject({
        done: {
          userErrors: [
            {
              code: 'CRM_CONTACT_REFUSED',
              message: expect.stringContaining('At their own request'),
              details: { contact: globalId('con', contact), reasons: [{ code: 'SUPPRESSED', until: null, ownerPlugin: null }] },
            },
          ],
        },
      });
      expect(await sent()).toBe(0);
    });

    test.each([
      ['typed', false],
      ['as an import', true],
    ])('DATA-16 Refuse: a row of a batch, %s; the others are done', async (_, wire) => {
      await suppress();
      const rows = [other, contact, other].map((of) => leastInput(command, wire ? globalId('con', of) : of));
      const outcomes = await chief.runBatch(command, rows, { wire });
      expect(outcomes.map((o) => (o.ok ? 'done' : o.errors[0]?.code))).toEqual(['done', 'CRM_CONTACT_REFUSED', 'done']);
      expect(await sent()).toBe(2);
      expect(await audited(name)).toBe(1);
    });

    test('DATA-16 Refuse: a change that a device made before the person was suppressed', async () => {
      const device = globalId('dev', (await chief.run(registerDevice, { name: 'phone' })).device);
      const at = t.clock.now().toISOString();
      await suppress();
      const { data } = await chief.execute(
        `mutation ($device: ID!, $changes: [SyncChangeInput!]!) {
          applyChanges(device: $device, changes: $changes) { results { status userErrors { code } } } }`,
        { device, changes: [{ key: 'k', at, command: name, input: asWire(contact) }] },
      );
      expect(data).toEqual({ applyChanges: { results: [{ status: 'REFUSED', userErrors: [{ code: 'CRM_CONTACT_REFUSED' }] }] } });
      expect(await sent()).toBe(0);
    });

    test('DATA-16 Refuse: also for whoever may do everything, and for the plugin itself by its own rights', async () => {
      await suppress();
      const program = await t.service({ name: 'mailing', can: ['*'] });
      expect(await program.refused(command, leastInput(command, contact) as never)).toBe('CRM_CONTACT_REFUSED');
    });
  });

  test('DATA-16 Refuse: a command inside a command; the whole is refused, or what catches it goes on and the audit tells all the same', async () => {
    await suppress();
    expect(await chief.refused(closeDeal, { contact })).toBe('CRM_CONTACT_REFUSED');
    expect(await chief.run(closeQuietly, { contact })).toEqual({ sent: false });
    expect(await sent()).toBe(0);
    expect(await audited('closeDeal')).toBe(1);
    expect(await audited('sendLetter')).toBe(1);
    expect(await chief.run(closeQuietly, { contact: other })).toEqual({ sent: true });
  });

  test('DATA-16 Refuse: a timer asks when its time has come, not when it was set', async () => {
    const at = new Date(t.clock.now().getTime() + 3_600_000);
    await chief.run(remindLater, { contact, at });
    await chief.run(remindLater, { contact: other, at });
    await suppress();
    t.clock.advance('PT2H');
    await t.workOff();
    expect(await sent()).toBe(1);
    expect(await audited('sendLetter')).toBe(1);
    expect(await count(`select count(*)::int as n from crm.job where tenant_id = $1 and state = 'DEAD'`)).toBe(1);
  });

  test('DATA-16 Refuse: an item of an operation; the others are done', async () => {
    await suppress();
    await chief.run(sendCampaign, { customer });
    await t.workOff();
    expect(await sent()).toBe(1);
    const { data } = await chief.execute('{ operations { nodes { state done refused } } operationRefusals { nodes { code } } }');
    expect(data).toEqual({
      operations: { nodes: [{ state: 'DONE', done: 1, refused: 1 }] },
      operationRefusals: { nodes: [{ code: 'CRM_CONTACT_REFUSED' }] },
    });
  });

  test('DATA-16 Refuse: a hook after the commit is passed over, with a line in the audit, and holds up nothing', async () => {
    await suppress();
    await chief.run(announce, { contact });
    await chief.run(announce, { contact: other });
    await t.workOff();
    expect(posted).toEqual([other]);
    expect(await audited('after mailing.letter.posted (mailing)')).toBe(1);
    expect(await count('select count(*)::int as n from crm.job where tenant_id = $1')).toBe(0);
  });

  test('DATA-16 of several people each who may not be reached is told, and nobody is reached', async () => {
    await suppress();
    await suppress(other);
    const outcome = await chief.attempt(inviteAll, { contacts: [contact, other] });
    expect(outcome).toMatchObject({
      errors: [{ details: { contact: globalId('con', contact) } }, { details: { contact: globalId('con', other) } }],
    });
  });

  test('DATA-16 what is released may be reached again; a contact made in the transaction is asked about like any other', async () => {
    const suppression = await suppress();
    expect(await chief.refused(suggestOffer, { contact })).toBe('CRM_CONTACT_REFUSED');
    await chief.run(releaseContact, { suppression });
    await chief.run(suggestOffer, { contact });
  });

  test('DATA-16 refused to somebody without the right before anything is asked; what a person may not see is not found', async () => {
    await suppress();
    const nobody = await t.staff({ can: [] });
    expect(await nobody.refused(sendLetter, { contact })).toBe('FORBIDDEN');
    const stranger = await t.staff({ can: ['mailing:send'] });
    expect(await stranger.refused(sendLetter, { contact })).toBe('NOT_FOUND');
  });

  test('DATA-16 a repeated request is answered as it was, also when the person was suppressed meanwhile', async () => {
    await chief.run(sendLetter, { contact }, { key: 'once' });
    await suppress();
    await chief.run(sendLetter, { contact }, { key: 'once' });
    expect(await sent()).toBe(1);
  });
});
