/** A plugin that says things about customers: with a confidential key, a name that an entity has, and a subscription of its own. */
import { definePlugin, label, type Plugin, pluginKit, t } from '@guanxi/core';
import { type Crm, Customer } from '../index.ts';

interface Alarms {
  id: 'alarms';
  needs: { crm: Crm };
  permission: 'alarms:raise' | 'alarms:hear' | 'alarms:amount';
}
const p = pluginKit<Alarms>('alarms', { engine: '^0.1.0', needs: { crm: '^0.1.0' } });

const AlarmRaised = p.event('alarms.alarm.raised', {
  label: label('Alarm raised', '告警已发出'),
  subject: Customer,
  data: { level: t.int(), zone: t.text(20), reason: t.text(200), at: t.instant(), others: t.list(t.id(Customer)) },
  classification: { reason: 'CONFIDENTIAL' },
});
/** `customerChanged` is there already. */
const CustomerAlarmed = p.event('alarms.customer.changed', {
  label: label('Alarm of a customer changed', '客户告警已变更'),
  subject: Customer,
  data: {},
});

export const raiseAlarm = p.command('raiseAlarm', {
  label: label('Raise an alarm', '发出告警'),
  permission: 'alarms:raise',
  input: { customer: t.id(Customer), level: t.int(), zone: t.text(20), others: t.optional(t.list(t.id(Customer))) },
  async run(tx, { customer, level, zone, others = [] }) {
    await tx.emit(AlarmRaised, { subject: customer, level, zone, reason: 'secret', at: tx.now, others });
    await tx.emit(CustomerAlarmed, { subject: customer });
  },
});

const loudAlarms = p.subscription('loudAlarms', {
  label: label('Loud alarms', '重大告警'),
  permission: 'alarms:hear',
  on: AlarmRaised,
  input: { zone: t.text(20), least: t.optional(t.int()) },
  route: { zone: 'zone' },
  match: ({ data }, { least = 1 }) => data.level >= least && data.at instanceof Date,
});

const watched = p.fields(Customer, (f) => ({
  alarmed: f.computed('Boolean', {
    label: label('Alarmed', '有告警'),
    needs: ['name'],
    permission: 'alarms:amount',
    resolve: (rows) => rows.map(() => true),
  }),
}));

export const alarms = (): Plugin<Alarms> =>
  definePlugin(p, {
    version: '0.1.0',
    label: label('Alarms', '告警'),
    capability: 'OPERATIONAL',
    migrations: new URL('./alarms/', import.meta.url),
    permissions: {
      'alarms:raise': label('Raise alarms', '发出告警'),
      'alarms:hear': label('Hear alarms', '接收告警'),
      'alarms:amount': label('See who is alarmed', '查看告警客户'),
    },
    model: [watched],
    commands: [raiseAlarm],
    events: [AlarmRaised, CustomerAlarmed],
    subscriptions: [loudAlarms],
  });
