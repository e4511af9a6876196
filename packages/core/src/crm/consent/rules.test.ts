import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Kind } from '../channels/rules.ts';
import { type Asked, type ConsentEntry, type Policy, type Reachability, reasonsAgainst, type SuppressionEntry } from './rules.ts';

const day = (n: number): Date => new Date(Date.UTC(2026, 0, n));
const now = day(10);
const policy: Policy = { needsConsent: ['MARKETING', 'SURVEY'], exempt: ['TRANSACTIONAL'] };
const reachable: Reachability = { kinds: ['EMAIL', 'PHONE'], consents: [], suppressions: [] };

let made = 0;
const said = (given: boolean, at: number, o: Partial<ConsentEntry> = {}): ConsentEntry => {
  made += 1;
  return { id: String(made).padStart(9, '0'), channel: 'EMAIL', purpose: 'MARKETING', given, at: day(at), validUntil: null, ...o };
};
const suppressed = (o: Partial<SuppressionEntry> = {}): SuppressionEntry => ({
  channels: [],
  purpose: null,
  reason: 'REQUESTED',
  ownerPlugin: null,
  until: null,
  ...o,
});
const codes = (asked: Partial<Asked>, state: Partial<Reachability> = {}): readonly string[] =>
  reasonsAgainst({ channel: 'EMAIL', purpose: 'SALES', now, ...asked }, { ...reachable, ...state }, policy).map((r) => r.code);

describe('DATA-16 whether a person may be reached', () => {
  test('for most purposes it is enough to have a channel; marketing and surveys need consent', () => {
    for (const purpose of ['SALES', 'SERVICE', 'CARE', 'TRANSACTIONAL']) expect(codes({ purpose })).toEqual([]);
    for (const purpose of ['MARKETING', 'SURVEY']) expect(codes({ purpose })).toEqual(['NO_CONSENT']);
    expect(codes({ channel: 'FAX' })).toEqual(['NO_CHANNEL']);
    expect(codes({ channel: 'FAX', purpose: 'MARKETING' })).toEqual(['NO_CHANNEL', 'NO_CONSENT']);
    expect(codes({ channel: null }, { kinds: [] })).toEqual([]);
  });

  test.each([
    ['given', [said(true, 1)], []],
    ['given by every channel', [said(true, 1, { channel: null })], []],
    ['given by another channel', [said(true, 1, { channel: 'PHONE' })], ['NO_CONSENT']],
    ['given for another purpose', [said(true, 1, { purpose: 'SURVEY' })], ['NO_CONSENT']],
    ['given later than now', [said(true, 11)], ['NO_CONSENT']],
    ['given and withdrawn', [said(true, 1), said(false, 2)], ['CONSENT_WITHDRAWN']],
    ['withdrawn by every channel', [said(true, 1), said(false, 2, { channel: null })], ['CONSENT_WITHDRAWN']],
    ['withdrawn by another channel', [said(true, 1), said(false, 2, { channel: 'PHONE' })], []],
    ['withdrawn, and given again', [said(true, 1), said(false, 2), said(true, 3)], []],
    ['an older withdrawal told later', [said(true, 3), said(false, 2)], []],
    ['both at one moment: what was recorded last', [said(false, 2), said(true, 2)], []],
    ['up to a moment that has come', [said(true, 1, { validUntil: now })], ['CONSENT_EXPIRED']],
    ['up to a moment that is to come', [said(true, 1, { validUntil: day(11) })], []],
  ] as const)('a later entry supersedes: %s', (_, consents, expected) => {
    expect(codes({ purpose: 'MARKETING' }, { consents })).toEqual(expected);
    expect(codes({ purpose: 'MARKETING' }, { consents: consents.toReversed() })).toEqual(expected);
  });

  test('what a person has taken back is an objection, also where no consent is needed; an expired consent is none', () => {
    expect(codes({}, { consents: [said(false, 1, { purpose: 'SALES' })] })).toEqual(['CONSENT_WITHDRAWN']);
    expect(codes({}, { consents: [said(true, 1, { purpose: 'SALES', validUntil: day(2) })] })).toEqual([]);
  });

  test('where no channel is chosen, one by which the person may be reached is enough', () => {
    const asked = { channel: null, purpose: 'MARKETING' };
    expect(codes(asked, { consents: [said(false, 1), said(true, 1, { channel: 'PHONE' })] })).toEqual([]);
    expect(codes(asked, { consents: [said(false, 1)] })).toEqual(['CONSENT_WITHDRAWN']);
    expect(codes({ channel: null }, { consents: [said(false, 1, { purpose: 'SALES' })] })).toEqual([]);
    expect(codes({ channel: null }, { consents: [said(false, 1, { purpose: 'SALES', channel: null })] })).toEqual(['CONSENT_WITHDRAWN']);
  });

  test.each([
    ['of everything', suppressed(), { SALES: true, TRANSACTIONAL: false }],
    ['of one purpose', suppressed({ purpose: 'SALES' }), { SALES: true, SERVICE: false }],
    ['of an exempt purpose by its name', suppressed({ purpose: 'TRANSACTIONAL' }), { TRANSACTIONAL: true, SALES: false }],
    ['of this channel', suppressed({ channels: ['FAX', 'EMAIL'] }), { SALES: true, TRANSACTIONAL: false }],
    ['of another channel', suppressed({ channels: ['PHONE'] }), { SALES: false }],
    ['until a moment that has come', suppressed({ until: now }), { SALES: false }],
    ['until a moment that is to come', suppressed({ until: day(11) }), { SALES: true }],
  ] as const)('a suppression %s', (_, suppression, expected) => {
    for (const [purpose, holds] of Object.entries(expected))
      expect(codes({ purpose }, { suppressions: [suppression] })).toEqual(holds ? ['SUPPRESSED'] : []);
  });

  test('where no channel is chosen, only what holds for every channel speaks against it', () => {
    expect(codes({ channel: null }, { suppressions: [suppressed({ channels: ['EMAIL'] })] })).toEqual([]);
    expect(codes({ channel: null }, { suppressions: [suppressed()] })).toEqual(['SUPPRESSED']);
  });

  test('suppressions for one reason are told as one', () => {
    const asked = { channel: 'EMAIL', purpose: 'SALES', now } as const;
    const suppressions = [suppressed(), suppressed(), suppressed({ ownerPlugin: 'complaints', until: day(12) })];
    expect(reasonsAgainst(asked, { ...reachable, suppressions }, policy)).toEqual([
      { code: 'SUPPRESSED', reason: 'REQUESTED', ownerPlugin: 'complaints', until: day(12) },
      { code: 'SUPPRESSED', reason: 'REQUESTED', ownerPlugin: null, until: null },
    ]);
  });
});

