/**
 * The demo tenant's records: an exhibition company's customers, their people, what was said and what was paid. Pure and deterministic;
 * record `n` depends on nothing but the seed and `n`, so that any part can be made by itself, at any size.
 */
import { type Random, randomOf } from './random.ts';
import * as words from './words.ts';

export interface DemoCustomer {
  readonly code: string;
  readonly kind: 'ORGANISATION' | 'PERSON';
  readonly name: string;
  readonly industry: string | null;
  readonly city: string;
  readonly region: string;
  readonly addressLine: string;
  readonly postalCode: string;
  readonly phone: string;
  /** Most are reached by telephone alone. */
  readonly email: string | null;
  readonly status: 'PROSPECT' | 'ACTIVE' | 'INACTIVE';
  readonly roles: readonly string[];
  readonly sector: 'ENTERPRISE_OR_INSTITUTION' | 'GOVERNMENT' | 'SCHOOL' | 'INDIVIDUAL';
  readonly source: string;
  /** Which of the demo's staff answers for it. */
  readonly owner: number;
}
export interface DemoContact {
  /** The customer it belongs to, by number. */
  readonly customer: number;
  readonly familyName: string;
  readonly givenName: string;
  readonly fullName: string;
  readonly title: string;
  readonly mobile: string;
  /** Most are reached by telephone alone. */
  readonly email: string | null;
  readonly decisionRole: 'DECISION_MAKER' | 'NOT_DECISION_MAKER' | 'INFLUENCER' | 'USER' | 'UNKNOWN';
  /** The first of its customer. */
  readonly primary: boolean;
}
export interface DemoInteraction {
  readonly customer: number;
  readonly channel: keyof typeof words.subjects;
  readonly direction: 'INBOUND' | 'OUTBOUND';
  readonly phase: 'PRE_SALE' | 'IN_SALE' | 'POST_SALE';
  readonly subject: string;
  readonly outcome: string;
  readonly at: Date;
}
export interface DemoFact {
  readonly customer: number;
  readonly sourceRef: string;
  readonly orderRef: string;
  readonly amount: string;
  readonly currency: 'CNY';
  readonly product: string;
  readonly channel: string;
  readonly at: Date;
}

/** The end of the demo's time: nothing happened after it. */
export const demoEnd = new Date('2026-06-30T08:00:00.000Z');
const twoYears = 2 * 365 * 24 * 60;

const at = (seed: number, kind: number, n: number): Random =>
  randomOf(Math.imul(seed, 0x9e3779b1) ^ Math.imul(n + 1, 0x85ebca6b) ^ Math.imul(kind, 0xc2b2ae35));
const pad = (n: number, width: number): string => String(n).padStart(width, '0');
const minutesBefore = (end: Date, minutes: number): Date => new Date(end.getTime() - minutes * 60_000);

const mobilePrefixes = [
  '130',
  '131',
  '135',
  '136',
  '137',
  '138',
  '139',
  '150',
  '151',
  '158',
  '159',
  '176',
  '177',
  '180',
  '186',
  '187',
  '188',
  '189',
] as const;
const mobile = (r: Random): string => `+86${r.pick(mobilePrefixes)}${pad(r.between(0, 99_999_999), 8)}`;

/** @param n 0, 1, 2 … @param staff how many people own customers */
export function demoCustomer(seed: number, n: number, staff: number): DemoCustomer {
  const r = at(seed, 1, n);
  const city = r.pick(words.cities);
  const person = r.chance(0.15);
  const industry = r.pick(words.industries);
  const name = person
    ? r.pick(words.familyNames) + r.pick(words.givenNames)
    : `${city.name}${r.pick(words.brandFirst)}${r.pick(words.brandSecond)}${industry.name}${r.pick(words.companyForms)}`;
  return {
    code: `C${pad(n + 1, 7)}`,
    kind: person ? 'PERSON' : 'ORGANISATION',
    name,
    industry: person ? null : industry.code,
    city: city.name,
    region: city.region,
    addressLine: `${r.pick(city.districts)}${r.pick(words.roads)}${r.between(1, 999)}号`,
    postalCode: `${city.postalCode}${pad(r.between(0, 999), 3)}`,
    phone: person ? mobile(r) : `+86${city.areaCode.slice(1)}${r.between(2, 8)}${pad(r.between(0, 9_999_999), 7)}`,
    email: r.chance(0.35) ? `info@c${n + 1}.example.com` : null,
    status: r.chance(0.6) ? 'ACTIVE' : r.chance(0.7) ? 'PROSPECT' : 'INACTIVE',
    roles: person ? ['END_CUSTOMER'] : r.chance(0.12) ? ['END_CUSTOMER', 'PARTNER'] : r.chance(0.1) ? ['SUPPLIER'] : ['END_CUSTOMER'],
    sector: person ? 'INDIVIDUAL' : r.chance(0.05) ? 'GOVERNMENT' : r.chance(0.04) ? 'SCHOOL' : 'ENTERPRISE_OR_INSTITUTION',
    source: r.pick(['展会登记', '官网', '转介绍', '电话营销', '合作伙伴']),
    owner: r.between(0, staff - 1),
  };
}

/** Contact `n` of `total` spread over `customers`: the first `customers` contacts are everyone's primary one. */
export function demoContact(seed: number, n: number, customers: number): DemoContact {
  const r = at(seed, 2, n);
  const primary = n < customers;
  const western = r.chance(0.02);
  const full = western ? r.pick(words.westernNames) : null;
  const family = full ? (full.split(' ').at(-1) as string) : r.pick(words.familyNames);
  const given = full ? full.split(' ').slice(0, -1).join(' ') : r.pick(words.givenNames);
  return {
    customer: primary ? n : r.between(0, customers - 1),
    familyName: family,
    givenName: given,
    fullName: full ?? family + given,
    title: r.pick(words.jobTitles),
    mobile: mobile(r),
    email: r.chance(0.25) ? `p${n + 1}@mail.example.com` : null,
    decisionRole: primary && r.chance(0.5) ? 'DECISION_MAKER' : r.pick(['NOT_DECISION_MAKER', 'INFLUENCER', 'USER', 'UNKNOWN']),
    primary,
  };
}

export function demoInteraction(seed: number, n: number, customers: number): DemoInteraction {
  const r = at(seed, 3, n);
  const channel = r.pick(Object.keys(words.subjects) as (keyof typeof words.subjects)[]);
  return {
    // A few customers are talked to far more than most: squaring bends the spread.
    customer: Math.floor(r.next() ** 2 * customers),
    channel,
    direction: r.chance(0.35) ? 'INBOUND' : 'OUTBOUND',
    phase: r.pick(['PRE_SALE', 'IN_SALE', 'POST_SALE']),
    subject: `${r.pick(words.exhibitions)}：${r.pick(words.subjects[channel])}`,
    outcome: r.pick(words.outcomes),
    at: minutesBefore(demoEnd, r.between(0, twoYears)),
  };
}

export function demoFact(seed: number, n: number, customers: number): DemoFact {
  const r = at(seed, 4, n);
  return {
    customer: Math.floor(r.next() ** 2 * customers),
    sourceRef: `DEMO-${pad(n + 1, 7)}`,
    orderRef: `SO-${pad(Math.floor(n / 2) + 1, 6)}`,
    amount: `${r.between(3, 480)}${r.pick(['00', '50', '80'])}.${pad(r.between(0, 99), 2)}`,
    currency: 'CNY',
    product: r.pick(words.products),
    channel: r.pick(['DIRECT', 'ONLINE', 'AGENT']),
    at: minutesBefore(demoEnd, r.between(0, twoYears)),
  };
}
