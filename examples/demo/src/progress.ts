/** Says how far long work is: a bar on a terminal, a line now and then elsewhere. Written to standard error. */
export interface Progress {
  at(done: number, total: number, what: string): void;
  end(text: string): void;
}

const width = 28;
const every = 2_000;

export function progressOn(out: NodeJS.WriteStream, now: () => number = Date.now): Progress {
  let last = 0;
  let lastPart = -1;
  return {
    at(done, total, what) {
      const part = total === 0 ? 1 : done / total;
      if (out.isTTY) {
        if (now() - last < 100 && part < 1) return;
        last = now();
        const full = Math.round(part * width);
        out.write(`\r${'█'.repeat(full)}${'░'.repeat(width - full)} ${String(Math.floor(part * 100)).padStart(3)} %  ${what}\u001b[K`);
      } else if (now() - last >= every || part === 1) {
        if (part === lastPart) return;
        last = now();
        lastPart = part;
        out.write(`${String(Math.floor(part * 100)).padStart(3)} %  ${what}\n`);
      }
    },
    end(text) {
      out.write(`${out.isTTY ? '\r\u001b[K' : ''}${text}\n`);
    },
  };
}
