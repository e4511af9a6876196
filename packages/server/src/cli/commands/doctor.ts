import { command, exit } from '../command.ts';
import { type Finding, findings } from '../doctor.ts';
import { databaseArgs, openEngine } from '../engine.ts';

const marks = { ok: '✓', warning: '!', problem: '✗' } as const;

export const doctor = command({
  summary: 'Look at everything that often goes wrong, and say what to do about it',
  examples: ['guanxi doctor --data ./data', 'guanxi doctor --json'],
  args: databaseArgs,
  async run(args, out) {
    const found = await findings(() => openEngine(args));
    out.answer({ findings: found }, found.map(line).join('\n'));
    return found.some((f) => f.level === 'problem') ? exit.failed : exit.ok;
  },
});

const line = ({ level, what, next }: Finding): string => `${marks[level]} ${what}${next === null ? '' : `\n    ${next}`}`;
