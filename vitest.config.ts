import { configDefaults, defineConfig } from "vitest/config";
import { isEverythingWanted, LONG_TESTS } from "./test/support/long-tests.ts";

// What a person has set in the shell for their own wire is not for the tests, nor for the processes that they start.
for (const name of Object.keys(process.env))
  if (/^(?:LEDE_(?!TESTS$)|OTEL_|REDIS_URL$)/.test(name)) delete process.env[name];

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: [...configDefaults.exclude, ...(isEverythingWanted() ? [] : LONG_TESTS)],
    globalSetup: ["test/support/redis-for-the-run.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Half of the time tests wait, for a publication or a lease: two cores are busy with four.
    maxWorkers: 4,
    // Tests keep apart by folders, ports and key prefixes, not by module copies: half of the time would be imports.
    isolate: false,
  },
});
