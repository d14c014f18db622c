import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { lintFeed } from "./lint-feed.ts";
import { missing, runTool, type Tool } from "./run-tool.ts";

/** One document as it was served. */
export interface JudgedDocument {
  readonly url: string;
  /** Its path under the base address. */
  readonly path: string;
  readonly text: string;
}

export interface Verdict {
  readonly judge: string;
  readonly subject: string;
  /** Why nothing was judged; then there are no complaints. */
  readonly skipped?: string | undefined;
  readonly complaints: readonly string[];
}

const GRAMMAR = fileURLToPath(new URL("./atom-feed.rnc", import.meta.url));

/** Reads what a wire serves: the formats, and one step back into the archive. */
export async function fetchDocuments(base: string): Promise<readonly JudgedDocument[]> {
  const documents: JudgedDocument[] = [];
  for (const name of ["feed.atom", "feed.rss", "feed.json", "sources.opml"])
    documents.push(...(await fetchDocument(base, name)));
  const archive = /rel="prev-archive"[^>]*href="([^"]+)"/.exec(documents[0]?.text ?? "")?.[1];
  if (archive) documents.push(...(await fetchDocument(base, new URL(archive, base).pathname.slice(1))));
  return documents;
}

async function fetchDocument(base: string, name: string): Promise<JudgedDocument[]> {
  const url = new URL(name, base).href;
  const response = await fetch(url);
  return response.ok ? [{ url, path: name, text: await response.text() }] : [];
}

/** Well-formed, by libxml2. */
function judgeByXmllint({ path: subject, text }: JudgedDocument): Promise<Verdict> {
  return withTool("xmllint", subject, async () => {
    const { status, stderr } = await runTool("xmllint", ["--noout", "--nonet", "-"], text);
    return status === 0 && stderr === "" ? [] : lines(stderr);
  });
}

/** Valid by a grammar: ours, or one that is given. */
export function judgeByJing({ path: subject, text }: JudgedDocument, grammar = GRAMMAR): Promise<Verdict> {
  return withTool("jing", subject, () =>
    inFolder(async (dir) => {
      const file = path.join(dir, "feed.xml");
      await writeFile(file, text);
      const { status, stdout, stderr } = await runTool("jing", ["-c", grammar, file]);
      return status === 0 ? [] : lines(stdout || stderr).map((line) => line.replaceAll(dir, ""));
    }),
  );
}

const FEEDPARSER = `
import feedparser, json, sys
d = feedparser.parse(sys.stdin.buffer.read())
out = []
if d.bozo: out.append('bozo: %s' % d.bozo_exception)
if not d.entries: out.append('no entries')
for e in d.entries:
    for key in ('id', 'title', 'link', 'published_parsed'):
        if not e.get(key): out.append('no %s in %s' % (key, e.get('id')))
if len(set(e.get('id') for e in d.entries)) != len(d.entries): out.append('an id twice')
print(json.dumps(out))
`;

/** Read without complaint by Universal Feed Parser. */
function judgeByFeedparser({ path: subject, text }: JudgedDocument): Promise<Verdict> {
  return withTool("feedparser", subject, async () => {
    const { status, stdout, stderr } = await runTool("/usr/bin/python3", ["-c", FEEDPARSER], text);
    return status === 0 ? (JSON.parse(stdout) as string[]) : lines(stderr);
  });
}

/** As many articles in newsboat as the feed has entries, and no more when it looks again. */
function judgeByNewsboat({ path: subject, url, text }: JudgedDocument): Promise<Verdict> {
  return withTool("newsboat", subject, () =>
    inFolder(async (dir) => {
      await writeFile(path.join(dir, "urls"), `${url}\n`);
      await writeFile(path.join(dir, "config"), "download-retries 1\n");
      const flags = ["-u", `${dir}/urls`, "-c", `${dir}/cache.db`, "-C", `${dir}/config`];
      const counts: number[] = [];
      for (let turn = 0; turn < 2; turn++) {
        await runTool("newsboat", [...flags, "-x", "reload"]);
        const { stdout } = await runTool("newsboat", [...flags, "-x", "print-unread"]);
        counts.push(Number.parseInt(stdout, 10));
      }
      const expected = countEntries(text);
      return counts.every((count) => count === expected)
        ? []
        : [`${expected} entries, read as ${counts.join(", then ")}`];
    }),
  );
}

