/** The content lines of an iCalendar file with the lines that they begin at, so that whoever reads a refusal finds the place. Pure. */
import { type Label, label } from '@guanxi/core';
import ICAL from 'ical.js';
import { malformed } from './refusals.ts';

/** A property as ical.js reads it: its name in small letters, parameters, values as jCal has them (RFC 7265). */
export interface Property {
  readonly line: number;
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly values: readonly string[];
  /** What stands behind the colon. */
  readonly text: string;
}
/** A component of the calendar: of an event, its own properties without those of its alarms. */
export interface Component {
  readonly line: number;
  readonly name: string;
  readonly properties: readonly Property[];
}

export const broken = (line: number, problem: Label): Error => malformed({ line, problem }, 'text', { line });

/** @throws CALENDAR_ICAL_MALFORMED with the line */
export function componentsOf(text: string): readonly Component[] {
  const found: Component[] = [];
  const open: { name: string; line: number; properties: Property[] }[] = [];
  let last = 1;
  for (const { line, content } of unfolded(text)) {
    last = line;
    const [, edge, name = ''] = /^(BEGIN|END):(.*)$/i.exec(content) ?? [];
    if (edge?.toUpperCase() === 'BEGIN') open.push({ name: name.trim().toUpperCase(), line, properties: [] });
    else if (edge) {
      const closed = open.pop();
      if (closed?.name !== name.trim().toUpperCase())
        throw broken(line, label(`END:${name} without its BEGIN`, `END:${name} 没有对应的 BEGIN`));
      if (open.length === 1) found.push(closed);
    } else {
      const within = open.at(-1);
      if (!within) throw broken(line, label('it does not begin with BEGIN:VCALENDAR', '文件未以 BEGIN:VCALENDAR 开头'));
      within.properties.push(propertyOf(content, line));
    }
    if (open[0] && open[0].name !== 'VCALENDAR') throw broken(line, label('it is no calendar', '不是日历文件'));
  }
  const [unclosed] = open;
  if (unclosed)
    throw broken(
      last,
      label(`BEGIN:${unclosed.name} of line ${unclosed.line} is not ended`, `第 ${unclosed.line} 行的 BEGIN:${unclosed.name} 未结束`),
    );
  return found;
}

function propertyOf(content: string, line: number): Property {
  try {
    const [name, parameters, , ...values] = ICAL.parse.property(content) as [string, Record<string, string>, string, ...unknown[]];
    return { line, name, parameters, values: values.map(textOf), text: content.slice(content.indexOf(':') + 1) };
  } catch (error) {
    const problem = (error as Error).message;
    throw broken(line, label(problem, problem));
  }
}

/** Rules are read from their text, and nothing else here has structure. */
const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

/** Lines that begin with a space or a tab go on with the one before (RFC 5545, 3.1). */
function* unfolded(text: string): Iterable<{ readonly line: number; readonly content: string }> {
  let content = '';
  let start = 1;
  for (const [n, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    if (raw.startsWith(' ') || raw.startsWith('\t')) {
      content += raw.slice(1);
      continue;
    }
    if (content.trim() !== '') yield { line: start, content };
    content = raw;
    start = n + 1;
  }
  if (content.trim() !== '') yield { line: start, content };
}
