import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { pino } from "pino";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { queueBoard } from "../../src/queue/queue-board.ts";
import { createQueues } from "../../src/queue/queues.ts";
import { type SampleServer, startSampleServer, startWaitingServer } from "../judge/sample-server.ts";
import { chromiumPath, launchChromium } from "../support/chromium.ts";
import { connectRedis, freshPrefix } from "../support/redis.ts";

const STORY = "story/01JD0000000000000000000000/";
const CORRECTED = "story/01JD0000000000000000000001/";
const DAY = "archive/2026-11-22/";
const PAGES = ["", "coast/", STORY, CORRECTED, "archive/", DAY];

interface AxeFinding {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** What axe gives, as far as it is read here. */
interface AxeResults {
  readonly violations: readonly AxeFinding[];
  /** What it cannot judge by itself. */
  readonly incomplete: readonly AxeFinding[];
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

  async function open(
    path: string,
    options: BrowserContextOptions = {},
    address = server.url + path,
  ): Promise<Page> {
    const page = await (await browser.newContext(options)).newPage();
    pages.push(page);
    await page.goto(address);
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
    expect(await page.locator(".coverage li").count()).toBe(7);
    await page.locator(".wire a").click();
    expect(page.url()).toBe(server.url);
  });

  test.each([
    { name: "a narrow phone", width: 360 },
    { name: "a window of 640 px, enlarged to 200 %", width: 320 },
    { name: "a tablet", width: 800 },
    { name: "a wide screen", width: 1600 },
  ])("nothing is cut off on $name", async ({ width }) => {
    const page = await open("", { viewport: { width, height: 800 } });
    for (const path of [...PAGES, "status"]) {
      await page.goto(server.url + path);
      expect(await page.evaluate("document.documentElement.scrollWidth"), path).toBeLessThanOrEqual(width);
    }
  });

