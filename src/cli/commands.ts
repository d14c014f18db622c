import type { Command } from "./command.ts";

/** Every command, in the order in which `lede --help` shows them. */
export const commands: readonly Command[] = [
  {
    usage: "run",
    description: "everything in one process: schedule, workers, server",
    options: [],
    load: async () => (await import("./commands/run.ts")).run,
  },
  {
    usage: "once",
    description: "polls every source now, publishes, prints the summary, leaves nothing running",
    options: [],
    load: async () => (await import("./commands/once.ts")).once,
  },
  {
    usage: "worker <kind>",
    description: "one kind of worker: poll, extract or publish",
    options: [],
    load: async () => (await import("./commands/worker.ts")).worker,
  },
  {
    usage: "schedule",
    description: "decides what is polled when, for workers on any machine",
    options: [],
    load: async () => (await import("./commands/worker.ts")).schedule,
  },
  {
    usage: "serve",
    description: "the published files, status and metrics over HTTP",
    options: [],
    load: async () => (await import("./commands/worker.ts")).serve,
  },
  {
    usage: "status",
    description: "what every source, queue and publication is doing",
    options: [],
    load: async () => (await import("./commands/status.ts")).status,
  },
  {
    usage: "explain <target>",
    description: "why an article is where it is: an address or an id",
    options: [],
    load: async () => (await import("./commands/explain.ts")).explain,
  },
  {
    usage: "notify [target]",
    description: "whom the YAML tells of what; a rule is named by its id or its number",
    options: [["--test", "sends a test notice by that rule"]],
    load: async () => (await import("./commands/notify.ts")).notify,
  },
  {
    usage: "parse [target]",
    description: "what Lede reads in a feed, a sitemap, a page by its rule: a file or an address",
    options: [
      ["--url <url>", "the address that a file was served at"],
      ["--jsonl", "a line tool: {id, path, url?, headers?} in, one answer a line out"],
    ],
    load: async () => (await import("./commands/parse.ts")).parse,
  },
  {
    usage: "extract [target]",
    description: "the article that Lede finds in a page: a file or an address",
    options: [
      ["--url <url>", "the address that a file was served at"],
      ["--selector <css>", "where the text is on the page, tried once"],
      ["--jsonl", "a line tool: {id, path, url?, headers?} in, one answer a line out"],
    ],
    load: async () => (await import("./commands/extract.ts")).extract,
  },
  {
    usage: "cluster",
    description: "groups headlines from stdin into stories",
    options: [
      ["--jsonl", "{id, title, summary?, url?, source?, publishedAt, lang?} in, one answer a line out"],
      [
        "--threshold <number>",
        "for experiments: how likely is likely enough, 0 to 1; without it as the wire decides",
      ],
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
    options: [
      ["--probe", "also fetch and read every source, and say what was found"],
      ["--rules", "what each rule hits of what is in the window"],
      ["--diff", "what this file would change in what is published now"],
    ],
    load: async () => (await import("./commands/check.ts")).check,
  },
  {
    usage: "add <url>",
    description: "finds the feed behind a page and appends it to the YAML",
    options: [],
    load: async () => (await import("./commands/add.ts")).add,
  },
  {
    usage: "import <file>",
    description: "appends the feeds of an OPML file to the YAML",
    options: [],
    load: async () => (await import("./commands/import.ts")).importOpml,
  },
  {
    usage: "export",
    description: "the sources as OPML, on stdout",
    options: [],
    load: async () => (await import("./commands/export.ts")).exportOpml,
  },
];
