#!/usr/bin/env node
// The package's bin. In a checkout it first brings `dist/` up to date with the sources (some seconds, only when a
// source is newer), so that `npx lede` always runs what the checkout says.
import * as modules from "node:module";
import { build, isStale } from "./build.mjs";

modules.enableCompileCache?.(); // Node 22.8 and later
const complaint = isStale() ? await build() : "";
if (complaint !== "")
  process.stderr.write(`lede: the sources do not compile; running what could be built\n${complaint}`);
const { main } = await import(new URL("../../dist/src/cli/main.js", import.meta.url).href);
process.exitCode = await main(process.argv);
// The command is over. A connection to a Redis that is away would try again for good: nobody waits for that.
setTimeout(() => process.exit(), 3_000).unref();
