/** DATA-16: what reaches people, as whoever starts the engine reads the refusal. */
import { describe, expect, test } from 'vitest';
import { label } from '../model/label.ts';
import { eventRef } from '../write/declarations.ts';
import { bootMessage, looseKit, plain, pluginOf } from './plugins.fixture.ts';
import { reachingVerb } from './reaching.ts';

const text = label('Text', '文本');
const run = async (): Promise<void> => undefined;
const form = { label: text, permission: 'public', input: {}, run } as const;
const asking = { label: text, ask: async () => [] };

describe('DATA-16 a command that reaches somebody', () => {
  test.each([
    ['sendLetter', 'send'],
    ['send', 'send'],
    ['autoDial', 'dial'],
    ['bulkSendOffers', 'send'],
    ['inviteToFair', 'invite'],
    ['SMSCustomer', 'sms'],
    ['recordCall', null],
    ['sender', null],
    ['createOffer', null],
    ['textile', null],
    ['bulk', null],
  ])('%s begins with %s', (name, verb) => expect(reachingVerb(name)).toBe(verb));

  test('DATA-16 Refuse: one that names no gate and does not say why, does not start', () => {
    const kit = looseKit('a');
    const gate = kit.gate('person', asking);
    const gates = [{ gate, about: () => null }] as const;
    const commands = [
      kit.command('sendLetter', { ...form, gates }),
      kit.command('dialLater', { ...form, reachesNobody: 'dialNow asks' }),
      kit.command('writeNote', form),
      kit.command('sendNothing', form),
      kit.command('autoDial', { ...form, gates: [] }),
      kit.command('suggestMore', { ...form, reachesNobody: ' ' }),
      kit.operation('remindAll', { label: text, permission: 'a:read', input: {}, items: async function* () {}, each: run }),
    ];
    expect(bootMessage(pluginOf(kit, { gates: [gate], commands }))).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (5):

      1. REACHES_UNASKED: Command "sendNothing" of plugin "a" begins with "send": it reaches somebody, and asks no gate.
         Likely cause: Whatever sends, dials or suggests must first ask whether the person may be reached.
         Next: Say \`gates: [{ gate: contactGate, about: … }]\`, or \`reachesNobody: 'why'\`.

      2. REACHES_UNASKED: Command "autoDial" of plugin "a" begins with "dial": it reaches somebody, and asks no gate.
         Likely cause: Whatever sends, dials or suggests must first ask whether the person may be reached.
         Next: Say \`gates: [{ gate: contactGate, about: … }]\`, or \`reachesNobody: 'why'\`.

      3. REACHES_UNASKED: Command "suggestMore" of plugin "a" begins with "suggest": it reaches somebody, and asks no gate.
         Likely cause: Whatever sends, dials or suggests must first ask whether the person may be reached.
         Next: Say \`gates: [{ gate: contactGate, about: … }]\`, or \`reachesNobody: 'why'\`.

      4. REACHES_UNASKED: Command "remindAll" of plugin "a" begins with "remind": it reaches somebody, and asks no gate.
         Likely cause: Whatever sends, dials or suggests must first ask whether the person may be reached.
         Next: Say \`gates: [{ gate: contactGate, about: … }]\`, or \`reachesNobody: 'why'\`.

      5. INPUT_TYPE: remindAll.output.operation of plugin "a" has no GraphQL type: there is no entity "Operation".
         Likely cause: The API is derived from zod; records, transforms, z.date and z.bigint have no type there.
         Next: Use the kit \`t\`."
    `);
  });

  test('DATA-16 Refuse: a gate that nobody lists, or two have', () => {
    const absent = looseKit('b').gate('person', asking);
    const kit = looseKit('a');
    const [one, two] = [kit.gate('person', asking), kit.gate('person', asking)];
    const gates = [{ gate: absent, about: () => null }] as const;
    const commands = [kit.command('sendLetter', { ...form, gates })];
    const hooks = [kit.after(eventRef('b.letter.sent'), run, { gates })];
    expect(bootMessage(pluginOf(kit, { gates: [one, two], commands, hooks }))).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (3):

      1. DUPLICATE_GATE: Plugins "a" and "a" both define gate "a.person".
         Likely cause: Two plugins chose one name, or one of them is listed in two versions.
         Next: Rename it in one of the two, or leave one of them out.

      2. UNKNOWN_GATE: Command "sendLetter" of plugin "a" asks gate "b.person", which no plugin lists.
         Likely cause: The gate was left out of \`gates\` of its plugin, or that plugin is not listed.
         Next: List the gate, or the plugin that has it.

      3. UNKNOWN_GATE: after(b.letter.sent) of plugin "a" asks gate "b.person", which no plugin lists.
         Likely cause: The gate was left out of \`gates\` of its plugin, or that plugin is not listed.
         Next: List the gate, or the plugin that has it."
    `);
  });

  test('DATA-16 Refuse: a gate that its own plugin does not list, or that has no text', () => {
    const kit = looseKit('a');
    const lost = kit.gate('lost', asking);
    const mute = kit.gate('mute', { ...asking, label: { en: 'Mute', zh: '' } });
    expect(bootMessage(pluginOf(kit, { gates: [mute] }), plain('b'))).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (2):

      1. PLUGIN_LABEL: Gate "a.mute" of plugin "a" has no text in Chinese.
         Likely cause: Labels are shown to people, in English and Simplified Chinese.
         Next: Write label(english, chinese), neither empty.

      2. NOT_LISTED: gate "a.lost" was made with the kit of plugin "a" but is not listed.
         Likely cause: It was forgotten in definePlugin; without it the plugin would silently lack it.
         Next: Add it to the table of contents, or delete it."
    `);
    expect(lost.name).toBe('a.lost');
  });
});
