/** Which commands reach somebody, by their names: the one list, for whoever reviews what the boot check lets pass. */

/** How the name of a command begins that sends, dials or suggests something to a person. */
export const reachingVerbs: ReadonlySet<string> = new Set([
  'advertise',
  'broadcast',
  'call',
  'congratulate',
  'contact',
  'dial',
  'email',
  'fax',
  'greet',
  'invite',
  'mail',
  'message',
  'notify',
  'offer',
  'phone',
  'recommend',
  'redial',
  'remind',
  'resend',
  'send',
  'sms',
  'suggest',
  'text',
  'thank',
  'upsell',
]);

/** What may stand before the verb: `autoDial`, `bulkSendOffers`. */
const manners: ReadonlySet<string> = new Set(['auto', 'batch', 'bulk', 'mass']);

/** The verb of reaching somebody with which a name begins; null where it begins with none. */
export function reachingVerb(name: string): string | null {
  const words = (name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? []).map((word) => word.toLowerCase());
  const first = words.find((word) => !manners.has(word));
  return first !== undefined && reachingVerbs.has(first) ? first : null;
}
