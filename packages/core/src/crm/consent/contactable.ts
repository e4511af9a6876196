/** `canContact`, for whoever asks: the query, other plugins, and the gate before every command that reaches a person. */
import { GuanxiError, type Label, label, type Scope, type ValueOf } from '@guanxi/core';
import type { ChannelKind } from '../channels/enums.ts';
import { ChannelKind as kinds } from '../channels/enums.ts';
import { Contact } from '../contacts/entities.ts';
import type { Contactability, ContactQuestion, Crm } from '../plugin.ts';
import { ContactPurpose, SuppressionReason } from './enums.ts';
import { type Reachability, type Reason, reasonsAgainst } from './rules.ts';
import { statesOf } from './state.ts';

/** Of a contact that the actor may see. @throws NOT_FOUND */
export async function canContact(scope: Scope<Crm>, question: ContactQuestion): Promise<Contactability> {
  if ((await scope.get(Contact, question.contact)) === null) throw noContact();
  const [answer] = await contactable(scope, [question]);
  return answer ?? Promise.reject(noContact());
}

/** Whatever the actor may see: the gate asks for those whom a command is about to reach. Null for a contact that there is not. */
export async function contactable(scope: Scope<Crm>, questions: readonly ContactQuestion[]): Promise<readonly (Contactability | null)[]> {
  const states = await statesOf(scope, [...new Set(questions.map((q) => q.contact))]);
  return questions.map((question) => {
    const state = states.get(question.contact);
    return state ? answer(scope, question, state) : null;
  });
}

export const noContact = (): GuanxiError => new GuanxiError('NOT_FOUND', { what: label('Contact', '联系人') }, { path: ['contact'] });

function answer(scope: Scope<Crm>, { channel, purpose }: ContactQuestion, state: Reachability): Contactability {
  if (!scope.labelOf(ContactPurpose, purpose)) throw new TypeError(`"${purpose}" is no ContactPurpose`);
  const reasons = reasonsAgainst({ channel, purpose, now: scope.now }, state, scope.settings.contactability).map((reason) => ({
    code: reason.code,
    message: messageOf(scope, { channel, purpose }, reason),
    until: reason.code === 'SUPPRESSED' ? reason.until : null,
    ownerPlugin: reason.code === 'SUPPRESSED' ? reason.ownerPlugin : null,
  }));
  return { allowed: reasons.length === 0, reasons };
}

/** Of a suppression its reason is told by the text that everyone may read, never the note, nor whose it is. */
function messageOf(scope: Scope<Crm>, { channel, purpose }: Pick<ContactQuestion, 'channel' | 'purpose'>, reason: Reason): Label {
  const by = nameOf(scope, kinds, channel);
  const to = scope.labelOf(ContactPurpose, purpose) ?? label(purpose, purpose);
  switch (reason.code) {
    case 'NO_CHANNEL':
      return label(`there is no channel of kind ${by.en}`, `没有${by.zh}联系方式`);
    case 'NO_CONSENT':
      return label(`no consent to ${to.en} (${by.en}) is on record`, `没有${to.zh}（${by.zh}）的同意记录`);
    case 'CONSENT_WITHDRAWN':
      return label(`consent to ${to.en} (${by.en}) was withdrawn`, `已撤回${to.zh}（${by.zh}）的同意`);
    case 'CONSENT_EXPIRED':
      return label(`consent to ${to.en} (${by.en}) has expired`, `${to.zh}（${by.zh}）的同意已过期`);
    case 'SUPPRESSED': {
      // The plugin that brought the reason may be gone; what it suppressed is not.
      const why = scope.labelOf(SuppressionReason, reason.reason) ?? label('reason no longer known', '原因已不可考');
      return label(`suppressed: ${why.en}`, `联系受抑制：${why.zh}`);
    }
  }
}

const nameOf = (scope: Scope<Crm>, type: typeof kinds, value: ValueOf<typeof ChannelKind> | null): Label =>
  (value !== null && scope.labelOf(type, value)) || label('any channel', '任何渠道');
