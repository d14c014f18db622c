import { access } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline/promises";
import { displayPath } from "../../config/config-error.ts";
import { appendToFile, type NewSource, quoted } from "../../config/edit.ts";
import { language as languageTag } from "../../config/values.ts";
import { feedsOf, LANGUAGES, TOPICS, type Topic, topicsIn } from "../../config/well-known-feeds.ts";
import { discard, makeFolder, putInPlace, writeNew } from "../../ground/files.ts";
import { packagePath } from "../../ground/package-file.ts";
import { asCalled } from "../as-called.ts";
import { type Invocation, type RunCommand, UsageError } from "../command.ts";
import { veiledConfig } from "../veiled-config.ts";
import { asNewSource, readOpml } from "./import.ts";

/** What a first YAML says. */
interface Wishes {
  readonly title: string;
  readonly language: string;
  readonly topics: readonly Topic[];
  /** Of an OPML file. */
  readonly more: readonly NewSource[];
  readonly contact: string | undefined;
}

/** `lede init`: makes a first YAML by a few questions, or by flags, and checks it. */
export const init: RunCommand = async (invocation) => {
  const { configFile, json, print, options } = invocation;
  if (await isThere(configFile))
    throw new UsageError(
      `${displayPath(configFile)} is there already and stays as it is: --config FILE makes another`,
    );
  const isTalk = Boolean(process.stdin.isTTY) && !json;
  const talk = isTalk ? openTalk() : undefined;
  try {
    const wishes = await gather(options, talk);
    const refused = await write(configFile, wishes);
    const { sources, feeds, serve } = await veiledConfig(invocation);
    const made = {
      file: configFile,
      sources: sources.length,
      feeds: feeds.length,
      port: serve.port,
      refused,
    };
    if (json) print(JSON.stringify(made));
    else for (const line of tell(made)) print(line);
    if (!talk || !isYes(await talk.ask(`Start it now? [Y/n] `))) return 0;
  } catch (error) {
    if ((error as Error).name !== "AbortError") throw error;
    print("\nNothing was written.");
    return 1;
  } finally {
    talk?.close();
  }
  const { run } = await import("./run.ts");
  return run(invocation);
};

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

interface Talk {
  /** @throws AbortError when the person leaves */
  ask(question: string): Promise<string>;
  close(): void;
}

function openTalk(): Talk {
  const left = new AbortController();
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  lines.once("close", () => left.abort());
  return {
    ask: async (question) => (await lines.question(question, { signal: left.signal })).trim(),
    close: () => lines.close(),
  };
}

function isYes(answer: string): boolean {
  return answer === "" || /^y/i.test(answer);
}

/** What flags say counts; the rest is asked, or is as usual where nobody can be asked. */
async function gather(options: Invocation["options"], talk: Talk | undefined): Promise<Wishes> {
  const flag = (name: string) => (options[name] === undefined ? undefined : String(options[name]));
  const title = await one(flag("title"), talk, "Title of the wire", "Morning wire", nonEmpty);
  const language = await one(
    flag("language"),
    talk,
    `Language (${LANGUAGES.join(", ")}, or another)`,
    languageHere(),
    asLanguage,
  );
  const opml = flag("opml");
  const usual = opml === undefined ? (topicsIn(language)[0] ?? "") : "";
  const feeds = await one(
    flag("topics") ?? (opml === undefined ? undefined : ""),
    talk,
    `Topics (${topicsIn(language).join(", ")}, or all), or the OPML file of another reader`,
    usual,
    (text) => asFeeds(text, language, opml),
  );
  const contact = await one(
    flag("contact"),
    talk,
    "Your e-mail or web address, for the servers that are asked (may be empty)",
    "",
    asContact,
  );
  return { title, language, ...feeds, contact };
}

/** The flag's value, or an answer that can be read: asked again until it can. */
async function one<T>(
  given: string | undefined,
  talk: Talk | undefined,
  question: string,
  usual: string,
  read: (text: string) => T | Promise<T>,
): Promise<T> {
  if (given !== undefined || !talk) return read(given ?? usual);
  for (;;) {
    const answer = await talk.ask(`${question}${usual === "" ? "" : ` [${usual}]`}: `);
    try {
      return await read(answer === "" ? usual : answer);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      process.stderr.write(`  ${error.message}\n`);
    }
  }
}

function nonEmpty(text: string): string {
  if (text.trim() === "") throw new UsageError("the wire wants a title");
  return text.trim();
}

/** Of the person who asks, by the environment; where there are no feeds in it, English. */
function languageHere(): string {
  const tag = /^[a-z]{2}/.exec(process.env["LC_ALL"] || process.env["LANG"] || "")?.[0] ?? "";
  return LANGUAGES.includes(tag) ? tag : "en";
}

function asLanguage(text: string): string {
  const read = languageTag.safeParse(text);
  if (!read.success) throw new UsageError(`"${text}" is no language: a tag such as en or pt-BR is wanted`);
  return read.data;
}

