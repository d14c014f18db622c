import { expect, test } from "vitest";
import { extractPage } from "../../../src/extract/extract-page.ts";
import type { ExtractRequest } from "../../../src/extract/extraction.ts";
import { inventPage, inventParagraph } from "../../support/invent-page.ts";

const URL_OF_PAGE = "https://outlet.example/2026/11/22/ferry";

function read(html: string, feed?: ExtractRequest["feed"]) {
  return extractPage({ bytes: Buffer.from(html), url: URL_OF_PAGE, feed });
}

const page = (title: string, body: string, head = "") =>
  `<!doctype html><html><head><title>${title}</title>${head}</head><body>${body}</body></html>`;
const teaser = `<article><h1>The ferry runs again</h1><p>${inventParagraph(1, 2)}</p><p>${inventParagraph(2, 2)}</p>`;
const noFree = `<script type="application/ld+json">{"@type":"NewsArticle","headline":"The ferry runs again","isAccessibleForFree":"False"}</script>`;
const consentProse =
  "<p>We and our 842 partners store and/or access information on a device, such as unique IDs in cookies, to process personal data.</p><p>You may accept all cookies or manage choices by clicking below, including your right to object where legitimate interest is used.</p><p>These choices will be signaled to our partners and will not affect browsing data. You can withdraw your consent at any time.</p>";

test.each([
  {
    name: "a consent page",
    wall: "consent",
    html: page(
      "Before you continue",
      `<h1>Before you continue</h1>${consentProse}<button>Accept all</button>`,
    ),
  },
  {
    name: "a consent page with the outlet's title",
    wall: "consent",
    html: page("The Invented Herald", `<div><h2>We value your privacy</h2>${consentProse}</div>`),
  },
  {
    name: "a consent page in German",
    wall: "consent",
    html: page(
      "Zustimmung erforderlich",
      "<h1>Willkommen</h1><p>Mit Werbung weiterlesen: Besuchen Sie uns wie gewohnt mit Werbung und Tracking.</p><p>Wir und unsere 211 Partner verarbeiten Daten. Alle akzeptieren oder Einstellungen.</p>",
    ),
  },
  {
    name: "a consent page in French",
    wall: "consent",
    html: page(
      "L'Invention",
      "<p>Nous respectons votre vie privée.</p><p>Avec votre accord, nous et nos 120 partenaires utilisons des cookies. Continuer sans accepter.</p>",
    ),
  },
  {
    name: "a teaser before a pay gate",
    wall: "paywall",
    html: page(
      "The ferry runs again",
      `${teaser}<div class="gate"><p>Subscribe to continue reading.</p><p>Already a subscriber? Log in.</p></div></article>`,
    ),
  },
  {
    name: "a teaser that says by metadata that it is not free",
    wall: "paywall",
    html: page("The ferry runs again", `${teaser}</article>`, noFree),
  },
  {
    name: "a teaser for members",
    wall: "paywall",
    html: page("The ferry runs again", `${teaser}<p>This article is for paying members only.</p></article>`),
  },
  {
    name: "a metered article",
    wall: "paywall",
    html: page(
      "The ferry runs again",
      `<article><h1>The ferry</h1><p>${inventParagraph(3, 2)}</p></article><section><p>You have reached your limit of free articles this month.</p></section>`,
    ),
  },
  {
    name: "a teaser in German",
    wall: "paywall",
    html: page(
      "Die Fähre fährt wieder",
      "<article><h1>Die Fähre fährt wieder</h1><p>Nach drei Jahren Pause fährt die Fähre über den Sund wieder, wie der Rat am Montag beschloss.</p><p>Dieser Artikel ist nur für Abonnenten verfügbar. Jetzt weiterlesen.</p></article>",
    ),
  },
  {
    name: "a teaser in French",
    wall: "paywall",
    html: page(
      "Le bac reprend",
      "<article><h1>Le bac reprend</h1><p>Après trois ans d'arrêt, le bac traverse de nouveau le détroit, a décidé le conseil lundi.</p><p>Article réservé à nos abonnés. Il vous reste 82 % de cet article à lire.</p></article>",
    ),
  },
  {
    name: "a teaser in Spanish",
    wall: "paywall",
    html: page(
      "Vuelve el ferry",
      "<article><h1>Vuelve el ferry</h1><p>Tras tres años de pausa, el ferry vuelve a cruzar el estrecho, decidió el consejo el lunes.</p><p>Contenido exclusivo para suscriptores. Suscríbete para seguir leyendo.</p></article>",
    ),
  },
  {
    name: "a page that needs scripts",
    wall: "script",
    html: page(
      "The Invented Herald",
      `<noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div><script src="/app.js"></script>`,
    ),
  },
  {
    name: "a page that says so itself",
    wall: "script",
    html: page("Loading", "<p>Please enable JavaScript and reload the page.</p><script src=a.js></script>"),
  },
  {
    name: "an empty shell",
    wall: "script",
    html: page("The Invented Herald", `<div id="app"></div><script src="/app.js"></script>`),
  },
  {
    name: "a check for robots",
    wall: "blocked",
    html: page(
      "Just a moment...",
      "<h1>outlet.example</h1><p>Checking your browser before accessing outlet.example.</p><p>Ray ID: 8a1b2c3d</p>",
    ),
  },
  {
    name: "a captcha",
    wall: "blocked",
    html: page(
      "outlet.example",
      "<p>Please verify you are a human</p><p>Our systems have detected unusual traffic from your network. Complete the CAPTCHA to go on.</p>",
    ),
  },
  {
    name: "a denial",
    wall: "blocked",
    html: page(
      "Access Denied",
      "<h1>Access Denied</h1><p>You don't have permission to access this resource on this server.</p><p>Reference #18.2f3b</p>",
    ),
  },
  {
    name: "a page that is not for this country",
    wall: "blocked",
    html: page(
      "Sorry",
      "<h1>Sorry</h1><p>This content is not available in your country for legal reasons.</p>",
    ),
  },
  {
    name: "a block page in Spanish",
    wall: "blocked",
    html: page("Acceso denegado", "<p>Acceso denegado. No tiene permiso para ver esta página.</p>"),
  },
  {
    name: "a soft 404",
    wall: "missing",
    html: page(
      "Page not found | The Invented Herald",
      "<h1>Page not found</h1><p>The page you requested could not be found. It may have been moved.</p><ul><li><a href=/>Home</a></ul>",
    ),
  },
  {
    name: "a soft 404 with other stories",
    wall: "missing",
    html: page(
      "404 - The Invented Herald",
      `<h1>404</h1><p>Sorry, this article is no longer available.</p><p>${inventParagraph(5, 3)}</p>`,
    ),
  },
  {
    name: "a soft 404 in German",
    wall: "missing",
    html: page("Seite nicht gefunden", "<h1>Hoppla</h1><p>Die gewünschte Seite wurde nicht gefunden.</p>"),
  },
  {
    name: "a soft 404 in Portuguese",
    wall: "missing",
    html: page("Página não encontrada", "<p>A página que você procura não existe mais.</p>"),
  },
  {
    name: "a removed article",
    wall: "missing",
    html: page(
      "The Invented Herald",
      "<h1>Gone</h1><p>The article you are looking for has been removed.</p>",
    ),
  },
  {
    name: "a login form",
    wall: "login",
    html: page(
      "Log in",
      "<h1>Log in</h1><form><input name=u><input type=password name=p><button>Go</button></form><p>Forgot your password?</p>",
    ),
  },
  {
    name: "a login under the outlet's title",
    wall: "login",
    html: page(
      "The Invented Herald",
      "<p>Please sign in to continue.</p><form><input name=u><input type=password></form><p>Don't have an account? Join.</p>",
    ),
  },
  {
    name: "a login in German",
    wall: "login",
    html: page("Anmelden", "<p>Bitte melden Sie sich an, um fortzufahren.</p><input type=password>"),
  },
])("does not take $name for the article", ({ html, wall }) => {
  expect(read(html)).toMatchObject({ kind: "failure", code: "EXTRACT_WALL", wall });
});

