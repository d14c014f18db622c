import { randomUUID } from "node:crypto";
import { aliasOf } from "../../dedupe/keys.ts";
import type { Extractor } from "../../extract/create-extractor.ts";
import { fetchFullText } from "../../extract/fetch-full-text.ts";
import { printAddress } from "../../extract/print-address.ts";
import { FetchError, unlessAborted } from "../../fetch/fetch-error.ts";
import { domainOf } from "../../fetch/registrable-domain.ts";
import { HOUR_MS } from "../../ground/time.ts";
import type { Article, FullText } from "../../model/article.ts";
import type { ArticleId, EpochMs } from "../../model/brand.ts";
import type { Fetch, FetchOutcome } from "../../model/document.ts";
import type { Source } from "../../model/source.ts";
import type { Extracted, ExtractFailed } from "../../queue/extract-worker.ts";
import { hostHold } from "../../schedule/host-hold.ts";
import type { ArticleStore, StoredArticle } from "../../store/articles/article-store.ts";
import type { Claims } from "../../store/claims/claims.ts";
import type { ScheduleStore } from "../../store/schedule/schedule-store.ts";
import type { StatsStore } from "../../store/stats-store.ts";

export interface AttachDeps {
  readonly fetch: Fetch;
  readonly extractor: Extractor;
  readonly articles: ArticleStore;
  readonly claims: Pick<Claims, "addAliases">;
  readonly schedule: ScheduleStore;
  readonly stats: StatsStore;
  readonly now: () => EpochMs;
  /** Requests in flight per registrable domain. */
  readonly perHost: number;
  readonly source: (id: string) => Source | undefined;
}

/** A page that could not be had is tried again once, after this long. */
const TRY_AGAIN_MS = HOUR_MS;

/** Whether a text is still to be asked for: never tried, or tried once in vain and long enough ago. */
export function isTextWanted(fullText: FullText | undefined, now: EpochMs): boolean {
  if (!fullText) return true;
  return fullText.kind === "none" && fullText.attempts < 2 && now - fullText.at > TRY_AGAIN_MS;
}

/** Times that a page is looked at again, and ms before the first; before each next one four times as long. */
const LOOKS = 4;
const FIRST_LOOK_MS = HOUR_MS;

/** Whether it is time to see if an article's page is still there. */
export function isLookDue({ article, fullText }: StoredArticle, now: EpochMs): boolean {
  if (fullText?.kind !== "text" || article.withdrawn) return false;
  const { at, times, isMissing } = fullText.looked ?? { at: fullText.at, times: 0, isMissing: false };
  if (isMissing) return now - at > TRY_AGAIN_MS;
  return times < LOOKS && now - at > FIRST_LOOK_MS * 4 ** times;
}

/**
 * Fetches an article's page and keeps its text, or why there is none; or looks whether the page that gave the text is
 * still there. Running twice fetches once.
 */
export async function attachFullText(deps: AttachDeps, id: ArticleId): Promise<Extracted> {
  const [stored] = await deps.articles.load([id]);
  if (!stored) return { kind: "done" };
  const isLook = isLookDue(stored, deps.now());
  if (!isLook && !isTextWanted(stored.fullText, deps.now())) return { kind: "done" };
  const token = randomUUID();
  const taken: string[] = [];
  try {
    // Both at once, where the print version stands elsewhere: nobody waits for one place while holding another.
    for (const domain of domainsOf(deps, stored.article)) {
      const place = await deps.schedule.takeHost(domain, token, deps.perHost);
      if (place !== true) return { kind: "busy", waitMs: place };
      taken.push(domain);
    }
    if (isLook) await lookAgain(deps, stored);
    else return { kind: "done", failure: await keep(deps, stored, await read(deps, stored)) };
    return { kind: "done" };
  } catch (error) {
    // This process ends: the page is asked for at the next start, or by another.
    if (error instanceof FetchError && error.aborted) return { kind: "busy", waitMs: 0 };
    throw error;
  } finally {
    await Promise.all(taken.map((domain) => deps.schedule.releaseHost(domain, token)));
  }
}

/** The domains that may be asked for an article's text. */
function domainsOf({ source }: AttachDeps, { url, sourceId }: Article): ReadonlySet<string> {
  const print = printAddress(url, source(sourceId)?.fullText.print);
  return new Set([url, ...(print === undefined ? [] : [print])].map(domainOf));
}

/**
 * What a page's server asks of one client it asks of the polls too. One that asked to be left alone is asked for no
 * other page of the article.
 */
