import type { ArticleId } from "../../model/brand.ts";
import type { Membership, Reason } from "../../model/story.ts";

const NOTHING = "-";

/**
 * A membership as it is stored under its article's id: when it joined, its score, whom it is most like, then
 * `name:value:contribution` for each reason, to four digits. A third of the same as JSON, and a third of all articles
 * have some twenty reasons.
 */
export function writeMembership({ joinedAt, score, with: other, reasons }: Membership): string {
  let text = `${joinedAt} ${score === undefined ? NOTHING : digits(score)} ${other ?? NOTHING}`;
  for (const { name, value, contribution } of reasons)
    text += ` ${name}:${digits(value)}:${digits(contribution)}`;
  return text;
}

/** @param text of `writeMembership` */
export function readMembership(articleId: ArticleId, text: string): Membership {
  const [joinedAt, score, other, ...reasons] = text.split(" ");
  return {
    articleId,
    joinedAt: Number(joinedAt),
    score: score === NOTHING ? undefined : Number(score),
    with: other === NOTHING ? undefined : (other as ArticleId),
    reasons: reasons.map(readReason),
  };
}

function readReason(text: string): Reason {
  const [name = "", value, contribution] = text.split(":");
  return { name, value: Number(value), contribution: Number(contribution) };
}

function digits(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
