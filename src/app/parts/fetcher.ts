import { createFetcher, type Fetcher } from "../../fetch/create-fetcher.ts";
import type { Fetch } from "../../model/document.ts";
import type { Part } from "../part.ts";

/** The process's one way to the network. A fetch that is under way ends as it began; the next one has the new values. */
export function fetcherPart(): Part<"network", { readonly fetch: Fetch }> {
  return {
    reads: ["network"],
    start: async ({ network }) => {
      const retired = new Set<Counted>();
      let current = counted(createFetcher(network));
      const fetch: Fetch = async (request) => {
        const mine = current;
        mine.running += 1;
        try {
          return await mine.fetch(request);
        } finally {
          mine.running -= 1;
          if (mine.running === 0 && retired.delete(mine)) void mine.close();
        }
      };
      const retire = (old: Counted) => {
        if (old.running === 0) void old.close();
        else retired.add(old);
      };
      const close = async () => {
        await Promise.all([current, ...retired].map((one) => one.close()));
      };
      return {
        gives: { fetch },
        prepare: (next) => {
          const fresh = counted(createFetcher(next.network));
          return {
            commit: () => {
              retire(current);
              current = fresh;
            },
            abandon: fresh.close,
          };
        },
        giveUp: () => void close(),
        close,
      };
    },
  };
}

interface Counted extends Fetcher {
  /** Fetches that are under way. */
  running: number;
}

function counted(fetcher: Fetcher): Counted {
  return { ...fetcher, running: 0 };
}
