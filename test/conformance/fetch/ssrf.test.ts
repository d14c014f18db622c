import { readFileSync } from "node:fs";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseAllowList } from "../../../src/fetch/address-space.ts";
import { createFetcher } from "../../../src/fetch/create-fetcher.ts";
import { judgeUrl, whyNotAnswers } from "../../../src/fetch/guard.ts";
import { settings } from "./network-settings.ts";
import { type RawServer, startRawServer } from "./raw-server.ts";

interface Case {
  readonly id: string;
  readonly group: string;
  readonly url: string;
  readonly expect: "allow" | "block";
  readonly stage: "parse" | "literal" | "resolve" | "connect" | "redirect";
  readonly reason: string;
  readonly dns?: Readonly<Record<string, readonly string[]>>;
  /** One list of answers for each look-up. */
  readonly dnsSequence?: Readonly<Record<string, readonly (readonly string[])[]>>;
  readonly redirect?: readonly string[];
  readonly config?: { readonly network: { readonly allow: readonly string[] } };
}

const fixture = (path: string) => readFileSync(new URL(`../../fixtures/${path}`, import.meta.url), "utf8");
const { cases } = JSON.parse(fixture("ssrf/cases.json")) as { cases: Case[] };

function named(choose: (one: Case) => boolean): [name: string, one: Case][] {
  return cases.filter(choose).map((one) => [`${one.id} ${one.url} (${one.reason})`, one]);
}

/** Names in the cases resolve as they say; each look-up takes the next list, and the last one stays. */
function lookUpOf({ dns = {}, dnsSequence = {} }: Case) {
  let asked = 0;
  return async (name: string) => {
    const lists = dnsSequence[name] ?? (dns[name] ? [dns[name]] : [[]]);
    asked += 1;
    return lists[Math.min(asked, lists.length) - 1] ?? [];
  };
}

function fetcherFor(one: Case) {
  const allow = one.config?.network.allow ?? [];
  return createFetcher({ ...settings, allow, timeout: 2_000 }, { lookUp: lookUpOf(one) });
}

describe("addresses that must not be reached are refused before a byte is sent", () => {
  test.each(named((one) => one.expect === "block" && one.stage !== "redirect"))("%s", async (_name, one) => {
    for (const kind of ["feed", "page"] as const) {
      const fetcher = fetcherFor(one);
      const outcome = await fetcher.fetch({ url: one.url, kind });
      await fetcher.close();
      expect(outcome).toMatchObject({ kind: "failure", code: "FETCH_BLOCKED", status: undefined });
    }
  });
});

describe("addresses that may be reached are let through", () => {
  test.each(named((one) => one.expect === "allow" && one.stage !== "redirect"))("%s", async (_name, one) => {
    const allow = parseAllowList(one.config?.network.allow ?? []);
    const verdict = judgeUrl(one.url, allow);
    expect(verdict).toMatchObject({ allowed: true });
    const host = verdict.allowed ? verdict.url.hostname : "";
    expect(whyNotAnswers(host, await lookUpOf(one)(host), allow)).toBeUndefined();
  });
});

describe("every hop of a redirect is judged again", () => {
  let plain: RawServer;
  let secure: ReturnType<typeof createTlsServer>;
  let script: readonly string[] = [];
  const HOST = "127.0.0.2"; // stands for the public servers; 127.0.0.1 stays forbidden
  let asked = 0;
  /** What the next request is told: the next hop of the script, then the feed. */
  function nextLocation(): string | undefined {
    asked += 1;
    return script[asked - 1];
  }

  beforeAll(async () => {
    plain = await startRawServer(
      () => {
        const location = nextLocation();
        return location === undefined ? { body: "<rss/>" } : { status: 302, headers: { Location: location } };
      },
      { host: HOST },
    );
    const certificate = { key: fixture("http/tls/good.key"), cert: fixture("http/tls/good.pem") };
    secure = createTlsServer(certificate, (_request, response) => {
      const location = nextLocation();
      response.writeHead(location === undefined ? 200 : 302, location === undefined ? {} : { location });
      response.end("<rss/>");
    });
    await new Promise<void>((resolve) => secure.listen(0, HOST, resolve));
  });
  afterAll(async () => {
    await plain.close();
    await new Promise((resolve) => secure.close(resolve));
  });

  /** The cases speak of ports 80 and 443; here both servers have ports of their own. */
  function atOurPorts(url: string): string {
    const { port } = secure.address() as AddressInfo;
    return url
      .replace(/^http:\/\/(example\.org|pub2\.example|evil\.example)\//, `http://$1:${plain.port}/`)
      .replace(/^https:\/\/(example\.org|pub2\.example)\//, `https://$1:${port}/`);
  }

  test.each(named((one) => one.stage === "redirect"))("%s", async (_name, one) => {
    asked = 0;
    script = (one.redirect ?? []).map(atOurPorts);
    const inner = lookUpOf(one);
    const lookUp = async (name: string) =>
      (await inner(name)).map((address) => (address.startsWith("93.184.") ? HOST : address));
    const fetcher = createFetcher(
      { ...settings, allow: [`${HOST}/32`], timeout: 2_000 },
      { lookUp, ca: fixture("http/tls/ca.pem") },
    );
    const outcome = await fetcher.fetch({ url: atOurPorts(one.url), kind: "feed" });
    await fetcher.close();
    if (one.expect === "allow") expect(outcome).toMatchObject({ kind: "document", permanentUrl: undefined });
    else expect(outcome).toMatchObject({ code: expect.stringMatching(/^FETCH_(BLOCKED|REDIRECT)$/) });
  });
});

test("a connection that one source may have is not lent to another that may not", async () => {
  const server = await startRawServer(() => ({ body: "<rss/>" }));
  const fetcher = createFetcher({ ...settings, allow: [] }, { lookUp: async () => ["127.0.0.1"] });
  const url = `http://wire.example:${server.port}/`;
  const allowed = await fetcher.fetch({ url, kind: "feed", allow: ["127.0.0.1/32"] });
  const refused = await fetcher.fetch({ url, kind: "feed" });
  await fetcher.close();
  await server.close();
  expect(allowed.kind).toBe("document");
  expect(refused).toMatchObject({ code: "FETCH_BLOCKED" });
  expect(server.requests).toHaveLength(1);
});
