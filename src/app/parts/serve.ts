import { isDeepStrictEqual } from "node:util";
import type { FastifyInstance } from "fastify";
import type { Redis } from "ioredis";
import type { Logger } from "pino";
import type { Veil } from "../../config/veil.ts";
import type { EpochMs } from "../../model/brand.ts";
import type { Config } from "../../model/config.ts";
import type { Queues } from "../../queue/queues.ts";
import { createServer } from "../../serve/create-server.ts";
import { ListenError, openDoor } from "../../serve/door.ts";
import { renderMetrics } from "../../serve/metrics.ts";
import { hubLinks } from "../../websub/hub-requests.ts";
import { type Part, Refused } from "../part.ts";
import { offlineSentence, statusReport } from "../status-report.ts";
import type { Stores } from "./redis.ts";
import { websubPlugin } from "./websub.ts";

export interface ServeDeps {
  readonly hasty: Redis;
  readonly warnings: () => Promise<readonly string[]>;
  readonly queues: Queues;
  readonly stores: Stores;
  readonly answering: Stores;
  readonly veil: Veil;
  readonly now: () => EpochMs;
  readonly log: Logger;
  /** What is wrong with this process, in sentences for `/status`. */
  readonly troubles: () => readonly string[];
}

type Reads =
  | "serve"
  | "output"
  | "websub"
  | "link"
  | "language"
  | "sources"
  | "secrets"
  | "edition"
  | "cluster";
type Settings = Pick<Config, Reads>;

/** The published files, `/status`, health, metrics, the hubs' side of WebSub and, with a token, `/queues`. */
export function servePart(deps: ServeDeps): Part<Reads> {
  const { log } = deps;
  return {
    reads: ["serve", "output", "websub", "link", "sources", "secrets", "edition", "cluster"],
    start: async (config) => {
      let current = config;
      const live = () => current;
      let site = await openSite(deps, config, live);
      const door = await openDoor(addressOf(config), site);
      log.info({ url: door.url }, "serving");
      return {
        gives: undefined,
        prepare: async (next) => {
          const nextSite = needsSite(current, next) ? await openSite(deps, next, live) : site;
          const drop = async () => {
            if (nextSite !== site) await nextSite.close();
          };
          const move = await door.prepare(addressOf(next)).catch(async (error: unknown) => {
            await drop();
            throw asRefused(error);
          });
          return {
            commit: () => {
              const before = door.url;
              current = next;
              door.show(nextSite);
              move.commit();
              if (nextSite !== site) void site.close();
              site = nextSite;
              if (door.url !== before) log.info({ url: door.url }, "serving");
            },
            abandon: async () => {
              await move.abandon();
              await drop();
            },
          };
        },
        close: async () => {
          await door.close();
          await site.close();
        },
      };
    },
  };
}

function addressOf({ serve: { host, port } }: Settings) {
  return { host, port };
}

/** The token and all else of the server change although its address cannot: a token that leaked must end. */
function asRefused(error: unknown): unknown {
  return error instanceof ListenError
    ? new Refused(["serve.host", "serve.port"], error.reason, error)
    : error;
}

/** Whether what answers is made of other values; all else it is asked for each time. */
function needsSite(before: Settings, after: Settings): boolean {
  const made = ({ serve: { token, trustProxy }, output: { dir }, websub, link }: Settings) => [
    token,
    trustProxy,
    dir,
    websub,
    link,
  ];
  return !isDeepStrictEqual(made(before), made(after));
}

/** @param live what is in force at the time of asking */
async function openSite(
  deps: ServeDeps,
  { serve, output, websub, link }: Settings,
  live: () => Settings,
): Promise<FastifyInstance> {
  const { hasty, queues, answering, log } = deps;
  const site = await createServer({
    settings: serve,
    dir: output.dir,
    basePath: basePathOf(link, serve.token),
    log,
    status: () => statusReport(deps, live()),
    metrics: async () => renderMetrics(await statusReport(deps, live())),
    ready: async () => ({ ok: (await hasty.ping()) === "PONG" }),
    language: () => live().language,
    link: (name) => hubLink({ link, websub }, name),
    ...(websub.callback !== undefined && {
      websub: websubPlugin({ ...deps, config: live }, websub.callback),
    }),
    ...(serve.token && { queues: await boardOf(queues) }),
    obstacle: async () => {
      const since = await answering.troubles.offlineSince();
      return since === undefined ? undefined : offlineSentence(since);
    },
    story: async (id) => {
      const current = await answering.stories.resolve(id);
      return current === id ? undefined : { kind: "moved", to: current };
    },
  });
  await site.ready();
  return site;
}

/** The folder that `link` names: a proxy may pass requests on with it or without. A token in it is not part of it. */
function basePathOf(link: string | undefined, token: string | undefined): string {
  const { pathname } = new URL(link ?? "http://localhost/");
  const own = token === undefined ? "" : `t/${encodeURIComponent(token)}/`;
  return own !== "" && pathname.endsWith(`/${own}`) ? pathname.slice(0, -own.length) : pathname;
}

/** Hubs are told of in the answer's head too, so that a subscriber need not read the document (WebSub section 4). */
function hubLink({ link, websub }: Pick<Settings, "link" | "websub">, name: string): string | undefined {
  return link && /(^|\/)feed\.(?:atom|rss|json)$/.test(name)
    ? hubLinks(websub.hubs, new URL(name, link).href)
    : undefined;
}

/** Loaded when there is a token to look at it with: it brings its own page, and 10 MB. */
async function boardOf(queues: Queues) {
  const { queueBoard } = await import("../../queue/queue-board.ts");
  return queueBoard(queues);
}
