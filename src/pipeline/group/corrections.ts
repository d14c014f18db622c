import type { ArticleId, EpochMs, SourceId, StoryId } from "../../model/brand.ts";
import type { Desk, DeskArticle } from "./desk.ts";

/** Words by which an outlet says that a text stands in another one's place. */
const WORDS = [
  "correct(?:ed|ion|s|ing)?|corr|updat(?:ed?|es|ing)|upd|rpt|repeat(?:s|ing)?|refil(?:e|ed|es|ing)|recast(?:s|ed)?|clarif(?:ied|ies|ication)|revised|revision|adds|erratum|retraction|amended",
  "berichtig(?:ung|t)|korrektur|korrigiert(?:e fassung)?|korr|richtigstellung|aktualisier(?:t|ung)|neufassung|wdh(?:lg)?|wiederholung",
  "correcci[oó]n|corregid[oa]|corrige|rectificaci[oó]n|rectificad[oa]|fe de erratas|aclaraci[oó]n|actualizaci[oó]n|actualizad[oa]|actualiza|repetici[oó]n",
  "rectificatif|rectifi[eé]e?|corrig[eé]e?|correctif|m[aà]j|mise [aà] jour|actualis[eé]e?|actualisation|pr[eé]cision",
  "correzione|corretto|corregge|rettifica(?:to)?|errata(?: corrige)?|aggiornament[oi]|aggiornato|aggiorna|ripete",
  "corre[cç][aã]o|corrigid[oa]|retifica[cç][aã]o|atualiza[cç][aã]o|atualizad[oa]|atualiza|repeti[cç][aã]o",
  "correctie|gecorrigeerd|rectificatie|herstel|bijgewerkt|r[aä]ttelse|r[aä]ttad|uppdatering|uppdaterad|rettelse|rettet|korreksjon|oppdatering|oppdatert|opdatering|opdateret|oikaisu|korjaus|p[aä]ivitys",
  "korekta|sprostowanie|aktualizacja|oprava|opraveno|aktualizace|helyesb[ií]t[eé]s|jav[ií]t[aá]s|friss[ií]t[eé]s|corec[tț]ie|rectificare|actualizare|d[uü]zeltme|d[uü]zeltildi|g[uü]ncelleme|koreksi|ralat|ispravka|ispravak|correcci[oó]|rectificaci[oó]|diorthosi|διόρθωση",
  "исправление|исправлено|уточнение|поправка|обновление|обновлено|виправлення|уточнення|оновлено|поправка",
  "訂正|修正|更新|更正|訂正あり|정정|수정|업데이트|تصحيح|تحديث|תיקון|עדכון|đính chính",
].join("|");
const BEFORE = new RegExp(
  `^\\s*(?:[[(【［（]\\s*(?:${WORDS})\\s*(\\d*)\\s*[\\])】］）]\\s*[-–—:：/|]?|(?:${WORDS})\\s*(\\d*)\\s*[-–—:：/|])\\s*`,
  "iu",
);
const BEHIND = new RegExp(
  `\\s*[-–—,|]?\\s*(?:[[(【［（]\\s*(?:${WORDS})\\s*(\\d*)(?:[\\s:,][^\\])】］）]{0,60})?[\\])】］）]|[-–—|]\\s*(?:${WORDS})\\s*(\\d*))\\s*$`,
  "iu",
);

interface Version {
  /** Whether the title says that it stands in another one's place. */
  readonly isCorrection: boolean;
  /** The number of the update, if it has one. */
  readonly number: number;
  readonly words: ReadonlySet<string>;
}

/** Reads a title without the words of correction at its ends, of which there may be several. */
function versionOf(title: string): Version {
  let rest = title;
  let isCorrection = false;
  let number = 0;
  for (let n = 0; n < 3; n++) {
    const found = BEFORE.exec(rest) ?? BEHIND.exec(rest);
    if (!found || found[0].length === rest.length) break;
    isCorrection = true;
    number = Math.max(number, Number(found[1] || found[2] || 0));
    rest = rest.slice(0, found.index) + rest.slice(found.index + found[0].length);
  }
  return { isCorrection, number, words: wordsOf(rest) };
}

/** Whether a title says of itself that its text stands in another one's place. */
export function saysCorrection(title: string): boolean {
  return versionOf(title).isCorrection;
}

/** Words without numbers, which are what is corrected most often; characters where words are not spaced. */
function wordsOf(title: string): ReadonlySet<string> {
  const words =
    title
      .toLowerCase()
      .match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]|[\p{L}\p{M}]+/gu) ?? [];
  return new Set(words.filter((word) => word.length > 1 || word > "\u2e80"));
}

function areVersions(a: Version, b: Version): boolean {
  const least = Math.min(a.words.size, b.words.size);
  let shared = 0;
  for (const word of a.words) if (b.words.has(word)) shared++;
  return shared >= 2 && shared >= least * 0.6 && least * 2.5 >= Math.max(a.words.size, b.words.size);
}

/** ms after which nobody is corrected any more. */
const LATEST_MS = 7 * 24 * 3_600_000;

/** The versions of one text on the desk: a correction stands where what it corrects stood. */
export interface Corrections {
  /**
   * What a newcomer has to do with what its source has on the desk.
   *
   * @returns the article in whose story it belongs, and whether that one is superseded by it, or it by that one
   */
  relate(article: DeskArticle): Related | undefined;
}

export interface Related {
  readonly storyId: StoryId;
  readonly other: ArticleId;
  readonly superseded: "other" | "newcomer";
}

/** @param desk where the articles are; those that were superseded are taken off it by the caller */
export function createCorrections(desk: Pick<Desk, "find" | "articles">): Corrections {
  const corrections = new Map<SourceId, Set<ArticleId>>();
  const known = (ids: Iterable<ArticleId>) => [...ids].flatMap((id) => desk.find(id) ?? []);
  return {
    relate: (article) => {
      const version = versionOf(article.title);
      const others = known(corrections.get(article.sourceId) ?? []);
      if (version.isCorrection) {
        corrections.set(article.sourceId, (corrections.get(article.sourceId) ?? new Set()).add(article.id));
        const corrected = desk.articles().filter((other) => corrects(article, version, other.article));
        if (corrected.length > 0) return newest(corrected, "other");
      }
      const later = others.filter((other) =>
        corrects(other.article, versionOf(other.article.title), article),
      );
      return newest(later, "newcomer");
    },
  };
}

type Placed = { readonly storyId: StoryId; readonly article: DeskArticle };

function newest(found: readonly Placed[], superseded: Related["superseded"]): Related | undefined {
  const [first] = [...found].sort((a, b) => dateOf(b.article) - dateOf(a.article));
  return first && { storyId: first.storyId, other: first.article.id, superseded };
}

/** Whether one article stands in the place of another: of the same source, not older, the same words but for a few. */
function corrects(article: DeskArticle, version: Version, other: DeskArticle): boolean {
  if (other.id === article.id || other.sourceId !== article.sourceId) return false;
  const later = dateOf(article) - dateOf(other);
  if (later < 0 || later > LATEST_MS) return false;
  const before = versionOf(other.title);
  if (before.isCorrection && later === 0 && before.number >= version.number) return false;
  return areVersions(version, before);
}

function dateOf({ publishedAt, seenAt }: DeskArticle): EpochMs {
  return publishedAt ?? seenAt;
}
