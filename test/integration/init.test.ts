import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { UsageError } from "../../src/cli/command.ts";
import { init } from "../../src/cli/commands/init.ts";
import { loadConfig } from "../../src/config/load.ts";
import { feedsOf, LANGUAGES, TOPICS, topicsIn } from "../../src/config/well-known-feeds.ts";
import { invoke } from "../support/invoke.ts";
import { runLede } from "../support/run-lede.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const OPML = `<opml version="2.0"><body><outline text="Coast">
<outline type="rss" text="The Harbour" xmlUrl="https://harbour.example/feed"/>
<outline type="rss" text="Odd" xmlUrl="gopher://odd.example/feed"/></outline></body></opml>`;

async function place(): Promise<string> {
  return path.join(await temporaryFolder(), "config/lede.yaml");
}

describe("lede init by flags", () => {
  test.each([
    {
      name: "nothing at all: world news in English",
      options: {},
      made: { title: "Morning wire", language: "en", topics: ["world"], feeds: ["main"] },
    },
    {
      name: "a language and topics",
      options: { language: "de", topics: "technology, world" },
      made: {
        title: "Morning wire",
        language: "de",
        topics: ["world", "technology"],
        feeds: ["main", "world", "technology"],
      },
    },
    {
      name: "a title that YAML could take for something else",
      options: { title: `News: the "best" #1 of \${HOME} `, topics: "science" },
      made: {
        title: `News: the "best" #1 of \${HOME}`,
        language: "en",
        topics: ["science"],
        feeds: ["main"],
      },
    },
    {
      name: "a language with a region",
      options: { language: "pt-BR" },
      made: { title: "Morning wire", language: "pt-BR", topics: ["world"], feeds: ["main"] },
    },
  ])("$name", async ({ options, made }) => {
    const file = await place();
    const { status } = await invoke(init, { config: file, options: { ...options, json: true } });
    expect(status).toBe(0);
    const config = await loadConfig(file, {});
    expect(config.feeds.map(({ id }) => String(id))).toEqual(made.feeds);
    expect(config.feeds[0]).toMatchObject({ title: made.title, language: made.language });
    expect([...new Set(config.sources.flatMap(({ tags }) => tags))]).toEqual(made.topics);
    expect(config.serve).toMatchObject({ host: "127.0.0.1", port: 8080 });
    expect(await readdir(path.dirname(file))).toEqual(["lede.yaml"]);
  });

  test.each([
    { contact: "me@paper.example", written: "mailto:me@paper.example" },
    { contact: "mailto:me@paper.example", written: "mailto:me@paper.example" },
    { contact: "paper.example/about", written: "https://paper.example/about" },
    { contact: "https://paper.example/", written: "https://paper.example/" },
  ])("the contact $contact", async ({ contact, written }) => {
    const file = await place();
    await invoke(init, { config: file, options: { contact, json: true } });
    expect((await loadConfig(file, {})).network.contact).toBe(written);
  });

  test("the feeds of another reader, but for those that are none", async () => {
    const file = await place();
    const opml = path.join(await temporaryFolder(), "feeds.opml");
    await writeFile(opml, OPML);
    const { stdout } = await invoke(init, { config: file, options: { opml, json: true } });
    expect(JSON.parse(stdout)).toMatchObject({
      sources: 1,
      feeds: 1,
    });
    expect((await loadConfig(file, {})).sources).toMatchObject([
      { url: "https://harbour.example/feed", name: "The Harbour", tags: ["Coast"] },
    ]);
  });

  test.each([
    { name: "an unknown topic", options: { topics: "gardening" }, says: "gardening" },
    {
      name: "a topic that the language has no feeds of",
      options: { language: "sv", topics: "science" },
      says: "world",
    },
    { name: "a language without feeds", options: { language: "pl" }, says: "--opml" },
    { name: "no language", options: { language: "english please" }, says: "such as en" },
    { name: "no title", options: { title: " " }, says: "title" },
    { name: "no contact", options: { contact: "me at home" }, says: "e-mail" },
    {
      name: "an OPML file that is not there",
      options: { opml: "/nowhere/feeds.opml" },
      says: "cannot be read",
    },
  ])("refuses $name and writes nothing", async ({ options, says }) => {
    const file = await place();
    const made = invoke(init, { config: file, options: { ...options, json: true } });
    await expect(made).rejects.toThrow(UsageError);
    await expect(made).rejects.toThrow(says);
    expect(existsSync(file)).toBe(false);
  });

  test("never touches a file that is there", async () => {
    const file = path.join(await temporaryFolder(), "lede.yaml");
    await writeFile(file, "# mine\n");
    await expect(invoke(init, { config: file, options: { json: true } })).rejects.toThrow("is there already");
    expect(await readFile(file, "utf8")).toBe("# mine\n");
  });
});

