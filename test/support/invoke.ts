import path from "node:path";
import { pino } from "pino";
import type { RunCommand } from "../../src/cli/command.ts";
import { createVeil } from "../../src/config/veil.ts";

/** Runs a command in this process: its status and what it printed. */
export async function invoke(
  command: RunCommand,
  { config, args = [], options = {} }: { config: string; args?: string[]; options?: Record<string, unknown> },
) {
  const printed: string[] = [];
  const status = await command({
    args,
    options,
    configFile: path.resolve(config),
    configGiven: true,
    json: options["json"] === true,
    print: (line) => printed.push(line),
    log: pino({ level: "silent" }),
    veil: createVeil(),
  });
  return { status, stdout: printed.join("\n") };
}
