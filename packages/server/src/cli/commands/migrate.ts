import { command, exit } from '../command.ts';
import { databaseArgs, withEngine } from '../engine.ts';

export const migrate = command({
  summary: 'Bring the database to what the plugins expect',
  examples: [
    'guanxi migrate --data ./data',
    'guanxi migrate --plan --database-url postgres://localhost/crm',
    'guanxi migrate --owner-url postgres://owner@localhost/crm --login guanxi_app',
  ],
  args: {
    ...databaseArgs,
    plan: { type: 'boolean', description: 'Print the SQL, and run nothing' },
    login: {
      type: 'string',
      description: 'A role of Postgres that programs sign in as, which owns nothing: lets it become the role that the engine works under',
      valueHint: 'NAME',
    },
  },
  run: (args, out) =>
    withEngine(
      args,
      async (engine) => {
        if (args.plan) {
          const { preparation, migrations, roles } = await engine.planMigrations();
          const text = [
            ...preparation,
            ...migrations.flatMap(({ plugin, name, statements }) => [`-- ${plugin}/${name}`, ...statements]),
            ...(roles.length > 0 ? ['-- roles, by whoever may make them; grants and row policies follow', ...roles] : []),
          ];
          out.answer(
            { preparation, migrations, roles },
            text.length === 0 ? '-- Nothing to do.' : text.map((s) => (s.startsWith('--') ? s : `${s.replace(/;?\s*$/, '')};`)).join('\n'),
          );
          return exit.ok;
        }
        const applied = (await engine.migrate({ login: args.login })).filter((m) => m.state === 'applied');
        const told = applied.map(({ plugin, name, ms }) => `${plugin}/${name}  ${ms} ms`);
        out.answer({ applied }, told.length === 0 ? 'Nothing to do: the database is up to date.' : told.join('\n'));
        return exit.ok;
      },
      { database: 'any' },
    ),
});
