import { seededRandom } from "../support/random.ts";

/** As much of a source as the schedule asks for. */
export interface InventedSource {
  readonly id: string;
  readonly url: string;
}

/** Of ten sources seven are alone on their domain; the others share domains, of which a few are large. */
const SHARED = 0.3;
const SHARED_DOMAINS = 0.005;

/** The same sources for the same count. `perDomain` puts exactly so many on each domain instead. */
export function inventSources(count: number, perDomain?: number): InventedSource[] {
  const random = seededRandom(count);
  const domains = Math.max(1, Math.round(count * SHARED_DOMAINS));
  return Array.from({ length: count }, (_, n) => {
    const id = `source-${n}`;
    if (perDomain !== undefined) return { id, url: `https://d${Math.floor(n / perDomain)}.example/${n}.xml` };
    if (random() >= SHARED) return { id, url: `https://www.outlet-${n}.example/feed.xml` };
    const platform = Math.floor(domains ** random()) - 1; // by rank, as platforms are: the first are the largest
    return { id, url: `https://platform-${platform}.example/${n}/feed.xml` };
  });
}

/** The number that is part of an invented source's id. */
export function numberOf(id: string): number {
  return Number(id.slice("source-".length));
}
