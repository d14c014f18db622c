import type { EpochMs } from "../model/brand.ts";

/** One kind of bar: its class gives the colour, its name the legend. */
export interface Series {
  readonly name: string;
  readonly className: string;
  readonly values: readonly (number | undefined)[];
}

export interface HourChart {
  readonly title: string;
  /** Starts of the hours, oldest first. */
  readonly hours: readonly EpochMs[];
  /** Stacked, the first at the bottom. */
  readonly series: readonly Series[];
  readonly unit: string;
}

const WIDTH = 360;
const HEIGHT = 120;
const LEFT = 34;
const TOP = 10;
const BOTTOM = 18;

/** Bars by the hour as inline SVG, for the eye; the page gives the same figures as a table. */
export function hourChart(chart: HourChart): string {
  const sums = chart.hours.map((_, n) => chart.series.reduce((sum, { values }) => sum + (values[n] ?? 0), 0));
  const top = niceCeiling(Math.max(...sums, 0));
  const step = (WIDTH - LEFT) / Math.max(1, chart.hours.length);
  const scale = (HEIGHT - TOP - BOTTOM) / top;
  const peak = Math.max(...sums, 0);
  const label = `${chart.title}: at most ${number(peak)} ${chart.unit} in an hour`;
  return [
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label}" class="chart">`,
    ...[0, top / 2, top].map((value) => gridLine(value, HEIGHT - BOTTOM - value * scale)),
    ...chart.hours.map((_, n) => stack(chart, n, LEFT + n * step, step, scale)),
    ...chart.hours.map((at, n) => hourLabel(at, LEFT + (n + 0.5) * step)),
    "</svg>",
  ].join("");
}

function stack(chart: HourChart, n: number, x: number, step: number, scale: number): string {
  let y = HEIGHT - BOTTOM;
  let bars = "";
  for (const { values, className } of chart.series) {
    const height = (values[n] ?? 0) * scale;
    if (height <= 0) continue;
    y -= height;
    bars += `<rect class="${className}" x="${(x + 1).toFixed(1)}" y="${y.toFixed(1)}" width="${Math.max(1, step - 2).toFixed(1)}" height="${height.toFixed(1)}"/>`;
  }
  return bars;
}

function gridLine(value: number, y: number): string {
  const at = y.toFixed(1);
  return `<line class="grid" x1="${LEFT}" x2="${WIDTH}" y1="${at}" y2="${at}"/><text x="${LEFT - 5}" y="${(y + 3).toFixed(1)}" text-anchor="end">${number(value)}</text>`;
}

/** Every sixth hour, UTC. */
function hourLabel(at: EpochMs, x: number): string {
  const hour = new Date(at).getUTCHours();
  if (hour % 6 !== 0) return "";
  return `<text x="${x.toFixed(1)}" y="${HEIGHT - 4}" text-anchor="middle">${String(hour).padStart(2, "0")}</text>`;
}

/** 1, 2, 5, 10, 20, 50 and so on: the first that is not less. */
function niceCeiling(value: number): number {
  if (value <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find((factor) => factor * power >= value) ?? 10) * power;
}

function number(value: number): string {
  return value >= 10_000 ? `${Math.round(value / 1_000)}k` : String(Math.round(value * 10) / 10);
}
