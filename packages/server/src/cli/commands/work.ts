/** A process that does what was left for later, beside servers that need not. */
import { asked } from '../../asked.ts';
import { command, exit } from '../command.ts';
import { databaseArgs, withEngine } from '../engine.ts';

export const work = command({
  summary: 'Do what hooks, timers, jobs and operations left for later, until it is told to stop',
  examples: ['guanxi work --database-url postgres://…', 'guanxi work --once --json'],
  args: {
    ...databaseArgs,
    once: { type: 'boolean', description: 'Do what is due now, say what became of it, and end' },
  },
  run: (args, out) =>
    withEngine(args, async (engine) => {
      if (args.once === true) {
        const report = await engine.workOff();
        out.answer(
          report,
          `${report.done} done, ${report.failed} to be tried again, ${report.dead} put aside, ${report.lost} lost to another worker.`,
        );
        return report.dead > 0 ? exit.failed : exit.ok;
      }
      const told = asked('SIGINT', 'SIGTERM');
      engine.start();
      out.answer({ working: true }, 'Working. Ctrl-C stops, after what is begun.');
      // Signals alone do not keep a process.
      const alive = setInterval(() => undefined, 60_000);
      await told;
      clearInterval(alive);
      return exit.ok;
    }),
});
