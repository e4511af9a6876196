/** The command line's entry: `guanxi …`. */

// Libraries look at this when they are loaded; without it graphql-js examines objects for what only goes wrong in development.
process.env['NODE_ENV'] ??= 'production';
const { runCli } = await import('./run.ts');

const { stdout, stderr, stdin } = process;
// Whoever reads the answer may stop reading (`| head`): that is no failure.
stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
process.exitCode = await runCli(process.argv.slice(2), { stdout, stderr, isInteractive: stdin.isTTY === true && stderr.isTTY === true });
