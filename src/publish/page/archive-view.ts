import { DAY_MS } from "../../ground/time.ts";
import type { SafeStory } from "../safe-edition.ts";
import { type HeadView, headView, type PageSettings } from "./head-view.ts";
import type { PageDate } from "./page-dates.ts";
import { type StoryView, storyView } from "./story-view.ts";

/** What the page of a day knows beside its stories. */
export interface DayPage {
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
  /** The day before that has a page, if any. */
  readonly previous: string | undefined;
  /** The day is over: its page changes no more. */
  readonly isOver: boolean;
  /** The folder of the feed that has a story's own page, `""` for the main one; undefined: it has none any more. */
  readonly folderOf: (storyId: string) => string | undefined;
}

export interface DayView {
  readonly head: HeadView;
  readonly date: PageDate;
  readonly counts: string;
  readonly previous: { readonly href: string; readonly text: string } | undefined;
  readonly isOver: boolean;
  /** What most outlets told, with summary and coverage; then the rest as headlines. */
  readonly stories: readonly StoryView[];
  readonly rest: readonly StoryView[];
}

/** All stories of a day: those that most outlets told first. */
export function dayView(settings: PageSettings, { day, previous, isOver, folderOf }: DayPage): DayView {
  const { edition, dates, layout } = settings;
  const date = dates.day(Date.parse(day));
  const voices = ({ outlet, coverage }: SafeStory) =>
    new Set([outlet, ...coverage.map((one) => one.outlet)]).size;
  const stories = [...edition.stories].sort((a, b) => voices(b) - voices(a) || b.announcedAt - a.announcedAt);
  const views = stories.map((story, n) => {
    const folder = folderOf(story.id);
    const view = storyView(edition, story, dates, {
      root: `../../${folder ?? ""}`,
      isBrief: n >= layout.full,
      picture: layout.pictures === "all" || (layout.pictures === "lead" && n === 0) ? "wide" : "none",
    });
    return folder === undefined ? { ...view, page: view.href === view.page ? "../" : view.href } : view;
  });
  const title = `${date.text} – ${edition.title}`;
  return {
    head: headView(settings, {
      title,
      description: title,
      path: `archive/${day}/`,
      depth: 2,
      hasShortTimes: true,
    }),
    date,
    counts: countsOf(stories, settings),
    previous:
      previous === undefined
        ? undefined
        : { href: `../${previous}/`, text: dates.day(Date.parse(previous)).text },
    isOver,
    stories: views.slice(0, layout.full),
    rest: views.slice(layout.full),
  };
}

function countsOf(stories: readonly SafeStory[], { edition: { words } }: PageSettings): string {
  const outlets = stories.flatMap((story) => [story.outlet, ...story.coverage.map((one) => one.outlet)]);
  return `${words.count("stories", stories.length)} ${words.count("fromOutlets", new Set(outlets).size)}`;
}

export interface CalendarView {
  readonly head: HeadView;
  readonly months: readonly MonthView[];
}

interface MonthView {
  /** `YYYY-MM` */
  readonly id: string;
  readonly title: string;
  /** Of the week, in the order of the language's calendar. */
  readonly weekdays: readonly { readonly short: string; readonly long: string }[];
  /** Rows of seven; undefined: a day of another month. */
  readonly weeks: readonly (readonly (CalendarDay | undefined)[])[];
}

interface CalendarDay {
  readonly text: string;
  /** undefined: nothing is kept of it. */
  readonly href: string | undefined;
  readonly label: string;
}

/** @param days that have a page, newest first */
export function calendarView(settings: PageSettings, days: readonly string[]): CalendarView {
  const { edition } = settings;
  const { say } = edition.words;
  const title = `${say("archive")} – ${edition.title}`;
  const months = [...new Set(days.map((day) => day.slice(0, 7)))];
  return {
    head: headView(settings, { title, description: say("calendarOf"), path: "archive/", depth: 1 }),
    months: months.map((month) => monthView(settings, month, new Set(days))),
  };
}

/** A Monday, for the names of the days. */
const MONDAY = Date.UTC(2024, 0, 1);

function monthView({ edition, dates }: PageSettings, month: string, kept: ReadonlySet<string>): MonthView {
  const locale = edition.language ?? "en-GB";
  const format = (options: Intl.DateTimeFormatOptions) => {
    const written = new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
    return (at: number) => written.format(at);
  };
  const [short, long] = [format({ weekday: "short" }), format({ weekday: "long" })];
  const title = format({ month: "long", year: "numeric" });
  const number = new Intl.NumberFormat(locale);
  const first = Date.parse(`${month}-01`);
  const start = firstWeekday(locale);
  const length = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
  const before = (new Date(first).getUTCDay() - (start % 7) + 7) % 7;
  const cells = Array.from({ length: before + length }, (_, n) => {
    if (n < before) return undefined;
    const at = first + (n - before) * DAY_MS;
    const day = new Date(at).toISOString().slice(0, 10);
    return {
      text: number.format(n - before + 1),
      href: kept.has(day) ? `${day}/` : undefined,
      label: dates.day(at).text,
    };
  });
  return {
    id: month,
    title: title(first),
    weekdays: Array.from({ length: 7 }, (_, n) => MONDAY + (start - 1 + n) * DAY_MS).map((at) => ({
      short: short(at),
      long: long(at),
    })),
    weeks: Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) =>
      Array.from({ length: 7 }, (_day, n) => cells[week * 7 + n]),
    ),
  };
}

/** 1 is Monday, 7 is Sunday (ECMA-402): as the language's calendar has it, where the platform knows. */
function firstWeekday(locale: string): number {
  const known = new Intl.Locale(locale) as Intl.Locale & {
    readonly weekInfo?: { readonly firstDay: number };
    readonly getWeekInfo?: () => { readonly firstDay: number };
  };
  return known.getWeekInfo?.().firstDay ?? known.weekInfo?.firstDay ?? 1;
}
