/** One line of the result: what a tool's round over `n` feeds cost. */
export interface Row {
  readonly tool: string;
  readonly n: number;
  readonly round: 1 | 2;
  readonly wallMs: number;
  /** User and system time, children and (for Lede) Redis counted in. */
  readonly cpuMsPerFeed: number;
  /** Highest resident memory, MB (10^6): of the largest single process; for Lede of process and Redis together. */
  readonly peakMb: number;
}

/** Addresses that the feeds are served at, 127.0.0.1 and up. */
export const HOSTS = 50;