  test.each([320, 360])(
    "what is wider than %i px is broken, narrowed or scrolls by itself",
    async (width) => {
      const page = await open("", { viewport: { width, height: 800 } });
      await page.evaluate(`{
      const word = "Donaudampfschifffahrtsgesellschaft".repeat(8);
      const of = (outer, inner) => outer.repeat(12) + inner;
      document.querySelector(".text").innerHTML += [
        "<p>" + word, "<h3>" + word + "</h3>", "<pre><code>" + word + "</code></pre>",
        "<table><tr>" + "<td>a wide cell</td>".repeat(30) + "</table>", of("<ul><li>", word) + of("</ul>", ""),
        of("<blockquote>", word) + of("</blockquote>", ""), "<p><math><mi>" + word + "</mi></math></p>", "<math><mi>" + word + "</mi></math>",
        "<p><ruby>x<rt>" + word + "</rt></ruby></p>", "<img width=4000 height=300 alt=x>",
      ].join("");
      document.querySelector(".jumps a").textContent = word;
    }`);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    },
  );

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
    { path: "coast/", scheme: "light", width: 1280 },
    { path: CORRECTED, scheme: "light", width: 360 },
    { path: "archive/", scheme: "dark", width: 1280 },
    { path: DAY, scheme: "light", width: 1280 },
  ] as const)("axe finds nothing wrong with /$path ($scheme, $width px)", async ({ path, scheme, width }) => {
    await judge(await open(path, { colorScheme: scheme, viewport: { width, height: 900 }, bypassCSP: true }));
  });

  test.each([
    { language: "ar", path: "", width: 1280 },
    { language: "ar", path: CORRECTED, width: 360 },
    { language: "ja", path: "", width: 360 },
    { language: "ja", path: DAY, width: 1280 },
  ])("axe finds nothing wrong with /$path in $language ($width px)", async ({ language, path, width }) => {
    const own = await startSampleServer({}, { language });
    onTestFinished(own.close);
    const page = await open("", { viewport: { width, height: 900 }, bypassCSP: true }, own.url + path);
    expect(await page.locator("html").getAttribute("lang")).toBe(language);
    expect(await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth")).toBe(0);
    await judge(page);
  });

  test.each(["en", "ar", "ja"])("axe finds nothing wrong with a wire that waits (%s)", async (language) => {
    const own = await startWaitingServer(language);
    onTestFinished(own.close);
    const page = await open("", { viewport: { width: 360, height: 700 }, bypassCSP: true }, own.url);
    expect(await page.locator("html").getAttribute("lang")).toBe(language);
    expect(await page.locator("li").count()).toBeGreaterThan(0);
    await judge(page);
  });

  async function judge(page: Page): Promise<void> {
    await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
    await page.evaluate(axe);
    const { violations, incomplete } = await page.evaluate<AxeResults>("axe.run()");
    const told = ({ id, nodes }: AxeFinding) => `${id}: ${nodes[0]?.html}`;
    expect(violations.map(told)).toEqual([]);
    // What axe cannot judge: colours behind pictures. Nothing else is left to a person.
    expect(incomplete.filter(({ id }) => id !== "color-contrast").map(told)).toEqual([]);
  }

  test("works without script, and stays small", async () => {
    const page = await open("", { javaScriptEnabled: false });
    expect(await page.locator("article").count()).toBe(18);
    expect(await page.locator(".lead > .by time").textContent()).toBe("Nov 22, 06:30 UTC");
    const sizes = await Promise.all(
      ["", "style.css"].map(async (path) => (await (await fetch(server.url + path)).text()).length),
    );
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(100_000);
  });

  test("asks for three files and the pictures of its stories, and for nothing of anybody else", async () => {
    const page = await (await browser.newContext()).newPage();
    pages.push(page);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(server.url, { waitUntil: "networkidle" });
    const own = asked.filter((url) => url.startsWith(server.url));
    expect(own.length).toBeLessThanOrEqual(3);
    expect(asked.filter((url) => !url.startsWith(server.url) && !url.endsWith(".jpg"))).toEqual([]);
  });

  test("writes times in the reader's own zone", async () => {
    const page = await open("", { timezoneId: "Asia/Tokyo", locale: "en-US" });
    expect(await page.locator(".lead > .by time").textContent()).toBe("Nov 22, 15:30");
    expect(await page.locator(".lead > .by time").getAttribute("datetime")).toBe("2026-11-22T06:30:00.000Z");
    expect(await page.locator(".ear time").textContent()).toBe("Sunday, November 22, 2026");
  });

  test("marks what is new since the last visit, and keeps that in the browser alone", async () => {
    const context = await browser.newContext();
    const visit = async () => {
      const page = await context.newPage();
      pages.push(page);
      await page.goto(server.url);
      return page;
    };
    const first = await visit();
    expect(await first.locator(".new").count()).toBe(0);
    const before = Date.UTC(2026, 10, 22, 6, 10) / 1000;
    await first.evaluate(`localStorage.setItem("lede " + location.pathname, "${before}")`);
    const second = await visit();
    expect(await second.locator(".new").count()).toBe(3);
    expect(await second.locator(".lead .new").textContent()).toBe("New");
    await second.reload();
    expect(await second.locator(".new").count()).toBe(3);
    expect(await (await visit()).locator(".new").count()).toBe(0);
    expect(await context.cookies()).toEqual([]);
  });

  test("a section is reached by its name, and leads to the whole", async () => {
    const page = await open("");
    await page.getByRole("navigation", { name: "Sections" }).getByText("The coast").click();
    expect(page.url()).toBe(`${server.url}#section-coast`);
    const section = page.getByRole("region", { name: "The coast" });
    expect(await section.locator("article").count()).toBeGreaterThan(1);
    await section.getByText("All of The coast").click();
    expect(page.url()).toBe(`${server.url}coast/`);
    expect(await page.locator("article").count()).toBe(5);
  });

  test("the archive leads from the page to a day, its stories, and the day before", async () => {
    const page = await open("");
    await page.getByRole("link", { name: "Archive", exact: true }).click();
    expect(await page.locator("caption").allTextContents()).toEqual(["November 2026"]);
    await page.getByRole("link", { name: "Sunday, November 22, 2026" }).click();
    expect(page.url()).toBe(server.url + DAY);
    await page.locator("article .why").first().click();
    expect(page.url()).toContain("/story/");
    await page.getByText("All stories of Sunday, November 22, 2026").click();
    expect(page.url()).toBe(server.url + DAY);
    await page.locator("a[rel=prev]").click();
    expect(page.url()).toBe(`${server.url}archive/2026-11-21/`);
  });

  test("a headline's other reports unfold by keyboard alone, and everything has a place for the eye", async () => {
    const page = await open("", { viewport: { width: 360, height: 800 } });
    const reached: string[] = [];
    for (let n = 0; n < 120; n++) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate<string>(
        "(() => { const one = document.activeElement; const box = getComputedStyle(one); return one === document.body ? '' : one.tagName + ' ' + box.outlineStyle; })()",
      );
      if (at === "") break;
      reached.push(at);
    }
    const focusable = await page.evaluate<number>(
      "[...document.querySelectorAll('a[href], summary')].filter((one) => one.checkVisibility()).length",
    );
    expect(reached).toHaveLength(focusable);
    expect(reached.filter((one) => !one.endsWith("solid") && !one.endsWith("auto"))).toEqual([]);
    const fold = page.locator("details.fold").first();
    await fold.locator("summary").focus();
    await page.keyboard.press("Enter");
    expect(await fold.locator("li").first().isVisible()).toBe(true);
  });

  test("a telephone scrolls less than it did: headlines take little room", async () => {
    const page = await open("", { viewport: { width: 360, height: 800 } });
    const heights = await page.locator(".brief").evaluateAll((all) => all.map((one) => one.clientHeight));
    expect(Math.max(...heights)).toBeLessThan(180);
  });

  test("a correction, what it corrects and the change of lead stand in the order of time", async () => {
    const page = await open(CORRECTED);
    const course = page.locator(".course li");
    expect(await course.first().textContent()).toContain("first to tell it · corrected since");
    expect(await course.last().textContent()).toContain("Correction · leads the story since");
    expect(await course.nth(2).textContent()).toContain("led the story until");
    expect(await course.nth(1).textContent()).toContain("3 hr 41 min later");
  });

  test("breaks no rule of its own policy", async () => {
    const page = await (await browser.newContext()).newPage();
    pages.push(page);
    const said: string[] = [];
    page.on("console", (message) => said.push(message.text()));
    for (const path of [...PAGES, "status", "nothing-here"]) await page.goto(server.url + path);
    expect(said.filter((one) => !one.includes("404"))).toEqual([]);
  });

  test("prints without buttons", async () => {
    const page = await open("");
    await page.emulateMedia({ media: "print" });
    expect(await page.locator(".subscribe").isVisible()).toBe(false);
    expect(await page.locator(".lead h2").isVisible()).toBe(true);
  });

  test("the board of the queues works under a token, asks nobody else and breaks no rule", async () => {
    const redis = connectRedis();
    const queues = createQueues({
      connection: redis,
      prefix: freshPrefix(),
      log: pino({ level: "silent" }),
      telemetry: undefined,
      publishDelay: 1_000,
    });
    const settings = { host: "127.0.0.1", port: 0, trustProxy: false, token: "s3cret" };
    const own = await startSampleServer({ settings, queues: queueBoard(queues), basePath: "/wire/" });
    try {
      const page = await (await browser.newContext()).newPage();
      pages.push(page);
      const said: string[] = [];
      const asked: string[] = [];
      page.on("console", (message) => said.push(message.text()));
      page.on("request", (request) => asked.push(request.url()));
      await page.goto(`${own.url}wire/t/s3cret/queues`);
      await page.getByText("extract").first().waitFor();
      expect(said).toEqual([]);
      expect(asked.filter((url) => !url.startsWith(`${own.url}wire/t/s3cret/queues`))).toEqual([]);
      await page.goto(`${own.url}t/s3cret/`);
      await page.getByText("Subscribe", { exact: true }).click();
      expect(await page.locator(".address").textContent()).toBe(`${own.url}t/s3cret/feed.atom`);
    } finally {
      await own.close();
      await queues.close();
      redis.disconnect();
    }
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
