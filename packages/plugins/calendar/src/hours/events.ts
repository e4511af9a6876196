/** What can be heard of business calendars. */
import { label, t } from '@guanxi/core';
import { p } from '../plugin.ts';
import { BusinessCalendar } from './entities.ts';

/** Time is worked otherwise from now on: hours, zone, region, an exception. What was reckoned before stands unless somebody reckons again. */
export const BusinessCalendarChanged = p.event('calendar.business.changed', {
  label: label('Business calendar changed', '工作日历已变更'),
  subject: BusinessCalendar,
  data: { fields: t.list(t.text(40)) },
});
