import { expect, test } from "vitest";
import { rss, startPoller } from "./poller.ts";

async function titlesOf(body: Buffer | string, contentType?: string): Promise<(string | undefined)[]> {
  const headers = contentType === undefined ? {} : { "Content-Type": contentType };
  const poller = await startPoller([{ headers, body }]);
  await poller.poll();
  return poller.accepted[0]?.entries.map(({ title }) => title) ?? [];
}

test("F90 header says iso-8859-1, bytes are UTF-8", async () => {
  const titles = await titlesOf(rss({ items: 1, title: "Köln" }), "text/xml; charset=ISO-8859-1");
  expect(titles).toEqual(["Köln 0"]);
});

test("F92 declared utf-8, one stray byte", async () => {
  const body = Buffer.from(rss({ items: 1, title: "It@s" }));
  body[body.indexOf("@")] = 0x92;
  const [title] = await titlesOf(body, "text/xml; charset=utf-8");
  expect(title).toMatch(/^It[\u2019\ufffd]s 0$/);
});

test.each(["text/plain", "application/octet-stream", "text/html", "video/mp4", undefined])(
  "F94 odd content types: %s",
  async (type) => {
    expect(await titlesOf(rss({ items: 1 }), type)).toEqual(["Item 0"]);
  },
);

test.each(["\n\n", "  \t", "\ufeff\n", "<!-- made by hand -->\n"])(
  "F95 leading whitespace / junk before <?xml: %j",
  async (junk) => {
    expect(await titlesOf(junk + rss({ items: 1 }))).toEqual(["Item 0"]);
  },
);
