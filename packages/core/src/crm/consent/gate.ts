/** The one gate that every command passes which sends something to a person, dials them or suggests something to them (DATA-16). */
import { type GuanxiError, globalId, label } from '@guanxi/core';
import type { Contactability, ContactQuestion } from '../plugin.ts';
import { p } from '../plugin.ts';
import { contactable, noContact } from './contactable.ts';
import { contactRefused } from './events.ts';

/** @example gates: [{ gate: contactGate, about: ({ contact }) => ({ contact, channel: 'EMAIL', purpose: 'MARKETING' }) }] */
export const contactGate = p.gate<ContactQuestion>('contact', {
  label: label('May the person be reached', '是否可联系'),
  async ask(scope, questions) {
    const answers = await contactable(scope, questions);
    return questions.map((question, i) => refusalOf(question, answers[i] ?? null));
  },
});

function refusalOf({ contact, channel, purpose }: ContactQuestion, answer: Contactability | null): GuanxiError | null {
  if (answer === null) return noContact();
  if (answer.allowed) return null;
  const { reasons } = answer;
  const told = label(reasons.map((r) => r.message.en).join('; '), reasons.map((r) => r.message.zh).join('；'));
  const details = reasons.map(({ code, until, ownerPlugin }) => ({ code, until: until?.toISOString() ?? null, ownerPlugin }));
  return contactRefused({ reasons: told }, undefined, { contact: globalId('con', contact), channel, purpose, reasons: details });
}
