import type { EpochMs } from "../model/brand.ts";
import type { SourceStatus, StatusReport } from "../model/status.ts";
import { hourChart } from "./hour-chart.ts";

export interface StatusView {
  readonly version: string;
  readonly at: string;
  readonly warnings: readonly string[];
  readonly tiles: readonly { readonly name: string; readonly value: string; readonly note: string }[];
  readonly charts: readonly ChartView[];
  readonly hours: readonly (readonly string[])[];
  readonly sources: readonly SourceView[];
  readonly queues: StatusReport["queues"];
  readonly hasQueueBoard: boolean;
  readonly publications: readonly PublicationView[];
  readonly extractions: readonly {
    readonly when: RelativeTime;
    readonly url: string;
    readonly code: string;
    readonly message: string;
  }[];
}

interface ChartView {
  readonly title: string;
  readonly svg: string;
  readonly legend: readonly { readonly name: string; readonly className: string }[];
}

interface SourceView {
  readonly id: string;
  readonly name: string;
  readonly outlet: string;
  readonly url: string;
  readonly state: SourceStatus["state"];
  readonly stateText: string;
  readonly sentence: string;
  readonly last: RelativeTime | undefined;
  readonly next: RelativeTime | undefined;
  readonly nextReason: string;
  readonly perDay: string;
  readonly code: string | undefined;
  readonly remedy: string | undefined;
}

interface PublicationView {
  readonly title: string;
  readonly href: string;
  readonly when: RelativeTime;
  readonly stories: number;
  readonly lead: string;
}

const STATE_TEXT: Readonly<Record<SourceStatus["state"], string>> = {
  ok: "Working",
  new: "Not polled yet",
  failing: "Failing",
  limited: "Told to wait",
  gone: "Gone",
};
/** What needs a person stands first. */
const URGENCY: readonly SourceStatus["state"][] = ["failing", "gone", "limited", "new", "ok"];

/** The report as `/status` shows it. */
export function statusView(report: StatusReport, hasQueueBoard: boolean): StatusView {
  const when = (at: EpochMs) => relativeTime(at, report.at);
  return {
    version: report.version,
    at: `${new Date(report.at).toISOString().slice(0, 16).replace("T", " ")} UTC`,
    warnings: report.warnings,
    tiles: tiles(report),
    charts: charts(report),
    hours: report.hours.map((hour) => [
      `${new Date(hour.startsAt).toISOString().slice(11, 16)}`,
      ...[hour.newArticles, hour.documents, hour.notModified, hour.failed].map(String),
      hour.lag === undefined ? "–" : `${Math.round(hour.lag)} s`,
    ]),
    sources: [...report.sources]
      .sort((a, b) => URGENCY.indexOf(a.state) - URGENCY.indexOf(b.state))
      .map((source) => sourceView(source, report)),
    queues: report.queues,
    hasQueueBoard,
    publications: report.publications.map((publication) => ({
      title: publication.title,
      href: publication.feedId === "main" ? "./" : `${publication.feedId}/`,
      when: when(publication.at),
      stories: publication.stories,
      lead: publication.lead ? `${publication.lead.outlet}: ${publication.lead.title}` : "none",
    })),
    extractions: report.extractions.map(({ at, url, code, message }) => ({
      when: when(at),
      url,
      code,
      message,
    })),
  };
}

function tiles(report: StatusReport): StatusView["tiles"] {
  const count = (...states: SourceStatus["state"][]) =>
    report.sources.filter((source) => states.includes(source.state)).length;
  const newest = report.publications.reduce<EpochMs | undefined>(
    (at, publication) => Math.max(at ?? 0, publication.at),
    undefined,
  );
  const failing = count("failing", "gone");
  const fetches = sum(report, "documents") + sum(report, "notModified");
  return [
    {
      name: "Sources working",
      value: `${count("ok")} of ${report.sources.length}`,
      note: failing === 0 ? "none failing" : `${failing} need attention`,
    },
    {
      name: "Articles",
      value: String(report.totals.articles),
      note: `${sum(report, "newArticles")} new in 24 hours`,
    },
    { name: "Stories", value: String(report.totals.stories), note: "in the window" },
    {
      name: "Not modified",
      value: fetches === 0 ? "–" : `${Math.round((100 * sum(report, "notModified")) / fetches)} %`,
      note: "of good polls in 24 hours",
    },
    {
      name: "Last publication",
      value: newest === undefined ? "never" : relativeTime(newest, report.at).text,
      note:
        newest === undefined
          ? "nothing to show yet"
          : new Date(newest).toISOString().slice(11, 16).concat(" UTC"),
    },
  ];
}

