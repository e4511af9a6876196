/**
 * What a command says: its answer on standard output, for people or as JSON; everything else on standard error, so that an answer can be
 * piped.
 */
import { progress } from '@clack/prompts';

export interface Progress {
  /** `done` of the total, and what to say beside it. */
  update(done: number, text: string): void;
  stop(text: string): void;
}
export interface Output {
  readonly json: boolean;
  /** Whether someone can be asked. */
  readonly interactive: boolean;
  /** The answer: `value` for programs, `text` for people. */
  answer(value: unknown, text: string): void;
  note(text: string): void;
  progress(title: string, total: number): Progress;
}

export interface Streams {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly isInteractive: boolean;
}

export function createOutput(json: boolean, { stdout, stderr, isInteractive }: Streams): Output {
  const interactive = isInteractive && !json;
  return {
    json,
    interactive,
    answer: (value, text) => void stdout.write(`${json ? JSON.stringify(value, null, 2) : text}\n`),
    note: (text) => void stderr.write(`${text}\n`),
    progress: (title, total) => (stderr.isTTY && !json ? bar(title, total, stderr) : lines(title, total, stderr)),
  };
}

function bar(title: string, total: number, stderr: NodeJS.WritableStream): Progress {
  const shown = progress({ max: Math.max(1, total), output: stderr as NodeJS.WriteStream });
  let at = 0;
  shown.start(title);
  return {
    update(done, text) {
      shown.advance(Math.max(0, done - at), text);
      at = Math.max(at, done);
    },
    stop: (text) => shown.stop(text),
  };
}

/** A line for every tenth, for logs and pipes. */
function lines(title: string, total: number, stderr: NodeJS.WritableStream): Progress {
  let told = 0;
  return {
    update(done, text) {
      const tenth = Math.min(10, Math.floor((10 * done) / Math.max(1, total)));
      if (tenth <= told) return;
      told = tenth;
      stderr.write(`${title}: ${tenth * 10} % — ${text}\n`);
    },
    stop: (text) => void stderr.write(`${text}\n`),
  };
}
