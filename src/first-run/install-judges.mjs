// The programs that judge Lede's output in its tests: validators and feed readers as people use them. Debian names.
// Only the project's own checks run this, never the program.

import { spawnSync } from "node:child_process";
import { findOnPath, installSystemPackages } from "./system-packages.mjs";

const JUDGES = [
  { program: "xmllint", package: "libxml2-utils" },
  { program: "newsboat", package: "newsboat" },
  { program: "r2e", package: "rss2email" },
  { program: "jing", package: "jing" },
  { program: "sfeed", package: "sfeed" },
  { program: "chromium", package: "chromium" },
];

function say(line) {
  process.stderr.write(`lede: ${line}\n`);
}

/** The packages that are missing. python3-feedparser is a module of the system's Python, not a program. */
function missing() {
  const programs = JUDGES.filter(({ program }) => !findOnPath(program)).map((judge) => judge.package);
  const python = spawnSync("/usr/bin/python3", ["-c", "import feedparser"], { stdio: "ignore" });
  return python.status === 0 ? programs : [...programs, "python3-feedparser"];
}

const wanted = missing();
if (wanted.length > 0) {
  say(`installing what the tests judge the output with: ${wanted.join(", ")}`);
  if (!installSystemPackages(wanted, say))
    say("not all of it could be installed: the tests that need it say so");
}
