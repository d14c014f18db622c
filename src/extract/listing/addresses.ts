import { getDomain } from "tldts";

/** Without what only counts where the reader came from. */
export function keyOf(url: string): string {
  return url
    .replace(/#.*$/, "")
    .replace(/[?&](?:utm_\w+|ref|referrer|source|src|from|cmp|icid|xtor|fbclid|gclid)=[^&]*/gi, "")
    .replace(/\/$/, "");
}

/** Whether two addresses belong to one site: of one host, or of one registrable domain. */
export function isSameSite(url: string, other: string): boolean {
  const [a, b] = [new URL(url).hostname, new URL(other).hostname];
  return a === b || (getDomain(a) ?? a) === (getDomain(b) ?? b);
}

/** Host and path, without a slash at the end. */
export function pathOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname.replace(/\/$/, "")}`;
}

const TAXONOMY =
  /^\/(?:[a-z]{2}\/)?(?:tags?|topics?|thema|themen|schlagwort|rubrik|ressort|etiquetas?|temas?|categor(?:y|ies|ie|ia|ias)|authors?|autore?n?|autores|auteurs?|search|login|subscribe|newsletters?|abo|account|kommentare|comments)\/[^/]*\/?$/i;
const PERSON_OR_THING =
  /^\/(?:[a-z]{2}\/)?(?:by|columnists?|contributors?|journalists?|reporters?|writers?|staff|team|redaktion|people|profiles?|users?|shop)\/([^/]*)\/?$/i;
/** What stands below an article's own address: what is said of it, and its other forms. */
const OF_ARTICLE =
  /\/(?:comments?|kommentare?|commentaires?|comentarios?|commenti|reacties|kommentarer|discussion|forum|share|print|cite|pdf|epub)\/?$/i;
/** Hosts of a newspaper's other trades. */
const TRADE =
  /^(?:jobs?|karriere|careers?|stellen(?:markt)?|empleos?|emploi|shops?|stores?|tienda|boutique|abo|abos|tickets?|immo(?:bilien)?|homes|motors|marktplatz|kleinanzeigen|anzeigen|classifieds|trauer|obituaries|games|spiele|accounts?|login|my|help|support|apps?)\./i;

/** Whether an address is made as those of a tag, a person, a shop, an article's comments are, and not of an article. */
export function isNoArticle(url: string): boolean {
  const { pathname, hostname } = new URL(url);
  const name = PERSON_OR_THING.exec(pathname)?.[1];
  // A magazine may have a section "people": its articles are named by more words than a person.
  const isNamed = name !== undefined && name.split(/[-_.+]/).length < 5;
  return isNamed || TAXONOMY.test(pathname) || OF_ARTICLE.test(pathname) || TRADE.test(hostname);
}

/** Several words, a number or a date: an address of one text. */
export function isParticular(address: string): boolean {
  const { pathname, search } = new URL(address);
  const parts = pathname.replace(/\/$/, "").split("/").slice(-2);
  const last = parts.at(-1) ?? "";
  // The headline may be followed by a code.
  const words = Math.max(...parts.map((part) => part.split(/[-_.+]|%20/).length));
  return (
    words >= 3 ||
    /\d{3,}/.test(pathname) ||
    /[?&][\w-]*=?[\w-]*\d/.test(search) ||
    /[\p{Lu}\p{Ll}]\d|\d[\p{L}]/u.test(last) ||
    last.length >= 20
  );
}
