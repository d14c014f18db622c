import { createHmac, randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { freePort } from "../support/free-port.ts";
import { type Delivery, type Receiver, startReceiver } from "../support/receiver.ts";
import { randomFrom } from "../unit/parse/mutate.ts";
import { processesIn, supervise } from "./processes.ts";
import { type FragileRedis, fragileRedis } from "./redis.ts";
import { type Outlet, startWire } from "./wire.ts";

/**
 * A wire that is killed again and again while it tells a receiver of every story by two rules: `npm run test:notices
 * [-- --kills 200 --seed N --busy]`. Most of the kills come with the head of a notice, at its end, or just after its answer;
 * with `--busy` also while the receiver answers 503, where one who dies before he has heard it cannot know. Beside
 * it somebody sends what he has made up or overheard. Status 1 when a (story, rule) came twice, when more than one in a
 * hundred kills lost one (of those that are out when they fall, in the microseconds before the last byte), or when
 * anything forged was let in.
 */
const SECRET = randomBytes(24).toString("base64url");
const RULES = ["all", "again"];
const OUTLETS = 4;
const QUIET_MS = 60_000;
/** What waits is tried again after as long as it has waited. */
const LONGEST_END_MS = 20 * 60_000;
/** For a notice of a wire that was killed just now: on a busy machine it takes its time to start. */
const LONGEST_WAIT_MS = 40_000;
/** A second one would come within this after the first: a lost job is looked at after ten seconds. */
const CALM_MS = 12_000;
const KINDS = ["any", "any", "head", "whole", "answered"];

export interface NoticesVerdict {
  readonly kills: number;
  /** Of these, how many fell upon a notice under way. */
  readonly amid: number;
  readonly stories: number;
  readonly accepted: number;
  /** (story, rule) that came more than once, that is still to come, or never. */
  readonly twice: readonly string[];
  readonly waiting: readonly string[];
  readonly lost: readonly string[];
  readonly forged: number;
  readonly forgedAccepted: number;
  readonly orphans: number;
}

export async function killAmidNotices(
  kills: number,
  seed: number,
  say: (line: string) => void,
): Promise<NoticesVerdict> {
  const folder = await mkdtemp(path.join(tmpdir(), "lede-notices-"));
  const random = randomFrom(seed);
  const [receiver, redis, wire, port] = await Promise.all([
    startReceiver(SECRET),
    fragileRedis(path.join(folder, "redis")),
    startWire(OUTLETS, seed),
    freePort(),
  ]);
  await writeFile(path.join(folder, "lede.yaml"), JSON.stringify(yamlOf(wire.outlets, port, receiver)));
  const forger = startForger(receiver);
  const lede = supervise(folder, {
    REDIS_URL: `redis://127.0.0.1:${redis.port}`,
    LEDE_FOLDER: folder,
    LEDE_TEST_MIN_INTERVAL: "1s",
  });
  const one = lede.start(["run"]);
  let amid = 0;
  let done = 0;
  let ended = false;
  try {
    while (done < kills) {
      await until(() => one.pid() !== undefined);
      for (const outlet of wire.outlets) if (random() < 0.7) wire.grow(outlet);
      const struck = await momentOf(receiver, random);
      if (struck) amid += 1;
      one.kill();
      done += 1;
      if (done % 20 === 0) say(`${done} kills, ${receiver.accepted.length} notices`);
    }
    receiver.onHead = () => {};
    receiver.answer = () => 204;
    wire.grow(wire.outlets[0] as Outlet);
    const file = path.join(folder, "public/feed.json");
    const waiting = () => waitingIn(redis);
    await settled(receiver, file, waiting);
    const stories = await publishedIds(file);
    forger.stop();
    const verdict = judge(receiver.accepted, stories, await waiting());
    return { kills, amid, ...verdict, ...forger.verdict(), orphans: await end() };
  } finally {
    forger.stop();
    if (!ended) await end();
    await rm(folder, { recursive: true, force: true });
  }

  async function end(): Promise<number> {
    ended = true;
    await lede.stop();
    await Promise.all([receiver.close(), redis.stop(), wire.close()]).catch(() => {});
    return processesIn(folder).length;
  }
}

function yamlOf(outlets: readonly Outlet[], port: number, receiver: Receiver) {
  return {
    link: `http://127.0.0.1:${port}/`,
    serve: { host: "127.0.0.1", port },
    output: { dir: "./public", formats: ["json"] },
    edition: { stories: 1000, window: "48h", perSource: 1000 },
    lead: { fullText: "never" },
    network: { allow: ["127.0.0.0/8"], timeout: "5s" },
    notify: RULES.map((id) => ({ id, url: receiver.url(`/${id}`), when: { outlets: 1 }, secret: SECRET })),
    sources: outlets.map(({ id, feedUrl }) => ({ id, url: feedUrl, every: "1s" })),
  };
}

/** Waits for the moment to kill: a random one, or one of a notice's own. Gives whether a notice was under way. */
async function momentOf(receiver: Receiver, random: () => number): Promise<boolean> {
  const kind = KINDS[Math.floor(random() * KINDS.length)];
  receiver.answer = () => 204;
  receiver.onHead = () => {};
  if (kind === "any") {
    await sleep(1_000 + random() * 3_000);
    return false;
  }
  const come = new Promise<boolean>((resolve) => {
    if (kind === "head") receiver.onHead = () => resolve(true);
    else
      receiver.answer = () => {
        if (kind === "whole") resolve(true);
        else setTimeout(() => resolve(true), kind === "answered" ? random() * 4 : 100 + random() * 3_000);
        // One that is busy for a while: nobody had it, and the next process gives it.
        return kind === "busy" ? 503 : 204;
      };
  });
  return Promise.race([come, sleep(LONGEST_WAIT_MS, false)]);
}

/** Everything has come that is published, or nothing waits and nothing comes for a while, and nobody kills any more. */
async function settled(
  { accepted }: Receiver,
  file: string,
  waiting: () => Promise<readonly string[]>,
): Promise<void> {
  let [count, since] = [accepted.length, Date.now()];
  const isQuiet = async () => Date.now() - since > QUIET_MS && (await waiting()).length === 0;
  for (const end = Date.now() + LONGEST_END_MS; Date.now() < end && !(await isQuiet()); await sleep(500)) {
    if (accepted.length !== count) [count, since] = [accepted.length, Date.now()];
    const published = await publishedIds(file).catch(() => []);
    const isWhole = published.length > 0 && judge(accepted, published, []).lost.length === 0;
    if (isWhole && Date.now() - since > CALM_MS) return;
  }
}

/** (story, rule) of which the wire knows that it has to tell. */
async function waitingIn(redis: FragileRedis): Promise<readonly string[]> {
  const texts = (await redis.command("HVALS", "{lede}:notices")) as readonly string[];
  return texts.map((text) => {
    const { rule, subject } = JSON.parse(text) as { readonly rule: string; readonly subject: string };
    return `${rule} ${subject}`;
  });
}

async function publishedIds(file: string): Promise<readonly string[]> {
  const { items } = JSON.parse(await readFile(file, "utf8")) as {
    readonly items: readonly { readonly id: string }[];
  };
  return items.map(({ id }) => id);
}

function judge(accepted: readonly Delivery[], stories: readonly string[], waits: readonly string[]) {
  const counts = new Map<string, number>();
  for (const { body } of accepted) {
    const { story, rule } = JSON.parse(body) as { readonly story: string; readonly rule: string };
    counts.set(`${rule} ${story}`, (counts.get(`${rule} ${story}`) ?? 0) + 1);
  }
  const wanted = stories.flatMap((story) => RULES.map((rule) => `${rule} ${story}`));
  return {
    stories: stories.length,
    accepted: accepted.length,
    twice: [...counts].filter(([, n]) => n > 1).map(([what]) => what),
    waiting: waits.filter((what) => !counts.has(what)),
    lost: wanted.filter((what) => !counts.has(what) && !waits.includes(what)),
  };
}

/** Sends notices of his own under a wrong key, under none, and overheard ones with another text or at another time. */
function startForger(receiver: Receiver) {
  let sent = 0;
  let taken = 0;
  const send = async () => {
    const heard = receiver.accepted.at(-1);
    const at = String(Math.floor(Date.now() / 1_000));
    const id = heard?.id ?? "n-0";
    const body = JSON.stringify({ kind: "story", story: "forged", rule: "all", title: "forged" });
    const mac = (text: string, key: string) =>
      `v1,${createHmac("sha256", key).update(text).digest("base64")}`;
    const old = String(Number(at) - 3_600);
    const attempts = [
      { "webhook-timestamp": at, "webhook-signature": mac(`${id}.${at}.${body}`, "a guess") },
      { "webhook-timestamp": at },
      { "webhook-timestamp": at, "webhook-signature": String(heard?.headers["webhook-signature"]) },
      { "webhook-timestamp": old, "webhook-signature": mac(`${id}.${old}.${body}`, SECRET) },
    ];
    for (const headers of attempts) {
      const answer = await fetch(receiver.url("/all"), {
        method: "POST",
        body,
        headers: { "webhook-id": id, "content-type": "application/json", ...headers },
      }).catch(() => undefined);
      if (!answer) continue;
      sent += 1;
      if (answer.status !== 403) taken += 1;
    }
  };
  const timer = setInterval(() => void send(), 2_000);
  return { stop: () => clearInterval(timer), verdict: () => ({ forged: sent, forgedAccepted: taken }) };
}

async function until(is: () => boolean): Promise<void> {
  while (!is()) await sleep(20);
}

if (process.argv[1]?.endsWith("notices.ts")) {
  const { values } = parseArgs({
    options: {
      kills: { type: "string", default: "200" },
      seed: { type: "string", default: "1" },
      busy: { type: "boolean", default: false },
    },
  });
  if (values.busy) KINDS.push("busy");
  const verdict = await killAmidNotices(Number(values.kills), Number(values.seed), (line) =>
    console.log(line),
  );
  console.log(JSON.stringify(verdict, undefined, 2));
  const { twice, lost, forgedAccepted, orphans } = verdict;
  const isLossy = lost.length > Number(values.kills) / 100;
  process.exitCode = twice.length + forgedAccepted + orphans > 0 || isLossy ? 1 : 0;
}
