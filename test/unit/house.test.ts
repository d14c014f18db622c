import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const SRC = path.resolve("src");
const STAGES = [
  "fetch",
  "parse",
  "normalize",
  "dedupe",
  "cluster",
  "lead",
  "extract",
  "publish",
  "schedule",
  "websub",
];
/** Rooms that every stage may enter beside its own. */
const COMMON = ["model", "ground"];
const NEVER_IN_A_STAGE = ["bullmq", "ioredis", "pino"];

function sourcesOf(room: string): { name: string; imports: string[] }[] {
  return readdirSync(path.join(SRC, room), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => {
      const name = path.join(SRC, room, file);
      const text = readFileSync(name, "utf8");
      return {
        name,
        imports: [...text.matchAll(/^(?:import|export)[^;]*?from "([^"]+)"|import\("([^"]+)"\)/gm)].map(
          (m) => m[1] ?? m[2] ?? "",
        ),
      };
    });
}

function roomOf(file: string, imported: string): string {
  return path.relative(SRC, path.resolve(path.dirname(file), imported)).split(path.sep)[0] ?? "";
}

test.each(STAGES)("%s enters no other stage's room", (room) => {
  const strangers = sourcesOf(room).flatMap(({ name, imports }) =>
    imports
      .filter((i) => i.startsWith(".") && ![room, ...COMMON].includes(roomOf(name, i)))
      .map((i) => `${path.relative(SRC, name)} imports ${i}`),
  );
  expect(strangers).toEqual([]);
});

test.each(["ground", ...STAGES])("%s knows neither queue, Redis nor log", (room) => {
  const offenders = sourcesOf(room).filter(({ imports }) =>
    imports.some((i) => NEVER_IN_A_STAGE.includes(i)),
  );
  expect(offenders.map((f) => f.name)).toEqual([]);
});

test("the model imports nothing but itself", () => {
  const foreign = sourcesOf("model").flatMap((f) => f.imports.filter((i) => !i.startsWith("./")));
  expect(foreign).toEqual([]);
});

test("bullmq is known in the queue's rooms alone", () => {
  const rooms = readdirSync(SRC).filter((room) => !room.includes(".") && !["queue", "app"].includes(room));
  const users = rooms.flatMap(sourcesOf).filter((f) => f.imports.includes("bullmq"));
  expect(users.map((f) => f.name)).toEqual([]);
});

/** Once V8 has compiled it, Node 20 answers false for every address with a letter beyond ASCII in its host. */
test("nobody asks URL.canParse", () => {
  const users = readdirSync(SRC, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .filter((file) => /\bcanParse\(/.test(readFileSync(path.join(SRC, file), "utf8")));
  expect(users).toEqual([]);
});
