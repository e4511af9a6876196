import { type Entity, type EntityOf, label } from '@guanxi/core';
import { p } from '../plugin.ts';
import { holidays, holidayYears } from './tables.ts';

export interface HolidayYear extends EntityOf<'HolidayYear', typeof holidayYears> {}
export const HolidayYear: Entity<HolidayYear> = p.entity('HolidayYear', {
  table: holidayYears,
  idPrefix: 'hyr',
  label: label('Year of public holidays', '节假日年度'),
  orderBy: { column: 'year', direction: 'DESC' },
  read: 'calendar:read',
  sealed: true,
});

export interface Holiday extends EntityOf<'Holiday', typeof holidays> {}
export const Holiday: Entity<Holiday> = p.entity('Holiday', {
  table: holidays,
  idPrefix: 'phol',
  label: label('Public holiday or make-up day', '节假日或调休日'),
  display: 'name',
  orderBy: { column: 'date', direction: 'ASC' },
  read: 'calendar:read',
  sealed: true,
});
