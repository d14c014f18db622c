import { type CAC, cac } from "cac";
import { VERSION } from "../ground/package-file.ts";
import { COMMON, UsageError } from "./command.ts";
import { commands } from "./commands.ts";
import { helpOf, overview } from "./help.ts";
import { STDIN } from "./read-input.ts";
import type { Chosen } from "./run-command.ts";

/** The parser of command lines would take `-` for a flag without a name. */
const HIDDEN_DASH = "\0-";

/** Runs one command line and gives its exit status. */
export async function main(argv: readonly string[]): Promise<number> {
  // Whoever reads our output may have read enough of it (`| head`). A terminal that is gone says so by a signal as well.
  process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
    if (code !== "EIO") process.exit(code === "EPIPE" ? 0 : 1);
  });
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
  for (const [flag, description] of COMMON)
    cli.option(flag, description, flag.startsWith("--config") ? { default: "config/lede.yaml" } : {});
  try {
    cli.parse(
      argv.map((arg) => (arg === STDIN ? HIDDEN_DASH : arg)),
      { run: false },
    );
    const told = wantedTelling(cli);
    if (told !== undefined) return tell(told);
    if (!cli.matchedCommand)
      throw new UsageError(`there is no command "${cli.args.find((arg) => arg !== "help")}"`);
    await cli.runMatchedCommand();
  } catch (error) {
    return usageFailure(error, argv);
  }
  if (!chosen) return 2;
  const { runCommand } = await import("./run-command.ts"); // the log and the YAML are nothing to --version and --help
  return runCommand(chosen).catch((error: unknown) => usageFailure(error, argv));
}

/** What was asked about Lede itself: its version, its commands, one of them. */
function wantedTelling({ options, args, matchedCommandName }: CAC): string | undefined {
  if (options["version"])
    return `lede/${VERSION} ${process.platform}-${process.arch} node-${process.version}`;
  const isHelpNamed = matchedCommandName === undefined && args[0] === "help";
  const named = matchedCommandName ?? args[isHelpNamed ? 1 : 0];
  if (named === undefined) return overview(commands);
  const asked = commands.find(({ usage }) => usage.split(" ")[0] === named);
  return asked && (isHelpNamed || options["help"] === true) ? helpOf(asked) : undefined;
}

function tell(text: string): 0 {
  process.stdout.write(`${text}\n`);
  return 0;
}

/** In a sentence, and for a machine as an object as well: who reads JSON alone would see nothing. */
function usageFailure(error: unknown, argv: readonly string[]): 2 {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`lede: ${message}\nlede --help lists the commands.\n`);
  if (argv.includes("--json")) process.stdout.write(`${JSON.stringify({ failure: { message } })}\n`);
  return 2;
}
