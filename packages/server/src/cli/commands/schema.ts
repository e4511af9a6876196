import { command, exit } from '../command.ts';
import { configArgs, withEngine } from '../engine.ts';

export const schema = command({
  summary: 'Print the GraphQL schema, sorted',
  examples: ['guanxi schema > schema.graphql', 'guanxi schema --config guanxi.config.ts'],
  args: configArgs,
  run: (args, out) =>
    withEngine(
      args,
      async (engine) => {
        const sdl = engine.sdl();
        out.answer({ sdl }, sdl.trimEnd());
        return exit.ok;
      },
      { database: 'none' },
    ),
});
