import { cac } from "cac";
import { VERSION } from "../ground/package-file.ts";
import { UsageError } from "./command.ts";
import { commands } from "./commands.ts";
import { STDIN } from "./read-input.ts";
import type { Chosen } from "./run-command.ts";

/** The parser of command lines would take `-` for a flag without a name. */
const HIDDEN_DASH = "\0-";

/** Runs one command line and gives its exit status. */
export async function main(argv: readonly string[]): Promise<number> {
  const cli = cac("lede");
  let chosen: Chosen | undefined;
  for (const command of commands) {
    const entry = cli.command(command.usage, command.description);
    for (const [flag, description] of command.options) entry.option(flag, description);
    entry.action((...values: unknown[]) => {
      const options = values.pop() as Record<string, unknown>;
      const args = values.flat().filter((v) => v !== undefined) as string[];
      chosen = { command, args: args.map((arg) => (arg === HIDDEN_DASH ? STDIN : arg)), options };
    });
  }
  cli.option("--config <file>", "the YAML to use", { default: "config/lede.yaml" });
  cli.option("--json", "for machines");
  cli.help();
  cli.version(VERSION);
  try {
    cli.parse(
      argv.map((arg) => (arg === STDIN ? HIDDEN_DASH : arg)),
      { run: false },
    );
    if (cli.options["help"] || cli.options["version"]) return 0;
    if (!cli.matchedCommand)
      throw new UsageError(cli.args[0] ? `there is no command "${cli.args[0]}"` : "which command?");
    await cli.runMatchedCommand();
  } catch (error) {
    return usageFailure(error);
  }
  if (!chosen) return 2;
  const { runCommand } = await import("./run-command.ts"); // the log and the YAML are nothing to --version and --help
  return runCommand(chosen).catch(usageFailure);
}

function usageFailure(error: unknown): 2 {
  process.stderr.write(
    `lede: ${error instanceof Error ? error.message : String(error)}\nlede --help lists the commands.\n`,
  );
  return 2;
}
