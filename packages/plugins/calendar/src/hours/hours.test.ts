import { crm } from '@guanxi/core/crm';
import { describeEngines } from '@guanxi/testing';
import { expect, test } from 'vitest';
import { calendar } from '../index.ts';

describeEngines('business calendars', { plugins: [crm(), calendar()] }, (t) => {
  test('TIME-01 a tenant begins with one in its zone, from nine to six', async () => {
    const clerk = await t().staff({ can: ['calendar:read'] });
    const { data, errors } = await clerk.execute(
      '{ businessCalendars { nodes { name zone isDefault holidayRegion makeUpDay hours { nodes { day opens closes } } } } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      businessCalendars: {
        nodes: [
          {
            name: 'Business hours',
            zone: 'Asia/Shanghai',
            isDefault: true,
            holidayRegion: 'CN',
            makeUpDay: 'MONDAY',
            hours: { nodes: expect.arrayContaining([{ day: 'MONDAY', opens: '09:00', closes: '18:00' }]) },
          },
        ],
      },
    });
  });

  test('TIME-01 a clock is read once and may be used by whoever may not see the calendar', async () => {
    const nobody = await t().staff({ can: [] });
    const { value, statements } = await t().statements(() => nobody.plugins.calendar.clock('DEFAULT'));
    expect(statements.length).toBeLessThanOrEqual(2);
    expect(value.zone).toBe('Asia/Shanghai');
    // A make-up working day.
    expect(value.isOpen(new Date('2026-02-14T02:00:00Z'))).toBe(true);
    expect((await nobody.plugins.calendar.clock('ALWAYS')).isOpen(new Date('2026-02-17T02:00:00Z'))).toBe(true);
  });
});
