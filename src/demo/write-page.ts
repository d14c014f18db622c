import { PICTURE_HEIGHT, PICTURE_WIDTH } from "./draw-picture.ts";
import { escapeMarkup as esc } from "./markup.ts";
import type { DemoOutlet, PageStyle } from "./model.ts";
import { houseWords } from "./page-words.ts";
import type { PlacedArticle } from "./placed-article.ts";

/** The page of one article with everything that stands around a text on real pages. */
export function writeArticlePage(placed: PlacedArticle, others: readonly PlacedArticle[]): string {
  const { outlet, article } = placed;
  const words = houseWords(outlet.language);
  if (article.wall === "consent") return writeConsentWall(placed);
  const shown =
    article.wall === "subscription" ? { ...placed, paragraphs: placed.paragraphs.slice(0, 1) } : placed;
  const body = `${header(outlet)}
<main>
${BODIES[outlet.style](shown)}
${article.wall === "subscription" ? subscriptionWall(outlet) : ""}
</main>
<aside class="sidebar"><h3>${words.mostRead}</h3><ol>${others.slice(0, 5).map(teaser).join("")}</ol>
<div class="promo newsletter"><h3>${words.newsletter}</h3><form action="/newsletter" method="post"><input type="email" name="mail" placeholder="name@example.org"><button>${words.signUp}</button></form></div></aside>
<section class="related"><h2>${words.related}</h2><ul>${others.slice(5, 9).map(teaser).join("")}</ul></section>
${article.wall ? "" : comments(placed)}
${footer(outlet)}`;
  return writeDocument(outlet, placed.title, metadata(placed), body);
}

/** The outlet's home page: its headlines, and the feeds that it announces. */
export function writeHomePage(
  outlet: DemoOutlet,
  articles: readonly PlacedArticle[],
  feeds: readonly { readonly name: string; readonly path: string; readonly type: string }[],
): string {
  const links = feeds
    .map(
      ({ name, path, type }) => `<link rel="alternate" type="${type}" title="${esc(name)}" href="${path}">`,
    )
    .join("\n");
  const list = articles
    .map(
      (placed) =>
        `<li><h2><a href="${placed.url}">${esc(placed.title)}</a></h2><p>${esc(placed.summary)}</p></li>`,
    )
    .join("\n");
  const body = `${header(outlet)}\n<main><ul class="headlines">\n${list}\n</ul></main>\n${footer(outlet)}`;
  return writeDocument(outlet, outlet.name, links, body);
}

function writeDocument(outlet: DemoOutlet, title: string, head: string, body: string): string {
  return `<!doctype html>
<html lang="${outlet.language}">
<head>
<meta charset="${outlet.charset}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${esc(title)} | ${esc(outlet.name)}</title>
${head}
<link rel="icon" href="/favicon.svg">
<style>body{font:18px/1.55 Georgia,serif;max-width:46rem;margin:0 auto;padding:1rem;color:#222}header.site{border-bottom:4px solid ${outlet.colour};margin-bottom:1rem}header.site b{color:${outlet.colour};font-size:2rem}nav a{margin-right:1rem}img{max-width:100%;height:auto}aside,section,footer,.cookie{font-family:sans-serif;font-size:.8rem;color:#555}.cookie{background:#eee;padding:.7rem}</style>
<script>window.dataLayer=window.dataLayer||[];dataLayer.push({"page":"article"});</script>
</head>
<body class="page page--${outlet.style}">
${body}
</body>
</html>
`;
}

function header(outlet: DemoOutlet): string {
  const words = houseWords(outlet.language);
  return `<div class="cookie cookie-banner" role="dialog"><p>${words.cookies}</p><button>${words.accept}</button></div>
<header class="site"><a href="/"><b>${esc(outlet.name)}</b></a> <span>${esc(outlet.motto)}</span>
<nav class="menu">${words.menu.map((entry) => `<a href="/">${entry}</a>`).join("")}</nav></header>`;
}

function footer(outlet: DemoOutlet): string {
  const words = houseWords(outlet.language);
  return `<footer class="site-footer"><p>&copy; ${esc(outlet.name)}. ${words.rights}</p><p><a href="/">${words.imprint}</a></p></footer>`;
}

const teaser = (placed: PlacedArticle): string => `<li><a href="${placed.url}">${esc(placed.title)}</a></li>`;

function figure(placed: PlacedArticle): string {
  const { picture } = placed.article;
  if (!picture || !placed.image) return "";
  return `<figure class="lead-image"><img src="${placed.image}" width="${PICTURE_WIDTH}" height="${PICTURE_HEIGHT}" alt="${esc(picture.caption)}"><figcaption>${esc(picture.caption)}</figcaption></figure>`;
}

function byline(placed: PlacedArticle): string {
  const words = houseWords(placed.outlet.language);
  const date = new Date(placed.publishedAt);
  const shown = datesOf(placed.outlet.language).format(date);
  const by = placed.article.by
    ? `<span class="author" rel="author">${words.by} ${esc(placed.article.by)}</span> `
    : "";
  return `<p class="byline">${by}<time datetime="${date.toISOString()}">${esc(shown)}</time></p>
<div class="share"><a href="#">Facebook</a> <a href="#">Mail</a> <a href="#">${words.print}</a></div>`;
}

