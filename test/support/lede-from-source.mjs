// Runs the command line straight from the sources: `node --import tsx test/support/lede-from-source.mjs parse ...`.
const { main } = await import("../../src/cli/main.ts");
process.exitCode = await main(process.argv);
