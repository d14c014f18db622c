import { Writable } from "node:stream";
import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { servePart } from "../../src/app/parts/serve.ts";
import { startNewsroom } from "../support/newsroom.ts";

const YAML = [
  "output: { dir: ./public, formats: [atom, json] }",
  "lead: { fullText: never }",
  "serve: { port: 0 }",
  'sources: [{ id: harbour, url: "https://harbour.example/feed" }]',
].join("\n");

test("a port that the machine chooses is logged, and no link names port 0", async () => {
  const room = await startNewsroom(YAML);
  await room.publish();
  const lines: { url?: string; msg: string }[] = [];
  const log = pino(
    new Writable({ write: (line, _encoding, done) => done(void lines.push(JSON.parse(String(line)))) }),
  );
  const part = await servePart({ ...room, log, troubles: () => [] } as never).start(room.config);
  onTestFinished(() => part.close());
  const { url } = lines.find(({ msg }) => msg === "serving") ?? {};
  expect(Number(new URL(url ?? "").port)).toBeGreaterThan(0);
  const feed = await (await fetch(`${url}feed.json`)).text();
  expect(feed).toContain("jsonfeed.org");
  expect(feed).not.toContain(":0/");
  expect(await (await fetch(`${url}feed.atom`)).text()).not.toContain(":0/");
});
