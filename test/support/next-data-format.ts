import { type DataFormat, scanKeys } from "../../src/store/data-version.ts";

/**
 * An invented version 2 of the data, for the tests of what brings data forward: shelves are called racks, and keep
 * the moment at which they end.
 */
export const NEXT_FORMAT: DataFormat = {
  version: 2,
  steps: [
    async (redis, { prefix }) => {
      for await (const found of scanKeys(redis, `${prefix}:shelf:`))
        for (const shelf of found)
          await redis.renamenx(shelf, shelf.replace(":shelf:", ":rack:")).catch(gone);
    },
  ],
};

/** Another process has moved it. */
function gone(error: Error): void {
  if (!error.message.includes("no such key")) throw error;
}
