import type { Article, FullText } from "../model/article.ts";
import type { EpochMs } from "../model/brand.ts";
import type { Fetch, FetchOutcome, Validators } from "../model/document.ts";
import type { FullTextMode, FullTextRule } from "../model/source.ts";
import { plainText } from "./clean-html.ts";
import { countWords } from "./count-words.ts";
import type { Extractor } from "./create-extractor.ts";
import type { ExtractedText, ExtractFailure, FeedHints } from "./extraction.ts";
import { MAX_PAGES } from "./next-pages.ts";
import { pageAddresses } from "./page-addresses.ts";
import { printAddress } from "./print-address.ts";

export interface FullTextDeps {
  readonly fetch: Fetch;
  readonly extractor: Pick<Extractor, "extract">;
  readonly now: () => EpochMs;
  /** Told, of the article's own page and its print version, whether the rule's selector matches anything there. */
  readonly selectorTried?: (matched: boolean) => void;
}

/** How this source's pages are asked for. */
export interface FullTextRequest {
  readonly article: Article;
  readonly rule: FullTextRule;
  /** CIDR blocks that this source may reach. */
  readonly allow?: readonly string[];
  readonly proxy?: string | undefined;
  /** What is sent along to an address; the fetcher drops it on a redirect to another origin. */
  readonly headersFor?: (url: string) => Readonly<Record<string, string>>;
  /** What an earlier attempt came to. */
  readonly before?: Extract<FullText, { kind: "none" }> | undefined;
}

/** Words in the feed from which its own text is taken to be the article. */
const WHOLE_ARTICLE = 250;
/** Bytes of a page: more than the extractor takes in, so that it can say so; feeds may be larger. */
const MOST_OF_PAGE = 10 * 2 ** 20;
/** A feed's text that breaks off says so. */
const CUT =
  /(?:\.\.\.|…|\[…\]|\[\.\.\.\]|\b(?:read more|continue reading|read the (?:full|rest)|weiterlesen|mehr lesen|lire la suite|leer más|seguir leyendo|leggi tutto|lees verder)\b.{0,80})\s*[»→>]*\s*$/i;

/**
 * Whether the article's page should be asked for. `auto`: only where the feed gives less than an article. A sound or
 * film is no page: an episode may have no other address.
 */
export function wantsFullText(
  article: Pick<Article, "content" | "summary" | "url" | "enclosures">,
  mode: FullTextMode | "selector",
): boolean {
  if (mode === "never" || isMediaFile(article)) return false;
  if (mode !== "auto") return true;
  const text = plainText(article.content ?? "", 20_000);
  return countWords(text) < WHOLE_ARTICLE || CUT.test(text);
}

/**
 * Whether readers are shown no more than a teaser of an article that is for subscribers: its page asks for money, or its
 * feed says so of it and no page has said otherwise.
 */
export function isGated(
  article: Parameters<typeof wantsFullText>[0] & Pick<Article, "categories" | "wall">,
  text: FullText | undefined,
): boolean {
  if (text?.kind === "text") return false;
  const isMarked = text?.wall === "paid" || article.wall === "paid";
  const isSaid = isMarked || article.categories.some((category) => FOR_PAY.test(category));
  return isSaid && wantsFullText(article, "auto");
}

/** Categories that mean nothing else. `premium` and `plus` are also the names of cars and channels. */
const FOR_PAY =
  /^(?:for |für |pour les |solo |para |per )?(?:(?:paid|paying) )?(?:(?:subscribers?|abonnenten|abonnés?|suscriptores|assinantes|abbonati|abonnees|prenumeranter|abonnenter)(?:[ -](?:only|exclusive))?|members?[ -]only|paywall(?:ed)?|premium[ -](?:content|article)|paid[ -](?:content|article|post)|bezahlinhalt|paid)$/i;

function isMediaFile({ url, enclosures }: Pick<Article, "url" | "enclosures">): boolean {
  return MEDIA_NAME.test(url) || enclosures.some((file) => file.url === url && !file.type?.includes("html"));
}

