import type { WriteStream } from "node:tty";

export interface Progress {
  show(text: string): void;
  end(): void;
}

/** One line that is written over on a terminal; elsewhere a plain line whenever ten seconds have passed. */
export function createProgress(stream: WriteStream): Progress {
  if (stream.isTTY) {
    return { show: (text) => stream.write(`\r\x1b[2K${text}`), end: () => stream.write("\r\x1b[2K") };
  }
  let last = Date.now();
  const show = (text: string) => {
    if (Date.now() - last < 10_000) return;
    last = Date.now();
    stream.write(`${text}\n`);
  };
  return { show, end: () => {} };
}
