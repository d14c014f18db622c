import { ConfigError, displayPath, type Mistake } from "../../config/config-error.ts";
import { isKnownLanguage } from "../../ground/language.ts";
import { hasWords } from "../../ground/words.ts";
import type { Config } from "../../model/config.ts";
import { isUnreached } from "../../schedule/network-down.ts";
import type { Invocation, RunCommand } from "../command.ts";
import { veiledConfig } from "../veiled-config.ts";

/**
 * `lede check`: every mistake in the YAML; with `--probe` also what each source answers, with `--rules` and `--diff` what
 * the file does to what is in the window.
 */
export const check: RunCommand = async (invocation) => {
  const { json, print, options } = invocation;
  try {
    const config = await veiledConfig(invocation);
    if (options["alive"] === true) return (await (await import("../is-alive.ts")).isAlive(config)) ? 0 : 1;
    const warnings = await warningsOf(config);
    if (options["probe"] === true) return await probe(config, warnings, invocation);
    const told = { valid: true, ...counts(config), mistakes: [], warnings };
    const asked = { rules: options["rules"] === true, diff: options["diff"] === true };
    if (asked.rules || asked.diff) {
      const { checkWindow } = await import("../check-window.ts"); // Redis is of no use to a plain check
      return await checkWindow(invocation, asked, { summary: summary(config, warnings), told });
    }
    print(json ? JSON.stringify(told) : summary(config, warnings));
    return 0;
  } catch (error) {
    if (!(error instanceof ConfigError && json)) throw error;
    print(JSON.stringify({ valid: false, code: error.code, mistakes: error.mistakes }));
    return 2;
  }
};

function counts({ sources, lists, feeds }: Config) {
  return { sources: sources.length, lists: lists.length, feeds: feeds.length };
}

/** What is valid and may yet not be what was meant, in the order of the file. */
async function warningsOf({ file, feeds }: Config): Promise<readonly Mistake[]> {
  const { mistakeAt, warningsIn } = await import("../../config/load.ts");
  const languages = new Set(feeds.flatMap(({ language }) => language ?? []));
  const wordless = [...languages].filter((language) => !hasWords(language) && isKnownLanguage(language));
  const placed = wordless.map((language) =>
    mistakeAt(
      file,
      ["language"],
      `Lede has no words of its own in "${language}": pages and feeds say theirs in English`,
    ),
  );
  const found = (await Promise.all(placed)).flatMap(({ mistakes }) => mistakes);
  return [...(await warningsIn(file)), ...found].sort((a, b) => a.line - b.line || a.col - b.col);
}

function summary(config: Config, warnings: readonly Mistake[]): string {
  const { sources, lists, feeds } = counts(config);
  const file = displayPath(config.file);
  const listed = lists > 0 ? `${plural(lists, "list")} of sources, ` : "";
  const valid = `${file} is valid: ${plural(sources, "source")}, ${listed}${plural(feeds, "feed")}`;
  const told = warnings.map(({ line, col, message }) => `${file}:${line}:${col}: warning: ${message}`);
  return [...told, valid].join("\n");
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** One server may be down; that several are, and nothing answers, is hardly theirs. */
function nobodyAnswered(results: readonly { readonly code: string | undefined }[]): boolean {
  return results.length > 1 && results.every(({ code }) => code !== undefined && isUnreached(code));
}

async function probe(written: Config, warnings: readonly Mistake[], invocation: Invocation): Promise<0 | 1> {
  const { json, print } = invocation;
  const { probeLists, probeSources } = await import("../probe-sources.ts"); // the network is of no use to a plain check
  const { withHolds } = await import("../with-holds.ts");
  if (!json) print(summary(written, warnings));
  const { config, lists } = await probeLists(written);
  if (!json) for (const { ok, sentence } of lists) print(`${ok ? "ok    " : "FAILED"} ${sentence}`);
  const widest = Math.max(...config.sources.map(({ id }) => id.length));
  const sources = await withHolds(invocation, config, (holds) =>
    probeSources(
      config,
      ({ id, ok, sentence }) => {
        if (!json) print(`${ok ? "ok    " : "FAILED"} ${id.padEnd(widest)}  ${sentence}`);
      },
      holds,
    ),
  );
  const results = [...lists, ...sources];
  const failed = results.filter(({ ok }) => !ok).length;
  if (json)
    print(JSON.stringify({ valid: true, ...counts(config), mistakes: [], warnings, probes: results }));
  else {
    print(`${sources.filter(({ ok }) => ok).length} of ${plural(sources.length, "source")} can be read`);
    if (nobodyAnswered(sources)) print("None of them can be reached at all: has this machine a network?");
  }
  return failed === 0 ? 0 : 1;
}
