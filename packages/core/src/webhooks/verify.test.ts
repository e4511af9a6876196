import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ATTEMPTS, pauseAfter } from './retries.ts';
import { signatureOf, signedHeaders, validSecrets } from './sign.ts';
import { verifyWebhook } from './verify.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const now = new Date('2026-01-05T01:00:00Z');
const timestamp = now.getTime() / 1000;
const body = JSON.stringify({ id: 'evt_1', type: 'crm.customer.created', data: { name: '甲' } });
const signed = { id: 'evt_1_a', timestamp, body };

describe('signatures of webhooks', () => {
  test('are those of the Standard Webhooks specification', () => {
    // The example of the specification's own libraries.
    const example = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1614265330, body: '{"test": 2432232314}' };
    expect(signatureOf(secret, example)).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
    const key = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
    expect(signatureOf(secret, signed)).toBe(`v1,${createHmac('sha256', key).update(`evt_1_a.${timestamp}.${body}`).digest('base64')}`);
  });

  test('a genuine request is read, whatever has its headers', () => {
    const headers = signedHeaders([secret], signed);
    const wanted = { id: 'evt_1_a', event: JSON.parse(body) };
    expect(verifyWebhook([secret], headers, body, now)).toEqual(wanted);
    expect(verifyWebhook([secret], new Headers(headers), body, now)).toEqual(wanted);
    expect(verifyWebhook(['whsec_AAAA', secret], headers, body, now)).toEqual(wanted);
  });

  test('any other is not', () => {
    const headers = signedHeaders([secret], signed);
    const is = (o: { headers?: object; body?: string; secrets?: string[]; at?: string }) =>
      verifyWebhook(o.secrets ?? [secret], { ...headers, ...o.headers }, o.body ?? body, new Date(o.at ?? now)) !== null;
    expect(is({})).toBe(true);
    expect(is({ body: `${body} ` })).toBe(false);
    expect(is({ secrets: ['whsec_AAAA'] })).toBe(false);
    expect(is({ secrets: [] })).toBe(false);
    expect(is({ headers: { 'webhook-id': 'evt_2_a' } })).toBe(false);
    expect(is({ headers: { 'webhook-id': undefined } })).toBe(false);
    expect(is({ headers: { 'webhook-timestamp': String(timestamp + 1) } })).toBe(false);
    expect(is({ headers: { 'webhook-timestamp': 'soon' } })).toBe(false);
    expect(is({ headers: { 'webhook-signature': '' } })).toBe(false);
    expect(is({ headers: { 'webhook-signature': 'v1,AAAA v2,BBBB' } })).toBe(false);
    expect(is({ at: '2026-01-05T01:05:00Z' })).toBe(true);
    expect(is({ at: '2026-01-05T01:05:01Z' })).toBe(false);
    expect(is({ at: '2026-01-05T00:54:59Z' })).toBe(false);
  });

  test('of two secrets each may be the one that the receiver has, until the one before has had its time', () => {
    const secrets = [
      { secret: 'whsec_BBBB', until: null },
      { secret, until: '2026-01-06T00:00:00Z' },
    ];
    const headers = signedHeaders(validSecrets(secrets, now), signed);
    expect(headers['webhook-signature']?.split(' ').length).toBe(2);
    expect(['whsec_BBBB', secret].map((one) => verifyWebhook([one], headers, body, now) !== null)).toEqual([true, true]);
    expect(validSecrets(secrets, new Date('2026-01-06T00:00:00Z'))).toEqual(['whsec_BBBB']);
  });
});

test('a delivery is tried twelve times over about a day, ever more rarely', () => {
  const pauses = (random: number) => Array.from({ length: ATTEMPTS }, (_, i) => pauseAfter(i + 1, random));
  expect(pauses(0.5).slice(0, 3)).toEqual([40_000, 80_000, 160_000]);
  expect(pauses(0.5).at(-1)).toBeNull();
  const hours = pauses(0.5).reduce<number>((sum, ms) => sum + (ms ?? 0), 0) / 3_600_000;
  expect(hours).toBeCloseTo(22.7, 1);
  expect([pauses(0)[0], pauses(1)[0]]).toEqual([36_000, 44_000]);
});
