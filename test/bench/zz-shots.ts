import { mkdir } from "node:fs/promises";
import { startSampleServer } from "/work/w25/test/judge/sample-server.ts";
import { launchChromium } from "/work/w25/test/support/chromium.ts";
const out = process.argv[2] ?? "/tmp/shots25";
await mkdir(out, { recursive: true });
const only = process.argv[3];
const s = await startSampleServer();
const b = await launchChromium();
const ST = "story/01JD0000000000000000000001/";
const shots: [string, string, number, number, string, string?][] = [
  ["front", "", 1440, 1500, "light"], ["front-full", "", 1440, 0, "light"], ["phone", "", 360, 1800, "light"], ["phone-full","",360,0,"light"],
  ["dark", "", 1440, 1100, "dark"], ["print", "", 794, 0, "light", "print"], ["section", "coast/", 1280, 1000, "light"],
  ["day", "archive/2026-11-21/", 1280, 0, "light"], ["calendar", "archive/", 1000, 700, "light"], ["correction", ST, 1000, 0, "light"], ["correction-phone", ST, 360, 0, "dark"],
];
for (const [name, p, w, h, scheme, media] of shots) {
  if (only && !name.startsWith(only)) continue;
  const c = await b.newContext({ viewport: { width: w, height: h || 1000 }, colorScheme: scheme as never });
  const page = await c.newPage();
  if (media) await page.emulateMedia({ media: media as never });
  await page.goto(s.url + p); await page.waitForLoadState("networkidle");
  await page.screenshot({ path: `${out}/${name}.png`, fullPage: h === 0 });
  await c.close();
}
await b.close(); await s.close();
