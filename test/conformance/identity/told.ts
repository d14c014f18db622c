import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { inject, onTestFinished } from "vitest";
import { once } from "../../../src/cli/commands/once.ts";
import { invoke } from "../../support/invoke.ts";
import { type Loopback, startLoopback } from "../../support/loopback.ts";
import { freshPrefix } from "../../support/redis.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** An item as it is written into a document; what is missing is left out. */
export interface Item {
  readonly title?: string;
  readonly link?: string;
  readonly guid?: string;
  /** Hours before now; a text is written as it stands. */
  readonly ago?: number | string;
  readonly text?: string;
  /** `isPermaLink="true"`; default: "false". */
  readonly permalink?: boolean;
}

/** What a reader of feed.json sees of an entry. */
export interface Told {
  readonly id: string;
  readonly title: string;
  readonly url?: string;
  readonly date_published: string;
  readonly date_modified?: string;
  readonly content_html?: string;
}

export interface Round {
  readonly items: readonly Told[];
  readonly titles: readonly string[];
  /** The file as it is written. */
  readonly json: string;
  /** Requests for anything but the sources. */
  readonly asked: readonly string[];
}

const START = Math.floor(Date.now() / 60_000) * 60_000;

/** RSS 2.0 of these items, in this order. */
export function rss(items: readonly Item[], channel = "<link>https://outlet.example/</link>"): string {
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Outlet</title>${channel}${items.map(asItem).join("")}</channel></rss>`;
}

export function asItem({ title, link, guid, ago, text, permalink = false }: Item): string {
  const date = typeof ago === "number" ? new Date(START - ago * 3_600_000).toUTCString() : ago;
  return [
    "<item>",
    tag("title", title),
    tag("link", link),
    guid === undefined ? "" : `<guid isPermaLink="${permalink}">${guid}</guid>`,
    tag("pubDate", date),
    tag("description", text),
    "</item>",
  ].join("");
}

function tag(name: string, text: string | undefined): string {
  return text === undefined ? "" : `<${name}>${text}</${name}>`;
}

export interface Wire {
  /** One `lede once` over what each source serves now. */
  readonly poll: (served: Readonly<Record<string, string>>) => Promise<Round>;
  readonly url: (path: string) => string;
}

/** An installation with sources of these names, each an outlet of its own. */
export async function wireOf(names: readonly string[], yaml = ""): Promise<Wire> {
  let served: Readonly<Record<string, string>> = {};
  const loopback: Loopback = await startLoopback((request, response) => {
    const body = served[(request.url ?? "").slice(1)];
    if (body === undefined) response.writeHead(404).end();
    else response.writeHead(200, { "content-type": "application/xml" }).end(body);
  });
  onTestFinished(() => loopback.close());
  const folder = await temporaryFolder();
  await mkdir(folder, { recursive: true });
  const config = path.join(folder, "lede.yaml");
  const sources = names.map(
    (name) => `  - { id: ${name}, outlet: ${name}, url: "${loopback.url(`/${name}`)}" }`,
  );
  await writeFile(
    config,
    `output: { dir: ${folder}/public, formats: [json] }
edition: { perSource: 60 }
lead: { fullText: ${yaml === "" ? "never" : yaml} }
network: { allow: [127.0.0.0/8] }
sources:
${sources.join("\n")}
`,
  );
  const prefix = freshPrefix();
  return {
    url: loopback.url,
    poll: async (documents) => {
      served = documents;
      const before = loopback.received.length;
      const [was, wasUrl] = [process.env["LEDE_PREFIX"], process.env["REDIS_URL"]];
      process.env["LEDE_PREFIX"] = prefix;
      process.env["REDIS_URL"] = inject("redisSocket");
      try {
        const { status, stdout } = await invoke(once, { config });
        if (status !== 0) throw new Error(`lede once ended with ${status}: ${stdout}`);
      } finally {
        restore("LEDE_PREFIX", was);
        restore("REDIS_URL", wasUrl);
      }
      const json = await readFile(path.join(folder, "public/feed.json"), "utf8");
      const items = (JSON.parse(json) as { items: readonly Told[] }).items;
      const asked = loopback.received.slice(before).map((request) => request.path);
      return {
        items,
        titles: items.map(({ title }) => title),
        json,
        asked: asked.filter((one) => !names.includes(one.slice(1))),
      };
    },
  };
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