test("refuses a page about something else than the entry of the feed", () => {
  const feed = {
    title: "Parliament dissolves itself after coalition quarrel",
    summary: "The prime minister asked the president to dissolve parliament yesterday evening.",
  };
  expect(read(inventPage(7), feed)).toMatchObject({ code: "EXTRACT_WALL", wall: "wrong-page" });
});

test("refuses less of an article than the feed has already", () => {
  const content = `<p>Ferry 7 to run again. ${inventParagraph(9, 90)}</p>`;
  expect(read(inventPage(7), { title: "Ferry 7 to run again", content })).toMatchObject({
    code: "EXTRACT_EMPTY",
    wall: null,
  });
});

test("tells what it could read about an article that it could not have", () => {
  const html = page(
    "The ferry runs again",
    `${teaser}<p>Subscribe to continue reading.</p></article>`,
    `<meta name="author" content="Ada Quill"><meta property="og:image" content="/pier.jpg">`,
  );
  expect(read(html)).toMatchObject({
    title: "The ferry runs again",
    author: "Ada Quill",
    image: "https://outlet.example/pier.jpg",
  });
});

const article = (extra: string) =>
  page(
    "The ferry runs again - The Invented Herald",
    `<article><h1>The ferry runs again</h1>${Array.from({ length: 6 }, (_, i) => `<p>${inventParagraph(i, 3)}</p>`).join("")}${extra}</article>`,
  );

test.each([
  {
    name: "that asks for a subscription beside it",
    html: article(
      `<aside><p>Already a subscriber? Log in. Subscribe to continue reading without ads.</p></aside>`,
    ),
  },
  { name: "with a cookie banner", html: article(`<div class="cookie-banner">${consentProse}</div>`) },
  {
    name: "that wants scripts for its comments",
    html: article("<noscript>Please enable JavaScript to view the comments.</noscript>"),
  },
  {
    name: "with a hidden login",
    html: article(
      `<div style="display:none"><h1>Log in</h1><input type=password>Forgot your password?</div>`,
    ),
  },
  {
    name: "about a paywall",
    html: page(
      "Why readers do not subscribe",
      `<article><h1>Why readers do not subscribe</h1><p>${inventParagraph(1)}</p><p>"Subscribe to continue reading" is the sentence that they hate most.</p>${Array.from({ length: 9 }, (_, i) => `<p>${inventParagraph(i + 20, 4)}</p>`).join("")}</article>`,
    ),
  },
  {
    name: "that is short",
    html: page(
      "Ferry late",
      `<article><h1>Ferry late</h1><p>${inventParagraph(4, 2)}</p><p>${inventParagraph(5, 2)}</p></article>`,
      `<meta property="article:published_time" content="2026-11-22">`,
    ),
  },
  {
    name: "that the feed announced",
    html: inventPage(7),
    feed: { title: "Ferry 7 to run again", summary: "It runs." },
  },
])("takes an article $name", ({ html, feed }) => {
  expect(read(html, feed)).toMatchObject({ kind: "text" });
});