function considerate({ schedule, now, ...deps }: AttachDeps): Fetch {
  const fetch = unlessAborted(deps.fetch);
  const refused = new Map<string, FetchOutcome>();
  return async (request) => {
    const before = refused.get(domainOf(request.url));
    if (before) return before;
    const outcome = await fetch(request);
    const hold = hostHold(outcome, now());
    if (hold && outcome.kind === "failure") refused.set(domainOf(outcome.url), outcome);
    const delay = outcome.kind === "document" ? (outcome.crawlDelay ?? 0) : 0;
    const ms = hold ? hold.until - now() : delay;
    if (ms > 0) await schedule.hold(domainOf(outcome.url), ms);
    return outcome;
  };
}

async function read(deps: AttachDeps, { article, fullText }: StoredArticle): Promise<FullText> {
  const { extractor, now, stats } = deps;
  const configured = deps.source(article.sourceId);
  const rule = configured?.fullText ?? { mode: "auto" };
  let matched: boolean | undefined;
  const selectorTried = (here: boolean) => {
    matched = here;
  };
  const text = await fetchFullText(
    { fetch: considerate(deps), extractor, now, selectorTried },
    {
      article,
      rule,
      allow: configured?.network.allow ?? [],
      proxy: configured?.network.proxy,
      before: fullText?.kind === "none" ? fullText : undefined,
      // A source's credentials are for its own server; an article and its print version may stand anywhere.
      headersFor: (url) => (configured && isOwnServer(configured.url, url) ? configured.headers : {}),
    },
  );
  if (rule.mode === "selector" && matched !== undefined)
    await stats.selectorTried(article.sourceId, rule.selector, matched);
  return text;
}

/** Of the same domain, and not less safe: credentials that went through https are not sent in the clear. */
function isOwnServer(feed: string, page: string): boolean {
  return domainOf(feed) === domainOf(page) && (feed.startsWith("http:") || page.startsWith("https:"));
}

/** `missing`: 404, which may be a mistake; `gone`: 410, which says that it is none. */
type Absence = "missing" | "gone" | undefined;

function absenceOf(code: string): Absence {
  return code === "FETCH_GONE" ? "gone" : code === "FETCH_HTTP_404" ? "missing" : undefined;
}

/** Asks for the head of a page whose text is known; some servers answer that with an error, so that a page is asked for too. */
async function lookAgain(deps: AttachDeps, { article, fullText }: StoredArticle): Promise<void> {
  if (fullText?.kind !== "text") return;
  const source = deps.source(article.sourceId);
  const fetch = considerate(deps);
  const ask = async (method: "HEAD" | "GET"): Promise<Absence> => {
    const { allow = [], proxy } = source?.network ?? {};
    const headers = source && isOwnServer(source.url, article.url) ? source.headers : {};
    const outcome = await fetch({ url: article.url, kind: "page", method, allow, proxy, headers });
    return outcome.kind === "failure" ? absenceOf(outcome.code) : undefined;
  };
  const absence = (await ask("HEAD")) && (await ask("GET"));
  const before = fullText.looked;
  if (absence === "gone" || (absence && before?.isMissing)) return takeBack(deps, article);
  const looked = { at: deps.now(), times: (before?.times ?? 0) + 1, isMissing: absence !== undefined };
  await deps.articles.setFullText(article.id, { ...fullText, looked });
}

async function takeBack({ articles, now }: AttachDeps, article: Article): Promise<void> {
  await articles.replace({ ...article, withdrawn: { at: now(), by: "page" } });
}

async function keep(
  deps: AttachDeps,
  { article, fullText }: StoredArticle,
  text: FullText,
): Promise<ExtractFailed | undefined> {
  const { articles, claims, stats, now } = deps;
  await articles.setFullText(article.id, text);
  if (text.kind === "text") {
    // Another feed may carry the article under the address that its page names.
    await claims.addAliases(aliasOf(article, text.addresses), now());
    stats.count(now(), { extracted: 1 });
    return undefined;
  }
  const failure = { url: article.url, code: text.code, message: text.message };
  stats.count(now(), { notExtracted: 1, [`code:${text.code}`]: 1 });
  await stats.extractionFailed({ at: now(), ...failure });
  const absence = absenceOf(text.code);
  const wasMissing = fullText?.kind === "none" && absenceOf(fullText.code) !== undefined;
  if (absence === "gone" || (absence && wasMissing)) await takeBack(deps, article);
  return failure;
}

/** An article whose extraction ended its worker every time is published with the feed's text. */
export async function giveUpFullText(
  deps: Pick<AttachDeps, "articles" | "stats" | "now">,
  id: ArticleId,
): Promise<void> {
  const [stored] = await deps.articles.load([id]);
  if (!stored || stored.fullText) return;
  const none: FullText = {
    kind: "none",
    code: "EXTRACT_REFUSED",
    message: "Its page ended every worker that read it.",
    at: deps.now(),
    attempts: 2,
  };
  await deps.articles.setFullText(id, none);
  await deps.stats.extractionFailed({
    at: deps.now(),
    url: stored.article.url,
    code: none.code,
    message: none.message,
  });
}