/** As many lines from sfeed as the feed has entries, each with time, title, link and id. */
function judgeBySfeed({ path: subject, text }: JudgedDocument): Promise<Verdict> {
  return withTool("sfeed", subject, async () => {
    const { stdout } = await runTool("sfeed", [], text);
    const rows = stdout.split("\n").filter((line) => line !== "");
    const expected = countEntries(text);
    return [
      ...(rows.length === expected ? [] : [`${expected} entries, read as ${rows.length}`]),
      ...rows.flatMap((row) => {
        const [time, title, link, , , id] = row.split("\t");
        return time && title && link && id ? [] : [`incomplete: ${row.slice(0, 80)}`];
      }),
    ];
  });
}

/** A mailbox that rss2email fills. The caller closes it. */
export interface Rss2emailReader {
  /** Polls once. @returns how many messages came */
  readonly poll: () => Promise<number>;
  readonly close: () => Promise<void>;
}

/** @returns why not, when rss2email is not there */
export async function openRss2email(url: string): Promise<Rss2emailReader | string> {
  const why = missing("rss2email");
  if (why) return why;
  const dir = await mkdtemp(path.join(tmpdir(), "lede-r2e-"));
  await mkdir(path.join(dir, "mail"));
  const config = [
    "[DEFAULT]",
    "from = wire@example.org",
    "to = reader@example.org",
    "email-protocol = maildir",
    `maildir-path = ${dir}/mail`,
    "maildir-mailbox = inbox",
    "verbose = warning",
    "",
  ];
  await writeFile(path.join(dir, "config"), config.join("\n"));
  const r2e = async (...args: string[]) => {
    const run = await runTool("r2e", ["-c", `${dir}/config`, "-d", `${dir}/data.json`, ...args]);
    if (run.status !== 0) throw new Error(`rss2email: ${run.stderr}`);
  };
  await r2e("add", "wire", url);
  let known = 0;
  return {
    poll: async () => {
      await r2e("run");
      const mails = await readdir(path.join(dir, "mail", "inbox", "new")).catch(() => []);
      const came = mails.length - known;
      known = mails.length;
      return came;
    },
    close: () => rm(dir, { recursive: true, force: true }),
  };
}

/** One message a story at the first poll, none at the second. */
async function judgeByRss2email({ path: subject, url, text }: JudgedDocument): Promise<Verdict> {
  const reader = await openRss2email(url);
  if (typeof reader === "string") return { judge: "rss2email", subject, skipped: reader, complaints: [] };
  try {
    const [first, second] = [await reader.poll(), await reader.poll()];
    const expected = countEntries(text);
    const complaints = [
      ...(first === expected ? [] : [`${expected} entries, ${first} messages`]),
      ...(second === 0 ? [] : [`${second} messages at the second poll`]),
    ];
    return { judge: "rss2email", subject, complaints };
  } catch (error) {
    return { judge: "rss2email", subject, complaints: [(error as Error).message] };
  } finally {
    await reader.close();
  }
}

/** Our own list of what validators warn of. */
export function judgeByLint({ path: subject, text }: JudgedDocument, now: number): Verdict {
  return { judge: "lint", subject, complaints: [...new Set(lintFeed(text, subject, now))] };
}

export interface JudgeOptions {
  readonly now: number;
  /** A further grammar for Atom. */
  readonly grammar?: string | undefined;
  /** Without the readers that take seconds to start. */
  readonly quick?: boolean;
}

/** Everybody's verdict on everything that they read. */
export async function judgeAll(
  documents: readonly JudgedDocument[],
  { now, grammar, quick }: JudgeOptions,
): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const document of documents) {
    const kind = document.path.slice(document.path.lastIndexOf("."));
    verdicts.push(judgeByLint(document, now));
    if (kind === ".json") continue;
    verdicts.push(await judgeByXmllint(document));
    if (kind === ".opml") continue;
    if (kind === ".atom") verdicts.push(await judgeByJing(document));
    if (kind === ".atom" && grammar) verdicts.push(await judgeByJing(document, grammar));
    verdicts.push(await judgeByFeedparser(document), await judgeBySfeed(document));
    if (!quick) verdicts.push(await judgeByNewsboat(document), await judgeByRss2email(document));
  }
  return verdicts;
}

function countEntries(text: string): number {
  return (text.match(/<(entry|item)[\s>]/g) ?? []).length;
}

async function withTool(
  tool: Tool,
  subject: string,
  judge: () => Promise<readonly string[]>,
): Promise<Verdict> {
  const skipped = missing(tool);
  return { judge: tool, subject, skipped, complaints: skipped ? [] : await judge() };
}

async function inFolder<T>(use: (dir: string) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(path.join(tmpdir(), "lede-judge-"));
  try {
    return await use(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

function lines(text: string): string[] {
  return text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("[warning]"))
    .slice(0, 20);
}
