/** Files that take longer than a person wants to wait at every run: many processes, a browser, feed readers, hostile pages. */
export const LONG_TESTS: readonly string[] = [
  "test/e2e/browser.test.ts",
  "test/e2e/cluster.test.ts",
  "test/e2e/config-in-force.test.ts",
  "test/e2e/edits.test.ts",
  "test/e2e/lost-redis.test.ts",
  "test/e2e/many-workers.test.ts",
  "test/e2e/notices.test.ts",
  "test/e2e/package.test.ts",
  "test/e2e/run.test.ts",
  "test/e2e/secrets.test.ts",
  "test/e2e/static-site.test.ts",
  "test/e2e/telemetry.test.ts",
  "test/e2e/terminal.test.ts",
  "test/e2e/websub.test.ts",
  "test/integration/cut-replies.test.ts",
  "test/integration/named-redis.test.ts",
  "test/integration/redis-server.test.ts",
  "test/judge/judges.test.ts",
  "test/unit/extract/extract-command.test.ts",
  "test/unit/extract/hostile.test.ts",
  "test/unit/extract/sanitize.test.ts",
  "test/unit/parse/parse-command.test.ts",
];

/** Continuous integration runs all of them; so does `npm run test:all`, and whoever names a file. */
export function isEverythingWanted(): boolean {
  const named = process.argv
    .slice(2)
    .some((argument) => argument.length > 5 && LONG_TESTS.some((file) => file.includes(argument)));
  return Boolean(process.env["CI"]) || process.env["LEDE_TESTS"] === "all" || named;
}
