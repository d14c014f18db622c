import { plainText } from "../ground/text.ts";

/** How WordPress ends an excerpt, in its translations; between the words stand the title and the site's name. */
const APPEARED: readonly (readonly [string, string])[] = [
  ["The post", "(?:first )?appeared first on|appeared on|was first published on"],
  ["Der Beitrag", "erschien zuerst auf|ist zuerst erschienen auf"],
  ["L['’]article", "est apparu en premier sur"],
  ["(?:La entrada|El artículo|El cargo)", "(?:se publicó primero en|aparece primero en|apareció primero en)"],
  ["L['’]articolo", "(?:proviene da|sembra essere il primo su)"],
  ["(?:O post|O artigo|O conteúdo)", "(?:apareceu primeiro em|aparece primeiro em|aparece primeiro no)"],
  ["(?:Het bericht|Het artikel)", "(?:verscheen eerst op|is eerst verschenen op|kwam als eerste op)"],
  [
    "(?:Artykuł|Wpis|Post)",
    "(?:pochodzi z serwisu|pojawił się poraz pierwszy w|pojawił się po raz pierwszy w)",
  ],
  ["(?:Сообщение|Запись)", "(?:появились сначала на|впервые появилась|появилась сначала на)"],
  ["Inlägget", "(?:dök först upp på|publicerades först på)"],
  ["(?:Indlægget|Innlegget)", "(?:blev først udgivet på|dukket først opp på|udgives først på)"],
  ["Artikkeli", "julkaistiin ensimmäisen kerran"],
  ["Příspěvek", "(?:pochází z|se nejdříve objevil na)"],
  ["(?:A|Az)", "(?:bejegyzés először|először)"],
  ["(?:L['’]entrada)", "(?:ha aparegut primer a)"],
  ["Το άρθρο", "εμφανίστηκε πρώτα στο"],
];

/** Ends of texts that say only where they came from and how to read on. */
const ENDS: readonly RegExp[] = [
  ...APPEARED.map(
    ([first, middle]) => new RegExp(`\\s*(?<![\\p{L}])${first} .{0,300}? (?:${middle}) .{1,150}$`, "u"),
  ),
  /\s*投稿 .{0,300} は .{1,100} に最初に表示されました。$/,
  /\s*\S.{0,200}(?:最先出现在|最早出現於).{1,100}。$/,
  // Reddit
  /\s*submitted by\s+\/?u\/\S+(?:\s+to\s+\/?r\/\S+)?(?:\s+\[(?:link|comments|\d+ comments)\])*\s*$/i,
  /\s*(?:\[link\]\s*)?\[(?:\d+ )?comments?\]\s*$/i,
  // hnrss
  /\s*Article URL: \S+ Comments URL: \S+(?: Points: \d+)?(?: # Comments: \d+)?\s*$/,
  /\s*Comments URL: \S+(?: Points: \d+)?(?: # Comments: \d+)?\s*$/,
  // what leads on
  /\s*(?:(?:Continue reading|Read the (?:full|rest|entire|whole)|Read more (?:about|at|on|of|here)|Keep reading)\b[^.!?]{0,150}|Read more|Read on|Learn more|Weiterlesen|Mehr lesen|Lire la suite|Leer más|Seguir leyendo|Leggi tutto|Continua a leggere|Lees verder|Läs mer|Les mer|Læs mere|Czytaj dalej|Читать далее|Devamını oku)\s*(?:…|\.{1,3})?\s*[»→>›]*\s*$/i,
  /\s*Permalink\s*$/,
];

/** A whole text that says nothing of its entry. */
const NOTHING =
  /^(?:(?:\d+ )?comments?|kommentare|commentaires|comentarios|permalink|link|\[link\]|read more|no description(?: available)?|n\/a|null|undefined|untitled|\(?no (?:text|content|summary)\)?)[.:…]*$/i;

/**
 * The text of an excerpt without what all entries of its kind say: "Comments", "submitted by ...", "The post ...
 * appeared first on ...". A list of others' headlines, as aggregators give it, is no excerpt of the entry at all.
 *
 * @param text of the HTML, on one line; it may have been cut
 */
export function withoutBoilerplate(html: string, text: string): string {
  let rest = text;
  for (let before = ""; before !== rest; ) {
    before = rest;
    for (const end of ENDS) rest = rest.replace(end, "");
  }
  rest = rest.trim();
  return NOTHING.test(rest) || isListOfHeadlines(html) ? "" : rest;
}

const LIST = /^\s*<(ol|ul)>\s*<li>\s*<a\s[\s\S]*<\/\1>\s*(?:<p>[\s\S]{0,300}<\/p>\s*)?$/i;
/** Characters of a list that are looked at. */
const MOST_LIST = 50_000;
/** What stands beside the links, at most: an outlet's name each. */
const MOST_BESIDE = 60;

/** `<ol><li><a href="...">Headline</a>&nbsp;<font>Outlet</font></li>...` */
function isListOfHeadlines(html: string): boolean {
  const list = html.slice(0, MOST_LIST);
  if (!LIST.test(list)) return false;
  const items = list.split(/<li[^>]*>/i).slice(1);
  return items.every((item) => {
    const link = /^\s*<a\s[^>]*>[\s\S]*?<\/a>/i.exec(item);
    return link !== null && plainText(item.slice(link[0].length), MOST_BESIDE * 2).length <= MOST_BESIDE;
  });
}