function charts(report: StatusReport): ChartView[] {
  const hours = report.hours.map((hour) => hour.startsAt);
  const values = (key: "newArticles" | "documents" | "notModified" | "failed" | "lag") =>
    report.hours.map((hour) => hour[key]);
  const all = [
    {
      title: "New articles an hour",
      unit: "articles",
      series: [{ name: "new articles", className: "c-new", values: values("newArticles") }],
    },
    {
      title: "Polls an hour",
      unit: "polls",
      series: [
        { name: "new document", className: "c-ok", values: values("documents") },
        { name: "not modified", className: "c-same", values: values("notModified") },
        { name: "failed", className: "c-bad", values: values("failed") },
      ],
    },
    {
      title: "Seconds from poll to publication",
      unit: "seconds",
      series: [{ name: "median", className: "c-lag", values: values("lag") }],
    },
  ];
  return all.map((chart) => ({
    title: chart.title,
    svg: hourChart({ ...chart, hours }),
    legend: chart.series.length > 1 ? chart.series.map(({ name, className }) => ({ name, className })) : [],
  }));
}

/** When a source is polled next; undefined: never. What was due while nothing ran is not in the past. */
export function nextPoll(
  { polling, state }: SourceStatus,
  { at, idle }: Pick<StatusReport, "at" | "idle">,
): RelativeTime | undefined {
  if (!polling || state === "gone") return undefined;
  const next = relativeTime(polling.nextPollAt, at);
  if (polling.nextPollAt > at) return next;
  return { ...next, text: idle ? "when a wire runs" : "now" };
}

function sourceView(source: SourceStatus, report: StatusReport): SourceView {
  const { polling } = source;
  const failure = polling?.failure;
  return {
    id: source.id,
    name: source.name,
    outlet: source.outlet,
    url: source.url,
    state: source.state,
    stateText: STATE_TEXT[source.state],
    sentence: source.sentence,
    last: polling?.lastPollAt === undefined ? undefined : relativeTime(polling.lastPollAt, report.at),
    next: nextPoll(source, report),
    nextReason: polling?.nextReason ?? "",
    perDay: source.itemsPerDay >= 10 ? String(Math.round(source.itemsPerDay)) : source.itemsPerDay.toFixed(1),
    code: failure?.code,
    remedy: failure && !source.sentence.includes(failure.remedy) ? failure.remedy : undefined,
  };
}

function sum(report: StatusReport, key: "newArticles" | "documents" | "notModified"): number {
  return report.hours.reduce((total, hour) => total + hour[key], 0);
}

/** An instant as `/status` shows it: how far away in words, and exactly for machines. */
export interface RelativeTime {
  readonly iso: string;
  readonly text: string;
}

const UNITS: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number])[] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];
/** Made once: each holds some 30 kB outside the heap. */
const NOW = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const AWAY = new Intl.RelativeTimeFormat("en", { numeric: "always" });
/** What a Date can hold. */
const LIMIT = 8.64e15;

/** "12 minutes ago", "in 3 hours"; an instant out of any calendar is "never". */
export function relativeTime(at: EpochMs, now: EpochMs): RelativeTime {
  if (!(Math.abs(at) < LIMIT)) return { iso: "", text: "never" };
  const seconds = Math.round((at - now) / 1_000);
  const [unit, size] =
    UNITS.find(([, length]) => Math.abs(seconds) >= length * 1.5) ?? (["second", 1] as const);
  const format = seconds === 0 ? NOW : AWAY;
  return { iso: new Date(at).toISOString(), text: format.format(Math.round(seconds / size), unit) };
}
