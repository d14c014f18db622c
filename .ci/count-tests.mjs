// Prints how many tests ran, from vitest's JSON report: `N passed, N failed, N skipped`, alone on a line.
// Status 1 when one failed, when a file of tests could not be loaded, or when there is no report.
import { readFileSync } from "node:fs";

function read(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return { testResults: [{ status: "failed", assertionResults: [] }] };
  }
}

const counts = { passed: 0, failed: 0, skipped: 0 };
for (const { status, assertionResults } of read(process.argv[2]).testResults) {
  // A file that does not load has no tests to fail: it is one failure itself.
  if (status === "failed" && !assertionResults.some((test) => test.status === "failed")) counts.failed++;
  for (const test of assertionResults) {
    const kind = test.status === "passed" || test.status === "failed" ? test.status : "skipped";
    counts[kind]++;
  }
}
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
process.exitCode = counts.failed > 0 ? 1 : 0;
