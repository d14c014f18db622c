import { createHash } from "node:crypto";
import { Eta } from "eta";
import { packagePath, readPackageText } from "../ground/package-file.ts";
import { directionOf, type Words, wordsIn } from "../ground/words.ts";
import type { SourceStatus, StatusReport } from "../model/status.ts";
import type { DynamicAnswer } from "./dynamic-answer.ts";
import { statusView } from "./status-view.ts";

/** What a reader may meet, by its words' keys. */
const FOR_READERS: Readonly<Record<number, readonly [title: string, sentence: string]>> = {
  401: ["privateWire", "privateText"],
  404: ["notHere", "notHereText"],
  410: ["noMore", "noMoreText"],
};

/** What only a program or whoever runs the wire meets. */
const PLAIN: Readonly<Record<number, readonly [title: string, sentence: string]>> = {
  400: ["Not understood", "The request could not be read."],
  403: ["Refused", "Another site may not do this in your name."],
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
 * @param language the wire's, of what a reader may meet
 */
export function plainPage(status: number, url: string, language?: string): DynamicAnswer {
  const keys = FOR_READERS[status];
  const words = wordsIn(keys ? language : undefined);
  const [title, sentence] = keys?.map((key) => words.say(key)) ??
    PLAIN[status] ?? ["Not possible", `The server answered with ${status}.`];
  const sentences = [{ text: sentence as string }];
  return plain(url, words, { title: title as string, sentences, toFront: status !== 401 });
}

/** What is known while nothing is published. */
export interface Waiting {
  /** undefined: it could not be read. */
  readonly report: StatusReport | undefined;
  /** Why the first edition may not come soon: a sentence. */
  readonly obstacle: string | undefined;
}

/** Before the first publication: what is happening, what has failed and why. What is told of troubles is in English. */
export function waitingPage({ report, obstacle }: Waiting, url: string, language?: string): DynamicAnswer {
  const words = wordsIn(language);
  const { sources = [] } = report ?? {};
  const isTold = ({ state }: SourceStatus) => state === "failing" || state === "gone" || state === "limited";
  const failed = sources.filter(isTold);
  const read = sources.filter(({ state }) => state === "ok").length;
  const isHopeless = sources.length > 0 && failed.length === sources.length;
  const further = failed.length - MOST_FAILED;
  const warnings = (report?.warnings ?? []).filter((warning) => warning !== obstacle);
  return plain(url, words, {
    title: words.say(obstacle || isHopeless ? "waitingLong" : "waiting"),
    sentences: [
      obstacle ? inEnglish(obstacle) : { text: words.say(read > 0 ? "puttingTogether" : "readingFirst") },
      ...counted(words, { read, all: sources.length, failed: failed.length }),
      ...warnings.map(inEnglish),
      { text: words.say("looksAgain") },
    ],
    failed: failed.slice(0, MOST_FAILED).map(({ name, sentence }) => ({ name, sentence })),
    further: further > 0 ? words.count("more", further) : "",
    toStatus: true,
  });
}

/** How many sources there are, were read, could not be. */
function counted(
  words: Words,
  { read, all, failed }: { readonly read: number; readonly all: number; readonly failed: number },
): readonly Sentence[] {
  if (all === 0) return [];
  const { say, number } = words;
  return [
    { text: say("sourcesRead", { read: number(read), all: number(all) }) },
    ...(failed > 0 ? [{ text: say("sourcesFailed", { failed: number(failed) }) }] : []),
  ];
}

function inEnglish(text: string): Sentence {
  return { text, lang: "en" };
}

/** The status page has them all. */
const MOST_FAILED = 12;

interface Sentence {
  readonly text: string;
  /** Of one that is not in the page's language. */
  readonly lang?: string;
}

interface PlainView {
  readonly title: string;
  readonly sentences: readonly Sentence[];
  readonly failed?: readonly { readonly name: string; readonly sentence: string }[];
  readonly further?: string;
  readonly toFront?: boolean;
  readonly toStatus?: boolean;
}

function plain(url: string, { language, say }: Words, view: PlainView): DynamicAnswer {
  const [path = ""] = url.split(/[?#]/);
  const root = "../".repeat(Math.max(0, path.split("/").length - 2)) || "./";
  const usual = { failed: [], further: "", toFront: false, toStatus: false };
  const head = { lang: language, dir: directionOf(language), root, styleVersion: styleVersion() };
  return { type: "text/html", body: templates().render("./plain", { ...usual, ...view, ...head, say }) };
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
