import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test, vi } from "vitest";
import { UsageError } from "../../../src/cli/command.ts";
import { completionOf } from "../../../src/cli/commands/completion.ts";
import { commands } from "../../../src/cli/commands.ts";
import { helpOf, overview } from "../../../src/cli/help.ts";
import { main } from "../../../src/cli/main.ts";
import { invoke } from "../../support/invoke.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const nameOf = (usage: string) => usage.split(" ")[0] ?? "";

describe("the help of", () => {
  test.each(commands.map((command) => ({ name: nameOf(command.usage), command })))(
    "$name says what it does, how it ends, an example and where to read on",
    ({ name, command }) => {
      const text = helpOf(command);
      expect(text.startsWith(`lede ${command.usage}: ${command.description}\n`)).toBe(true);
      expect(text).toMatch(/\nExit status:\n {2}0 {2}\w.*\n {2}1 {2}\w.*\n {2}2 {2}\w.*\n/);
      expect(text).toContain(`\nExample: ${command.help.example}\nMore: ${command.help.more}`);
      for (const [flag] of command.options) expect(text).toContain(`  ${flag} `);
      for (const line of text.split("\n").slice(1, -2)) expect(line.length).toBeLessThanOrEqual(110);
      // Its example is one of this command, with flags that there are; the page is in the package.
      expect(command.help.example).toMatch(new RegExp(`(?:^|[A-Z_=0-9]+ )lede ${name}\\b`));
      const known = ["--config", "--json", ...command.options.map(([flag]) => flag.split(" ")[0])];
      for (const flag of command.help.example.match(/--[\w-]+/g) ?? []) expect(known).toContain(flag);
      expect(existsSync(command.help.more)).toBe(true);
      expect(command.help.more).toMatch(/^docs\/[\w-]+\.md$/);
    },
  );

  test("all of them lists each with what it is for", () => {
    for (const { usage, description } of commands)
      expect(overview(commands).replace(/\s+/g, " ")).toContain(`${usage} ${description}`);
  });
});

describe("wrong usage is told to whoever reads JSON as well", () => {
  test.each([
    { args: ["once", "--nope", "--json"], message: "Unknown option `--nope`" },
    { args: ["onec", "--json"], message: 'there is no command "onec"' },
    { args: ["completion", "tcsh", "--json"], message: 'which shell? bash, zsh, fish (not "tcsh")' },
  ])("$args", async ({ args, message }) => {
    const said = { out: "", err: "" };
    const out = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
      said.out += String(text);
      return true;
    });
    const err = vi.spyOn(process.stderr, "write").mockImplementation((text) => {
      said.err += String(text);
      return true;
    });
    const status = await main(["node", "lede", ...args]).finally(() => {
      out.mockRestore();
      err.mockRestore();
    });
    expect([status, JSON.parse(said.out)]).toEqual([2, { failure: { message } }]);
    expect(said.err).toContain(message);
  });
});

describe("lede completion", () => {
  const scriptFor = async (shell: string) =>
    (await invoke(completionOf(commands), { config: "none.yaml", args: [shell] })).stdout;

  test("wants to know a shell that it knows", async () => {
    const asked = invoke(completionOf(commands), { config: "none.yaml", args: ["csh"] });
    await expect(asked).rejects.toThrow(UsageError);
  });

  test.each([
    { typed: ["wor"], offered: ["worker"] },
    { typed: ["worker", ""], offered: ["poll", "extract", "publish", "--config"] },
    { typed: ["worker", "pu"], offered: ["publish"] },
    { typed: ["completion", "f"], offered: ["fish"] },
    { typed: ["check", "--p"], offered: ["--probe"] },
    { typed: ["init", "--o"], offered: ["--opml"] },
    { typed: ["import", "feed"], offered: ["feeds.opml"] },
    { typed: ["run", "--config", "fee"], offered: ["feeds.opml"] },
    { typed: ["parse", "my"], offered: ["my feeds.xml"] },
    { typed: ["--config", "feeds.opml", "sta"], offered: ["status"] },
  ])("of bash offers $offered after $typed", async ({ typed, offered }) => {
    const folder = await temporaryFolder();
    for (const name of ["feeds.opml", "my feeds.xml"]) writeFileSync(path.join(folder, name), "");
    writeFileSync(path.join(folder, "lede.bash"), await scriptFor("bash"));
    const words = typed.map((word) => `'${word}'`).join(" ");
    const ask = `source ./lede.bash; COMP_WORDS=(lede ${words}); COMP_CWORD=${typed.length}; _lede; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const told = execFileSync("bash", ["-c", ask], { cwd: folder, encoding: "utf8" }).trim().split("\n");
    expect(told).toEqual(expect.arrayContaining(offered));
    if (typed.at(-1) !== "") expect(told).toEqual(offered);
  });

  test.each(["bash", "zsh", "fish"])("of %s names every command and flag", async (shell) => {
    const script = await scriptFor(shell);
    for (const { usage, options } of commands) {
      expect(script).toContain(nameOf(usage));
      for (const [flag] of options)
        expect(script).toMatch(new RegExp(`-l |--.*${flag.split(" ")[0]?.slice(2)}`));
    }
  });

  // Where the shell is there, it reads it; it is on developers' machines, seldom elsewhere.
  test.each(["bash", "zsh", "fish"].filter((shell) => existsSync(`/usr/bin/${shell}`)))(
    "of %s is read by it without complaint",
    async (shell) => {
      const file = path.join(await temporaryFolder(), "script");
      writeFileSync(file, await scriptFor(shell));
      expect(readFileSync(file, "utf8")).not.toContain("undefined");
      expect(execFileSync(shell, ["-n", file], { encoding: "utf8" })).toBe("");
    },
  );
});