async function asFeeds(
  text: string,
  language: string,
  opml: string | undefined,
): Promise<Pick<Wishes, "topics" | "more">> {
  const isFile = opml === undefined && /[./\\]/.test(text);
  const file = isFile ? text : opml;
  const more = file === undefined ? [] : (await readOpml(file)).map(asNewSource);
  const topics = isFile ? [] : asTopics(text, language);
  if (topics.length + more.length > 0) return { topics, more };
  throw new UsageError(
    `Lede has no list of feeds in "${language}": name an OPML file with --opml, or one of ${LANGUAGES.join(", ")}`,
  );
}

function asTopics(text: string, language: string): readonly Topic[] {
  const there = topicsIn(language);
  if (text.trim().toLowerCase() === "all") return there;
  const words = text
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter((word) => word !== "");
  const unknown = words.find((word) => !there.some((topic) => topic === word));
  if (unknown === undefined) return TOPICS.filter((topic) => words.includes(topic));
  throw new UsageError(`there are no feeds of "${unknown}" in "${language}": ${there.join(", ")}, or all`);
}

/** An e-mail address is one with `mailto:` as well; a site may be named without its scheme. */
function asContact(text: string): string | undefined {
  if (text === "") return undefined;
  const address = /^[^\s@/:]+@[^\s@/]+$/.test(text) ? `mailto:${text}` : text;
  const whole = /^(?:mailto|https?):/i.test(address) ? address : `https://${address}`;
  if (URL.parse(whole) && !/\s/.test(whole) && /[.@]/.test(whole)) return whole;
  throw new UsageError(`"${text}" is no e-mail address and no web address`);
}

/** @returns addresses that the configuration does not take, which were left out */
async function write(file: string, wishes: Wishes): Promise<readonly string[]> {
  const draft = `${file}.${process.pid}.draft`;
  const chosen = wishes.topics.flatMap((topic) =>
    feedsOf(wishes.language, topic).map((feed) => ({ ...feed, tags: [topic] })),
  );
  await makeFolder(path.dirname(file));
  try {
    await writeNew(draft, beginning(file, wishes));
    const more = wishes.more.filter(({ url }) => chosen.every((feed) => feed.url !== url));
    const refused = await appendToFile(draft, [...chosen, ...more]);
    await putInPlace(draft, file);
    return refused.map(({ url }) => url);
  } catch (error) {
    await discard(draft);
    throw error;
  }
}

/** All but the sources, with what a person will look for next. */
function beginning(file: string, { title, language, topics, contact }: Wishes): string {
  const further = topics.length < 2 ? [] : topics;
  const lines = [
    ...schemaLine(file),
    "# The feeds of your wire. Save this file while Lede runs: it takes the change up at once, and says so when there is a",
    `# mistake in it. "${asCalled("add https://some.site/")}" finds the feed of a site and appends it.`,
    "",
    `title: ${quoted(title)}`,
    `language: ${language}`,
    "",
    "# Where the output will be served; feed readers need it for absolute links.",
    "# link: https://wire.example/",
    "",
    "edition: { stories: 60, window: 48h, perSource: 10 }",
    "serve:",
    `  host: \${LEDE_HOST:-127.0.0.1}`,
    `  port: \${LEDE_PORT:-8080}`,
    "",
    "# Who runs this wire, for the servers that it asks.",
    contact === undefined
      ? "# network: { contact: mailto:you@example.org }"
      : `network: { contact: ${quoted(contact)} }`,
    ...(further.length > 0 ? ["", "# Further outputs: /world/feed.atom and so on.", "feeds:"] : []),
    ...further.map(
      (topic) => `  - { id: ${topic}, title: ${quoted(`${title}: ${topic}`)}, tags: [${topic}] }`,
    ),
    "",
    "sources:",
  ];
  return `${lines.join("\n")}\n`;
}

/** For editors, when the package lies in this folder. */
function schemaLine(file: string): readonly string[] {
  const schema = path.relative(path.dirname(file), packagePath("config/lede.schema.json"));
  return /^(?:\.\.\/)?(?:node_modules\/|lede\.schema)/.test(schema)
    ? [`# yaml-language-server: $schema=${schema}`]
    : [];
}

function* tell({
  file,
  sources,
  feeds,
  port,
  refused,
}: {
  readonly file: string;
  readonly sources: number;
  readonly feeds: number;
  readonly port: number;
  readonly refused: readonly string[];
}): Generator<string> {
  const shown = displayPath(file);
  const count = (of: number, noun: string) => `${of} ${noun}${of === 1 ? "" : "s"}`;
  yield `${shown} is written and valid: ${count(sources, "source")}, ${count(feeds, "feed")}.`;
  for (const url of refused) yield `  left out, for the configuration does not take it: ${url}`;
  const given = shown === "config/lede.yaml" ? "" : ` --config ${shown}`;
  yield `${asCalled(`run${given}`)} starts the wire: http://127.0.0.1:${port}/`;
  yield `${asCalled(`check --probe${given}`)} asks every source and says what it answers.`;
}
