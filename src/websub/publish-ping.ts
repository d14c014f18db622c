import type { FetchRequest } from "../model/document.ts";

/** Tells a hub that documents have changed; it fetches them itself. */
export function publishPing(hub: string, topics: readonly string[]): FetchRequest {
  const form = new URLSearchParams({ "hub.mode": "publish" });
  for (const topic of topics) form.append("hub.url", topic);
  for (const topic of topics) form.append("hub.topic", topic);
  return { url: hub, kind: "hub", method: "POST", body: form.toString() };
}

/** The Link field that a published feed is served with (WebSub section 4); undefined without hubs. */
export function hubLinks(hubs: readonly string[], self: string): string | undefined {
  if (hubs.length === 0) return undefined;
  return [...hubs.map((hub) => `<${hub}>; rel="hub"`), `<${self}>; rel="self"`].join(", ");
}
