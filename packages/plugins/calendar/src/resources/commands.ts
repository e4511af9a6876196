/** Resources are made known, and taken out of use. */
import { label, t } from '@guanxi/core';
import { p } from '../plugin.ts';
import { CalendarResource } from './entities.ts';
import { CalendarResourceKind } from './enums.ts';

export const createCalendarResource = p.command('createCalendarResource', {
  label: label('Add a resource', '新增资源'),
  permission: 'calendar:manage',
  input: {
    name: t.text(100),
    kind: t.enum(CalendarResourceKind),
    location: t.optional(t.text(200)),
    capacity: t.optional(t.int({ min: 1 })),
    /** Never booked twice at a time; true unless said otherwise. */
    exclusive: t.optional(t.bool()),
  },
  output: { resource: t.ref(CalendarResource) },
  run: async (tx, { exclusive = true, location, capacity, ...said }) => ({
    resource: await tx.insert(CalendarResource, { ...said, exclusive, location: location ?? null, capacity: capacity ?? null }),
  }),
});

/** A resource that is made exclusive keeps the bookings that it has. */
export const updateCalendarResource = p.command('updateCalendarResource', {
  label: label('Change a resource', '修改资源'),
  permission: 'calendar:manage',
  input: {
    resource: t.id(CalendarResource, { subject: true }),
    set: t.patch(CalendarResource, ['name', 'kind', 'location', 'capacity', 'exclusive', 'active']),
  },
  output: { resource: t.ref(CalendarResource) },
  async run(tx, { resource, set }) {
    await tx.update(CalendarResource, resource, set);
    return { resource };
  },
});
