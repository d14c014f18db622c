/** Small words between the parts of a name. */
const PARTICLES =
  "(?:de|del|della|di|da|dos|du|des|la|le|van|von|vom|der|den|ter|ten|el|al|bin|af|av|zu|y|i|ibn|bint|med\\.|phil\\.|do|das|dal|v\\.|auf|op)";

/** A name: two to five words with capitals, small particles between them. Source of a regular expression with the flag u. */
export const NAME = `\\p{Lu}[\\p{L}\\p{M}.'’-]*(?:\\s+(?:${PARTICLES}\\s+)*\\p{Lu}[\\p{L}\\p{M}.'’-]*){1,4}`;

/** Between two names. */
export const AND =
  "(?:\\s*[,;/]\\s*(?:and|und|et|y|e)?\\s*|\\s+(?:and|und|et|y|e|en|og|och|i|a|ja|ve|&|\\+)\\s+)";

const WHOLE_NAME = new RegExp(`^${NAME}(?:${AND}${NAME})*$`, "u");

/** Whether a text is nothing but names of persons, as far as its letters tell. */
export const isWholeName = (text: string): boolean => WHOLE_NAME.test(text) && !LABEL.test(text);

const BETWEEN = new RegExp(AND, "u");

/** How many names a text of names has. */
export const countNames = (text: string): number => text.split(BETWEEN).length;

/** Words of lines beside a name that are written like one. */
const LABEL =
  /\b(?:published|posted|updated|share|follow|subscribe|newsletter|comments?|read|more|about|contact|home|search|menu|photos?|videos?|news|today|kontakt|beiträge|artikel|kommentare?|teilen|drucken|mehr|impressum|datenschutz|foto|bild|quelle|min|lesezeit|reviewed|edited|edition|redaktion|magazine?|nachricht|abgelegt|eingetragen|rezept|license|lizenz|cc|tests?|theme|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)\b/iu;

/** What pages write before "by". */
const BEFORE_BY =
  "(?:post(?:ed)? author|(?:eine? )?(?:pressemitteilung|medienmitteilung|gastbeitrag|gastkommentar|kommentar|kolumne|bericht|reportage)|press release|communiqué|zeige alle (?:beiträge|artikel)|alle (?:beiträge|artikel)|(?:view |see )?(?:all )?(?:posts|articles|stories)|more (?:stories|articles)|voir tous les articles|ver todas las entradas|artikel|eingestellt|beitrag|geschrieben|verfasst|veröffentlicht|publicado|publié|scritto|pubblicato|geschreven|skrevet|skriven|written|posted|published|story|text|words|article|review|submitted|reported|reporting|opinion|interview|analysis|commentary|essay)";
/** "By", and what else stands before a name, in the languages that say it in front. */
const BY =
  "(?:by|von|vom|par|por|door|di|da|de|af|av|per|od|oleh|autor(?:in(?:nen)?|en|es|a|as|s|i|e)?|authors?|text(?:e|o)?|tekst|testo|auteure?s?|autrice|redakteur(?:in)?|writer|reporter|автор[ыа]?|текст|από|του|της|írta|yazan|מאת|بقلم|كتب|記者|著者|執筆|取材・文|文|ライター|作者|记者|撰文|글)";
const LEAD = new RegExp(`^(?:${BEFORE_BY}\\s*[-–:]?\\s*){0,2}${BY}(?:\\s*[:：・／/＝=|]\\s*|\\s+)`, "iu");
const ONLY_LEAD = new RegExp(`^(?:${BEFORE_BY}\\s*)?${BY}?\\s*[:：]?$`, "iu");
/** Of a line that tells several roles, what stands before and behind the one who writes. */
const ROLE =
  "(?:text|texte|words|story|interview|report|reportage|protokoll|bericht|recherche|autor(?:in)?|author|by|von|foto(?:s|grafie)?|photos?|photograph(?:s|y)?|bild(?:er)?|illustrations?|video|pictures?|kamera|grafik)";
