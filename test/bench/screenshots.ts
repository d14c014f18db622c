import { mkdir } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { startSampleServer } from "../judge/sample-server.ts";
import { launchChromium } from "../support/chromium.ts";

/** Pictures for the README, of an invented edition or of a wire that runs: `-- --url http://127.0.0.1:8080/`. */
const SHOTS = [
  { name: "desktop", path: "", width: 1440, height: 1100, scheme: "light" },
  { name: "phone", path: "", width: 390, height: 844, scheme: "light" },
  { name: "dark", path: "", width: 1440, height: 1100, scheme: "dark" },
  { name: "story", path: "story/", width: 1100, height: 1100, scheme: "light" },
  {
    name: "archive",
    path: `archive/${new Date().toISOString().slice(0, 10)}/`,
    width: 1280,
    height: 1000,
    scheme: "light",
  },
  { name: "status", path: "status", width: 1280, height: 1100, scheme: "light" },
] as const;

const { values } = parseArgs({
  options: { url: { type: "string" }, out: { type: "string", default: "docs/screenshots" } },
});
await mkdir(values.out, { recursive: true });
const sample = values.url ? undefined : await startSampleServer();
const base = values.url ?? sample?.url ?? "";
const browser = await launchChromium();
for (const { name, path: where, width, height, scheme } of SHOTS) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme });
  const page = await context.newPage();
  await page.goto(base);
  // The sample's or the wire's own lead: its page is linked from the front.
  const href = where === "story/" ? await page.locator(".lead .why").getAttribute("href") : where;
  await page.goto(new URL(href ?? "", base).href);
  await page.waitForLoadState("networkidle");
  const file = path.join(values.out, `${name}.png`);
  await page.screenshot({ path: file });
  console.log(file);
  await context.close();
}
await browser.close();
await sample?.close();
