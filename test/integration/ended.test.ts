import { access, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { pino } from "pino";
import { describe, expect, onTestFinished, test } from "vitest";
import { createServer } from "../../src/serve/create-server.ts";
import { makeEntry } from "../support/make.ts";
import { startNewsroom } from "../support/newsroom.ts";

const ALL = "[atom, rss, json, html, opml]";
const yaml = (formats = ALL, feeds = "feeds: [{ id: coast, title: Coast wire, keywords: [ferry] }]") =>
  [
    "link: https://wire.example/",
    `output: { dir: ./public, formats: ${formats} }`,
    "lead: { fullText: never }",
    feeds,
    'sources: [{ id: harbour, url: "https://harbour.example/feed" }]',
  ].join("\n");
const FILES = ["feed.atom", "feed.rss", "feed.json", "index.html", "sources.opml"];

async function wire(text = yaml()) {
  const room = await startNewsroom(text);
  const published = Date.now() - 60_000;
  await room.takeIn("harbour", [makeEntry({ title: "Ferry returns to the old pier", published })]);
  await room.publish();
  const dir = path.join(room.folder, "public");
  const read = (name: string) => readFile(path.join(dir, name), "utf8");
  const isThere = (name: string) =>
    access(path.join(dir, name)).then(
      () => true,
      () => false,
    );
  return { ...room, dir, read, isThere, edit: room.edit, publish: room.publish };
}

async function serve(dir: string) {
  const app = await createServer({
    settings: { host: "127.0.0.1", port: 0, trustProxy: false, token: undefined },
    dir,
    log: pino({ level: "silent" }),
    status: () => Promise.reject(new Error("none")),
    metrics: async () => "",
    ready: async () => ({ ok: true }),
  } as never);
  onTestFinished(() => app.close());
  return (url: string, headers = {}) => app.inject({ url, headers });
}

describe("a feed that the YAML names no more", () => {
  test("ends with a last entry in every format, and keeps none of its pages", async () => {
    const room = await wire();
    const [story] = await readdir(path.join(room.dir, "coast/story"));
    await room.edit(yaml(ALL, ""));
    await room.publish();
    for (const name of FILES) {
      const text = await room.read(`coast/${name}`);
      expect(text).toContain("Coast wire has ended");
      expect(text).not.toContain("Ferry returns");
      expect(gunzipSync(await readFile(path.join(room.dir, `coast/${name}.gz`))).toString()).toBe(text);
    }
    expect(JSON.parse(await room.read("coast/feed.json"))).toMatchObject({
      expired: true,
      items: [{ url: "https://wire.example/" }],
    });
    expect(await room.isThere(`coast/story/${story}/index.html`)).toBe(false);
    expect((await readdir(path.join(room.dir, "coast"))).sort()).toEqual(
      FILES.flatMap((name) => [name, `${name}.br`, `${name}.gz`]).sort(),
    );
  });

  test("is answered with 410, its pages too, and never with 304", async () => {
    const room = await wire();
    const [story] = await readdir(path.join(room.dir, "coast/story"));
    const ask = await serve(room.dir);
    const before = await ask("/coast/feed.atom");
    expect(before.statusCode).toBe(200);
    await room.edit(yaml(ALL, ""));
    await room.publish();
    const again = await serve(room.dir);
    for (const name of [...FILES, "", `story/${story}/`]) {
      const answer = await again(`/coast/${name}`);
      expect([name, answer.statusCode]).toEqual([name, 410]);
    }
    const etag = String((await again("/coast/feed.atom")).headers["etag"]);
    expect((await again("/coast/feed.atom", { "if-none-match": etag })).statusCode).toBe(410);
    expect((await again("/feed.atom")).statusCode).toBe(200);
    expect((await again(`/story/${story}/`)).statusCode).toBe(200);
    expect((await again("/nowhere/feed.atom")).statusCode).toBe(404);
  });

  test("takes the issues of a digest with it", async () => {
    const room = await wire(yaml(ALL, 'feeds: [{ id: coast, digest: { at: ["07:00"] } }]'));
    const isIssue = (name: string) => /^\d{4}-\d\d-\d\d-/.test(name);
    const [issue] = (await readdir(path.join(room.dir, "coast"))).filter(isIssue);
    await writeFile(path.join(room.dir, "coast/2001-02-03-0700.txt"), "mine");
    expect(await room.isThere(`coast/${issue}/issue.json.gz`)).toBe(true);
    await room.edit(yaml("[atom]", ""));
    await room.publish();
    expect((await readdir(path.join(room.dir, "coast"))).filter(isIssue)).toEqual(["2001-02-03-0700.txt"]);
    const answer = await (await serve(room.dir))(`/coast/${issue}/`);
    expect(answer.statusCode).toBe(410);
  });

  test("leaves what somebody put there or changed", async () => {
    const room = await wire();
    const [story] = await readdir(path.join(room.dir, "coast/story"));
    await writeFile(path.join(room.dir, "coast/notes.txt"), "mine");
    await mkdir(path.join(room.dir, "coast/story/mine"));
    await writeFile(path.join(room.dir, "coast/story/mine/index.html"), "mine");
    await writeFile(path.join(room.dir, "coast/index.html"), "my own page");
    await writeFile(path.join(room.dir, `coast/story/${story}/notes.txt`), "mine");
    await room.edit(yaml(ALL, ""));
    await room.publish();
    await room.publish();
    expect(await room.read("coast/notes.txt")).toBe("mine");
    expect(await room.read("coast/story/mine/index.html")).toBe("mine");
    expect(await room.read("coast/index.html")).toBe("my own page");
    expect(await readdir(path.join(room.dir, `coast/story/${story}`))).toEqual(["notes.txt"]);
  });

  test("lives again when it comes back, with the ids that it had", async () => {
    const room = await wire();
    const before = await room.items("coast");
    await room.edit(yaml(ALL, ""));
    await room.publish();
    await room.edit(yaml());
    await room.restart();
    await room.publish();
    expect((await room.items("coast")).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect((await (await serve(room.dir))("/coast/feed.atom")).statusCode).toBe(200);
  });

  test("ends also where Redis forgot that it was published", async () => {
    const room = await wire();
    await mkdir(path.join(room.dir, "mine"));
    await writeFile(path.join(room.dir, "mine/feed.atom"), "<feed>mine</feed>");
    await room.redis.del(await room.redis.keys(`${room.keys.prefix}*`));
    await room.edit(yaml(ALL, ""));
    await room.restart();
    await room.publish();
    expect(await room.read("coast/feed.atom")).toContain("has ended");
    expect(await room.read("mine/feed.atom")).toBe("<feed>mine</feed>");
    expect((await room.items()).map(({ title }) => title)).toEqual(["Ferry returns to the old pier"]);
  });
});

describe("a format that is taken away", () => {
  test.each([
    { gone: "feed.rss", formats: "[atom, json, html, opml]", next: "https://wire.example/" },
    { gone: "feed.atom", formats: "[rss]", next: "https://wire.example/feed.rss" },
    { gone: "index.html", formats: "[atom, json]", next: "https://wire.example/feed.atom" },
    { gone: "sources.opml", formats: "[atom, rss, json, html]", next: "" },
  ])("$gone says where the feed goes on", async ({ gone, formats, next }) => {
    const room = await wire(yaml(ALL, ""));
    await room.edit(yaml(formats, ""));
    await room.publish();
    const text = await room.read(gone);
    expect(text).toContain("has ended");
    expect(text).toContain(next);
    const ask = await serve(room.dir);
    expect((await ask(`/${gone}`)).statusCode).toBe(410);
    for (const kept of FILES.filter((name) => formats.includes(name.split(".")[1] ?? "")))
      if (kept.startsWith("feed")) expect((await ask(`/${kept}`)).statusCode).toBe(200);
  });

  test("the pages go with the last one", async () => {
    const room = await wire(yaml(ALL, ""));
    const [story] = await readdir(path.join(room.dir, "story"));
    await room.edit(yaml("[atom]", ""));
    await room.publish();
    expect(await room.isThere("story")).toBe(false);
    expect((await (await serve(room.dir))(`/story/${story}/`)).statusCode).toBe(410);
  });
});
