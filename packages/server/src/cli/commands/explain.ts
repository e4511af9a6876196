import { readFile } from 'node:fs/promises';
import { actorArgs, commandLineActor } from '../actor.ts';
import { command, exit, UsageError } from '../command.ts';
import { databaseArgs, tenantArgs, tenantOf, withEngine } from '../engine.ts';
import { jsonOf } from '../json.ts';

export const explain = command({
  summary: 'Show how a GraphQL operation is read: its plan, its SQL, and how many statements it takes',
  examples: [
    'guanxi explain query.graphql --tenant acme --data ./data',
    'guanxi explain query.graphql --tenant acme --variables \'{"first": 20}\'',
  ],
  args: {
    file: { type: 'positional', description: 'File with the operation', required: true },
    ...tenantArgs,
    variables: { type: 'string', description: 'Variables of the operation, as JSON', valueHint: 'JSON' },
    operation: { type: 'string', description: 'Name of the operation, where the file has several', valueHint: 'NAME' },
    ...actorArgs,
    ...databaseArgs,
  },
  async run(args, out) {
    const document = await readFile(args.file, 'utf8').catch(() => {
      throw new UsageError(`There is no file "${args.file}".`);
    });
    const variables = jsonOf(args.variables);
    return withEngine(args, async (engine) => {
      const actor = commandLineActor(await tenantOf(engine, args.tenant), args.permissions);
      const explanation = await engine.explain({
        document,
        variables,
        actor,
        ...(args.operation !== undefined && { operationName: args.operation }),
      });
      out.answer({ explanation }, explanation.trimEnd());
      return exit.ok;
    });
  },
});
