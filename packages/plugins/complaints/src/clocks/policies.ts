/** Time limits are defined, replaced and retired; none is edited, so that running cases keep what they began with. */
import { type Id, label, select, sql, t } from '@guanxi/core';
import { roleFields } from '@guanxi/core/crm';
import { BusinessCalendar } from '@guanxi/plugin-calendar';
import { ComplaintType } from '../cases/enums.ts';
import type { ComplaintsTx } from '../common.ts';
import { p } from '../plugin.ts';
import { ComplaintClass } from '../taxonomy/enums.ts';
import { SlaPolicy } from './entities.ts';
import { SlaClock } from './enums.ts';
import { lastPolicy, policyRetired, policyWithoutHours, SlaPolicyDefined, SlaPolicyRetired, unknownRole } from './events.ts';
import { StandardPolicy, standardNames, standardTerms } from './standard.ts';

const output = { policy: t.ref(SlaPolicy) };

/** @throws where the tenant has no role of that key: nobody would answer for the cases */
export async function knownRole(tx: ComplaintsTx, role: string, path: string): Promise<void> {
  const found = await tx.system.read(select(roleFields, {}), { where: (r) => sql`${r.key} = ${role}`, limit: 1 });
  if (found.length === 0) throw unknownRole({ role }, path);
}

export const defineSlaPolicy = p.command('defineSlaPolicy', {
  label: label('Define time limits', '制定时限政策'),
  permission: 'complaints:manage',
  input: {
    name: t.text(100),
    type: t.optional(t.enum(ComplaintType)),
    class: t.optional(t.enum(ComplaintClass)),
    minSeverity: t.optional(t.int({ min: 1, max: 5 })),
    keyCustomer: t.optional(t.bool()),
    clock: t.enum(SlaClock),
    calendar: t.optional(t.id(BusinessCalendar)),
    ackWithin: t.duration(),
    handleWithin: t.duration(),
    /** Default: four hours. */
    warnBefore: t.optional(t.duration()),
    responsibleRole: t.text(100),
    /** Retired in its place. */
    replaces: t.optional(t.id(SlaPolicy, { lock: true })),
  },
  output,
  async run(tx, { calendar, replaces, keyCustomer = false, warnBefore = 'PT4H', type, class: of, minSeverity, ...terms }) {
    if ((terms.clock === 'BUSINESS_HOURS') !== (calendar !== undefined)) throw policyWithoutHours({}, 'calendar');
    await knownRole(tx, terms.responsibleRole, 'responsibleRole');
    const replaced = replaces && (await inForce(tx, replaces));
    const policy = await tx.insert(SlaPolicy, {
      ...terms,
      type: type ?? null,
      class: of ?? null,
      minSeverity: minSeverity ?? null,
      keyCustomer,
      warnBefore,
      calendarId: calendar ?? null,
    });
    if (replaced) await tx.update(SlaPolicy, replaced.id, { retiredAt: tx.now, replacedById: policy });
    await tx.emit(SlaPolicyDefined, { subject: policy, replaces: replaces ?? null });
    return { policy };
  },
});

async function inForce(tx: ComplaintsTx, id: Id<'SlaPolicy'>): Promise<SlaPolicy['row']> {
  const policy = await tx.lock(SlaPolicy, id);
  if (policy.retiredAt !== null) throw policyRetired({ name: policy.name }, 'policy');
  return policy;
}

const isGeneral = (policy: SlaPolicy['row']): boolean =>
  policy.type === null && policy.class === null && policy.minSeverity === null && !policy.keyCustomer;

export const retireSlaPolicy = p.command('retireSlaPolicy', {
  label: label('Retire time limits', '停用时限政策'),
  permission: 'complaints:manage',
  input: { policy: t.id(SlaPolicy, { subject: true, lock: true }) },
  output,
  async run(tx, { policy }) {
    const row = await inForce(tx, policy);
    if (isGeneral(row)) {
      const others = await tx.sql<{ id: string }>(sql`select id::text as id from crm.complaints_policy
        where retired_at is null and id <> ${policy} and type is null and class is null and min_severity is null and not key_customer limit 1`);
      if (others.length === 0) throw lastPolicy({ name: row.name }, 'policy');
    }
    await tx.update(SlaPolicy, policy, { retiredAt: tx.now });
    await tx.emit(SlaPolicyRetired, { subject: policy });
    return { policy };
  },
});

/** One of the two sets that the plugin brings holds in general from now on, in the place of what did. */
export const adoptStandardPolicy = p.command('adoptStandardPolicy', {
  label: label('Adopt standard time limits', '采用标准时限政策'),
  permission: 'complaints:manage',
  input: {
    standard: t.enum(StandardPolicy),
    /** For NEXT_OPENING; absent: the default calendar's hours. */
    calendar: t.optional(t.id(BusinessCalendar)),
    responsibleRole: t.text(100),
  },
  output,
  async run(tx, { standard, calendar, responsibleRole }) {
    await knownRole(tx, responsibleRole, 'responsibleRole');
    const policy = await insertStandard(tx, standard, responsibleRole, calendar);
    const general = await tx.sql<{ id: SlaPolicy['row']['id'] }>(sql`select id::text as id from crm.complaints_policy
      where retired_at is null and id <> ${policy} and type is null and class is null and min_severity is null and not key_customer`);
    for (const { id } of general) await tx.update(SlaPolicy, id, { retiredAt: tx.now, replacedById: policy });
    await tx.emit(SlaPolicyDefined, { subject: policy, replaces: general[0]?.id ?? null });
    return { policy };
  },
});

export async function insertStandard(
  tx: ComplaintsTx,
  standard: keyof typeof standardTerms,
  responsibleRole: string,
  calendar?: BusinessCalendar['row']['id'],
): Promise<SlaPolicy['row']['id']> {
  const terms = standardTerms[standard];
  const hours = terms.clock === 'ALWAYS' ? null : (calendar ?? (await tx.plugins.calendar.clock('DEFAULT')).calendar);
  const { en, zh } = standardNames[standard];
  return tx.insert(SlaPolicy, { ...terms, name: tx.locale === 'en' ? en : zh, calendarId: hours, responsibleRole });
}
