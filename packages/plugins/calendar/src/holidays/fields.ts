import { label, t } from '@guanxi/core';
import { p } from '../plugin.ts';
import { Holiday, HolidayYear } from './entities.ts';

export const holidayYearFields = p.fields(HolidayYear, (f) => ({
  region: f.column('region', { label: label('Region', '地区') }),
  year: f.column('year', { label: label('Year', '年度') }),
  source: f.column('source', { label: label('Source', '来源') }),
  note: f.column('note', { label: label('Note', '说明'), input: t.text(500) }),
  /** Of the library's years there are none here: `publicHolidays` has both. */
  days: f.many(Holiday, { on: ['id', 'yearId'], orderBy: 'date', label: label('Days entered', '录入的日期') }),
}));

export const holidayFields = p.fields(Holiday, (f) => ({
  date: f.column('date', { label: label('Date', '日期') }),
  kind: f.column('kind', { label: label('Kind', '类别') }),
  name: f.column('name', { label: label('Name', '名称'), input: t.text(100) }),
  year: f.one(HolidayYear, { on: ['yearId', 'id'], label: label('Year', '年度') }),
}));
