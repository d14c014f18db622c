import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import { expect, onTestFinished, test } from "vitest";
import { type FragileRedis, fragileRedis } from "../faults/redis.ts";
import { freePort } from "../support/free-port.ts";
import { type Loopback, startLoopback } from "../support/loopback.ts";
import { runLede, startLede } from "../support/run-lede.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { until } from "../support/wire.ts";

/** What is planted, each in another place of the configuration; none may be seen anywhere. */
const PLANTED = {
  FEED_KEY: "plantedBearer71",
  API_KEY: "plantedApiKey72",
  URL_KEY: "plantedInUrl73",
  PATH_KEY: "plantedInPath74",
  USER_PASS: "plantedUserPass75",
  PROXY_PASS: "plantedProxy76",
  REDIS_PASS: "plantedRedis77",
  LEDE_TOKEN: "plantedToken78",
};

let redis: FragileRedis;
let site: Loopback;
let folder: string;

const feed = (
  origin: string,
) => `<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>Quay</title><atom:link rel="hub" href="${origin}/hub"/><atom:link rel="self" href="${origin}/topic"/>
<item><guid>1</guid><title>Pilots get a second boat</title><link>${origin}/1</link><description>Two boats.</description></item></channel></rss>`;

const yaml = (origin: string, port: number) => `
serve: { host: 127.0.0.1, port: ${port}, token: "\${LEDE_TOKEN}" }
redis: { url: "redis://:\${REDIS_PASS}@127.0.0.1:${redis.port}" }
output: { dir: ./public }
websub: { callback: "https://wire.example/websub" }
network: { allow: [127.0.0.0/8], timeout: 3s }
sources:
  - { id: bearer, url: "${origin}/feed?of=bearer", headers: { Authorization: "Bearer \${FEED_KEY}", X-Api-Key: "\${API_KEY}" } }
  - { id: in-url, url: "${origin}/feed?of=url&token=\${URL_KEY}" }
  - { id: moved, url: "${origin}/moved?of=moved&token=\${URL_KEY}" }
  - { id: missing, url: "${origin}/missing/\${PATH_KEY}/rss" }
  - { id: page, url: "${origin}/page?token=\${URL_KEY}" }
  - { id: pass, url: "http://me:\${USER_PASS}@127.0.0.1:${new URL(origin).port}/feed?of=pass" }
  - { id: proxied, url: "http://feeds.example/rss", network: { proxy: "http://me:\${PROXY_PASS}@127.0.0.1:9" } }
`;

async function setUp(): Promise<void> {
  folder = await temporaryFolder();
  redis = await fragileRedis(path.join(folder, "redis"));
  onTestFinished(() => redis.stop());
  await redis.command("config", "set", "requirepass", PLANTED.REDIS_PASS);
  site = await startLoopback((request, response) => {
    const at = new URL(request.url ?? "/", site.url("/"));
    if (at.pathname === "/feed")
      response.writeHead(200, { "content-type": "text/xml" }).end(feed(site.url("")));
    else if (at.pathname === "/moved")
      response.writeHead(301, { location: `/gone?${at.searchParams}` }).end();
    else if (at.pathname === "/page")
      response
        .writeHead(200, { "content-type": "text/html" })
        .end(`<link rel=alternate type="application/rss+xml" href="/feed?${at.searchParams}"><p>hello`);
    else response.writeHead(at.pathname === "/hub" ? 202 : 404).end(`no ${request.url}`);
  });
  onTestFinished(site.close);
}

/** Everything of `text` that gives a secret away, with some of its surroundings. */
function leaks(what: string, text: string, secrets: readonly string[]): string[] {
  const forms = secrets.flatMap((one) => [one, Buffer.from(`me:${one}`).toString("base64")]);
  return forms.flatMap((form) => {
    const at = text.indexOf(form);
    return at < 0 ? [] : [`${what}: ${text.slice(Math.max(0, at - 120), at + form.length)}`];
  });
}

async function filesIn(dir: string): Promise<[name: string, text: string][]> {
  const names = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = names.filter((one) => one.isFile() && !/\.(?:br|gz|png)$/.test(one.name));
  return Promise.all(
    files.map(async (one) => {
      const file = path.join(one.parentPath, one.name);
      return [file, await readFile(file, "utf8")] as [string, string];
    }),
  );
}

test("no output shows a token, a password or a key", async () => {
  await setUp();
  const port = await freePort();
  const origin = site.url("");
  await writeFile(path.join(folder, "lede.yaml"), yaml(origin, port));
  const env = { ...PLANTED, LEDE_LOG: "trace", LEDE_PREFIX: "{secrets}" };
  const options = { cwd: folder, env };
  const seen: [what: string, text: string][] = [];
  const ask = async (...args: string[]) => {
    const { stdout, stderr } = await runLede([...args, "--config", "lede.yaml"], options);
    seen.push([`lede ${args.join(" ")}`, stdout], [`log of lede ${args.join(" ")}`, stderr]);
    return stdout;
  };
  const child = startLede(["run", "--config", "lede.yaml"], options);
  onTestFinished(() => void child.kill("SIGKILL"));
  let log = "";
  child.stderr?.on("data", (piece: Buffer) => {
    log += piece.toString();
  });
  const headers = { authorization: `Bearer ${PLANTED.LEDE_TOKEN}` };
  const page = async (at: string) => {
    const text = await (await fetch(`http://127.0.0.1:${port}${at}`, { headers })).text();
    seen.push([at, text]);
    return text;
  };
  await until("every source's failure", async () => {
    const text = await page("/status.json");
    return text.split('"failure":{').length > 4 && text.includes('"state":"ok"') ? true : undefined;
  });
  await until("the feed", async () => ((await page("/feed.json")).includes("Pilots") ? true : undefined));
  for (const at of [
    "/status",
    "/metrics",
    "/queues/api/queues",
    "/feed.atom",
    "/feed.rss",
    "/index.html",
    "/sources.opml",
  ])
    await page(at);
  await fetch(`http://127.0.0.1:${port}/t/${PLANTED.LEDE_TOKEN}/feed.atom`);
  await ask("status");
  await ask("status", "--json");
  await ask("explain", `${origin}/1`);
  await ask("check", "--probe");
  await ask("check", "--probe", "--json");
  const client = new Redis(redis.port, { password: PLANTED.REDIS_PASS });
  const tokens = Object.keys(await client.hgetall("{secrets}:subscription-tokens"));
  const secrets = Object.values(await client.hgetall("{secrets}:subscriptions")).map(
    (text) => (JSON.parse(text) as { secret: string }).secret,
  );
  client.disconnect();
  expect(tokens.length + secrets.length).toBeGreaterThan(1);
  child.kill("SIGTERM");
  await new Promise((resolve) => child.once("exit", resolve));
  seen.push(["log of lede run", log]);
  seen.push(...(await filesIn(path.join(folder, "public"))));
  await ask("once");
  await ask("once", "--json");
  await redis.kill();
  await sleep(200);
  await ask("status");
  await writeFile(
    path.join(folder, "lede.yaml"),
    `${yaml(origin, port)}\nschedule: { every: "\${FEED_KEY}" }\n`,
  );
  await ask("check");
  await ask("check", "--json");
  await redis.start(true);
  const planted = [...Object.values(PLANTED), ...tokens, ...secrets];
  expect(seen.flatMap(([what, text]) => leaks(what, text, planted))).toEqual([]);
  expect(seen.length).toBeGreaterThan(40);
}, 240_000);
