import { plainText } from "../ground/text.ts";

/**
 * How WordPress and others say where a text appeared first: how the sentence begins, and what stands in it between the
 * title and the site's name.
 */
const APPEARED: readonly (readonly [beginnings: string, middles: string])[] = [
  [
    "The post |The article |The story |The piece |The episode |This post |This article |This story |This piece |This content |This episode ",
    "appeared first on |first appeared on |first appeared in |appeared on |first published on |first published in |first published by |first published at |originally published on |originally published in |originally published by |originally published at |originally appeared on |originally appeared in |originally posted on ",
  ],
  ["Der Beitrag ", "erschien zuerst auf |ist zuerst erschienen auf "],
  ["L’article |L'article |Cet article ", "est apparu en premier sur "],
  ["La entrada |El artículo |El cargo ", "se publicó primero en |aparece primero en |apareció primero en "],
  ["L'articolo |L’articolo ", "proviene da |sembra essere il primo su "],
  ["O post |O artigo |O conteúdo ", "apareceu primeiro em |aparece primeiro em |aparece primeiro no "],
  ["Het bericht |Het artikel ", "verscheen eerst op |is eerst verschenen op |kwam als eerste op "],
  [
    "Artykuł |Wpis |Post ",
    "pochodzi z serwisu |pojawił się poraz pierwszy w |pojawił się po raz pierwszy w ",
  ],
  ["Сообщение |Запись ", "появились сначала на |появилась сначала на |впервые появилась "],
  ["Inlägget ", "dök först upp på |publicerades först på "],
  ["Indlægget |Innlegget ", "blev først udgivet på |udgives først på |dukket først opp på "],
  ["Artikkeli ", "julkaistiin ensimmäisen kerran "],
  ["Příspěvek ", "pochází z |se nejdříve objevil na "],
  ["L’entrada |L'entrada ", "ha aparegut primer a "],
  ["Το άρθρο ", "εμφανίστηκε πρώτα στο "],
  ["投稿 ", " に最初に表示されました"],
];
const SENTENCES = APPEARED.map(([beginnings, middles]) => ({
  beginnings: beginnings.split("|"),
  middles: middles.split("|"),
}));
const ANY_MIDDLE = new RegExp(APPEARED.map(([, middles]) => middles).join("|"));
/** Characters of a title, and of a site's name behind it. */
const LONGEST_TITLE = 320;
const LONGEST_SITE = 160;

