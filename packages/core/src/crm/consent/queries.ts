import { label, t } from '@guanxi/core';
import { ChannelKind } from '../channels/enums.ts';
import { Contact } from '../contacts/entities.ts';
import { p } from '../plugin.ts';
import { canContact as answerOf } from './contactable.ts';
import { ContactPurpose, ContactRefusal } from './enums.ts';

const Contactability = t.object('Contactability', {
  allowed: t.bool(),
  reasons: t.list(
    t.object('ContactabilityReason', {
      code: t.enum(ContactRefusal),
      /** In the language of whoever asks. */
      message: t.text(500),
      until: t.nullable(t.instant()),
      ownerPlugin: t.nullable(t.text(40)),
    }),
  ),
});

export const canContact = p.query('canContact', {
  label: label('May a contact be reached', '是否可联系联系人'),
  permission: 'crm:contacts:read',
  input: {
    contact: t.id(Contact),
    /** Absent or null: in person, or by a means that is not chosen yet. */
    channel: t.optional(t.nullable(t.enum(ChannelKind))),
    purpose: t.enum(ContactPurpose),
  },
  output: Contactability,
  async run(scope, { contact, channel = null, purpose }) {
    const { allowed, reasons } = await answerOf(scope, { contact, channel, purpose });
    return { allowed, reasons: reasons.map((r) => ({ ...r, message: scope.locale === 'en' ? r.message.en : r.message.zh })) };
  },
});
