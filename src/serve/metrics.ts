import { collectDefaultMetrics, Registry } from "prom-client";
import { type CounterName, HISTOGRAMS } from "../ground/counters.ts";
import type { StatusReport } from "../model/status.ts";

interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
  /** Where it is not the family's own: `_bucket`, `_sum`, `_count`. */
  readonly suffix?: string;
}

interface Family {
  readonly name: string;
  readonly help: string;
  readonly type: "gauge" | "counter" | "histogram";
  readonly samples: readonly Sample[];
}

/**
 * Prometheus text of what all processes did, read from one report, with this process's own defaults
 * (memory, event loop). `running` totals only grow and become counters; without them the sums of the last
 * 24 hours are given as gauges.
 *
 * Names of running totals: `NAME`, `NAME:LABEL` as {@link COUNTERS} lists them, and `NAME:le:BOUND`,
 * `NAME:sum`, `NAME:count` for {@link HISTOGRAMS}.
 */
export async function renderMetrics(report: StatusReport): Promise<string> {
  const registry = new Registry();
  const families = [...gauges(report), ...counterFamilies(report), ...histogramFamilies(report)];
  for (const family of families) registry.registerMetric(asMetric(family) as never);
  return `${await registry.metrics()}${await processRegistry().metrics()}`;
}

let ofThisProcess: Registry | undefined;

/** Memory, event loop, collections: observers that belong to the process, so there is one set of them, once asked. */
function processRegistry(): Registry {
  if (!ofThisProcess) {
    ofThisProcess = new Registry();
    collectDefaultMetrics({ register: ofThisProcess });
  }
  return ofThisProcess;
}

interface CounterPlan {
  readonly metric: string;
  readonly help: string;
  /** Key in the counters, and the label that it stands for; a key that ends in `:` takes the rest as label. */
  readonly keys: { readonly [key in CounterName]?: string };
  readonly label: string;
}

/** Which counters the parts of Lede keep, and what `/metrics` calls them. */
const COUNTERS: readonly CounterPlan[] = [
  {
    metric: "lede_fetches",
    help: "Polls by outcome",
    keys: { documents: "document", notModified: "not_modified", failed: "failed" },
    label: "outcome",
  },
  { metric: "lede_failures", help: "Failures by their stable code", keys: { "code:": "" }, label: "code" },
  {
    metric: "lede_entries",
    help: "Entries by what became of them",
    keys: { new: "new", duplicate: "duplicate", changed: "changed", dropped: "dropped" },
    label: "fate",
  },
  {
    metric: "lede_extractions",
    help: "Full texts asked for, by outcome",
    keys: { extracted: "text", notExtracted: "none" },
    label: "outcome",
  },
  {
    metric: "lede_stories",
    help: "Stories by what happened to them",
    keys: { storiesNew: "begun", storiesJoined: "joined", storiesMerged: "merged" },
    label: "event",
  },
  {
    metric: "lede_publications",
    help: "Publications by whether any file changed, or none could be written",
    keys: { published: "changed", unchanged: "unchanged", publicationsFailed: "failed" },
    label: "outcome",
  },
];

function gauges(report: StatusReport): Family[] {
  const states = ["ok", "new", "failing", "limited", "gone"] as const;
  const last = report.hours.at(-1);
  const polls = report.hours.reduce((n, hour) => n + hour.documents + hour.notModified, 0);
  const same = report.hours.reduce((n, hour) => n + hour.notModified, 0);
  return [
    gauge(
      "lede_sources",
      "Configured sources by state",
      states.map((state) => ({
        labels: { state },
        value: report.sources.filter((source) => source.state === state).length,
      })),
    ),
    gauge(
      "lede_queue_jobs",
      "Jobs in the queues by state",
      report.queues.flatMap(({ name, ...counts }) =>
        Object.entries(counts).map(([state, value]) => ({ labels: { queue: name, state }, value })),
      ),
    ),
    single("lede_articles", "Articles that are remembered", report.totals.articles),
    single("lede_stories_in_window", "Stories in the window", report.totals.stories),
    single(
      "lede_not_modified_ratio",
      "304 answers among good polls of 24 hours",
      polls === 0 ? 0 : same / polls,
    ),
    ...(last?.lag === undefined
      ? []
      : [single("lede_publication_lag_median_seconds", "Median lag of the current hour", last.lag)]),
    gauge(
      "lede_published_stories",
      "Stories in the last publication",
      report.publications.map(({ feedId, stories }) => ({ labels: { feed: feedId }, value: stories })),
    ),
    gauge(
      "lede_published_timestamp_seconds",
      "When each feed was last published",
      report.publications.map(({ feedId, at }) => ({ labels: { feed: feedId }, value: at / 1_000 })),
    ),
    single(
      "lede_warnings",
      "Things that are wrong as a whole, as /status words them",
      report.warnings.length,
    ),
    gauge("lede_info", "The version that runs", [{ labels: { version: report.version }, value: 1 }]),
  ];
}

function counterFamilies({ running, counters }: StatusReport): Family[] {
  const values = running ?? counters;
  return COUNTERS.map((plan): Family => {
    const samples = Object.entries(plan.keys).flatMap(([key, label]) =>
      labelled(values, plan.label, key, label ?? ""),
    );
    return running
      ? { name: `${plan.metric}_total`, help: plan.help, type: "counter", samples }
      : { name: `${plan.metric}_24h`, help: `${plan.help}, last 24 hours`, type: "gauge", samples };
  });
}

function labelled(
  values: Readonly<Record<string, number>>,
  label: string,
  key: string,
  name: string,
): Sample[] {
  if (!key.endsWith(":")) return [{ labels: { [label]: name }, value: values[key] ?? 0 }];
  return Object.entries(values)
    .filter(([found]) => found.startsWith(key))
    .map(([found, value]) => ({ labels: { [label]: found.slice(key.length) }, value }));
}

function histogramFamilies({ running }: StatusReport): Family[] {
  if (!running) return [];
  return HISTOGRAMS.map(({ key, metric, help, bounds }): Family => {
    let sum = 0;
    const buckets = [...bounds.map(String), "+Inf"].map((le) => {
      sum += running[`${key}:le:${le}`] ?? 0;
      return { labels: { le }, value: sum, suffix: "_bucket" };
    });
    return {
      name: metric,
      help,
      type: "histogram",
      samples: [
        ...buckets,
        { labels: {}, value: running[`${key}:sum`] ?? 0, suffix: "_sum" },
        { labels: {}, value: sum, suffix: "_count" },
      ],
    };
  });
}

function gauge(name: string, help: string, samples: readonly Sample[]): Family {
  return { name, help, type: "gauge", samples };
}

function single(name: string, help: string, value: number): Family {
  return gauge(name, help, [{ labels: {}, value }]);
}

/** What prom-client's registry asks a metric for. Its own classes count; these numbers were counted elsewhere. */
function asMetric({ name, help, type, samples }: Family) {
  const values = samples.map(({ labels, value, suffix }) => ({
    labels,
    value,
    ...(suffix && { metricName: `${name}${suffix}` }),
  }));
  return {
    name,
    help,
    type,
    aggregator: "sum",
    get: async () => ({ name, help, type, values, aggregator: "sum" }),
  };
}