/** Other ends of texts that say only where to read on: a word of each, by which it is looked for, then itself. */
const ENDS: readonly (readonly [cue: RegExp, end: RegExp])[] = [
  // Reddit
  [
    /submitted by/,
    /\s*submitted by\s+\/?u\/\S+(?:\s+to\s+\/?r\/\S+)?(?:\s+\[(?:link|comments|\d+ comments)\])*\s*$/i,
  ],
  [/comments?\]/, /\s*(?:\[link\]\s*)?\[(?:\d+ )?comments?\]\s*$/i],
  // hnrss
  [/Comments URL/, /\s*(?:Article URL: \S+ )?Comments URL: \S+(?: Points: \d+)?(?: # Comments: \d+)?\s*$/],
  // what leads on
  [
    /\b(?:read|continue|keep|learn|weiterlesen|mehr|lire|leer|seguir|leggi|continua|lees)\b|läs mer|les mer|læs mere|czytaj|читать|devamını/i,
    /\s*(?:(?:Continue reading|Read the (?:full|rest|entire|whole)|Read more (?:about|at|on|of|here)|Keep reading)\b[^.!?]{0,150}|Read more|Read on|Learn more|Weiterlesen|Mehr lesen|Lire la suite|Leer más|Seguir leyendo|Leggi tutto|Continua a leggere|Lees verder|Läs mer|Les mer|Læs mere|Czytaj dalej|Читать далее|Devamını oku)\s*(?:…|\.{1,3})?\s*[»→>›]*\s*$/i,
  ],
  [/Permalink/, /\s*Permalink\s*$/],
  // Discourse, phpBB, Bluesky
  [/Read full topic/, /\s*\d+ posts? - \d+ participants? Read full topic$/],
  [/Statistics: Posted by/, /\s*Statistics: Posted by .{1,100}? — .{1,60}$/],
  [/\[contains quote/, /\s*\[contains quote post or other embedded content\]$/],
];
const ANY_CUE = new RegExp(ENDS.map(([cue]) => cue.source).join("|"), "i");
/** Characters at the end of a text in which such an end stands. */
const LONGEST_END = 480;

/** Beginnings of such texts: who posted what where, before it is said what. */
const BEGINNINGS: readonly RegExp[] = [
  // Lemmy, arXiv, Flickr, Ars Technica
  /^submitted by \S+ to \S+ -?\d+ points? \| \d+ comments?(?: https?:\S+)*\s*/,
  /^arXiv:\S{5,20} Announce Type: \S+ Abstract:\s*/,
  /^[^.:]{1,60}? posted a (?:photo|video):\s*/,
  /^Enlarge\s*(?:\/ .{0,200}?)?\(credit: [^)]{1,100}\)\s*/,
];
/** What Discourse writes under a picture: `pier.jpg1920×1113 204 KB` */
const PICTURE_SIZE = /(?:^|\s)\S{0,80}?\d{2,5}×\d{2,5} \d+(?:[.,]\d+)? [KMG]B(?=\s|$)/g;

/** A whole text that says nothing of its entry. */
const NOTHING =
  /^(?:(?:\d+ )?comments?|kommentare|commentaires|comentarios|permalink|link|\[link\]|read more|no description(?: available)?|n\/a|null|undefined|untitled|\(?no (?:text|content|summary)\)?)[.:…]*$/i;
const LONGEST_NOTHING = 40;

/**
 * The text of an excerpt without what all entries of its kind say: "Comments", "submitted by ...", "The post ...
 * appeared first on ...". A list of others' headlines, as aggregators give it, is no excerpt of the entry at all.
 *
 * @param text of the HTML, on one line; it may have been cut
 */
export function withoutBoilerplate(html: string, text: string): string {
  if (isListOfHeadlines(html)) return "";
  let rest = text.includes("×") ? text.replace(PICTURE_SIZE, "") : text;
  for (const beginning of BEGINNINGS) rest = rest.replace(beginning, "");
  for (let before = ""; before !== rest; ) {
    before = rest;
    rest = withoutEnd(rest);
  }
  rest = rest.trim();
  return rest.length <= LONGEST_NOTHING && NOTHING.test(rest) ? "" : rest;
}

function withoutEnd(text: string): string {
  const from = Math.max(0, text.length - LONGEST_END);
  let end = text.slice(from);
  if (ANY_MIDDLE.test(end)) end = withoutSentence(end);
  if (ANY_CUE.test(end)) for (const [cue, pattern] of ENDS) if (cue.test(end)) end = end.replace(pattern, "");
  return text.slice(0, from) + end;
}

/** Without the sentence at its end that says where it appeared first. */
function withoutSentence(text: string): string {
  for (const { beginnings, middles } of SENTENCES)
    for (const middle of middles) {
      const at = text.lastIndexOf(middle);
      if (at < 0 || text.length - at - middle.length > LONGEST_SITE) continue;
      const start = Math.max(...beginnings.map((beginning) => text.lastIndexOf(beginning, at)));
      if (start >= 0 && at - start <= LONGEST_TITLE) return text.slice(0, start).trimEnd();
    }
  return text;
}

const LIST = /^\s*<(ol|ul)>\s*<li>\s*<a\s[\s\S]*<\/\1>\s*(?:<p>[\s\S]{0,300}<\/p>\s*)?$/i;
/** Characters of a list that are looked at. */
const MOST_LIST = 50_000;
/** What stands beside the links, at most: an outlet's name each. */
const MOST_BESIDE = 60;

/** `<ol><li><a href="...">Headline</a>&nbsp;<font>Outlet</font></li>...` */
export function isListOfHeadlines(html: string): boolean {
  if (!/^\s*<[ou]l>/i.test(html)) return false;
  const list = html.slice(0, MOST_LIST);
  if (!LIST.test(list)) return false;
  const items = list.split(/<li[^>]*>/i).slice(1);
  return items.every((item) => {
    const link = /^\s*<a\s[^>]*>[\s\S]*?<\/a>/i.exec(item);
    return link !== null && plainText(item.slice(link[0].length), MOST_BESIDE * 2).length <= MOST_BESIDE;
  });
}
