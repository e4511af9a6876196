import { command, exit } from '../command.ts';
import { configArgs, withEngine } from '../engine.ts';

export const plugins = command({
  summary: 'List the installed plugins in the order in which they start',
  examples: ['guanxi plugins', 'guanxi plugins --config guanxi.config.ts --json'],
  args: configArgs,
  run: (args, out) =>
    withEngine(
      args,
      async (engine) => {
        const lines = engine.plugins.map(({ id, version, label, needs }) => {
          const wants = Object.entries(needs).map(([need, range]) => `${need} ${range}`);
          return `${id} ${version}  ${label.en} (${label.zh})${wants.length > 0 ? `, needs ${wants.join(', ')}` : ''}`;
        });
        out.answer({ plugins: engine.plugins }, lines.join('\n'));
        return exit.ok;
      },
      { database: 'none' },
    ),
});
