import { command, exit } from '../command.ts';
import { databaseArgs, withEngine } from '../engine.ts';

export const status = command({
  summary: 'Say which migrations were applied, which are to come, and what does not fit',
  examples: ['guanxi status --data ./data', 'guanxi status --json'],
  args: databaseArgs,
  run: (args, out) =>
    withEngine(
      args,
      async (engine) => {
        const found = await engine.migrationStatus();
        const group = (title: string, ids: readonly { readonly plugin: string; readonly name: string }[]) =>
          ids.length === 0 ? [] : [`${title}:`, ...ids.map(({ plugin, name }) => `  ${plugin}/${name}`)];
        const ready = [found.pending, found.edited, found.newer, found.gaps].every((list) => list.length === 0);
        const text = [
          `${found.applied.length} migrations applied.`,
          ...group('Pending (guanxi migrate runs them)', found.pending),
          ...group('Edited after they were applied (restore the files)', found.edited),
          ...group('Unknown to this program (run the version that brought them)', found.newer),
          ...group('Passed over (give them later names)', found.gaps),
          ...group('Of plugins that are not installed', found.notInstalled),
          ready ? 'Ready.' : 'Not ready.',
        ];
        out.answer({ ready, ...found }, text.join('\n'));
        return ready ? exit.ok : exit.failed;
      },
      { database: 'any' },
    ),
});
