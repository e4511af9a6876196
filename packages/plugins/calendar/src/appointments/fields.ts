import { implement, label, sql, t } from '@guanxi/core';
import { Contact, Customer, Staff, Team, TimelineEntry } from '@guanxi/core/crm';
import { p } from '../plugin.ts';
import { CalendarEvent, CalendarOccurrence, CalendarParticipant } from './entities.ts';

/** A customer's contact sees it too, of what they take part in. */
const forContacts = { classification: 'PUBLIC' } as const;
// What is planned with people is personal data of theirs.
const personal = { subject: ['customerId', { via: CalendarParticipant, from: 'eventId', to: 'contactId' }] } as const;

export const calendarEventFields = p.fields(CalendarEvent, (f) => ({
  uid: f.column('uid', { label: label('UID elsewhere', '外部标识'), group: false }),
  title: f.column('title', {
    ...forContacts,
    label: label('Title', '主题'),
    search: 'text',
    group: false,
    input: t.text(300),
    personal: { ...personal, keepsText: true },
  }),
  description: f.column('description', { label: label('Description', '说明'), sort: false, group: false, input: t.text(20_000), personal }),
  location: f.column('location', { ...forContacts, label: label('Location', '地点'), input: t.text(300), personal }),
  startsAt: f.column('startsAt', { ...forContacts, label: label('Starts', '开始') }),
  endsAt: f.column('endsAt', { ...forContacts, label: label('Ends', '结束') }),
  zone: f.column('zone', { ...forContacts, label: label('Time zone', '时区'), input: t.zone() }),
  allDay: f.column('allDay', { ...forContacts, label: label('All day', '全天') }),
  recurrence: f.column('recurrence', { ...forContacts, label: label('Recurrence', '重复规则'), group: false }),
  status: f.column('status', { ...forContacts, label: label('Status', '状态') }),
  visibility: f.column('visibility', { label: label('Visibility', '可见性') }),
  busy: f.column('busy', { label: label('Takes time', '占用时间') }),
  sequence: f.column('sequence', { label: label('Revision', '修订次数') }),
  importedAs: f.column('importedAs', { label: label('Digest of its file', '导入摘要'), filter: false, sort: false, group: false }),
  ownerId: f.column('ownerId', { label: label('Owner’s id', '所有人编号') }),
  teamId: f.column('teamId', { label: label('Team’s id', '团队编号') }),
  customerId: f.column('customerId', { ...forContacts, label: label('Customer’s id', '客户编号') }),
  owner: f.one(Staff, { on: ['ownerId', 'id'], label: label('Owner', '所有人') }),
  /** The owner's team, or the group whose appointment it is. */
  team: f.one(Team, { on: ['teamId', 'id'], label: label('Team', '团队') }),
  customer: f.one(Customer, { ...forContacts, on: ['customerId', 'id'], label: label('Customer', '客户') }),
  occurrences: f.many(CalendarOccurrence, {
    ...forContacts,
    on: ['id', 'eventId'],
    orderBy: 'startsAt',
    label: label('Occurrences', '各次'),
  }),
  participants: f.many(CalendarParticipant, { ...forContacts, on: ['id', 'eventId'], label: label('Participants', '参与人') }),
}));

export const calendarOccurrenceFields = p.fields(CalendarOccurrence, (f) => ({
  original: f.column('original', { label: label('Planned by the rule for', '规则时间') }),
  startsAt: f.column('startsAt', { ...forContacts, label: label('Starts', '开始') }),
  endsAt: f.column('endsAt', { ...forContacts, label: label('Ends', '结束') }),
  title: f.column('title', { ...forContacts, label: label('Title of its own', '单独主题'), group: false, input: t.text(300) }),
  location: f.column('location', { ...forContacts, label: label('Location of its own', '单独地点'), input: t.text(300) }),
  changed: f.column('changed', { label: label('Changed by itself', '单独修改') }),
  cancelled: f.column('cancelled', { ...forContacts, label: label('Cancelled', '已取消') }),
  event: f.one(CalendarEvent, { ...forContacts, on: ['eventId', 'id'], label: label('Event', '日程') }),
}));

export const calendarParticipantFields = p.fields(CalendarParticipant, (f) => ({
  staffId: f.column('staffId', { label: label('Member of staff’s id', '员工编号') }),
  contactId: f.column('contactId', { ...forContacts, label: label('Contact’s id', '联系人编号') }),
  required: f.column('required', { label: label('Required', '必须出席') }),
  response: f.column('response', { ...forContacts, label: label('Answer', '回复') }),
  staff: f.one(Staff, { on: ['staffId', 'id'], label: label('Member of staff', '员工') }),
  contact: f.one(Contact, { ...forContacts, on: ['contactId', 'id'], label: label('Contact', '联系人') }),
  event: f.one(CalendarEvent, { ...forContacts, on: ['eventId', 'id'], label: label('Event', '日程') }),
}));

export const eventsOfCustomer = p.fields(Customer, (f) => ({
  calendarEvents: f.many(CalendarEvent, { on: ['id', 'customerId'], orderBy: 'startsAt', label: label('Calendar events', '日程') }),
}));

export const timelineEntry = implement(TimelineEntry, CalendarEvent, {
  customerId: 'customerId',
  at: 'startsAt',
  kind: () => sql<string>`'CALENDAR_EVENT'`,
  title: 'title',
});
