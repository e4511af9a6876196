import { command, exit } from '../command.ts';
import { databaseArgs, withEngine } from '../engine.ts';

export const migrate = command({
  summary: 'Bring the database to what the plugins expect',
  examples: ['guanxi migrate --data ./data', 'guanxi migrate --plan --database-url postgres://localhost/crm'],
  args: { ...databaseArgs, plan: { type: 'boolean', description: 'Print the SQL, and run nothing' } },
  run: (args, out) =>
    withEngine(
      args,
      async (engine) => {
        if (args.plan) {
          const { preparation, migrations } = await engine.planMigrations();
          const text = [...preparation, ...migrations.flatMap(({ plugin, name, statements }) => [`-- ${plugin}/${name}`, ...statements])];
          out.answer(
            { preparation, migrations },
            text.length === 0 ? '-- Nothing to do.' : text.map((s) => (s.startsWith('--') ? s : `${s.replace(/;?\s*$/, '')};`)).join('\n'),
          );
          return exit.ok;
        }
        const applied = (await engine.migrate()).filter((m) => m.state === 'applied');
        const told = applied.map(({ plugin, name, ms }) => `${plugin}/${name}  ${ms} ms`);
        out.answer({ applied }, told.length === 0 ? 'Nothing to do: the database is up to date.' : told.join('\n'));
        return exit.ok;
      },
      { database: 'any' },
    ),
});
