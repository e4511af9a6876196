/** The command line in a test's own process, where it costs no start. */
import { runCli } from '../cli/run.ts';

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function called(...words: string[]): Promise<Ran> {
  const written = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof written) =>
    ({
      write(text: string) {
        written[name] += text;
      },
    }) as unknown as NodeJS.WritableStream;
  const status = await runCli(words, { stdout: stream('stdout'), stderr: stream('stderr'), isInteractive: false });
  return { status, ...written };
}