describe('DATA-16 whatever is on record', () => {
  const kinds = ['PHONE', 'EMAIL', 'FAX'] as const satisfies readonly Kind[];
  const purposes = ['MARKETING', 'SALES', 'SURVEY', 'TRANSACTIONAL'];
  const kind = fc.constantFrom<Kind>(...kinds);
  const purpose = fc.constantFrom(...purposes);
  const moment = fc.integer({ min: 1, max: 20 }).map(day);
  const consents = fc.uniqueArray(
    fc.record({
      id: fc.string({ minLength: 4, maxLength: 4, unit: 'grapheme-ascii' }),
      channel: fc.option(kind),
      purpose,
      given: fc.boolean(),
      at: moment,
      validUntil: fc.option(moment),
    }),
    { selector: (c) => c.id, maxLength: 8 },
  );
  const suppression = fc.record({
    channels: fc.uniqueArray(kind),
    purpose: fc.option(purpose),
    reason: fc.constantFrom('REQUESTED', 'LEGAL'),
    ownerPlugin: fc.option(fc.constantFrom('a', 'b')),
    until: fc.option(moment),
  });
  const state = fc.record({ kinds: fc.uniqueArray(kind), consents, suppressions: fc.array(suppression, { maxLength: 4 }) });
  const asked = fc.record({ channel: fc.option(kind), purpose, now: moment });
  const isAllowed = (a: Asked, s: Reachability, p: Policy = policy): boolean => reasonsAgainst(a, s, p).length === 0;

  test('another suppression never allows, taking one away never forbids', () => {
    fc.assert(
      fc.property(asked, state, suppression, (a, s, more) => {
        const narrower = { ...s, suppressions: [...s.suppressions, more] };
        expect(isAllowed(a, narrower) && !isAllowed(a, s)).toBe(false);
      }),
    );
  });

  test('the order of the records does not matter', () => {
    fc.assert(
      fc.property(asked, state, (a, s) => {
        const turned = { kinds: s.kinds.toReversed(), consents: s.consents.toReversed(), suppressions: s.suppressions.toReversed() };
        expect(reasonsAgainst(a, turned, policy)).toEqual(reasonsAgainst(a, s, policy));
      }),
    );
  });

  test('withdrawing now by every channel forbids; consenting now to every channel leaves only suppressions and a missing channel', () => {
    fc.assert(
      fc.property(asked, state, (a, s) => {
        const say = (given: boolean): Reachability => ({
          ...s,
          consents: [...s.consents, { id: '\uffff', channel: null, purpose: a.purpose, given, at: a.now, validUntil: null }],
        });
        expect(isAllowed(a, say(false))).toBe(false);
        expect(reasonsAgainst(a, say(true), policy).filter((r) => r.code !== 'SUPPRESSED' && r.code !== 'NO_CHANNEL')).toEqual([]);
      }),
    );
  });

  test('asking for consent to more purposes never allows more; what is suppressed is allowed when its time is up', () => {
    fc.assert(
      fc.property(asked, state, (a, s) => {
        expect(isAllowed(a, s, { ...policy, needsConsent: purposes }) && !isAllowed(a, s)).toBe(false);
        const later = { ...a, now: day(30) };
        const ended = s.suppressions.map((one) => ({ ...one, until: day(25) }));
        expect(reasonsAgainst(later, { ...s, suppressions: ended }, policy).some((r) => r.code === 'SUPPRESSED')).toBe(false);
      }),
    );
  });
});
