/**
 * The demo tenant: an exhibition company with its customers, their people, what was said and what was paid. Every record goes through
 * the commands that everybody uses, in sets.
 */
import type { Actor, Engine, Tenant } from '@guanxi/core';
import { type Crm, createStaff, createTeam } from '@guanxi/core/crm';
import { demoContact, demoCustomer, demoFact, demoInteraction } from './data/generate.ts';
import { familyNames, givenNames } from './data/words.ts';
import type { Progress } from './progress.ts';

export interface DemoSize {
  readonly customers: number;
  readonly contacts: number;
  readonly interactions: number;
  readonly facts: number;
}
export const fullSize: DemoSize = { customers: 20_000, contacts: 50_000, interactions: 100_000, facts: 60_000 };

export const demoSlug = 'demo';
const seed = 20_260_630;
const batch = 1_000;
const staffCount = 12;

type CrmEngine = Engine<Crm>;
interface Owner {
  readonly owner: string;
  readonly team: string;
}

/** The tenant if it is whole; null where there is none. One that was interrupted is removed. */
export async function findDemo(engine: CrmEngine, size: DemoSize): Promise<Tenant | null> {
  const tenant = await engine.tenants.bySlug(demoSlug);
  if (tenant === null) return null;
  // Facts come last: when they are all there, everything is.
  const answer = await engine.as(builder(tenant)).execute('{ factsAggregate { count } }');
  const count = (answer.data as { factsAggregate?: readonly { count: number }[] } | undefined)?.factsAggregate?.[0]?.count ?? 0;
  if (count >= size.facts) return tenant;
  await engine.tenants.remove(tenant.id, { confirm: true });
  return null;
}

export async function buildDemo(engine: CrmEngine, size: DemoSize, progress: Progress): Promise<Tenant> {
  const tenant = await engine.tenants.create({
    slug: demoSlug,
    name: '华展国际会展有限公司',
    zone: 'Asia/Shanghai',
    currency: 'CNY',
    locale: 'zh-CN',
  });
  const actor = builder(tenant);
  const staff = await staffOf(engine, actor);
  const total = size.customers + size.contacts + size.interactions + size.facts;
  let done = 0;
  // Two sets are under way at once: while the database writes one, the next is checked.
  const fill = async (command: string, count: number, what: string, input: (n: number) => object): Promise<string[]> => {
    const made: string[] = [];
    const running: Promise<readonly string[]>[] = [];
    const settle = async (): Promise<void> => {
      const ids = (await running.shift()) ?? [];
      made.push(...ids);
      done += ids.length;
      progress.at(done, total, what);
    };
    for (let from = 0; from < count; from += batch) {
      const inputs = Array.from({ length: Math.min(batch, count - from) }, (_, i) => input(from + i));
      running.push(runSet(engine, actor, command, inputs));
      if (running.length === 2) await settle();
    }
    while (running.length > 0) await settle();
    return made;
  };
  const customers = await fill('createCustomer', size.customers, 'customers 客户', (n) => customerInput(n, staff));
  await fill('createContact', size.contacts, 'contacts 联系人', (n) => contactInput(n, customers));
  await fill('recordInteraction', size.interactions, 'interactions 接触', (n) => interactionInput(n, customers));
  await fill('recordFact', size.facts, 'facts 交易', (n) => factInput(n, customers));
  await engine.analyze();
  return tenant;
}

/** The ids that a set of commands made. */
async function runSet(engine: CrmEngine, actor: Actor, command: string, inputs: readonly object[]): Promise<readonly string[]> {
  const outcomes = await engine.as(actor).runBatch(command, inputs);
  return outcomes.map((outcome) => {
    if (!outcome.ok) throw new Error(`${command}: ${outcome.errors[0]?.message}`);
    return Object.values(outcome.output)[0] as string;
  });
}

const builder = (tenant: Tenant): Actor => ({ kind: 'service', name: 'demo', tenant: tenant.id, permissions: ['*'] });

async function staffOf(engine: CrmEngine, actor: Actor): Promise<readonly Owner[]> {
  const owners: Owner[] = [];
  const made = async <T>(outcome: Promise<{ ok: true; value: T } | { ok: false; errors: readonly { message: string }[] }>): Promise<T> => {
    const settled = await outcome;
    if (!settled.ok) throw new Error(settled.errors[0]?.message);
    return settled.value;
  };
  const as = engine.as(actor);
  const { team: company } = await made(as.run(createTeam, { name: '销售中心' }));
  const teams = await Promise.all(['华东区', '华南区', '华北区'].map((name) => made(as.run(createTeam, { name, parent: company }))));
  for (let n = 0; n < staffCount; n++) {
    const team = teams[n % teams.length]?.team ?? company;
    const { staff } = await made(
      as.run(createStaff, { name: `${familyNames[n * 5]}${givenNames[n * 3]}`, email: `staff${n + 1}@huazhan.example.com`, team }),
    );
    owners.push({ owner: staff, team });
  }
  return owners;
}

function customerInput(n: number, staff: readonly Owner[]): object {
  const c = demoCustomer(seed, n, staff.length);
  return {
    code: c.code,
    name: c.name,
    kind: c.kind,
    status: c.status,
    roles: c.roles,
    sector: c.sector,
    region: c.region,
    source: c.source,
    ...(c.industry && { industry: c.industry }),
    ...staff[c.owner],
    confirmNew: true,
    channels: [
      { kind: c.kind === 'PERSON' ? 'MOBILE' : 'PHONE', value: c.phone, isPrimary: true },
      ...(c.email ? [{ kind: 'EMAIL', value: c.email }] : []),
    ],
    addresses: [{ lines: [c.addressLine], city: c.city, region: c.region, postalCode: c.postalCode, country: '中国', isPrimary: true }],
  };
}

function contactInput(n: number, customers: readonly string[]): object {
  const c = demoContact(seed, n, customers.length);
  return {
    name: c.fullName,
    familyName: c.familyName,
    givenName: c.givenName,
    title: c.title,
    customers: [{ customer: customers[c.customer], decisionRole: c.decisionRole, isPrimary: c.primary }],
    channels: [{ kind: 'MOBILE', value: c.mobile, isPrimary: true }, ...(c.email ? [{ kind: 'EMAIL', value: c.email }] : [])],
  };
}

function interactionInput(n: number, customers: readonly string[]): object {
  const { customer, ...i } = demoInteraction(seed, n, customers.length);
  return { ...i, customer: customers[customer] };
}

function factInput(n: number, customers: readonly string[]): object {
  const f = demoFact(seed, n, customers.length);
  return {
    customer: customers[f.customer],
    at: f.at,
    value: { amount: f.amount, currency: f.currency },
    productRefs: [f.product],
    channel: f.channel,
    sourcePlugin: 'demo',
    sourceRef: f.sourceRef,
    orderRef: f.orderRef,
  };
}
