/** Stands for the plugins that come later and reach people: it sends at once, later, in bulk, by itself after an event, and suggests. */
import { definePlugin, type Id, label, type Plugin, pluginKit, select, sql, t } from '@guanxi/core';
import { ChannelKind, Contact, ContactPurpose, type Crm, Customer, contactGate, contactLinkFields } from '../index.ts';

interface Mailing {
  id: 'mailing';
  needs: { crm: Crm };
  permission: 'mailing:send';
}
const p = pluginKit<Mailing>('mailing', { engine: '*', needs: { crm: '*' } });

/** What has reached people, so that a test can look. */
export const LetterSent = p.event('mailing.letter.sent', { label: label('Letter sent', '信件已发送'), subject: Contact, data: {} });
export const LetterPosted = p.event('mailing.letter.posted', { label: label('Letter posted', '信件已寄出'), subject: Contact, data: {} });

export const sendLetter = p.command('sendLetter', {
  label: label('Send a letter', '发送信件'),
  permission: 'mailing:send',
  input: { contact: t.id(Contact), channel: t.optional(t.enum(ChannelKind)), purpose: t.optional(t.enum(ContactPurpose)) },
  gates: [{ gate: contactGate, about: ({ contact, channel = 'EMAIL', purpose = 'SALES' }) => ({ contact, channel, purpose }) }],
  run: (tx, { contact }) => tx.emit(LetterSent, { subject: contact }),
});

export const inviteAll = p.command('inviteAll', {
  label: label('Invite several people', '邀请多人'),
  permission: 'mailing:send',
  input: { contacts: t.list(t.id(Contact), { min: 1, max: 100 }) },
  gates: [
    {
      gate: contactGate,
      about: ({ contacts }) => contacts.map((contact) => ({ contact, channel: 'EMAIL' as const, purpose: 'MARKETING' })),
    },
  ],
  async run(tx, { contacts }) {
    for (const contact of contacts) await tx.emit(LetterSent, { subject: contact });
  },
});

/** A suggestion to one's own staff is by no channel. */
export const suggestOffer = p.command('suggestOffer', {
  label: label('Suggest an offer for a contact', '推荐产品'),
  permission: 'mailing:send',
  input: { contact: t.id(Contact) },
  gates: [{ gate: contactGate, about: ({ contact }) => ({ contact, channel: null, purpose: 'SALES' }) }],
  run: (tx, { contact }) => tx.emit(LetterSent, { subject: contact }),
});

/** Runs a gated command of its own, whoever asks. */
export const closeDeal = p.command('closeDeal', {
  label: label('Close a deal', '成交'),
  permission: 'mailing:send',
  input: { contact: t.id(Contact) },
  run: (tx, { contact }) => tx.run(sendLetter, { contact }),
});
/** The same, and goes on without the letter where it is refused. */
export const closeQuietly = p.command('closeQuietly', {
  label: label('Close a deal, with a letter if possible', '成交（尽量发信）'),
  permission: 'mailing:send',
  input: { contact: t.id(Contact) },
  output: { sent: t.bool() },
  run: (tx, { contact }) =>
    tx.run(sendLetter, { contact }).then(
      () => ({ sent: true }),
      () => ({ sent: false }),
    ),
});

export const remindLater = p.command('remindLater', {
  label: label('Send a letter later', '稍后发信'),
  permission: 'mailing:send',
  input: { contact: t.id(Contact), at: t.instant() },
  reachesNobody: 'the letter is sent by sendLetter, which asks then',
  run: (tx, { contact, at }) => tx.schedule(sendLetter, { contact }, { at, key: `letter:${contact}` }),
});

export const sendCampaign = p.operation('sendCampaign', {
  label: label('Send a letter to everyone at a customer', '向客户群发信件'),
  permission: 'mailing:send',
  input: { customer: t.id(Customer) },
  reachesNobody: 'each letter is sent by sendLetter, which asks',
  batch: 10,
  async *items(scope, { customer }) {
    const links = await scope.read(select(contactLinkFields, { contactId: true }), { where: (l) => sql`${l.customerId} = ${customer}` });
    for (const { contactId } of links) yield contactId;
  },
  async each(tx, contacts: readonly Id<'Contact'>[]) {
    for (const contact of contacts) await tx.run(sendLetter, { contact });
  },
});

/** Announces that a letter goes out by post, and the hook below posts it. */
export const announce = p.command('announce', {
  label: label('Announce a letter', '通知寄信'),
  permission: 'mailing:send',
  input: { contact: t.id(Contact) },
  run: (tx, { contact }) => tx.emit(LetterPosted, { subject: contact }),
});
export const posted: string[] = [];
const post = p.after(
  LetterPosted,
  async (_, { subject }) => {
    posted.push(subject);
  },
  { gates: [{ gate: contactGate, about: ({ subject: contact }) => ({ contact, channel: 'EMAIL', purpose: 'SERVICE' }) }] },
);

export const mailing = (): Plugin<Mailing> =>
  definePlugin(p, {
    version: '0.1.0',
    label: label('Mailing', '信件'),
    capability: 'COLLABORATIVE',
    migrations: new URL('./mailing/', import.meta.url),
    permissions: { 'mailing:send': label('Send letters', '发送信件') },
    uses: ['crm:contacts:read', 'crm:customers:read'],
    model: [],
    commands: [sendLetter, inviteAll, suggestOffer, closeDeal, closeQuietly, remindLater, sendCampaign, announce],
    events: [LetterSent, LetterPosted],
    hooks: [post],
  });
