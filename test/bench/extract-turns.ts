// How long the main thread is kept from its event loop while another thread reads pages. A process of its own: what
// the peers leave on the heap of the other bench would be collected on the clock. `extract.ts` runs it.
//   node --import tsx test/bench/extract-turns.ts [DIR of .html or .html.gz files]
import { closeSync, existsSync, openSync, readSync } from "node:fs";
import { createExtractor } from "../../src/extract/create-extractor.ts";
import { pagesFor, URL_OF_PAGE } from "./support/bench-pages.ts";

/** One turn of the loop, ms: what passed, what of it the main thread computed, what it stood in line for a processor. */
interface Turn {
  readonly passed: number;
  readonly computed: number;
  readonly waited: number;
}

const ROUNDS = 5;
const SCHEDSTAT = "/proc/thread-self/schedstat";
const pages = pagesFor(process.argv[2]);

/** Processor time and time in line of this thread, ms (proc(5)); zeros where the system does not tell. */
function openClock() {
  if (!existsSync(SCHEDSTAT)) return { read: () => [0, 0] as const, close: () => {} };
  const [file, buffer] = [openSync(SCHEDSTAT, "r"), Buffer.alloc(128)];
  const read = () => {
    const length = readSync(file, buffer, 0, buffer.length, 0);
    const [computed = 0, waited = 0] = buffer.toString("latin1", 0, length).split(" ").map(Number);
    return [computed / 1e6, waited / 1e6] as const;
  };
  return { read, close: () => closeSync(file) };
}

/** Every turn, of a loop that has a timer of 1 ms and nothing else to do, while `work` is under way. */
async function turnsDuring(work: () => Promise<void>): Promise<Turn[]> {
  const clock = openClock();
  const turns: Turn[] = [];
  let [at, [computed, waited]] = [performance.now(), clock.read()];
  const timer = setInterval(() => {
    const [now, [c, w]] = [performance.now(), clock.read()];
    turns.push({ passed: now - at, computed: c - computed, waited: w - waited });
    [at, computed, waited] = [now, c, w];
  }, 1);
  await work();
  clearInterval(timer);
  clock.close();
  return turns;
}

/** From the start of the thread to the last page. */
async function readPages(): Promise<void> {
  const extractor = createExtractor({ threads: 1 });
  for (const bytes of pages) await extractor.extract({ bytes, url: URL_OF_PAGE });
  await extractor.close();
}

const rounds: Turn[][] = [];
for (let round = 0; round < ROUNDS; round++) rounds.push(await turnsDuring(readPages));
const most = (turns: readonly Turn[], read: (turn: Turn) => number) => Math.max(...turns.map(read));
const all = rounds.flat();
console.log(
  JSON.stringify({
    turns: all.length,
    computed: most(all, (turn) => turn.computed),
    passed: rounds.map((turns) => most(turns, (turn) => turn.passed)),
    besidesWaiting: most(all, (turn) => turn.passed - turn.waited),
  }),
);
