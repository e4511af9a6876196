/** How likely two customers are one (DATA-08), and which of a duplicate's links give way in a merge. Pure. */
import type { Id, ValueOf } from '@guanxi/core';
import type { CustomerKind } from '../customers/enums.ts';
import type { Crm } from '../plugin.ts';
import type { MatchReason } from './enums.ts';
import { likeness, nameKey, registrationKey } from './normalise.ts';

/** What is compared of a customer; numbers and addresses as they are normalised. */
export interface Comparable {
  readonly kind: ValueOf<typeof CustomerKind>;
  readonly name: string;
  readonly registrationNumber: string | null;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly addresses: readonly string[];
}
export interface Match {
  /** 0 to 100. */
  readonly score: number;
  readonly reasons: readonly ValueOf<typeof MatchReason>[];
}
export type Weights = Omit<Crm['settings']['duplicates'], 'threshold' | 'includeHidden'>;

const alikeFrom = 0.75;
const none: Match = { score: 0, reasons: [] };
const shares = (a: readonly string[], b: readonly string[]): boolean => a.some((value) => b.includes(value));

/** Symmetric; an organisation and a person are never one. */
export function compare(a: Comparable, b: Comparable, weights: Weights): Match {
  if (a.kind !== b.kind) return none;
  const reasons: ValueOf<typeof MatchReason>[] = [];
  let score = 0;
  const count = (reason: ValueOf<typeof MatchReason>, points: number): void => {
    if (points === 0) return;
    reasons.push(reason);
    score += points;
  };

  const name = a.kind === 'ORGANISATION' ? weights.organisationName : weights.personName;
  const alike = likeness(nameKey(a.name), nameKey(b.name));
  if (alike === 1) count('SAME_NAME', name);
  else if (alike >= alikeFrom) count('SIMILAR_NAME', name * alike);

  const [left, right] = [registrationKey(a.registrationNumber), registrationKey(b.registrationNumber)];
  if (left !== null && right !== null) {
    if (left === right) count('SAME_REGISTRATION_NUMBER', weights.registrationNumber);
    // Two numbers of two firms: a common name or switchboard proves nothing against them.
    else count('OTHER_REGISTRATION_NUMBER', -weights.registrationNumber);
  }
  if (shares(a.phones, b.phones)) count('SAME_PHONE', weights.phone);
  if (shares(a.emails, b.emails)) count('SAME_EMAIL', weights.email);
  if (shares(a.addresses, b.addresses)) count('SAME_ADDRESS', weights.address);
  return { score: Math.max(0, Math.min(100, Math.round(score))), reasons };
}

/** A link of a contact as a merge sees it, and what the merge made of it. */
export interface Link {
  readonly id: Id<'ContactLink'>;
  readonly contactId: Id<'Contact'>;
  readonly isPrimary: boolean;
  readonly validTo: string | null;
}
export interface LinkChange {
  readonly id: Id<'ContactLink'>;
  readonly before: { readonly isPrimary: boolean; readonly validTo: string | null };
  readonly after: { readonly isPrimary: boolean; readonly validTo: string | null };
}

/** The duplicate's links that cannot stand beside the survivor's: a second open link of one contact ends, a second primary contact is one no more. */
export function linksThatGiveWay(survivor: readonly Link[], duplicate: readonly Link[], today: string): readonly LinkChange[] {
  const open = new Set(survivor.filter((link) => link.validTo === null).map((link) => link.contactId));
  const hasPrimary = survivor.some((link) => link.isPrimary);
  return duplicate.flatMap((link): LinkChange[] => {
    const before = { isPrimary: link.isPrimary, validTo: link.validTo };
    if (link.validTo === null && open.has(link.contactId)) return [{ id: link.id, before, after: { isPrimary: false, validTo: today } }];
    return link.isPrimary && hasPrimary ? [{ id: link.id, before, after: { isPrimary: false, validTo: link.validTo } }] : [];
  });
}
