import type { DemoArticle, DemoOutlet } from "./model.ts";

/** An article as it stands on a running server: address, date and title of this moment. */
export interface PlacedArticle {
  readonly article: DemoArticle;
  readonly outlet: DemoOutlet;
  /** Without any tracking: the page's canonical address. */
  readonly url: string;
  readonly title: string;
  readonly summary: string;
  readonly paragraphs: readonly string[];
  readonly publishedAt: number;
  readonly updatedAt: number;
  /** Absolute address of its picture. */
  readonly image: string | undefined;
}
