/**
 * F18: hooks after the commit that are slow, fail, or are done by two instances at once. The effect is there once and in order, and one
 * tenant's slow hooks hold up nobody else's.
 */
import { createEngine, type Engine } from '@guanxi/core';
import { addNote, createCustomer, crm } from '@guanxi/core/crm';
import { describeEngines } from '@guanxi/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Behaviour, desk, idle, signal } from '../../packages/core/src/jobs/desk.fixture.ts';

const SLOW = 40;
const EVENTS = 60;
const PER_TENANT = 4;
/** As many of one tenant as two instances begin. */
const FULL = 2 * PER_TENANT;
const behaviour: Behaviour = { ...idle };
const { plugin } = desk(behaviour);

describeEngines('F18', { plugins: [crm(), plugin] }, (world) => {
  let instances: readonly Engine[];
  beforeEach(() => {
    Object.assign(behaviour, idle);
    // Two instances over one database, by its clock.
    instances = [1, 2].map(
      () =>
        createEngine({
          plugins: [crm(), plugin],
          database: world().database,
          logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
          worker: { perTenant: PER_TENANT, perPlugin: 12, pollMs: 50, pauseMs: 1, breakerFailures: 1_000 },
        }) as unknown as Engine,
    );
  });
  afterEach(() => Promise.all(instances.map((engine) => engine.close())));

  const tenantWith = async (customers: number) => {
    const [first] = instances as [Engine, Engine];
    const { tenant } = await world().another();
    const self = first.as({ kind: 'service', name: 'test', tenant: tenant.id, permissions: ['*'] });
    const made: string[] = [];
    for (let i = 0; i < customers; i += 1) {
      const outcome = await self.run(createCustomer, { kind: 'ORGANISATION', name: `C${i}` });
      if (outcome.ok) made.push(outcome.value.customer);
    }
    return { tenant, customers: made, say: (customer: string, text: string) => self.run(signal, { customer: customer as never, text }) };
  };

  test('slow hooks of one tenant hold up no other', async () => {
    const [slow, quick] = [await tenantWith(SLOW), await tenantWith(1)];
    let begun = 0;
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let heard: (waiting: number) => void = () => undefined;
    const served = new Promise<number>((resolve) => {
      heard = resolve;
    });
    let filled: () => void = () => undefined;
    const full = new Promise<void>((resolve) => {
      filled = resolve;
    });
    let ended: () => void = () => undefined;
    const all = new Promise<void>((resolve) => {
      ended = resolve;
    });
    let done = 0;
    behaviour.after = async (scope) => {
      if (scope.tenant === quick.tenant.id) return heard(begun);
      begun += 1;
      if (begun === FULL) filled();
      await released;
      done += 1;
      if (done === SLOW) ended();
    };
    for (const customer of slow.customers) await slow.say(customer, 'slow');
    for (const engine of instances) engine.start();
    await full;
    await quick.say(quick.customers[0] as string, 'quick');
    const waiting = await served;
    expect(waiting).toBe(FULL);
    release();
    await all;
    console.log(
      `F18: with ${SLOW} slow hooks of one tenant, ${waiting} of them under way, another tenant's was served; then all ${done} were`,
    );
  });

  test('failing hooks, done by two instances, have their effect once and in order', async () => {
    const { customers, say } = await tenantWith(3);
    const order = new Map<string, string[]>();
    let calls = 0;
    let ended: () => void = () => undefined;
    const all = new Promise<void>((resolve) => {
      ended = resolve;
    });
    let done = 0;
    behaviour.after = async (scope, { subject, data }) => {
      calls += 1;
      await scope.run(addNote, { customer: subject, text: data.text });
      // Each fails once, after its effect.
      if (scope.attempt === 0) throw new Error('not now');
      order.set(subject, [...(order.get(subject) ?? []), data.text]);
      done += 1;
      if (done === EVENTS) ended();
    };
    for (const engine of instances) engine.start();
    const said = new Map<string, string[]>();
    for (let i = 0; i < EVENTS; i += 1) {
      const customer = customers[i % customers.length] as string;
      said.set(customer, [...(said.get(customer) ?? []), `n${i}`]);
      await say(customer, `n${i}`);
    }
    await all;
    const { rows } = await world().database.query({
      text: `select customer_id, text from crm.crm_note where customer_id = any($1::uuid[])`,
      params: [customers],
    });
    expect(rows).toHaveLength(EVENTS);
    expect(new Set(rows.map((row) => row['text'])).size).toBe(EVENTS);
    expect(order).toEqual(said);
    console.log(`F18: ${EVENTS} events, ${calls} calls of their hooks by 2 instances: ${rows.length} effects, each once, in order`);
  });
});
