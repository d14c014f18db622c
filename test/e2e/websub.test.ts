import { createHmac } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { type Loopback, startLoopback } from "../support/loopback.ts";
import { makeWire, until } from "../support/wire.ts";

const feed = (origin: string, ...titles: string[]) => `<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Quay News</title><id>urn:quay</id>
<link rel="self" href="${origin}/feed"/><link rel="hub" href="${origin}/hub"/><updated>2026-01-01T00:00:00Z</updated>
${titles.map((title, n) => `<entry><title>${title}</title><id>urn:${n}</id><link href="${origin}/${n}"/><updated>${new Date().toISOString()}</updated></entry>`).join("\n")}
</feed>`;

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}

test("a hub's signed delivery is published, a forged one is not, and the hub hears of our own changes", async () => {
  const asked: URLSearchParams[] = [];
  const site: Loopback = await startLoopback(async (request, response) => {
    if (request.url === "/hub") {
      asked.push(new URLSearchParams(await bodyOf(request)));
      response.writeHead(202).end();
    } else
      response
        .writeHead(200, { "content-type": "application/atom+xml" })
        .end(feed(origin, "Pilots get a second boat"));
  });
  const origin = site.url("");
  onTestFinished(site.close);
  const { start, port } = await makeWire((port) =>
    [
      `link: http://127.0.0.1:${port}/`,
      `serve: { host: 127.0.0.1, port: ${port} }`,
      "output: { dir: ./public }",
      "lead: { fullText: never }",
      "network: { allow: [127.0.0.1/32] }",
      `websub: { callback: "https://wire.example/websub", hubs: ["${origin}/hub"] }`,
      `sources: [{ id: quay, url: "${origin}/feed" }]`,
    ].join("\n"),
  );
  start("run");

  const wanted = await until("the subscription", async () =>
    asked.find((form) => form.get("hub.mode") === "subscribe"),
  );
  expect(wanted.get("hub.topic")).toBe(`${origin}/feed`);
  const callback = `http://127.0.0.1:${port}${new URL(wanted.get("hub.callback") ?? "").pathname}`;
  const verify = (topic: string) =>
    fetch(
      `${callback}?${new URLSearchParams({ "hub.mode": "subscribe", "hub.topic": topic, "hub.challenge": "ch4", "hub.lease_seconds": "864000" })}`,
    );
  expect((await verify("http://other.example/")).status).toBe(404);
  expect(await (await verify(`${origin}/feed`)).text()).toBe("ch4");

  const deliver = (body: string, secret: string) =>
    fetch(callback, {
      method: "POST",
      body,
      headers: {
        "content-type": "application/atom+xml",
        "x-hub-signature": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
      },
    });
  const forged = feed(origin, "Pilots get a second boat", "Forged headline");
  expect((await deliver(forged, "not the secret")).status).toBe(202);
  const fresh = feed(origin, "Pilots get a second boat", "Night watches end on the quay");
  expect((await deliver(fresh, wanted.get("hub.secret") ?? "")).status).toBe(202);

  const published = await until("the delivered headline", async () => {
    const text = await (await fetch(`http://127.0.0.1:${port}/feed.atom`)).text();
    return text.includes("Night watches end on the quay") ? text : undefined;
  });
  expect(published).not.toContain("Forged headline");
  const ping = await until("the ping", async () => asked.find((form) => form.get("hub.mode") === "publish"));
  expect(ping.getAll("hub.topic")).toContain(`http://127.0.0.1:${port}/feed.atom`);
}, 150_000);
