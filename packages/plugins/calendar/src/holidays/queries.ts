import { label, t } from '@guanxi/core';
import { p } from '../plugin.ts';
import { HolidayKind } from './enums.ts';
import { knownHolidays } from './known.ts';
import { checkRegion } from './rules.ts';

/** Public holidays and make-up working days of a year, whoever knows of them; null: nobody does yet. */
export const publicHolidays = p.query('publicHolidays', {
  label: label('Public holidays of a year', '年度节假日'),
  permission: 'calendar:read',
  cost: 5,
  input: { region: t.text(20), year: t.int({ min: 1_900, max: 2_200 }) },
  output: t.nullable(
    t.list(
      t.object('PublicHoliday', { date: t.date(), kind: t.enum(HolidayKind), /** In the language of whoever asks. */ name: t.text(100) }),
    ),
  ),
  async run(scope, { region, year }) {
    checkRegion(region, 'region');
    const known = (await knownHolidays(scope, [region])).get(region)?.get(year);
    return known ? known.map((day) => ({ ...day, name: scope.locale === 'zh-CN' ? day.name.zh : day.name.en })) : null;
  },
});
