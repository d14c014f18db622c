import { access, readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { keepForDisk } from "../../../src/demo/keep-for-disk.ts";
import { writeOutputs } from "../../../src/publish/write-outputs.ts";
import { sampleFiles } from "../../judge/sample-server.ts";
import { startLoopback } from "../../support/loopback.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

test("what a demo leaves on the disk needs no server: pictures are there, and every link leads to a file", async () => {
  const world = await startLoopback((_request, response) => {
    response.writeHead(200, { "content-type": "image/png" }).end("a picture");
  });
  const dir = await temporaryFolder();
  const origin = new URL(world.url("/")).origin;
  await writeOutputs(dir, sampleFiles({ link: "http://127.0.0.1:8080/" }, `${origin}/`));
  await keepForDisk(dir, new Set([origin, "https://outlet-0.example"]));
  await world.close();
  const pages = (await readdir(dir, { recursive: true })).filter((name) => name.endsWith(".html"));
  expect(pages.length).toBeGreaterThan(20);
  for (const name of pages) {
    const html = await readFile(path.join(dir, name), "utf8");
    expect(html).not.toContain(origin);
    expect(html).not.toContain('<a href="https://outlet-0.example');
    const own = [...html.matchAll(/<(?:a|link|img)\b[^>]*\s(?:href|src)="((?!https?:|feed:|#)[^"?#]*)/g)];
    for (const [, link = ""] of own) {
      expect(link, name).not.toMatch(/\/$/);
      await access(path.join(dir, path.dirname(name), link));
    }
  }
  const front = await readFile(path.join(dir, "index.html"), "utf8");
  expect(front).toMatch(/<h2><a href="story\/\w+\/index\.html"/);
  expect(front).toMatch(/<img class="picture" src="pictures\/\d+\.png"/);
});