test("asks on a terminal, again what it cannot read, and offers to start", async () => {
  const folder = await temporaryFolder();
  const child = spawn(
    "script",
    ["-qec", `${process.execPath} ${path.resolve("src/cli/lede.mjs")} init`, "/dev/null"],
    {
      cwd: folder,
      env: { ...process.env, LANG: "de_DE.UTF-8", LC_ALL: "" },
    },
  );
  const answers = ["Morgenblatt", "klingonisch!", "", "wetter", "world,science", "me@paper.example", "n"];
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => {
    said += chunk;
    // Every question ends in a colon, or in the offer.
    if (/(?:: |\] )$/.test(stripVTControlCharacters(chunk.toString())))
      child.stdin.write(`${answers.shift() ?? ""}\n`);
  });
  expect(await new Promise((resolve) => child.once("close", resolve))).toBe(0);
  expect(said).toMatch(/\[de\]/);
  expect(said).toContain('"klingonisch!" is no language');
  expect(said).toContain('there are no feeds of "wetter" in "de"');
  const config = await loadConfig(path.join(folder, "config/lede.yaml"), {});
  expect(config.feeds.map(({ title }) => title)).toEqual([
    "Morgenblatt",
    "Morgenblatt: world",
    "Morgenblatt: science",
  ]);
  expect(config.network.contact).toBe("mailto:me@paper.example");
});

test("whoever leaves at a question leaves nothing behind", async () => {
  const folder = await temporaryFolder();
  const child = spawn(
    "script",
    ["-qec", `${process.execPath} ${path.resolve("src/cli/lede.mjs")} init`, "/dev/null"],
    {
      cwd: folder,
    },
  );
  child.stdout.on("data", (chunk: Buffer) => chunk.includes("Language") && child.stdin.write("\u0003"));
  child.stdout.on("data", (chunk: Buffer) => chunk.includes("Title") && child.stdin.write("\n"));
  expect(await new Promise((resolve) => child.once("close", resolve))).toBe(1);
  expect(await readdir(folder)).toEqual([]);
});

test("bare lede lists the commands, and so does help", async () => {
  const folder = await temporaryFolder();
  const bare = await runLede([], { cwd: folder });
  expect(bare).toMatchObject({ status: 0, stderr: "" });
  expect(bare.stdout).toContain("lede COMMAND --help");
  const help = await runLede(["explain", "--help"], { cwd: folder });
  expect(help.status).toBe(0);
  expect(help.stdout).toContain("Exit status:");
  expect(await runLede(["nonsense"], { cwd: folder })).toMatchObject({ status: 2, stdout: "" });
});

test("every language has world news, by addresses that differ", () => {
  for (const language of LANGUAGES) {
    expect(topicsIn(language)[0]).toBe("world");
    const feeds = TOPICS.flatMap((topic) => feedsOf(language, topic));
    expect(new Set(feeds.map(({ url }) => url)).size).toBe(feeds.length);
    for (const { url } of feeds) expect(URL.canParse(url) && url.startsWith("https://")).toBe(true);
  }
});
