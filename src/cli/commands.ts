import type { Command } from "./command.ts";

/** Every command, in the order in which `lede --help` shows them. */
export const commands: readonly Command[] = [
  {
    usage: "parse [target]",
    description: "what Lede reads in a feed: a file or an address",
    options: [["--jsonl", "a line tool: {id, path, url?, headers?} in, one answer a line out"]],
    load: async () => (await import("./commands/parse.ts")).parse,
  },
  {
    usage: "extract [target]",
    description: "the article that Lede finds in a page: a file or an address",
    options: [
      ["--url <url>", "the address that a file was served at"],
      ["--jsonl", "a line tool: {id, path, url?, headers?} in, one answer a line out"],
    ],
    load: async () => (await import("./commands/extract.ts")).extract,
  },
  {
    usage: "cluster",
    description: "groups headlines from stdin into stories",
    options: [
      ["--jsonl", "{id, title, summary?, url?, source?, publishedAt, lang?} in, one answer a line out"],
      ["--dry-run", "what would merge now under --config, and why; touches nothing"],
    ],
    load: async () => (await import("./commands/cluster.ts")).cluster,
  },
  {
    usage: "demo",
    description: "an invented world of news, served and read on this machine: see what Lede does",
    options: [
      ["--once", "one round, then the summary; nothing is left running"],
      ["--port <number>", "where the front page is served (default: 8080)"],
    ],
    load: async () => (await import("./commands/demo.ts")).demo,
  },
  {
    usage: "check",
    description: "every mistake in the YAML, with line and column",
    options: [["--probe", "also fetch and read every source, and say what was found"]],
    load: async () => (await import("./commands/check.ts")).check,
  },
  {
    usage: "add <url>",
    description: "finds the feed behind a page and appends it to the YAML",
    options: [],
    load: async () => (await import("./commands/add.ts")).add,
  },
  {
    usage: "export",
    description: "the sources as OPML, on stdout",
    options: [],
    load: async () => (await import("./commands/export.ts")).exportOpml,
  },
];