const MEDIA_NAME =
  /^[^?#]*\.(?:mp3|m4[abv]|mp4|ogg|oga|ogv|opus|aac|flac|wav|webm|mov|mkv|avi|m3u8)(?:$|[?#])/i;

/**
 * Reads the whole text from the article's print version, where its source has a rule for one and it holds the article;
 * else from the article's page and the pages that continue it. Never rejects.
 */
export async function fetchFullText(deps: FullTextDeps, request: FullTextRequest): Promise<FullText> {
  const { article } = request;
  const print = printAddress(article.url, request.rule.print);
  const printed = print === undefined ? undefined : await fetchPage(deps, request, print);
  // The article stays where it is: the print version's own address is no name for it.
  if (printed?.kind === "text") return wholeText(deps, article, { ...printed, url: article.url }, []);
  const first = await fetchPage(deps, request, article.url);
  if (first.kind === "failure") {
    const { code, message, wall, validators, validatorsFor } = first;
    const attempts = (request.before?.attempts ?? 0) + 1;
    const page = validators && { validators, validatorsFor };
    return { kind: "none", code, message, at: deps.now(), attempts, ...(wall && { wall }), ...page };
  }
  return wholeText(deps, article, first, await furtherPages(deps, request, first));
}

function wholeText(
  { now }: Pick<FullTextDeps, "now">,
  article: Article,
  first: FetchedText,
  further: readonly ExtractedText[],
): FullText {
  const pages = [first, ...further];
  const { title, author, publishedAt, image, language, siteName } = first;
  const html = pages.map((page) => page.html).join("\n");
  const words = pages.reduce((sum, page) => sum + page.words, 0);
  const addresses = pageAddresses(article.url, first);
  const said = { title, author, publishedAt, image, language, siteName, addresses };
  return { kind: "text", html, words, ...said, at: now() };
}

/** RFC 9110 section 15.5.3. */
const PAYMENT_REQUIRED = 402;

type FetchedText = ExtractedText & { readonly url: string };

interface NoText {
  readonly kind: "failure";
  readonly code: string;
  readonly message: string;
  readonly wall?: "paid" | undefined;
  readonly validators?: Validators;
  readonly validatorsFor?: string;
}

/**
 * Asks for one page; for the article's own only if it is another than the one that held no text. A print version is
 * held to the feed's words as the article's own page is.
 */
async function fetchPage(
  deps: FullTextDeps,
  request: FullTextRequest,
  url: string,
): Promise<FetchedText | NoText> {
  const { allow, proxy, headersFor, article, before, rule } = request;
  const own = url === article.url;
  const known = own && before?.validators && { validators: before.validators };
  const outcome = await deps.fetch({
    url,
    kind: "page",
    maxBytes: MOST_OF_PAGE,
    ...(allow && { allow }),
    ...(headersFor && { headers: headersFor(url) }),
    ...(known && { ...known, validatorsFor: before?.validatorsFor }),
    proxy,
  });
  if (outcome.kind === "not-modified") return before ? same(before) : sentNothing(url);
  if (outcome.kind === "failure") return refusedFor(outcome);
  const { bytes, headers: answered, validators } = outcome;
  const whole = own || url === printAddress(article.url, rule.print);
  const feed = whole ? hints(article) : undefined;
  const page = { bytes, url: outcome.url, headers: answered, rule, feed };
  const extraction = await deps.extractor.extract(page);
  // A page that was not even parsed says nothing of the selector.
  const tried = rule.mode === "selector" && (extraction.missed !== undefined || extraction.kind === "text");
  if (whole && tried) deps.selectorTried?.(extraction.missed === undefined);
  if (extraction.kind === "text") return { ...extraction, url: outcome.url };
  return { ...gateOf(extraction), validators, validatorsFor: outcome.url };
}

function refusedFor(outcome: Extract<FetchOutcome, { kind: "failure" }>): NoText {
  return outcome.status === PAYMENT_REQUIRED ? { ...outcome, wall: "paid" } : outcome;
}

function gateOf(failure: ExtractFailure): NoText {
  const { kind, code, message, wall } = failure;
  return { kind, code, message, wall: wall === "paywall" ? "paid" : undefined };
}

function same(before: NonNullable<FullTextRequest["before"]>): NoText {
  const { code, message, wall, validators, validatorsFor } = before;
  return { kind: "failure", code, message, wall, ...(validators && { validators, validatorsFor }) };
}

function sentNothing(url: string): NoText {
  return { kind: "failure", code: "EXTRACT_EMPTY", message: `The server of ${url} sent no page.` };
}

function hints(article: Article): FeedHints {
  const { title, author, summary, content, language, publishedAt } = article;
  return { title, author, summary, content, language, publishedAt };
}

/** In order, until one cannot be had or says what another has said: then the article has ended. */
async function furtherPages(
  deps: FullTextDeps,
  request: FullTextRequest,
  first: ExtractedText,
): Promise<ExtractedText[]> {
  const pages: ExtractedText[] = [];
  const seen = new Set([request.article.url]);
  const texts = new Set([first.text]);
  const queue = [...first.nextPages];
  while (queue.length > 0 && pages.length < MAX_PAGES - 1) {
    const url = queue.shift() as string;
    if (seen.has(url)) continue;
    seen.add(url);
    const page = await fetchPage(deps, request, url);
    if (page.kind !== "text" || texts.has(page.text)) break;
    texts.add(page.text);
    pages.push(page);
    queue.push(...page.nextPages);
  }
  return pages;
}
