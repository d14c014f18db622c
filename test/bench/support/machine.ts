import { cpus, release, totalmem } from "node:os";

/** What a figure was measured on, in one line. */
export function machine(): string {
  const processors = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const model = processors[0]?.model.trim() ?? "unknown processor";
  return `${processors.length} x ${model}, ${memory} GB, Linux ${release()}, Node ${process.versions.node}`;
}
