import type { Element } from "domhandler";
import { nameTokens } from "../name-tokens.ts";
import { attribute } from "../tree.ts";

/** What stands above lists of articles that readers liked: they repeat what the page shows elsewhere. */
const MOST_READ = new RegExp(
  [
    "\\b(?:most|mest|meest|best)[ -]+(?:read|popular|viewed|watched|shared|commented|discussed|clicked|gelezen|bekeken|l[æa]st[ae]?|lest[e]?|läst[a]?|sett[e]?)\\b",
    "^\\W*top[ -]?\\d{1,3}\\W*$|\\breaders (?:are|also)\\b|\\b(?:reading|being read) (?:right )?now\\b|\\btalking about\\b|\\byou (?:may|might) (?:also )?(?:like|enjoy)\\b|\\brecommended for you\\b|\\blesen (?:andere|sie auch|leser)\\b|\\b(?:leser|andere) lesen\\b|\\bgerade gelesen\\b|\\blecteurs lisent\\b|\\blectores leen\\b|\\blettori leggono\\b",
    "\\bpopular\\b|\\btrending\\b|\\bpeople are reading\\b|\\bothers are reading\\b|\\bbeliebt|\\bmeist(?: ?gelesen|geklickt|kommentiert)|\\bam meisten gelesen|\\bpopul(?:air|ært|ärt|är)\\b",
    "\\bplus (?:lus|lues|vus|vues|consult|partag|comment)|\\bpopulaires?\\b|\\btendances\\b|\\bm[áa]s (?:le[íi]d|vist|popular|comentad)|\\btendencias\\b|\\bpopulares\\b",
    "\\bpiù (?:lett|vist|popolar|comment)|\\bmais (?:lid|vist|popular)|\\bem alta\\b|\\bluetuimm|\\bsuosituimm|\\bnajcz[ęe][śs]ciej czytane|\\bnajpopularniejsz|\\bpopularne\\b",
    "nejčtenější|najčítanejš|legolvasottabb|legnépszerűbb|cele mai (?:citite|populare)|en çok okunan|самое читаемое|популярн|читают сейчас|най-четени|δημοφιλ|πιο διαβασμένα",
    "ランキング|人気|よく読まれ|热门|熱門|热榜|排行|最受欢迎|많이 본|인기|랭킹|الأكثر (?:قراءة|مشاهدة)|הנקראות ביותר|đọc nhiều|terpopuler|ยอดนิยม|लोकप्रिय",
    "loetum|lasītāk|skaitomiaus|najčitanij|najbolj bran|нај ?читан|най-чет",
    "\\bm[ée]s (?:llegi|vist|popular)|\\bm[áa]is (?:lid|vist)|irakurrien|\\bmwyaf (?:poblogaidd|darllen)|mest lesi[ðd]|më t[ëe] lexuar|\\b(?:ən|en) çox oxunan|çok okunan",
    "самае чытанае|найчита|читають зараз|ең көп оқыл|энг кўп|eng ko.p o.qil|ամենաընթեր|ամենադիտ|ყველაზე (?:კითხ|პოპულ)|პოპულარ",
    "הנצפ(?:ים|ות)|הנקרא(?:ים|ות)|הכי (?:נקרא|נצפ|חמות)|פופולרי|پربازدید|پربیننده|پرمخاطب|پرخواننده|محبوب.?ترین|ال[أا]كثر (?:قراءة|مشاهدة|تداول|شعبية|تفاعل|شيوع|تعليق)|سب سے زیادہ|زیادہ پڑھی|مقبول ترین",
    "सबसे ज़?्?यादा|सर्वाधिक|ट्रेंडिंग|সর্বাধিক|জনপ্রিয়|அதிகம் (?:படி|வாசி)|பிரபலமான|ఎక్కువ మంది చదివిన|ಹೆಚ್ಚು ಓದಿದ|ഏറ്റവും കൂടുതൽ വായി|સૌથી વધુ વંચા|ਸਭ ਤੋਂ ਵੱਧ",
    "アクセスの?多い|アクセス数|急上昇|話題の記事|閲覧(?:数|の多い)|点击(?:量|榜)|點擊|人氣|最多(?:人)?(?:閱|阅|浏览)|읽은|추천수|댓글 많은|xem nhiều|quan tâm nhất|paling (?:banyak|popul)|pinakabasa|zilizosomwa zaidi|อ่านมากที่สุด|ข่าวฮิต|पढ़ी गई",
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

/** What stands above boxes of a paper's other services. */
const SERVICES = new RegExp(
  [
    "^(?:upcoming |all )?events?(?: calendar)?$|^what.?s on\\b|^(?:event )?calendar$|^diary$|^(?:jobs?|vacancies)\\b.{0,20}$|^(?:classifieds|deaths|death notices|in memoriam|announcements)$|^(?:games|puzzles|play|crosswords?|quiz(?:zes)?|horoscopes?|weather)$|^(?:our )?(?:news)?letters$",
    "^(?:veranstaltung(?:en|skalender)|termine|kalender|agenda|stellen(?:angebote|markt)|todesanzeigen|traueranzeigen|kleinanzeigen|rätsel|spiele|wetter|horoskop)$",
    "^(?:événements|évènements|offres d.emploi|avis de décès|jeux|météo|horoscope|petites annonces)$|^(?:eventos|empleos?|esquelas|pasatiempos|juegos|el tiempo|horóscopo|clasificados)$|^(?:eventi|lavoro|necrologi|giochi|meteo|oroscopo)$",
    "^(?:evenementen|vacatures|puzzels|weer)$|^(?:evenemang|lediga jobb|korsord|väder)$|^(?:arrangementer|stillinger|vejret|været)$|^(?:wydarzenia|praca|pogoda|krzyżówki)$|^(?:афиша|вакансии|погода|гороскоп)$|^(?:イベント|求人|天気|占い)$|^(?:活动|招聘|天气)$",
  ].join("|"),
  "iu",
);

/** A short text that stands above events, offers of work, games, the weather. */
export function isLabelOfServices(text: string): boolean {
  return text.length <= LONGEST_LABEL && SERVICES.test(text.trim());
}

const SIGN_UP =
  /^\W*(?:sign (?:me )?up|subscribe|register|join (?:us|now)|get (?:it|the (?:letter|newsletter|app))|(?:jetzt )?(?:abonnieren|anmelden|bestellen)|s['’]inscrire|s['’]abonner|je m['’]inscris|suscr[ií]b\w+|inscr[ií]b\w+|ap[úu]ntate|iscriviti|abbonati|assine|inscreva-se|aanmelden|inschrijven|prenumerera|anmäl|tilmeld|abonner|zapisz|подписаться|購読|登録|订阅|구독)/iu;

/** What a link says that leads to a letter, an app, a club. */
export function isSignUp(text: string): boolean {
  return text.length <= LONGEST_LABEL && SIGN_UP.test(text);
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
  // `most-read-list`: the element's own name, where it is the site's.
  const own = element.name.includes("-") ? element.name.split("-") : [];
  const tokens = [...own, ...nameTokens(element)];
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
