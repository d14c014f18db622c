import type { Command } from "./command.ts";

/** Every command, in the order in which `lede --help` shows them. */
export const commands: readonly Command[] = [
  {
    usage: "init",
    description: "makes a first YAML by a few questions, or by flags, and checks it",
    options: [
      ["--title <text>", "of the wire"],
      ["--language <tag>", "of the wire and of its feeds: en, de, fr, es, pt, it, nl, ja, sv"],
      ["--topics <list>", "world, business, science, technology, culture, sport; separated by commas"],
      ["--opml <file>", "the feeds of another reader, instead of topics or beside them"],
      ["--contact <address>", "who runs the wire, for the servers that it asks: an e-mail or web address"],
    ],
    help: {
      about:
        "Asks for a title, a language, topics (or the OPML file of another reader) and a contact, writes the YAML with well-known feeds of that language, checks it and offers to start the wire. What a flag says is not asked; without a terminal nothing is asked. A file that is there is never touched.",
      statuses: ["written", "given up at a question: nothing was written"],
      example: "lede init --title 'Morning wire' --language en --topics world,science",
      more: "docs/install.md",
    },
    load: async () => (await import("./commands/init.ts")).init,
  },
  {
    usage: "run",
    description: "everything in one process: schedule, workers, server",
    options: [],
    help: {
      about:
        "Polls the sources when they are due, reads, groups and publishes, and serves the result, until it is stopped. An edit of the YAML is in force within seconds. Ctrl-C, SIGTERM and a closed terminal end it in peace within 20 seconds; a second signal, later than a second, ends it at once.",
      statuses: ["stopped as asked", "it could not start, or not all ended in time"],
      example: "lede run --config wire/lede.yaml",
      more: "docs/operations.md",
    },
    load: async () => (await import("./commands/run.ts")).run,
  },
  {
    usage: "once",
    description: "polls every source now, publishes, prints the summary, leaves nothing running",
    options: [],
    help: {
      about:
        "Asks every source now, whatever its schedule says, waits for articles and publication, prints what came of it and leaves nothing running. For cron and for continuous integration: what was published is its memory.",
      statuses: ["published", "no feed could be published, or every source failed"],
      example: "lede once --json",
      more: "docs/install.md",
    },
    load: async () => (await import("./commands/once.ts")).once,
  },
  {
    usage: "worker <kind>",
    choices: ["poll", "extract", "publish"],
    description: "one kind of worker: poll, extract or publish",
    options: [],
    help: {
      about:
        "One part of the wire, as many as you like on any number of machines that share a Redis: poll asks the sources, extract reads articles' pages, publish writes the feeds (one works, further ones stand by).",
      statuses: ["stopped as asked", "it could not start, or not all ended in time"],
      example: "lede worker poll",
      more: "docs/operations.md",
    },
    load: async () => (await import("./commands/worker.ts")).worker,
  },
  {
    usage: "schedule",
    description: "decides what is polled when, for workers on any machine",
    options: [],
    help: {
      about:
        "Puts the visits that are due into the queue of the poll workers. One is enough; a second does no harm.",
      statuses: ["stopped as asked", "it could not start, or not all ended in time"],
      example: "lede schedule",
      more: "docs/operations.md",
    },
    load: async () => (await import("./commands/worker.ts")).schedule,
  },
  {
    usage: "serve",
    description: "the published files, status and metrics over HTTP",
    options: [],
    help: {
      about:
        "Serves what is published, /status and /metrics. Any number may run, on any machine that has the folder and the Redis.",
      statuses: ["stopped as asked", "it could not start: the port is taken, say"],
      example: "LEDE_PORT=8090 lede serve",
      more: "docs/serving.md",
    },
    load: async () => (await import("./commands/worker.ts")).serve,
  },
  {
    usage: "status",
    description: "what every source, queue and publication is doing",
    options: [],
    help: {
      about:
        "Asks Redis what the wire that runs with this YAML is doing: every source with its last and next poll, the queues, the last publication, and what is wrong.",
      statuses: ["answered", "Redis cannot be had"],
      example: "lede status",
      more: "docs/operations.md",
    },
    load: async () => (await import("./commands/status.ts")).status,
  },
  {
    usage: "explain <target>",
    description: "why an article, source or feed is as it is: an address or an id",
    options: [],
    help: {
      about:
        "Tells of an article which entries it was made of, which story it is in and by what evidence, why another leads, where it stands in each feed, or why it is not there: the rule, the window, the cap. Of a source it tells what becomes of its articles, of a feed what it is without. Takes an article's address, or the id of an article, a story, an entry, a source or a feed.",
      statuses: ["told", "nothing is known of it"],
      example: "lede explain https://paper.example/politics/1",
      more: "docs/architecture.md",
    },
    load: async () => (await import("./commands/explain.ts")).explain,
  },
  {
    usage: "notify [target]",
    description: "whom the YAML tells of what; a rule is named by its id or its number",
    options: [["--test", "sends a test notice by that rule"]],
    help: {
      about:
        "Lists the notices that the YAML asks for. With --test one is sent by the rule named, so that the receiver can be tried.",
      statuses: ["listed, or sent", "it was not taken"],
      example: "lede notify --test 1",
      more: "docs/configuration.md",
    },
    load: async () => (await import("./commands/notify.ts")).notify,
  },
  {
    usage: "parse [target]",
    description: "what Lede reads in a feed, a sitemap, a page by its rule: a file or an address",
    options: [
      ["--url <url>", "the address that a file was served at"],
      ["--jsonl", "a line tool: {id, path, url?, headers?} in, one answer a line out"],
    ],
    help: {
      about:
        "Fetches a feed as the wire would, guarded and polite, or reads it from a file or stdin (-), and prints every entry as it is understood.",
      statuses: ["read", "it is no feed, or could not be had"],
      example: "lede parse https://paper.example/feed.xml",
      more: "docs/failures.md",
    },
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
    help: {
      about:
        "Fetches an article's page as the wire would, or reads it from a file or stdin (-), and prints title, author, date and text. With --config the rule of the source that the address belongs to counts.",
      statuses: ["found", "there is no article, it is walled, or it could not be had"],
      example: "lede extract https://paper.example/politics/1",
      more: "docs/failures.md",
    },
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
    help: {
      about:
        "Reads headlines as JSON lines and says which tell one story, exactly as a wire would. With --dry-run it looks at the wire's own articles instead and prints what an edited threshold or rule would change.",
      statuses: ["grouped", "the work failed"],
      example: "lede cluster --jsonl < headlines.jsonl",
      more: "docs/configuration.md",
    },
    load: async () => (await import("./commands/cluster.ts")).cluster,
  },
  {
    usage: "demo",
    description: "an invented world of news, served and read on this machine: see what Lede does",
    options: [
      ["--once", "one round, then the summary; nothing is left running"],
      ["--port <number>", "where the front page is served (default: 8080)"],
    ],
    help: {
      about:
        "Serves nineteen sources of invented outlets on this machine, runs the whole wire on them and shows its front page. Needs no internet and touches nothing of a real wire: all is in data/demo of the current folder.",
      statuses: ["done, or stopped as asked", "another demo runs in this folder, or it could not start"],
      example: "lede demo --port 8090",
      more: "docs/demo.md",
    },
    load: async () => (await import("./commands/demo.ts")).demo,
  },
  {
    usage: "check",
    description: "every mistake in the YAML, with line and column",
    options: [
      ["--probe", "also fetch and read every source, and say what was found"],
      ["--rules", "what each rule hits of what is in the window"],
      ["--diff", "what this file would change in what is published now"],
      [
        "--alive",
        "asks the server that runs with this YAML whether it lives, and says nothing: for health checks",
      ],
    ],
    help: {
      about:
        "Reads the YAML without doing anything. Every mistake is told at once as file:line:col, with what was probably meant. Before an edit of rules is saved, --rules and --diff say what it would do to the wire that there is.",
      statuses: [
        "valid; with --probe: every source can be read",
        "with --probe: a source cannot be read; with --alive: no answer",
      ],
      example: "lede check --probe",
      more: "docs/configuration.md",
    },
    load: async () => (await import("./commands/check.ts")).check,
  },
  {
    usage: "add <url>",
    description: "finds the best source behind any address and appends it to the YAML",
    options: [],
    help: {
      about:
        "Looks behind any address for the best source: a feed that the page announces, the usual places, known forms of addresses. What is found is read before it is appended; comments and layout of the YAML stay.",
      statuses: ["added, or there already", "nothing was found"],
      example: "lede add paper.example",
      more: "docs/configuration.md",
    },
    load: async () => (await import("./commands/add.ts")).add,
  },
  {
    usage: "import <file>",
    description: "appends the feeds of an OPML file to the YAML",
    options: [],
    help: {
      about:
        "Appends the feeds of an OPML file, as every feed reader exports it, with their names and folders (as tags). Those that are there already stay as they are.",
      statuses: ["appended", "the file could not be written"],
      example: "lede import subscriptions.opml",
      more: "docs/configuration.md",
    },
    load: async () => (await import("./commands/import.ts")).importOpml,
  },
  {
    usage: "export",
    description: "the sources as OPML, on stdout",
    options: [],
    help: {
      about: "Prints the sources as OPML, for another reader or another wire.",
      statuses: ["printed", "it could not be printed"],
      example: "lede export > wire.opml",
      more: "docs/configuration.md",
    },
    load: async () => (await import("./commands/export.ts")).exportOpml,
  },
  {
    usage: "completion <shell>",
    choices: ["bash", "zsh", "fish"],
    description: "the completion of commands and flags for a shell, on stdout",
    options: [],
    help: {
      about:
        "Prints a script that completes commands, flags and files. For bash: source <(lede completion bash) in ~/.bashrc; for zsh: source <(lede completion zsh) in ~/.zshrc, after compinit; for fish: lede completion fish > ~/.config/fish/completions/lede.fish.",
      statuses: ["printed", "it could not be printed"],
      example: "lede completion bash",
      more: "docs/install.md",
    },
    load: async () => (await import("./commands/completion.ts")).completionOf(commands),
  },
];
