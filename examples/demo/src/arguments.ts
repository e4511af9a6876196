/** The demo's command line. */
import { parseArgs } from 'node:util';

export interface DemoArguments {
  readonly once: boolean;
  readonly empty: boolean;
  readonly help: boolean;
  readonly port: number;
  readonly data: string;
  readonly databaseUrl: string | null;
}

export const demoHelp = `npm run demo [-- options]

Builds the demo tenant on the first run (20,000 customers, 50,000 contacts, 100,000 interactions, 60,000 facts on an embedded
Postgres), serves it over GraphQL, and prints where, with a token and three queries to try.
首次运行时生成演示数据，然后提供 GraphQL 服务，并给出地址、令牌和三个示例查询。

  --once               play a story in a throw-away tenant through HTTP and WebSocket, print each step, exit 0 or 1
  --port N             listen on this port of 127.0.0.1 (default 4000; 0 takes a free one)
  --data DIR           the embedded database's directory (default .guanxi/demo)
  --database-url URL   a Postgres server instead of the embedded database
  --empty              serve an empty tenant: nothing is generated
  --help               this text

Example: npm run demo -- --port 4100
`;

/** @throws Error that says which argument is wrong. */
export function demoArguments(argv: readonly string[]): DemoArguments {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      once: { type: 'boolean', default: false },
      empty: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
      port: { type: 'string', default: '4000' },
      data: { type: 'string', default: '.guanxi/demo' },
      'database-url': { type: 'string' },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port takes a number from 0 to 65535, not "${values.port}".`);
  return {
    once: values.once,
    empty: values.empty,
    help: values.help,
    port,
    data: values.data,
    databaseUrl: values['database-url'] ?? null,
  };
}
