/** Units of time, as "6 minutes ago" has them. */
const UNIT =
  "(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|weeks?|sek(?:unden?)?|minuten?|std|stunden?|tagen?|wochen?|secondes?|heures?|jours?|segundos?|minutos?|horas?|d[ií]as?|minut[oi]|or[ae]|giorn[oi]|uur|uren|dagen|minuter|timmar|dagar|minutter|timer|minut|godzin|dni|минут[уы]?|час(?:а|ов)?|分|分钟|时间|時間|小时)";
/** Words that say that a time stands behind them, and what may stand before it. */
const UPDATED =
  "(?:(?:last )?(?:updated?|modified|refreshed)|as of|(?:zuletzt )?aktualisiert|stand|mis(?:e)? à jour|màj|(?:última )?actualizaci[óo]n|actualizado|atualizad[oa]|aggiornato|aggiornamento|bijgewerkt|uppdaterad|opdateret|oppdatert|zaktualizowano|обновлено|更新)";
const AGO = `(?:(?:vor|il y a|hace|há|för|for)\\s+)?(?:an?|one|\\d+)\\s*${UNIT}(?:\\s+(?:and\\s+)?\\d+\\s*${UNIT})?`;
const COUNTED =
  "(?:new\\s+)?(?:comments?|repl(?:y|ies)|answers?|views?|reads?|readers?|likes?|upvotes?|votes?|points?|shares?|reactions?|responses?|posts?|watching|viewers|listeners|kommentare?r?|antworten|aufrufe|beiträge|commentaires?|réponses?|vues?|comentarios?|respuestas?|vistas?|votos?|commenti|risposte|visualizzazioni|comentários?|reacties|reactie|komentarz[ey]?|ответ(?:а|ов)?|комментари(?:й|я|ев)|コメント|件|评论|条评论)";

/** Words that alone say nothing of a text: how often it was answered, how long ago something was done to it. */
const COUNTER = [
  `\\d[\\d.,]*\\s?k?\\s*${COUNTED}`,
  `${COUNTED}:?\\s*\\d[\\d.,]*`,
  `${UPDATED}:?\\s*(?:${AGO}(?:\\s+(?:ago|geleden|fa|atrás|sedan|siden|temu|назад|前))?|(?:at |um |à |a las |alle |às |kl\\.? )?\\d{1,2}[:.h]\\d{2}(?::\\d{2})?(?:\\s*(?:[ap]\\.?m\\.?|uhr|gmt|utc|cet|e[sd]?t))?)`,
  `(?:vor|il y a|hace|há)\\s+(?:an?|\\d+)\\s*${UNIT}`,
  "[▲▼+-]?\\d+\\s?[°▲▼]",
  `(?:an?|one|\\d+)\\s*${UNIT}\\s+(?:ago|geleden|fa|atrás|sedan|siden|temu|назад)`,
  `\\d+\\s*(?:分|分钟|小时|時間|天|日)前`,
  `\\d+[- ]?min(?:ute)?s?\\.?\\s+(?:read|lesezeit|de lecture|de lectura|di lettura|de leitura)`,
].join("|");
/** A number alone in brackets; a year is no counter. */
const ALONE = "(?!(?:19|20)\\d\\d\\b)\\d{1,5}";

const IN_BRACKETS = new RegExp(`\\s*[([]\\s*(?:${COUNTER}|${ALONE})\\s*[)\\]]\\s*`, "giu");
const AT_END = new RegExp(`\\s*(?:[-–—·•|/]|,)\\s*(?:${COUNTER})\\s*$`, "iu");
const AT_START = new RegExp(`^\\s*(?:${COUNTER})\\s*[-–—·•|/:]\\s*`, "iu");

/** Words of visible ASCII with single spaces, none of them with a digit: as it should be already. */
const PLAIN_TITLE = /^[!-/:-~]+(?: [!-/:-~]+)*$/;

/**
 * A title without what changes by itself: a count of comments, how long ago the text was updated. Two titles that are
 * equal so are the same title. White space single, Unicode composed.
 */
export function bareTitle(title: string): string {
  if (PLAIN_TITLE.test(title) && !title.includes(" ago")) return title;
  const composed = title.normalize("NFKC").replace(/\s+/g, " ").trim();
  if (!/\d|\b(?:an?|one) \w+ ago/i.test(composed)) return composed;
  const bare = composed.replace(IN_BRACKETS, " ").replace(AT_END, "").replace(AT_START, "").trim();
  return bare === "" ? composed : bare;
}

/** Months and days of the week where they stand in the titles of series, in small letters. */
const CALENDAR: ReadonlySet<string> = new Set(
  [
    "jan january januar janvier januari jänner enero gennaio janeiro feb february februar februari",
    "febbraio fév février febrero fevereiro mar march mars marzo março maret märz maart apr april aprile",
    "avr avril abr abril may mai mayo maggio maio mei jun june juni juno juin junio giugno junho jul july",
    "juli julo juil juillet julio luglio julho aug august augustus aout août agosto sep sept september",
    "septembre septiembre settembre setembro oct october octobre octubre okt oktober ottobre outubro nov",
    "november novembre noviembre novembro dec december decembre décembre dez dezember dic dicembre",
    "diciembre mon monday montag tue tues tuesday wed wednesday thu thurs thursday fri friday freitag sat",
    "saturday sun sunday dienstag mittwoch donnerstag samstag sonnabend sonntag lundi mardi mercredi",
    "jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo lunedì martedì",
    "mercoledì giovedì venerdì sabato domenica maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "segunda terça quarta quinta sexta today yesterday heute gestern aujourd hui hier hoy ayer oggi ieri",
    "st nd rd th",
  ].flatMap((line) => line.split(" ")),
);

/**
 * What is left of a title when its numbers and dates are taken out: "Corrections: Nov. 29" and "Corrections: Nov. 30"
 * are of one form.
 *
 * @param title bare
 */
export function titleForm(title: string): string {
  const words = title.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.filter((word) => !CALENDAR.has(word)).join(" ");
}
