import { parseArgs } from "node:util";
import { fetchDocuments, judgeAll, type Verdict } from "./judges.ts";
import { startSampleServer } from "./sample-server.ts";
import { judgeByChange } from "./told-again.ts";

const USAGE = `npm run judge -- [--url http://127.0.0.1:8080/] [--grammar atom.rnc] [--strict] [--json]

Shows what a wire serves to validators and feed readers from Debian. Without --url: to an invented edition, and
then how readers take it when stories go on. --strict: a judge that is missing is a failure. Nothing is installed.`;

await main();

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      url: { type: "string" },
      grammar: { type: "string" },
      strict: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  const verdicts = values.url
    ? await judgeWire(values.url, values.grammar)
    : await judgeSample(values.grammar);
  if (values.json) console.log(JSON.stringify(verdicts));
  else for (const verdict of verdicts) console.log(describe(verdict));
  const complaints = verdicts.reduce((sum, verdict) => sum + verdict.complaints.length, 0);
  const skipped = verdicts.filter((verdict) => verdict.skipped).length;
  if (!values.json)
    console.log(`\n${verdicts.length - skipped} verdicts, ${complaints} complaints, ${skipped} not judged`);
  process.exitCode = complaints > 0 || verdicts.length === 0 || (values.strict && skipped > 0) ? 1 : 0;
}

async function judgeWire(url: string, grammar?: string): Promise<readonly Verdict[]> {
  const base = url.endsWith("/") ? url : `${url}/`;
  return judgeAll(await fetchDocuments(base), { now: Date.now(), grammar });
}

async function judgeSample(grammar?: string): Promise<readonly Verdict[]> {
  const server = await startSampleServer();
  try {
    const verdicts = await judgeWire(server.url, grammar);
    return [...verdicts, await judgeByChange("feed.atom"), await judgeByChange("feed.rss")];
  } finally {
    await server.close();
  }
}

function describe({ judge, subject, skipped, complaints }: Verdict): string {
  if (skipped) return `  -   ${judge}: ${subject}: ${skipped}`;
  if (complaints.length === 0) return `  ok  ${judge}: ${subject}`;
  return [` BAD  ${judge}: ${subject}`, ...complaints.map((complaint) => `        ${complaint}`)].join("\n");
}
