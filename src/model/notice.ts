import type { EpochMs } from "./brand.ts";

/** One rule of `notify:`: whom to tell of what. */
export interface NoticeRule {
  readonly id: string;
  /** Without name and password, which are in `headers`. */
  readonly url: string;
  readonly when: NoticeCondition;
  /** A preset, or the message itself with `{{title}}` and the like; undefined: by the address. */
  readonly template: string | undefined;
  /** Key of the signature (HMAC-SHA-256); undefined: it is not signed. */
  readonly secret: string | undefined;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** CIDR blocks that this rule may reach although they are not public. */
  readonly allow: readonly string[];
}

/** What has to be true of a story; all that is given. `sourceFailing` is about sources and stands alone. */
export interface NoticeCondition {
  /** Independent outlets that tell it. */
  readonly outlets?: number;
  /** In the title or summary of any of its articles. */
  readonly keyword?: RegExp;
  /** It leads the main feed. */
  readonly lead?: boolean;
  /** ms for which a source could not be read. */
  readonly sourceFailing?: number;
}

export type NoticePreset =
  | "json"
  | "ntfy"
  | "gotify"
  | "apprise"
  | "slack"
  | "discord"
  | "mattermost"
  | "matrix";

/** What a template may name: `{{title}}`. */
export type NoticeWord = "title" | "url" | "page" | "outlet" | "outlets" | "summary" | "why" | "rule";

/** One thing to tell by one rule; fixed when it is decided. */
export interface Notice {
  /** The same for the same rule and subject, whoever decides it: a receiver takes it once. */
  readonly id: string;
  readonly rule: string;
  readonly kind: "story" | "source" | "test";
  /** The story's entry id, or the source's id. */
  readonly subject: string;
  readonly at: EpochMs;
  readonly title: string;
  /** The lead article, or the source's address as everybody may see it. */
  readonly url: string;
  /** The story's own page; undefined where nobody said where the output is served. */
  readonly page: string | undefined;
  readonly outlet: string;
  /** Independent outlets that tell it; 0 for a source. */
  readonly outlets: number;
  readonly also: readonly { readonly title: string; readonly url: string; readonly outlet: string }[];
  readonly summary: string;
  readonly image: string | undefined;
  /** Why it is told: "told by 3 outlets". */
  readonly why: string;
}
