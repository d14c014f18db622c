import type { Element } from "domhandler";
import { nameTokens } from "../name-tokens.ts";
import { attribute } from "../tree.ts";

/** What stands above lists of articles that readers liked: they repeat what the page shows elsewhere. */
const MOST_READ = new RegExp(
  [
    "\\b(?:most|mest|meest|best)[ -]+(?:read|popular|viewed|watched|shared|commented|discussed|clicked|gelezen|bekeken|l[æa]st[ae]?|lest[e]?|läst[a]?|sett[e]?)\\b",
    "\\bpopular\\b|\\btrending\\b|\\bpeople are reading\\b|\\bothers are reading\\b|\\bbeliebt|\\bmeist(?: ?gelesen|geklickt|kommentiert)|\\bam meisten gelesen|\\bpopul(?:air|ært|ärt|är)\\b",
    "\\bplus (?:lus|lues|vus|vues|consult|partag|comment)|\\bpopulaires?\\b|\\btendances\\b|\\bm[áa]s (?:le[íi]d|vist|popular|comentad)|\\btendencias\\b|\\bpopulares\\b",
    "\\bpiù (?:lett|vist|popolar|comment)|\\bmais (?:lid|vist|popular)|\\bem alta\\b|\\bluetuimm|\\bsuosituimm|\\bnajcz[ęe][śs]ciej czytane|\\bnajpopularniejsz|\\bpopularne\\b",
    "nejčtenější|najčítanejš|legolvasottabb|legnépszerűbb|cele mai (?:citite|populare)|en çok okunan|самое читаемое|популярн|читают сейчас|най-четени|δημοφιλ|πιο διαβασμένα",
    "ランキング|人気|よく読まれ|热门|熱門|热榜|排行|最受欢迎|많이 본|인기|랭킹|الأكثر (?:قراءة|مشاهدة)|הנקראות ביותר|đọc nhiều|terpopuler|ยอดนิยม|लोकप्रिय",
    "loetum|lasītāk|skaitomiaus|najčitanij|najbolj bran|нај ?читан|най-чет",
    "\\b(?:latest|recent|new(?:est)?) comments\\b|neu(?:e|este) kommentare|leserkommentare|derniers commentaires|[úu]ltimos coment[áa]rios|ultimi commenti|laatste reacties|senaste kommentarer",
  ].join("|"),
  "iu",
);

/** What says of a block that somebody paid for it. */
const PAID = new RegExp(
  [
    "^\\W*(?:sponsor(?:ed|isé|izzat|ad|isert)|advert(?:isement|isment|orial|entie|ising)|promoted\\b|promotion\\b|paid (?:content|post|partner|for)|partner(?:ed)? content|content from our|ad feature|supported by|in association with|brand(?:ed)? ?content|in partnership with|presented by|brought to you by|ad$)",
    "^\\W*(?:anzeigen?\\b|werbung\\b|gesponsert|publireportage|bezahlt|partnerangebot|verlagsangebot|in kooperation mit|en partenariat avec|proposé par|en colaboración con|in collaborazione con|publicit[ée]|contenu partenaire|communiqué|publi-?r[ée]daction|patrocinad|publicidad|contenido patrocinado|publi?-?reportaje|pubblicità|contenuto sponsor)",
    "^\\W*(?:publicidade|conte[úu]do (?:patrocinado|de marca)|gesponsord|annons\\b|annonce|annonse|reklam|spons(?:rad|et|oreret)|mainos|yhteistyössä|hirdetés|inzerce|artykuł sponsorowany|реклам|διαφήμιση)",
    "^\\W*(?:広告|スポンサー|PR$|提供[:：]|推广|廣告|广告|赞助|光告|광고|협찬|إعلان|محتوى مدفوع)",
    "\\bfrom our (?:partners|sponsors|advertisers)\\b|\\b(?:von|aus) unseren partnern\\b|\\bde nos partenaires\\b|\\bde nuestros socios\\b|\\bdai nostri partner\\b|\\bvan onze partners\\b",
    "\\b(?:around|across|from) the web\\b|\\baus dem (?:web|netz)\\b|\\bpartner offers\\b|\\bsponsored (?:links|stories)\\b",
  ].join("|"),
  "iu",
);

const MOST_READ_NAMES = new Set(
  "mostread mostpopular mostviewed popular trending ranking bestseller meistgelesen".split(" "),
);
const PAID_NAMES = new Set(
  "sponsored sponsor sponsoring promoted advert advertisement advertorial advertising ad ads adslot anzeige anzeigen werbung publicite publicidad reklame annons taboola outbrain brandcontent nativead".split(
    " ",
  ),
);
const PAID_PATH =
  /\/(?:sponsored|sponsor-?content|advertorials?|anzeigen?|brand-?(?:content|stories|studio)|partner-?content|promoted|publireportage|paid-?content|patrocinado)(?:[-/]|$)/i;

/** Characters of a label. */
const LONGEST_LABEL = 60;

/** A short text that stands above most-read lists, or above what is paid for. */
export function isLabelOfOthers(text: string): boolean {
  return text.length <= LONGEST_LABEL && (MOST_READ.test(text) || PAID.test(text));
}

/** A short text that says that somebody paid. */
export function isPaidLabel(text: string): boolean {
  return text.length <= LONGEST_LABEL && PAID.test(text);
}

/** An element is named as an advertisement. */
export function isNamedPaid(element: Element): boolean {
  return (
    nameTokens(element).some((token) => PAID_NAMES.has(token)) ||
    Object.keys(element.attribs).some((name) => /^data-(?:ad|ads|advert|sponsor)(?:-|$)/.test(name))
  );
}

/** An element is named as a list of what is read most. */
export function isNamedMostRead(element: Element): boolean {
  const tokens = nameTokens(element);
  return tokens.some(
    (token, n) =>
      MOST_READ_NAMES.has(token) ||
      (token === "most" && /^(?:read|popular|viewed)$/.test(tokens[n + 1] ?? "")),
  );
}

/** A link that leads to what somebody paid for. */
export function isPaidLink(link: Element, url: string): boolean {
  return (
    /\b(?:sponsored|sponsor)\b/i.test(attribute(link, "rel") ?? "") || PAID_PATH.test(new URL(url).pathname)
  );
}
