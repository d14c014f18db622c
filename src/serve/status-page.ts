import { createHash } from "node:crypto";
import { Eta } from "eta";
import { packagePath, readPackageText } from "../ground/package-file.ts";
import type { SourceStatus, StatusReport } from "../model/status.ts";
import type { DynamicAnswer } from "./dynamic-answer.ts";
import { statusView } from "./status-view.ts";

const PLAIN: Readonly<Record<number, readonly [title: string, sentence: string]>> = {
  400: ["Not understood", "The request could not be read."],
  401: ["Private", "This wire is private: sign in with its token as the password."],
  403: ["Refused", "Another site may not do this in your name."],
  404: ["Not here", "There is no such page. The front page has everything that is published now."],
  410: ["No more", "This was published once, and is not any more."],
  405: ["Not possible", "This address can only be read."],
  500: ["Something broke", "The log says what. The feeds go on as they are."],
  503: ["Not available", "The state of the wire could not be read: its Redis does not answer."],
};

/** `/status` for a person: what works, what does not, and what to do about it. */
export function statusPage(report: StatusReport, hasQueueBoard: boolean): DynamicAnswer {
  const view = statusView(report, hasQueueBoard);
  return {
    type: "text/html",
    body: templates().render("./status", { ...view, styleVersion: styleVersion() }),
  };
}

/**
 * A page that says one thing: for every status that has no page of its own.
 *
 * @param url as the routes know it: the way from it to the root works behind any proxy
 */
export function plainPage(status: number, url: string): DynamicAnswer {
  const [title, sentence] = PLAIN[status] ?? ["Not possible", `The server answered with ${status}.`];
  return plain(url, { title, sentences: [sentence], toFront: status !== 401 });
}

/** What is known while nothing is published. */
export interface Waiting {
  /** undefined: it could not be read. */
  readonly report: StatusReport | undefined;
  /** Why the first edition may not come soon: a sentence. */
  readonly obstacle: string | undefined;
}

/** Before the first publication: what is happening, what has failed and why. */
export function waitingPage({ report, obstacle }: Waiting, url: string): DynamicAnswer {
  const { sources = [] } = report ?? {};
  const isTold = ({ state }: SourceStatus) => state === "failing" || state === "gone" || state === "limited";
  const failed = sources.filter(isTold);
  const read = sources.filter(({ state }) => state === "ok").length;
  const isHopeless = sources.length > 0 && failed.length === sources.length;
  const counted = [
    `${read} of ${sources.length} ${sources.length === 1 ? "source has" : "sources have"} been read`,
    ...(failed.length > 0 ? [`${failed.length} could not be`] : []),
  ].join(", ");
  const title = obstacle || isHopeless ? "The first edition has to wait" : "The first edition is on its way";
  return plain(url, {
    title,
    sentences: [
      obstacle ??
        (read > 0
          ? "What was read is being put together."
          : "The sources are being read for the first time."),
      ...(sources.length > 0 ? [`${counted}.`] : []),
      ...(report?.warnings ?? []).filter((warning) => warning !== obstacle),
      "This page looks again every few seconds.",
    ],
    failed: failed.slice(0, MOST_FAILED).map(({ name, sentence }) => ({ name, sentence })),
    further: Math.max(0, failed.length - MOST_FAILED),
    toStatus: true,
  });
}

/** The status page has them all. */
const MOST_FAILED = 12;

interface PlainView {
  readonly title: string;
  readonly sentences: readonly string[];
  readonly failed?: readonly { readonly name: string; readonly sentence: string }[];
  readonly further?: number;
  readonly toFront?: boolean;
  readonly toStatus?: boolean;
}

function plain(url: string, view: PlainView): DynamicAnswer {
  const [path = ""] = url.split(/[?#]/);
  const root = "../".repeat(Math.max(0, path.split("/").length - 2)) || "./";
  const usual = { failed: [], further: 0, toFront: false, toStatus: false };
  return {
    type: "text/html",
    body: templates().render("./plain", { ...usual, ...view, root, styleVersion: styleVersion() }),
  };
}

/** The style sheet of these pages, which is there before anything is published. */
export function statusStyle(): string {
  return readPackageText("src/serve/assets/status.css");
}

function styleVersion(): string {
  return createHash("sha256").update(statusStyle()).digest("base64url").slice(0, 12);
}

function templates(): Eta {
  return new Eta({ views: packagePath("src/serve/templates"), autoTrim: ["nl", "nl"] });
}
