/** Public holidays that the plugin brings: China's, with the make-up working days, as the State Council has published them (`chinese-days`). */
import { createRequire } from 'node:module';
import type { Label } from '@guanxi/core';

export interface PublicHoliday {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly kind: 'HOLIDAY' | 'MAKE_UP';
  readonly name: Label;
}

const require = createRequire(import.meta.url);

/** By date: the English and the Chinese name, and how many days it lasts by law, with commas between. */
interface ChineseDays {
  readonly holidays: Readonly<Record<string, string>>;
  readonly workdays: Readonly<Record<string, string>>;
}

const china = (): ReadonlyMap<number, readonly PublicHoliday[]> => {
  // The data itself: the library's functions read dates by the clock of the machine they run on.
  const data = require('chinese-days/dist/chinese-days.json') as ChineseDays;
  const years = new Map<number, PublicHoliday[]>();
  const add = (kind: PublicHoliday['kind'], days: ChineseDays['holidays']): void => {
    for (const [date, text] of Object.entries(days)) {
      const [en = '', zh = en] = text.split(',');
      const year = Number(date.slice(0, 4));
      years.set(year, [...(years.get(year) ?? []), { date, kind, name: { en, zh } }]);
    }
  };
  add('HOLIDAY', data.holidays);
  add('MAKE_UP', data.workdays);
  // A notice may reach back into the December before, so that a single day is no year yet; each goes as far as National Day.
  const whole = [...years].filter(([year, days]) => days.some((day) => day.kind === 'HOLIDAY' && day.date.startsWith(`${year}-10`)));
  return new Map(whole.map(([year, days]) => [year, days.sort((a, b) => a.date.localeCompare(b.date))]));
};

let chinese: ReadonlyMap<number, readonly PublicHoliday[]> | undefined;

/** The years of a region that the library knows whole; of a region it does not know, none. */
export function libraryOf(region: string): ReadonlyMap<number, readonly PublicHoliday[]> {
  if (region !== 'CN') return new Map();
  chinese ??= china();
  return chinese;
}
