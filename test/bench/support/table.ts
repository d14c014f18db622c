/** Lines of a Markdown table: names to the left, numbers to the right. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const widths = heads.map((head, n) => Math.max(head.length, ...rows.map((row) => (row[n] ?? "").length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, n) => pad(cell, widths[n] ?? 0, n === 0)).join(" | ")} |`;
  const rule = `|${widths.map((width, n) => "-".repeat(width + 1) + (n === 0 ? "-" : ":")).join("|")}|`;
  return [line(heads), rule, ...rows.map(line)];
}

function pad(cell: string, width: number, left: boolean): string {
  return left ? cell.padEnd(width) : cell.padStart(width);
}

/** Three digits that count. */
export function figure(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString("en");
  return value.toPrecision(value < 0.1 ? 2 : 3);
}
