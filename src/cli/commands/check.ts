import { ConfigError, displayPath } from "../../config/config-error.ts";
import type { Config } from "../../model/config.ts";
import { hasWords } from "../../publish/words.ts";
import type { Invocation, RunCommand } from "../command.ts";
import { veiledConfig } from "../veiled-config.ts";

/** `lede check`: every mistake in the YAML; with `--probe` also what each source answers. */
export const check: RunCommand = async (invocation) => {
  const { json, print, options } = invocation;
  try {
    const config = await veiledConfig(invocation);
    if (options["probe"] === true) return await probe(config, invocation);
    print(json ? JSON.stringify({ valid: true, ...counts(config), ...told(config) }) : summary(config));
    return 0;
  } catch (error) {
    if (!(error instanceof ConfigError && json)) throw error;
    print(JSON.stringify({ valid: false, code: error.code, mistakes: error.mistakes }));
    return 2;
  }
};

function counts({ sources, feeds }: Config): { readonly sources: number; readonly feeds: number } {
  return { sources: sources.length, feeds: feeds.length };
}

function summary(config: Config): string {
  const { sources, feeds } = counts(config);
  const valid = `${displayPath(config.file)} is valid: ${plural(sources, "source")}, ${plural(feeds, "feed")}`;
  return [valid, ...warnings(config).map((sentence) => `warning: ${sentence}`)].join("\n");
}

function told(config: Config): { readonly mistakes: []; readonly warnings: readonly string[] } {
  return { mistakes: [], warnings: warnings(config) };
}

/** What is valid and may yet not be what was meant, in sentences. */
function warnings({ feeds }: Config): readonly string[] {
  const languages = new Set(feeds.flatMap(({ language }) => language ?? []));
  return [...languages]
    .filter((language) => !hasWords(language))
    .map(
      (language) => `Lede has no words of its own in "${language}": pages and feeds say theirs in English.`,
    );
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

async function probe(config: Config, invocation: Invocation): Promise<0 | 1> {
  const { json, print } = invocation;
  const { probeSources } = await import("../probe-sources.ts"); // the network is of no use to a plain check
  const { withHolds } = await import("../with-holds.ts");
  if (!json) print(summary(config));
  const widest = Math.max(...config.sources.map(({ id }) => id.length));
  const results = await withHolds(invocation, config, (holds) =>
    probeSources(
      config,
      ({ id, ok, sentence }) => {
        if (!json) print(`${ok ? "ok    " : "FAILED"} ${id.padEnd(widest)}  ${sentence}`);
      },
      holds,
    ),
  );
  const failed = results.filter(({ ok }) => !ok).length;
  if (json) print(JSON.stringify({ valid: true, ...counts(config), ...told(config), probes: results }));
  else print(`${results.length - failed} of ${plural(results.length, "source")} can be read`);
  return failed === 0 ? 0 : 1;
}
