import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Logger } from "pino";
import { withLists } from "../../config/build-config.ts";
import { makeFolder, writeWhole } from "../../ground/files.ts";
import type { EpochMs } from "../../model/brand.ts";
import type { Config } from "../../model/config.ts";
import type { Fetch } from "../../model/document.ts";
import type { SourceList } from "../../model/source.ts";
import type { ListState } from "../../model/source-state.ts";
import { listDueAt, readList } from "../../pipeline/lists/read-list.ts";
import { handed, type Part } from "../part.ts";
import { dataFolder } from "../redis-in-use.ts";
import type { Supervisor } from "../supervise.ts";
import type { Stores } from "./redis.ts";

export interface ListsDeps {
  readonly stores: Pick<Stores, "lists" | "troubles">;
  /** undefined: this process only follows what others have read. */
  readonly fetch?: Fetch;
  readonly now: () => EpochMs;
  readonly log: Logger;
}

/** ms between two looks at what others have read, and at what is due. */
const LOOK_MS = 2_000;
/** Nobody else looks at a list while one does, ms. */
const CLAIM_MS = 60_000;
/** What is said of a list that fails is said again before it is forgotten, ms. */
const TROUBLE_LIFE_MS = 60_000;

/**
 * Makes sources of what the lists of the YAML name, in every process alike: what one has read stands in Redis. To be
 * started before whatever reads `sources`.
 *
 * @param round every list is looked at now, and waited for: `lede once`
 */
export function listsPart(
  deps: ListsDeps,
  supervisor: Pick<Supervisor, "extend">,
  { round = false }: { readonly round?: boolean } = {},
): Part<"lists"> {
  return {
    reads: ["lists"],
    start: async ({ lists }) => {
      const follower = followLists(deps, supervisor, lists);
      if (round) await follower.readAll();
      else await follower.look(); // what is known is there before anything is scheduled
      const timer = setInterval(() => void follower.look(), LOOK_MS);
      return handed(
        undefined,
        (next) => follower.set(next.lists),
        async () => {
          clearInterval(timer);
          await follower.close();
        },
      );
    },
  };
}

function followLists(
  deps: ListsDeps,
  { extend }: Pick<Supervisor, "extend">,
  initial: readonly SourceList[],
) {
  const { stores, fetch, now, log } = deps;
  const known = new Map<string, ListState>();
  const stamps = new Map<string, string>();
  let lists = initial;
  let closed = false;
  let looking: Promise<void> = Promise.resolve();
  const apply = () => extend((wanted: Config) => withLists(wanted, ({ url }) => known.get(url)?.feeds ?? []));
  /** What another has read, or what Redis has lost and we have: that is put back. */
  const stateOf = async (url: string, stamp: string | undefined) => {
    if (stamp !== undefined) return stores.lists.load(url);
    const state = known.get(url) ?? (await kept(url));
    if (state) await stores.lists.save(state);
    return state;
  };
  /** Gives whether any list names other feeds than before. */
  const take = async () => {
    let changed = false;
    const found = await stores.lists.stamps(lists.map(({ url }) => url));
    for (const [n, { url }] of lists.entries()) {
      const stamp = found[n];
      if (stamp !== undefined && stamp === stamps.get(url)) continue;
      const state = await stateOf(url, stamp);
      if (!state) continue;
      stamps.set(url, stamp ?? String(state.checkedAt));
      changed ||= !isDeepStrictEqual(known.get(url)?.feeds, state.feeds);
      known.set(url, state);
    }
    return changed;
  };
  const read = async (list: SourceList, get: Fetch) => {
    const before = known.get(list.url);
    const state = await readList(get, list, before, now());
    await stores.lists.save(state);
    if (state.failure)
      log.warn({ list: shown(list), ...state.failure }, "a list of sources could not be read");
    else if (state.feeds !== before?.feeds) await keep(state, log);
  };
  const readDue = async (all: boolean) => {
    if (!fetch) return;
    const due = lists.filter((list) => all || listDueAt(list, known.get(list.url)) <= now());
    await Promise.all(
      due.map(async (list) => {
        if (all || (await stores.lists.claim(list.url, CLAIM_MS))) await read(list, fetch);
      }),
    );
    if (due.length > 0 && (await take())) await apply();
    await tell(deps, lists, known);
  };
  const round = async (all: boolean) => {
    if (closed || lists.length === 0) return;
    try {
      if (await take()) await apply();
      if (all) await readDue(true);
    } catch (err) {
      log.debug({ err }, "lists of sources could not be looked after yet");
    }
  };
  /** Reading takes as long as a server likes: what is known is not kept waiting for it. */
  let reading: Promise<void> | undefined;
  const readBehind = () => {
    reading ??= readDue(false)
      .catch((err: unknown) => log.debug({ err }, "lists of sources could not be read yet"))
      .finally(() => {
        reading = undefined;
      });
  };
  const look = (all = false): Promise<void> => {
    looking = looking.then(() => round(all));
    return looking.then(() => {
      if (!all && !closed && lists.length > 0) readBehind();
    });
  };
  return {
    look: () => look(),
    readAll: () => look(true),
    set: (next: readonly SourceList[]) => {
      lists = next;
      void look();
    },
    close: async () => {
      closed = true;
      await looking;
      await reading;
    },
  };
}

/** Says on `/status` and in `lede status` which lists cannot be read, and since when. */
async function tell(
  { stores }: ListsDeps,
  lists: readonly SourceList[],
  known: ReadonlyMap<string, ListState>,
): Promise<void> {
  const sentences = lists.flatMap((list) => {
    const { failure, feeds = [] } = known.get(list.url) ?? {};
    if (!failure) return [];
    const since = new Date(failure.since).toISOString().slice(0, 16).replace("T", " ");
    const stays = feeds.length > 0 ? ` Its ${feeds.length} feeds stay as they were.` : "";
    return [`The list ${shown(list)} cannot be read, since ${since} UTC: ${failure.message}${stays}`];
  });
  if (sentences.length > 0) await stores.troubles.tell("lists", sentences, TROUBLE_LIFE_MS);
}

function shown({ url, shownUrl }: SourceList): string {
  return shownUrl ?? url;
}

/** A copy in the data folder: for a Redis that lost everything while the list's server is away. */
function copyOf(url: string): string {
  return dataFolder("lists", `${createHash("sha256").update(url).digest("hex").slice(0, 16)}.json`);
}

async function keep(state: ListState, log: Logger): Promise<void> {
  const file = copyOf(state.url);
  await makeFolder(path.dirname(file))
    .then(() => writeWhole(file, JSON.stringify(state), { mode: 0o600 }))
    .catch((err: unknown) => log.debug({ err }, "no copy of a list could be kept"));
}

async function kept(url: string): Promise<ListState | undefined> {
  const text = await readFile(copyOf(url), "utf8").catch(() => undefined);
  try {
    return text === undefined ? undefined : (JSON.parse(text) as ListState);
  } catch {
    return undefined; // half of a copy is none
  }
}