const paragraph = (text: string): string => `<p>${esc(text)}</p>`;

/** Each style in its own manner: what marks the text as the article differs, and what is put into it. */
const BODIES: Readonly<Record<PageStyle, (placed: PlacedArticle) => string>> = {
  semantic: (placed) => `<article><h1>${esc(placed.title)}</h1>
${byline(placed)}
${figure(placed)}
<div class="article__body">
${placed.paragraphs.map(paragraph).join("\n")}
</div></article>`,

  "div-soup": (placed) => `<div id="wrap"><div class="col c8"><div class="hd2">${esc(placed.title)}</div>
${byline(placed)}<div class="pic">${figure(placed)}</div>
<div class="txt">${placed.paragraphs.map(paragraph).join('</div>\n<div class="ad-slot"><span>Advertisement</span></div>\n<div class="txt">')}</div></div></div>`,

  microdata: (
    placed,
  ) => `<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">${esc(placed.title)}</h1>
${byline(placed)}
${figure(placed)}
<div itemprop="articleBody">${withAside(placed, `<div class="inline-related"><strong>${houseWords(placed.outlet.language).related}:</strong> <a href="/">${esc(placed.outlet.name)}</a></div>`)}</div></div>`,

  "line-breaks": (placed) => `<table width="100%"><tr><td><h2>${esc(placed.title)}</h2>
${byline(placed)}
${figure(placed)}
<div id="honbun">${placed.paragraphs.map(esc).join("<br><br>\n")}</div></td></tr></table>`,

  magazine: (
    placed,
  ) => `<article class="longread"><header><p class="kicker">${esc(placed.article.section)}</p><h1>${esc(placed.title)}</h1>
<p class="standfirst">${esc(placed.paragraphs[0] ?? "")}</p>${byline(placed)}</header>
${figure(placed)}
<section class="prose">${withAside({ ...placed, paragraphs: placed.paragraphs.slice(1) }, `<blockquote class="pullquote">${esc((placed.paragraphs[1] ?? "").split(". ")[0] ?? "")}</blockquote>`)}</section></article>`,
};

/** Puts something that does not belong to the text behind its second paragraph, as editors do. */
function withAside(placed: PlacedArticle, aside: string): string {
  const [first = "", second = "", ...rest] = placed.paragraphs.map(paragraph);
  return [first, second, aside, ...rest].join("\n");
}

function comments(placed: PlacedArticle): string {
  const words = houseWords(placed.outlet.language);
  const list = words.comments
    .map(([who, what]) => `<li class="comment"><b>${who}</b><p>${what}</p></li>`)
    .join("");
  return `<section id="comments" class="comments"><h2>${words.commentsTitle}</h2><ul>${list}</ul></section>`;
}

function subscriptionWall(outlet: DemoOutlet): string {
  return `<div class="paywall" data-nosnippet><h2>This article is for subscribers</h2><p>Subscribe to ${esc(outlet.name)} to continue reading. The first month costs 1 crown.</p><a class="button" href="/subscribe">Subscribe now</a><p>Already a subscriber? <a href="/login">Log in</a></p></div>`;
}

function writeConsentWall({ outlet, title }: PlacedArticle): string {
  const words = houseWords(outlet.language);
  return writeDocument(
    outlet,
    title,
    '<meta name="robots" content="noindex">',
    `<div id="cmp-wall" role="dialog"><h1>${words.consentTitle}</h1>${words.consent.map(paragraph).join("")}<button>${words.accept}</button> <button>${words.pay}</button></div>`,
  );
}

function metadata(placed: PlacedArticle): string {
  const { outlet, article } = placed;
  const data = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    headline: placed.title,
    datePublished: new Date(placed.publishedAt).toISOString(),
    dateModified: new Date(placed.updatedAt).toISOString(),
    author: { "@type": "Person", name: article.by ?? outlet.name },
    publisher: { "@type": "Organization", name: outlet.name },
    mainEntityOfPage: placed.url,
    inLanguage: outlet.language,
    ...(placed.image ? { image: [placed.image] } : {}),
    ...(article.wall === "subscription" ? { isAccessibleForFree: false } : {}),
  };
  return `<link rel="canonical" href="${placed.url}">
<meta name="description" content="${esc(placed.summary)}">
<meta name="author" content="${esc(article.by ?? outlet.name)}">
<meta property="og:type" content="article">
<meta property="og:site_name" content="${esc(outlet.name)}">
<meta property="og:title" content="${esc(placed.title)}">
<meta property="og:url" content="${placed.url}">
<meta property="og:description" content="${esc(placed.summary)}">
${placed.image ? `<meta property="og:image" content="${placed.image}">` : ""}
<meta property="article:published_time" content="${data.datePublished}">
<script type="application/ld+json">${JSON.stringify(data).replaceAll("<", "\\u003c")}</script>`;
}

/** By language: a formatter holds 30 kB outside the heap, and every page wants one. */
const dates = new Map<string, Intl.DateTimeFormat>();

function datesOf(language: string): Intl.DateTimeFormat {
  const known = dates.get(language);
  if (known) return known;
  const format = new Intl.DateTimeFormat(language, {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: "UTC",
  });
  dates.set(language, format);
  return format;
}
