import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

/**
 * The floors of the house, from the ground up (docs/architecture.md). A file imports from its own folder and from lower
 * floors; of its own floor, from nowhere else. A folder of `src` that stands on no floor is a fault.
 */
const FLOORS: readonly string[] = [
  "model",
  "ground",
  "fetch parse normalize dedupe cluster lead extract publish schedule serve config websub notify",
  "store",
  "queue",
  "pipeline",
  "app demo",
  "workers",
  "cli",
  // Plain Node, before any package is there: it imports nothing of ours.
  "first-run",
];
const STAGES = (FLOORS[2] ?? "").split(" ");
/** -1: on none. */
const floorOf = (room: string): number => FLOORS.findIndex((rooms) => rooms.split(" ").includes(room));

interface SourceFile {
  /** `src/parse/read-feed.ts` */
  readonly name: string;
  readonly room: string;
  readonly imports: readonly string[];
}

const IMPORT = /^(?:import|export)[^;]*?from "([^"]+)"|import\("([^"]+)"\)/gm;

const FILES: readonly SourceFile[] = ["src", "workers"].flatMap((root) =>
  readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => {
      const name = path.join(root, file);
      const imports = [...readFileSync(name, "utf8").matchAll(IMPORT)].map((m) => m[1] ?? m[2] ?? "");
      return { name, room: roomOf(name), imports };
    }),
);

function roomOf(file: string): string {
  const [root = "", room = ""] = file.split(path.sep);
  return root === "src" ? room : root;
}

/** Files of ours that a file imports, types included. */
function ours({ name, imports }: SourceFile): string[] {
  return imports.filter((i) => i.startsWith(".")).map((i) => path.join(path.dirname(name), i));
}

const ROOMS = [...new Set([...readdirSync("src"), "workers"])].filter((room) => !room.startsWith("."));

test.each(ROOMS)("%s stands on a floor", (room) => expect(floorOf(room)).toBeGreaterThanOrEqual(0));

test.each(ROOMS)("%s imports from below alone", (room) => {
  const up = FILES.filter((file) => file.room === room).flatMap((file) =>
    ours(file)
      .filter((other) => roomOf(other) !== room && floorOf(roomOf(other)) >= floorOf(room))
      .map((other) => `${file.name} imports ${other}`),
  );
  expect(up).toEqual([]);
});

/** What gives a process its connections and its voice comes in as an argument. */
const NEVER_IN_A_STAGE = ["bullmq", "ioredis", "pino"];

test.each(["ground", ...STAGES])("%s knows neither queue, Redis nor log", (room) => {
  // A server answers for hours, and says itself what went wrong.
  const never = NEVER_IN_A_STAGE.filter((name) => !(room === "serve" && name === "pino"));
  const own = FILES.filter((file) => file.room === room);
  const offenders = own.filter(({ imports }) => imports.some((i) => never.includes(i)));
  expect(offenders.map(({ name }) => name)).toEqual([]);
});

test("the model imports nothing but itself", () => {
  const foreign = FILES.filter(({ room }) => room === "model").flatMap(({ imports }) =>
    imports.filter((i) => !i.startsWith("./")),
  );
  expect(foreign).toEqual([]);
});

test("bullmq is known where queues are, and where a process is put together", () => {
  const users = FILES.filter(({ imports }) => imports.includes("bullmq")).map(({ room }) => room);
  expect([...new Set(users)].filter((room) => !["queue", "app"].includes(room))).toEqual([]);
});

test("no files import one another in a circle, not even their types", () => {
  const graph = new Map(FILES.map((file) => [file.name, ours(file)]));
  expect(circles(graph)).toEqual([]);
});

/** Each circle once, from the file that is met first. */
function circles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const follow = (file: string, trail: readonly string[]): void => {
    const from = trail.indexOf(file);
    if (from >= 0) found.push([...trail.slice(from), file].join(" > "));
    if (from >= 0 || done.has(file)) return;
    for (const next of graph.get(file) ?? []) follow(next, [...trail, file]);
    done.add(file);
  };
  for (const file of graph.keys()) follow(file, []);
  return found;
}

/** Once V8 has compiled it, Node 20 answers false for every address with a letter beyond ASCII in its host. */
test("nobody asks URL.canParse", () => {
  const users = FILES.filter(({ name }) => /\bcanParse\(/.test(readFileSync(name, "utf8")));
  expect(users.map(({ name }) => name)).toEqual([]);
});

function usersOf(pattern: RegExp, but: readonly string[]): readonly string[] {
  const others = FILES.map(({ name }) => name).filter((name) => !but.includes(name));
  return others.filter((name) => pattern.test(readFileSync(name, "utf8")));
}

/** Elsewhere a refused command, or a reply that was cut off, would stand unseen among the results. */
test("commands are sent together in one place alone, which looks at every answer", () => {
  expect(usersOf(/\.(?:exec\(\)|pipeline\(|multi\()/, ["src/store/batch.ts"])).toEqual([]);
});

/** Elsewhere a file would be half written after a power cut, or its failure lose its cause. */
test("files and folders are written in one place alone", () => {
  const writes =
    /import \{[^}]*\b(?:writeFile|appendFile|mkdir|rename|open|createWriteStream|writeFileSync|mkdirSync|renameSync)\b[^}]*\} from "node:fs(?:\/promises)?"/;
  expect(usersOf(writes, ["src/ground/files.ts", "src/config/write-json-schema.ts"])).toEqual([]);
});
