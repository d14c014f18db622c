import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

/** A program that a person would use instead, run from cron: once a round, its files kept in between. */
export interface Tool {
  readonly name: string;
  /** What must be there, and the Debian package that brings it. */
  readonly needs: readonly string[];
  readonly debian: string | undefined;
  /** How it is run here, for the reader of the figures. */
  readonly note: string;
  prepare(folder: string, urls: readonly string[]): Promise<void>;
  readonly command: (folder: string) => readonly string[];
  /** Items that it holds after a round: proof that it did the work. */
  readonly items: (folder: string) => Promise<number>;
}

const HERE = import.meta.dirname;
/** Debian's own: its packages are not seen by another Python. */
const PYTHON = "/usr/bin/python3";

const sfeed: Tool = {
  name: "sfeed",
  needs: ["sfeed_update", "sfeed_atom", "curl"],
  debian: "sfeed curl",
  note: "sfeed_update with the ETag recipe of its README, then sfeed_atom of all items",
  prepare: async (folder, urls) => {
    await mkdir(path.join(folder, "etags"));
    const feeds = urls.map((url, n) => `feed "feed-${n}" "${url}"`);
    await writeFile(path.join(folder, "sfeedrc"), SFEEDRC.replace("FEEDS", feeds.join("\n")));
  },
  command: (folder) => [
    "sh",
    "-c",
    `cd '${folder}' && sfeed_update sfeedrc; sfeed_atom feeds/* > combined.atom`,
  ],
  items: async (folder) => {
    let lines = 0;
    for (const name of readdirSync(path.join(folder, "feeds")))
      lines += (await readFile(path.join(folder, "feeds", name), "utf8")).split("\n").length - 1;
    return lines;
  },
};

const SFEEDRC = `sfeedpath="$PWD/feeds"
fetch() {
	etag="$PWD/etags/$(basename "$3")"
	curl -L --max-redirs 0 -H "User-Agent:" -f -s -m 15 --compressed \\
		--etag-save "\${etag}" --etag-compare "\${etag}" -z "\${etag}" "$2" 2>/dev/null
}
feeds() {
FEEDS
}
`;

const newsboat: Tool = {
  name: "newsboat",
  needs: ["newsboat"],
  debian: "newsboat",
  note: "newsboat -x reload: reads into its SQLite cache; it writes no combined feed",
  prepare: async (folder, urls) => {
    await writeFile(path.join(folder, "urls"), `${urls.join("\n")}\n`);
    await writeFile(path.join(folder, "config"), "");
  },
  command: (folder) => [
    "newsboat",
    ...[
      "-u",
      path.join(folder, "urls"),
      "-c",
      path.join(folder, "cache.db"),
      "-C",
      path.join(folder, "config"),
    ],
    ...["-x", "reload"],
  ],
  items: async (folder) => {
    const ask =
      "import sqlite3,sys; print(sqlite3.connect(sys.argv[1]).execute('select count(*) from rss_item').fetchone()[0])";
    return Number(execFileSync(PYTHON, ["-c", ask, path.join(folder, "cache.db")], { encoding: "utf8" }));
  },
};

const rss2email: Tool = {
  name: "rss2email",
  needs: ["r2e"],
  debian: "rss2email",
  note: "r2e run --no-send, no pause between feeds: builds each mail and delivers none",
  prepare: async (folder, urls) => {
    const head = "[DEFAULT]\nfrom = lede@localhost\nto = lede@localhost\nsame-server-fetch-interval = 0\n";
    const feeds = urls.map((url, n) => `[feed.feed-${n}]\nurl = ${url}\n`);
    await writeFile(path.join(folder, "config"), `${head}\n${feeds.join("\n")}`);
  },
  command: (folder) => [
    "r2e",
    ...["-c", path.join(folder, "config"), "-d", path.join(folder, "data.json"), "run", "--no-send"],
  ],
  items: async (folder) => {
    const data = JSON.parse(await readFile(path.join(folder, "data.json"), "utf8")) as {
      feeds: { seen: object }[];
    };
    return data.feeds.reduce((sum, feed) => sum + Object.keys(feed.seen).length, 0);
  },
};

const feedparser: Tool = {
  name: "python-feedparser",
  needs: [PYTHON],
  debian: "python3-feedparser",
  note: "test/bench/peers/feedparser_round.py: conditional requests, entries kept as JSON, newest 60 as Atom",
  prepare: (folder, urls) => writeFile(path.join(folder, "urls"), urls.join("\n")),
  command: (folder) => [PYTHON, path.join(HERE, "feedparser_round.py"), path.join(folder, "urls"), folder],
  items: async (folder) => {
    const state = JSON.parse(await readFile(path.join(folder, "state.json"), "utf8")) as Record<
      string,
      { entries: unknown[] }
    >;
    return Object.values(state).reduce((sum, feed) => sum + feed.entries.length, 0);
  },
};

const plainScript: Tool = {
  name: "plain-script",
  needs: [],
  debian: undefined,
  note: "test/bench/peers/plain-script.mjs: rss-parser and feed; keeps nothing, so every round is a first one",
  prepare: (folder, urls) => writeFile(path.join(folder, "urls"), urls.join("\n")),
  command: (folder) => [
    process.execPath,
    path.join(HERE, "plain-script.mjs"),
    path.join(folder, "urls"),
    path.join(folder, "combined.atom"),
  ],
  items: async (folder) => {
    const said = await readFile(path.join(folder, "combined.atom.json"), "utf8");
    return (JSON.parse(said) as { items: number }).items;
  },
};

export const tools: readonly Tool[] = [sfeed, newsboat, rss2email, feedparser, plainScript];

/** Why a tool cannot be run here, with the command that would change that; undefined: it can. */
export function whatIsMissing({ name, needs, debian }: Tool): string | undefined {
  const missing = needs.filter((binary) => !isOnPath(binary));
  if (name === "python-feedparser" && missing.length === 0 && !importsFeedparser())
    missing.push("feedparser");
  if (missing.length === 0) return undefined;
  return `${missing.join(", ")} is missing; get it with: apt-get install -y ${debian}`;
}

function isOnPath(binary: string): boolean {
  const folders = (process.env["PATH"] ?? "").split(":");
  return path.isAbsolute(binary)
    ? existsSync(binary)
    : folders.some((dir) => existsSync(path.join(dir, binary)));
}

function importsFeedparser(): boolean {
  try {
    execFileSync(PYTHON, ["-c", "import feedparser"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
