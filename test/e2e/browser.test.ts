import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type SampleServer, startSampleServer } from "../judge/sample-server.ts";
import { chromiumPath, launchChromium } from "../support/chromium.ts";

const STORY = "story/01JD0000000000000000000000/";

/** What axe gives, as far as it is read here. */
interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

describe.skipIf(!chromiumPath)("in a real browser (apt-get install chromium)", () => {
  let browser: Browser;
  let server: SampleServer;
  let axe: string;
  const pages: Page[] = [];

  beforeAll(async () => {
    server = await startSampleServer();
    browser = await launchChromium();
    axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  });
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.context().close();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await (await browser.newContext(options)).newPage();
    pages.push(page);
    await page.goto(server.url + path);
    return page;
  }

  test("the front page gives the lead in full and every story once", async () => {
    const page = await open("");
    expect(await page.title()).toBe("Harbour Morning Wire");
    expect(await page.locator(".lead h2").textContent()).toBe(
      "After eleven years, the eastern ferry will sail again",
    );
    expect(await page.locator(".lead .text p").count()).toBeGreaterThan(6);
    expect(await page.locator(".lead > .by").textContent()).toContain("Marit Oldenkamp, Harbour Post");
    expect(
      await page.locator(".lead .picture").evaluate((image: { naturalWidth: number }) => image.naturalWidth),
    ).toBeGreaterThan(0);
    const titles = await page.locator("h2, h3").allTextContents();
    expect(titles).toContain("Three rescued from drifting yacht off the northern light");
    expect(await page.locator("article").count()).toBe(18);
  });

  test("coverage stands under its story by outlet and time, and the rest unfolds", async () => {
    const page = await open("");
    const also = page.locator(".lead .also");
    expect(await also.textContent()).toContain(
      "Council backs ferry plan with a fourteen-million guarantee Two Rivers Herald, 06:17",
    );
    const last = also.getByText("Opposition calls ferry deal");
    expect(await last.isVisible()).toBe(false);
    await also.getByText("3 more").click();
    expect(await last.isVisible()).toBe(true);
  });

  test("a reader finds the feeds, and the button opens the right one", async () => {
    const page = await open("");
    const announced = await page
      .locator("link[rel=alternate]")
      .evaluateAll((links) => links.map((link) => [link.getAttribute("type"), link.getAttribute("href")]));
    expect(announced).toEqual([
      ["application/atom+xml", "feed.atom"],
      ["application/rss+xml", "feed.rss"],
      ["application/feed+json", "feed.json"],
    ]);
    await page.getByText("Subscribe", { exact: true }).click();
    expect(await page.locator(".button").getAttribute("href")).toBe(`feed:${server.url}feed.atom`);
    await page.locator(".address").click();
    expect(await page.evaluate("getSelection().toString()")).toBe(`${server.url}feed.atom`);
  });

  test("a story has a page that says why it is one", async () => {
    const page = await open("");
    await page.locator(".lead .why").click();
    expect(page.url()).toBe(server.url + STORY);
    expect(await page.locator("h1").textContent()).toBe(
      "After eleven years, the eastern ferry will sail again",
    );
    expect(await page.getByText("Why this article leads").isVisible()).toBe(true);
    expect(await page.locator(".members").textContent()).toContain("with a likeness of 0.85");
    expect(await page.locator(".coverage li").count()).toBe(6);
    await page.locator(".wire a").click();
    expect(page.url()).toBe(server.url);
  });

  test.each([
    { name: "a narrow phone", width: 360 },
    { name: "a tablet", width: 800 },
    { name: "a wide screen", width: 1600 },
  ])("nothing is cut off on $name", async ({ width }) => {
    const page = await open("", { viewport: { width, height: 800 } });
    for (const path of ["", STORY, "status"]) {
      await page.goto(server.url + path);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    }
  });

  test("is dark where the reader's system is", async () => {
    const background = async (colorScheme: "light" | "dark") =>
      (await open("", { colorScheme })).evaluate("getComputedStyle(document.body).backgroundColor");
    expect(await background("light")).toBe("rgb(251, 250, 246)");
    expect(await background("dark")).toBe("rgb(21, 23, 26)");
  });

  test.each([
    { path: "", scheme: "light", width: 1280 },
    { path: "", scheme: "dark", width: 360 },
    { path: STORY, scheme: "dark", width: 1280 },
    { path: "status", scheme: "light", width: 360 },
    { path: "nothing-here", scheme: "light", width: 1280 },
  ] as const)("axe finds nothing wrong with /$path ($scheme, $width px)", async ({ path, scheme, width }) => {
    const page = await open(path, { colorScheme: scheme, viewport: { width, height: 900 }, bypassCSP: true });
    await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
    await page.evaluate(axe);
    const results = await page.evaluate<AxeResults>("axe.run()");
    expect(results.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });

  test("works without script, says so in its policy, and stays small", async () => {
    const page = await open("", { javaScriptEnabled: false });
    expect(await page.locator("article").count()).toBe(18);
    expect(await page.locator("script").count()).toBe(0);
    const sizes = await Promise.all(
      ["", "style.css"].map(async (path) => (await (await fetch(server.url + path)).text()).length),
    );
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(100_000);
  });

  test("breaks no rule of its own policy", async () => {
    const page = await (await browser.newContext()).newPage();
    pages.push(page);
    const said: string[] = [];
    page.on("console", (message) => said.push(message.text()));
    for (const path of ["", STORY, "status"]) await page.goto(server.url + path);
    expect(said).toEqual([]);
  });

  test("prints without buttons", async () => {
    const page = await open("");
    await page.emulateMedia({ media: "print" });
    expect(await page.locator(".subscribe").isVisible()).toBe(false);
    expect(await page.locator(".lead h2").isVisible()).toBe(true);
  });

  test("the status page says what is wrong and what to do, and draws the day", async () => {
    const page = await open("status");
    const first = page.locator(".sources tbody tr").first();
    expect(await first.textContent()).toContain("Failing");
    expect(await first.textContent()).toContain("look whether the address still works in a browser");
    expect(await page.locator("svg.chart").count()).toBe(3);
    expect(await page.locator(".warnings").textContent()).toContain("Redis evicts keys");
  });
});
