import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { freePort } from "../support/free-port.ts";
import { runLede } from "../support/run-lede.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** What the image asks, without Node's name and the program's. */
async function asked(): Promise<readonly string[]> {
  const [, command = "[]"] =
    /HEALTHCHECK[^\n]*\\\n\s*CMD (\[.*\])/.exec(await readFile("Dockerfile", "utf8")) ?? [];
  const [node, program, ...args] = JSON.parse(command) as string[];
  expect([node, program]).toEqual(["node", "src/cli/lede.mjs"]);
  return args;
}

/** A wire that answers, as far as a health check can tell; it says at which path it was asked. */
async function answering(host: string, status: number) {
  const paths: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    paths.push(request.url);
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  onTestFinished(() => void server.close());
  return { port: (server.address() as AddressInfo).port, paths };
}

test.each([
  {
    name: "at the port of the environment",
    listens: "127.0.0.1",
    host: `\${LEDE_HOST:-127.0.0.1}`,
    status: 200,
    healthy: 0,
  },
  {
    name: "at another address of the YAML",
    listens: "127.0.0.9",
    host: "127.0.0.9",
    status: 200,
    healthy: 0,
  },
  { name: "of a wire on every interface", listens: "127.0.0.1", host: "0.0.0.0", status: 200, healthy: 0 },
  { name: "of one that is not well", listens: "127.0.0.1", host: "127.0.0.1", status: 503, healthy: 1 },
])("the image's health check $name", async ({ listens, host, status, healthy }) => {
  const folder = await temporaryFolder();
  const { port, paths } = await answering(listens, status);
  const yaml = `serve: { host: "${host}", port: \${LEDE_PORT} }\nsources: ["https://a.example/feed"]\n`;
  await writeFile(path.join(folder, "lede.yaml"), yaml);
  const args = [...(await asked()), "--config", "lede.yaml"];
  const env = { LEDE_PORT: String(port) };
  expect(await runLede(args, { cwd: folder, env })).toEqual({ status: healthy, stdout: "", stderr: "" });
  expect(paths).toEqual(["/livez"]);
});

test("the image's health check where nobody listens", async () => {
  const folder = await temporaryFolder();
  await writeFile(
    path.join(folder, "lede.yaml"),
    `serve: { port: ${await freePort()} }\nsources: ["https://a.example/feed"]\n`,
  );
  const args = [...(await asked()), "--config", "lede.yaml"];
  expect(await runLede(args, { cwd: folder })).toMatchObject({ status: 1, stdout: "" });
});
