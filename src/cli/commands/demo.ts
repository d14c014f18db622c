import { setTimeout as sleep } from "node:timers/promises";
import { keepForDisk } from "../../demo/keep-for-disk.ts";
import { feeds } from "../../demo/outlets.ts";
import {
  type DemoPlaces,
  demoEnvironment,
  firstFreePort,
  isDemoRunning,
  POLL_SECONDS,
  placesOfDemo,
  prepareDemo,
} from "../../demo/prepare-demo.ts";
import { startWorld, type World } from "../../demo/serve-world.ts";
import { findBinary } from "../../store/redis-server/find-binary.ts";
import { asCalled } from "../as-called.ts";
import { type Invocation, type RunCommand, UsageError } from "../command.ts";

const USUAL_PORT = 8080;
const PORTS_TO_TRY = 20;
const NEWS_EVERY_MS = 40_000;
const LOOK_MS = 200;
/** The first publications hold what was read by then; a front page is one with most of the world's stories. */
const STORIES_OF_A_PAGE = 50;

const FORMATS = {
  rss: "RSS 2.0",
  rdf: "RSS 1.0",
  atom: "Atom",
  json: "JSON Feed",
  sitemap: "sitemap",
  page: "page",
} as const;

/**
 * `lede demo`: serves an invented world of news on this machine and runs the main job on it, in a folder of its own.
 * With `--once` one round is made and nothing is left running.
 */
export const demo: RunCommand = async (invocation) => {
  const places = placesOfDemo(process.cwd());
  if (await isDemoRunning(places)) {
    invocation.print(
      `Another demo is running in ${places.folder}: stop it (Ctrl-C where it runs), or start this one in another folder.`,
    );
    return 1;
  }
  const port = await choosePort(invocation);
  const world = await startWorld({ now: Date.now });
  try {
    await prepareDemo(places, world, port);
    Object.assign(process.env, demoEnvironment(places));
    // A Redis that was named for the real wire is left alone, unless there is no other.
    if (await findBinary(process.env["PATH"])) delete process.env["REDIS_URL"];
    if (!invocation.json) for (const line of introduce(world, places)) invocation.print(line);
    return invocation.options["once"]
      ? await oneRound(invocation, places, world)
      : await keepRunning(invocation, places, world, port);
  } finally {
    await world.close();
  }
};

async function choosePort({ options, print }: Invocation): Promise<number> {
  const wanted = options["port"] === undefined ? undefined : Number(options["port"]);
  if (wanted !== undefined && !(Number.isInteger(wanted) && wanted > 0 && wanted < 65_536))
    throw new UsageError("--port wants a number from 1 to 65535");
  if (options["once"]) return wanted ?? USUAL_PORT;
  const candidates = wanted ? [wanted] : Array.from({ length: PORTS_TO_TRY }, (_, n) => USUAL_PORT + n);
  const port = await firstFreePort(candidates);
  if (port === undefined)
    throw new UsageError(`port ${wanted ?? USUAL_PORT} is taken: choose another with --port`);
  if (port !== (wanted ?? USUAL_PORT)) print(`Port ${USUAL_PORT} is taken on this machine: using ${port}.\n`);
  return port;
}

async function oneRound(invocation: Invocation, places: DemoPlaces, world: World): Promise<0 | 1 | 2> {
  const { once } = await import("./once.ts");
  const status = await once(forDemo(invocation, places));
  if (status !== 0) return status;
  // The outlets end with this command: what their pages need of them is kept.
  await keepForDisk(places.output, new Set(world.sources.map(({ url }) => new URL(url).origin)));
  if (!invocation.json)
    invocation.print(
      `\nOpen ${places.output}/index.html, or run "${asCalled("demo")}" to see it served and kept up to date.`,
    );
  return status;
}

async function keepRunning(
  invocation: Invocation,
  places: DemoPlaces,
  world: World,
  port: number,
): Promise<0 | 1 | 2> {
  const { run } = await import("./run.ts");
  const startedAt = Date.now();
  const over = new AbortController();
  const news = setInterval(() => world.advance(), NEWS_EVERY_MS);
  const announcing = announce(invocation, port, startedAt, over.signal);
  try {
    const status = await run(forDemo(invocation, places));
    if (status === 0) invocation.print(`Stopped. What was published stays in ${places.output}.`);
    return status;
  } finally {
    over.abort();
    clearInterval(news);
    await announcing;
  }
}

/** The main job's invocation: the demo's YAML, and a log that speaks up only when something is wrong. */
function forDemo(invocation: Invocation, { config }: DemoPlaces): Invocation {
  const log = process.env["LEDE_LOG"] ? invocation.log : invocation.log.child({}, { level: "error" });
  return { ...invocation, configFile: config, configGiven: true, log };
}

function* introduce(world: World, { folder, config }: DemoPlaces): Generator<string> {
  yield "Lede demo: an invented world of news, served on this machine and read as the real one would be.";
  yield "";
  for (const [index, { name, url }] of world.sources.entries()) {
    const feed = feeds[index];
    const format = feed ? FORMATS[feed.format] : "";
    yield `  ${name.padEnd(26 - wideCharacters(name))}${format.padEnd(11)}${url}${remarkOn(feed?.quirk)}`;
  }
  yield "";
  yield `Sources are listed in ${config}`;
  yield `Everything that the demo writes is in ${folder} and is made anew at every start.`;
  yield "";
}

/** Characters that take two columns of a terminal. */
function wideCharacters(text: string): number {
  return text.match(/[\u3000-\u9fff]/g)?.length ?? 0;
}

function remarkOn(quirk: (typeof feeds)[number]["quirk"]): string {
  switch (quirk) {
    case "answers-500":
      return "  (fails on purpose)";
    case "answers-a-page":
      return "  (is a page, on purpose)";
    case "broken-xml":
      return "  (broken XML, on purpose)";
    default:
      return "";
  }
}

/** Waits for the first front page and says where it is. */
async function announce(
  { print }: Invocation,
  port: number,
  startedAt: number,
  over: AbortSignal,
): Promise<void> {
  const address = `http://127.0.0.1:${port}/`;
  while (!over.aborted && !(await isPageFull(`${address}feed.json`))) await sleep(LOOK_MS);
  if (over.aborted) return;
  print(`The front page is ready, ${((Date.now() - startedAt) / 1_000).toFixed(1)} seconds after the start:`);
  print("");
  print(`    ${address}`);
  print("");
  print(`To subscribe, give your feed reader ${address}feed.atom (or feed.rss, or feed.json).`);
  print(`${address}status shows how every source is doing.`);
  print(
    `Every source is polled again after ${POLL_SECONDS} seconds or so, and news arrives in the first two minutes.`,
  );
  print("Stop it with Ctrl-C.");
}

async function isPageFull(feed: string): Promise<boolean> {
  try {
    const response = await fetch(feed);
    return response.ok && ((await response.json()) as { items: unknown[] }).items.length >= STORIES_OF_A_PAGE;
  } catch {
    return false; // not there yet
  }
}
