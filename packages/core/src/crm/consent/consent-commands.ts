/** What people agree to, and what they take back. Nothing is edited: each command adds an entry, and the later one counts. */
import { type Id, label, t, type ValueOf } from '@guanxi/core';
import { ChannelKind } from '../channels/enums.ts';
import type { CrmTx } from '../common.ts';
import { Contact } from '../contacts/entities.ts';
import { p } from '../plugin.ts';
import { Consent } from './entities.ts';
import { ContactPurpose } from './enums.ts';
import { ConsentGiven, ConsentWithdrawn, consentInFuture, consentOver } from './events.ts';

const said = {
  contact: t.id(Contact, { lock: true }),
  /** Absent: every channel. */
  channel: t.optional(t.enum(ChannelKind)),
  purpose: t.enum(ContactPurpose),
  /** When the person said so; absent: now. */
  at: t.optional(t.instant()),
  /** Where they said so, such as a form or a call. */
  source: t.optional(t.text(200)),
  evidence: t.optional(t.text(2_000)),
};

export const recordConsent = p.command('recordConsent', {
  label: label('Record consent', '登记联系同意'),
  permission: 'crm:consent:write',
  input: { ...said, validUntil: t.optional(t.instant()) },
  output: { consent: t.ref(Consent), contact: t.ref(Contact) },
  run: (tx, input) => enter(tx, input, true),
});

/** Also where nothing was agreed to: then it is an objection. */
export const withdrawConsent = p.command('withdrawConsent', {
  label: label('Withdraw consent', '撤回联系同意'),
  permission: 'crm:consent:write',
  input: said,
  output: { consent: t.ref(Consent), contact: t.ref(Contact) },
  run: (tx, input) => enter(tx, input, false),
});

interface Said {
  readonly contact: Id<'Contact'>;
  readonly channel?: ValueOf<typeof ChannelKind> | undefined;
  readonly purpose: ValueOf<typeof ContactPurpose>;
  readonly at?: Date | undefined;
  readonly source?: string | undefined;
  readonly evidence?: string | undefined;
  readonly validUntil?: Date | undefined;
}

async function enter(tx: CrmTx, { contact, channel, purpose, at = tx.now, validUntil, source, evidence }: Said, given: boolean) {
  if (at > tx.now) throw consentInFuture({ at: at.toISOString() }, 'at');
  if (validUntil && validUntil <= at) throw consentOver({ until: validUntil.toISOString(), at: at.toISOString() }, 'validUntil');
  const told = { channel: channel ?? null, purpose };
  const consent = await tx.insert(Consent, {
    ...told,
    contactId: contact,
    given,
    at,
    validUntil: validUntil ?? null,
    source: source ?? null,
    evidence: evidence ?? null,
  });
  await tx.emit(given ? ConsentGiven : ConsentWithdrawn, { subject: consent, contactId: contact, ...told });
  return { consent, contact };
}
