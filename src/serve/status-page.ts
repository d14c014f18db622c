import { createHash } from "node:crypto";
import { Eta } from "eta";
import { packagePath, readPackageText } from "../ground/package-file.ts";
import type { StatusReport } from "../model/status.ts";
import type { DynamicAnswer } from "./dynamic-answer.ts";
import { statusView } from "./status-view.ts";

const PLAIN: Readonly<Record<number, readonly [title: string, sentence: string]>> = {
  400: ["Not understood", "The request could not be read."],
  401: ["Private", "This wire is private: sign in with its token as the password."],
  403: ["Refused", "Another site may not do this in your name."],
  404: ["Not here", "There is no such page. The front page has everything that is published now."],
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

/** A page that says one thing: for every status that has no page of its own. */
export function plainPage(status: number): DynamicAnswer {
  const [title, sentence] = PLAIN[status] ?? ["Not possible", `The server answered with ${status}.`];
  return {
    type: "text/html",
    body: templates().render("./plain", { title, sentence, link: status !== 401 }),
  };
}

/**
 * Before the first publication.
 *
 * @param obstacle why it may not come soon: a sentence
 */
export function waitingPage(obstacle: string | undefined): DynamicAnswer {
  const title = obstacle ? "The first edition has to wait" : "The first edition is on its way";
  const first = obstacle ?? "The sources are being read for the first time.";
  const sentence = `${first} This page looks again every few seconds.`;
  return { type: "text/html", body: templates().render("./plain", { title, sentence, link: false }) };
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
