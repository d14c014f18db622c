import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { commands } from "../../src/cli/commands.ts";
import { parseConfig } from "../../src/config/load.ts";
import { blocksOf, commandsOf, DOCUMENTS } from "../docs/read-docs.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const { scripts, bin } = JSON.parse(readFileSync("package.json", "utf8")) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly bin: Readonly<Record<string, string>>;
};

/** npm's own commands that the documents name. */
const OF_NPM = /^(?:ci|install|uninstall|pack|test|start|exec)$/;
const COMMON = ["--config", "--json", "--help", "--version"];

/** Why a command line of the documents cannot be right; undefined when nothing speaks against it. */
function whyWrong(command: string): string | undefined {
  const [, script] = /^npm run (?:-\S+ )*([\w:]+)/.exec(command) ?? [];
  if (script !== undefined) return script in scripts ? undefined : `no script "${script}"`;
  const [, verb = ""] = /^npm (\S+)/.exec(command) ?? [];
  if (verb !== "") return OF_NPM.test(verb) ? undefined : `npm ${verb} is not looked after here`;
  const [, name, rest = ""] = /(?:^|\s)lede ([a-z]+)(.*)/.exec(command) ?? [];
  if (name === undefined) return undefined;
  const found = commands.find(({ usage }) => usage.split(" ")[0] === name);
  if (!found) return `no command "${name}"`;
  const known = [...COMMON, ...found.options.map(([flag]) => flag.split(" ")[0])];
  const unknown = (rest.match(/--[a-z-]+/g) ?? []).find((flag) => !known.includes(flag));
  return unknown && `lede ${name} has no ${unknown}`;
}

describe.each(DOCUMENTS)("%s", (file) => {
  const text = readFileSync(file, "utf8");

  test("names only commands, flags and scripts that there are", () => {
    expect(bin).toHaveProperty("lede");
    const wrong = commandsOf(file).flatMap((command) => {
      const reason = whyWrong(command);
      return reason === undefined ? [] : [`${command}: ${reason}`];
    });
    expect(wrong).toEqual([]);
  });

  test("leads only to files and headings that there are", () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)\s#]*)(?:#([^)]+))?\)/g)];
    const dead = links.filter(([, to = "", anchor]) => {
      const target = to === "" ? file : path.join(path.dirname(file), to);
      if (!existsSync(target)) return true;
      return anchor !== undefined && !headings(readFileSync(target, "utf8")).includes(anchor);
    });
    expect(dead.map(([link]) => link)).toEqual([]);
  });

  test("shows YAML that is right", async () => {
    for (const { text: yaml } of blocksOf(file).filter(({ language }) => language === "yaml")) {
      const data: unknown = parse(yaml, { merge: true });
      // A whole configuration is taken as it stands; what compose and others read is YAML at least.
      if (typeof data === "object" && data !== null && "sources" in data)
        await parseConfig(path.resolve("lede.yaml"), yaml, {
          TOKEN: "t",
          LEDE_TOKEN: "t",
          NOTIFY_SECRET: "s",
        });
    }
  });
});

test("the index of the documentation names each document", () => {
  const index = readFileSync("docs/README.md", "utf8");
  for (const file of DOCUMENTS.filter((name) => name.startsWith("docs/") && name !== "docs/README.md"))
    expect(index).toContain(`(${path.basename(file)})`);
});

test.runIf(existsSync("/usr/bin/systemd-analyze"))("the systemd unit is one, and hardened", async () => {
  const [unit] = blocksOf("docs/install.md").filter(({ language }) => language === "ini");
  const file = path.join(await temporaryFolder(), "lede.service");
  await writeFile(file, unit?.text ?? "");
  const verified = spawnSync("systemd-analyze", ["verify", file], { encoding: "utf8" });
  expect({ status: verified.status, stderr: verified.stderr }).toEqual({ status: 0, stderr: "" });
  const judged = spawnSync("systemd-analyze", ["security", "--offline=true", "--no-pager", file], {
    encoding: "utf8",
  });
  // 10 is bare, 0 is sealed; what may serve over the network and compiles as it runs comes to one and a half.
  expect(Number(/exposure level for \S+: ([\d.]+)/.exec(judged.stdout)?.[1])).toBeLessThan(2);
});

/** As the usual renderers name them. */
function headings(text: string): string[] {
  return [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s-]/gu, "")
      .trim()
      .replaceAll(" ", "-"),
  );
}