const ROLES = new RegExp(
  `^${ROLE}(?:\\s*(?:und|and|et|e|y|&|\\+|/|,)\\s*${ROLE})*\\s*(?:[:：]\\s*|by\\s+|von\\s+|par\\s+)`,
  "iu",
);
const OTHER_ROLE =
  /[\s,;|(/]+(?:foto(?:s|grafie)?|photos?|photograph(?:s|y)?|bild(?:er)?|illustrations?|video|pictures?|kamera|grafik|übersetzung|edited)\s*(?:[:：]|by\b|von\b).*$/iu;
const ONLY_PICTURES =
  /^(?:foto(?:s|grafie)?|photos?|photograph(?:s|y)?|bild(?:er)?|illustrations?|video|pictures?|kamera|grafik|theme|powered|source|quelle)\b\s*(?:[:：]|by\b|von\b|©)/iu;

/** What stands behind a name: a date, a place, a trade, a call. */
const BEHIND = new RegExp(
  "\\s*(?:[|•·»●→]|\\bon\\b \\w+ \\d|\\d{1,2}[./:]\\d|\\b(?:19|20)\\d\\d\\b|@\\w|" +
    "\\b(?:updated|published|posted|publiziert|veröffentlicht|aktualisiert|publié|publicado|view author|view all|follow|alle beiträge|alles von|profil|kontakt|kommentare?|stand|e-?mail)\\b|" +
    "vor \\d+ (?:minuten?|stunden?|tage?n?)|\\d+ (?:minutes?|hours?|days?) ago|[–—-] ).*$",
  "iu",
);
const MONTH =
  "(?:jan(?:uar[yi]?|vier)?|feb(?:ruary?|ruar)?|mar(?:ch|s|zo)?|märz?|apr(?:il|ile)?|may|mai|mayo|maggio|june?|juni|juin|junio|july?|juli|juillet|julio|aug(?:ust)?|août|agosto|sept?(?:ember|embre|iembre)?|o[ck]t(?:ober|obre|ubre)?|nov(?:ember|embre|iembre)?|de[czs](?:ember|embre|iembre)?)\\.?";
/** A day without its year, behind a name. */
const DAY = new RegExp(
  `[\\s,]+(?:\\d{1,2}(?:st|nd|rd|th|\\.)?\\s+${MONTH}|${MONTH}\\s+\\d{1,2}(?:st|nd|rd|th)?,?)$`,
  "iu",
);
/** A preposition that a date stood behind. */
const BEFORE_DATE = /\s+(?:am|on|in|le|el|il|op|den|em|dne|dnia)$/;
/** Placeholders, labels and dates that stand where a name should. */
const NOBODY =
  /^(?:\w*admin(?:istrator)?|(?:no |post )?author|webmaster|web ?editor|super ?user|user|null|undefined|unknown|none|n\/?a|guest|gast|anonym(?:ous|o|e)?|anónimo|name|log ?in|register|profile?|publisher|zvg|published|posted|updated|publiziert|veröffentlicht|aktualisiert|publié|publicado|pubblicato|gepubliceerd|share|follow|subscribe|menu|home|red\.?|kategorie|category|autor|autorin|test|default|company|blog|(?:\S+ ){0,2}feed|more|mehr|weiter(?:lesen)?|read more|lire la suite|leer más|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)$|\b\d+ \p{L}+ ago$|^(?:vor|il y a|hace) \d+ |^(?:posted|published|updated|veröffentlicht|publiziert|aktualisiert|publié|publicado|pubblicato) (?:on|am|le|el|il)?\b|#|^(?:afficher|voir|ver|mostrar|visualizza|view|zeige|bekijk)\b|^\p{L}+\.? \d{1,2}(?:st|nd|rd|th)?$|^[\d\s.:/-]+$|^\d{1,2}(?:st|nd|rd|th)?\.? (?:de )?(?:jan|feb|ene|abr|ago|dic|mar|mär|apr|ma[iyj]|jun|jul|aug|sep|o[ck]t|nov|de[czs])/iu;

/** A name as a person would write it; undefined for addresses, sites, sentences, dates and placeholders. */
export function cleanName(text: string): string | undefined {
  const line = text
    .slice(0, 300)
    .replace(/[\u00ad\u200b\ufeff]/g, "")
    .replace(/\s+/g, " ")
    .trim();
  if (ONLY_PICTURES.test(line)) return undefined;
  const name = line
    .replace(/^(.{4,40}?)\s+\1$/u, "$1")
    .replace(/^[\s,:;·|–—-]+/, "")
    .replace(ROLES, "")
    .replace(LEAD, "")
    .replace(OTHER_ROLE, "")
    .replace(BEHIND, "")
    .replace(/\s*[(（][^)）]*[)）]?\s*$/, "")
    .replace(BEFORE_DATE, "")
    .replace(DAY, "")
    .replace(/^[\s,:;–—-]+|[\s,:;–—*-]+$/g, "")
    .trim();
  if (name.length < 2 || name.length > 100 || /https?:|www\.|[{}<>]|^@|\.(?:com|org|net)\b$/i.test(name))
    return undefined;
  if (!/\p{L}/u.test(name) || name.split(" ").length > 14 || ONLY_LEAD.test(name)) return undefined;
  return NOBODY.test(name) || OFFICE.test(name) ? undefined : name;
}

/** An account that is an office's, no writer's: `news_desk`, `user17`. */
const OFFICE =
  /^(?=\S*[\d_])\S*(?:admin|desk|news|team|redaktion|redakteur|editor|staff|office|web|press|info|user|author|autor|posts?|blog)\S*$/iu;
/** A handle: one word of small letters with digits or underscores in it. */
const HANDLE = /^@?(?=.*[\d_])[\p{Ll}\d][\p{Ll}\d._-]*$/u;

/** Whether a name is what somebody is called in one network alone. */
export const isHandle = (name: string): boolean => HANDLE.test(name.trim());

const DESK =
  /^(?:(?:die|the|la|le|our)\s+)?(?:\S+\s+){0,3}?\S*(?:redaktion|redaktionsteam|redactie|redaksjonen|rédaction|redacción|redação|redazione|redakcja|redakce|toimitus|редакция|編集部|staff|editors?|editorial|newsroom|team|desk|newswires?|reports)(?:\s+\S+){0,2}$/iu;
/** One word in small letters, or with digits or underscores in it. */
const ALIAS = /^(?:[\p{Ll}\d][\p{Ll}\d._-]*|\S*[\d_]\S*)$/u;

/** Whether a name is a person's: neither a desk nor an alias, which say little. */
export const isPerson = (name: string): boolean => !isDesk(name) && !ALIAS.test(name);

/** Whether a name is that of an office: editors, a desk. */
export const isDesk = (name: string): boolean => DESK.test(name);
