import { readdirSync } from "node:fs";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Loopback, startLoopback } from "../../support/loopback.ts";
import { freshPrefix } from "../../support/redis.ts";
import { runLede } from "../../support/run-lede.ts";
import { type ExpectedStory, readExpectation } from "./expectation.ts";
import { complaintsOf } from "./judge.ts";
import { readPublished, type Shown } from "./published.ts";

/**
 * Documents as well-known producers write them, with invented content, through `lede once`: what is published of each
 * is told in the file beside it, for people to read, and holds in all four outputs. `KEEP_SOURCES=FOLDER` keeps
 * what was published, to look at.
 */
const FOLDER = path.join(import.meta.dirname, "documents");
const NAMES = readdirSync(FOLDER).filter((name) => /\.(?:xml|json)$/.test(name));

const servers: Loopback[] = [];
let folder: string;
let published: ReadonlyMap<string, readonly Shown[]>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "lede-sources-"));
  // A server each: one visitor a host is all that a wire allows itself.
  for (const name of NAMES) servers.push(await serve(name));
  const sources = NAMES.map(
    (name, n) =>
      `  - { id: ${idOf(name)}, url: "${servers[n]?.url(`/${name}`)}", network: { allow: [127.0.0.1/32] } }`,
  );
  const config = [
    "link: https://wire.example/",
    "output: { dir: ./public }",
    "edition: { stories: 200, window: all, perSource: 20 }",
    "cluster: { window: all, threshold: 0.999 }",
    "dedupe: { window: all }",
    "lead: { fullText: never }",
    "sources:",
    ...sources,
  ];
  await writeFile(path.join(folder, "lede.yaml"), config.join("\n"));
  const ran = await runLede(["once", "--json", "--config", "lede.yaml"], {
    cwd: folder,
    env: { LEDE_PREFIX: freshPrefix() },
  });
  if (ran.status !== 0) throw new Error(`lede once ended with ${ran.status}: ${ran.stderr}`);
  const keep = process.env["KEEP_SOURCES"];
  if (keep) await cp(path.join(folder, "public"), keep, { recursive: true });
  published = await readPublished(path.join(folder, "public"));
}, 120_000);
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
  await rm(folder, { recursive: true, force: true });
});

const idOf = (name: string) => name.replace(/\.\w+$/, "");

async function serve(name: string): Promise<Loopback> {
  const body = await readFile(path.join(FOLDER, name));
  const type = name.endsWith(".json") ? "application/feed+json" : "application/xml; charset=utf-8";
  return startLoopback((_request, response) => response.writeHead(200, { "content-type": type }).end(body));
}

/** The story in every output. */
function find({ url, ...expected }: ExpectedStory): readonly Shown[] {
  const part = expected["url contains"];
  for (const shown of published.values())
    if (shown.some((one) => (url ? one.url === url : one.url?.includes(part ?? "\0")))) return shown;
  return [];
}

test("there are documents of twenty-five producers and more", () => {
  expect(NAMES.length).toBeGreaterThanOrEqual(25);
});

test.each(NAMES.map((name) => ({ name: idOf(name) })))(
  "$name is published as it should be",
  async ({ name }) => {
    const { stories } = await readExpectation(path.join(FOLDER, `${name}.yaml`));
    const complaints = stories.flatMap((expected) => {
      const label = expected.url ?? expected["url contains"] ?? "";
      const shown = find(expected);
      const formats = shown.map(({ format }) => format).sort();
      return [
        ...(formats.join() === "Atom,HTML,JSON,RSS"
          ? []
          : [`${label} stands in ${formats.join(", ") || "no output"}`]),
        ...shown.flatMap((one) => complaintsOf(expected, one)).map((complaint) => `${label}: ${complaint}`),
      ];
    });
    expect(complaints).toEqual([]);
  },
);
