import { writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { notify } from "../../src/cli/commands/notify.ts";
import { invoke } from "../support/invoke.ts";
import { type Receiver, startReceiver } from "../support/receiver.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const SECRET = "a-key-for-tests";

async function open(): Promise<{ config: string; receiver: Receiver }> {
  const receiver = await startReceiver(SECRET);
  onTestFinished(receiver.close);
  const config = path.join(await temporaryFolder(), "lede.yaml");
  const yaml = {
    network: { allow: ["127.0.0.1/32"] },
    sources: ["https://harbour.example/feed"],
    notify: [
      { id: "big", url: receiver.url("/hook"), when: { outlets: 3 }, secret: SECRET },
      { url: receiver.url("/another-secret-place"), when: { sourceFailing: "24h" }, secret: "another key" },
    ],
  };
  await writeFile(config, JSON.stringify(yaml));
  return { config, receiver };
}

test.each([
  { name: "its id behind the flag", args: [], options: { test: "big" } },
  { name: "its id before the flag", args: ["big"], options: { test: true } },
  { name: "its number", args: ["1"], options: { test: true } },
])("a rule named by $name sends a test, signed", async ({ args, options }) => {
  const { config, receiver } = await open();
  const { status, stdout } = await invoke(notify, { config, args, options });
  expect([status, stdout]).toEqual([
    0,
    expect.stringMatching(/^"big" was taken by 127\.0\.0\.1:\d+ \(HTTP 204\)$/),
  ]);
  expect(receiver.accepted.map(({ body }) => JSON.parse(body).kind)).toEqual(["test"]);
});

test("an ntfy that has no name of one is known by its answer", async () => {
  const { config, receiver } = await open();
  receiver.answer = (_delivery, response) => {
    const answer = { id: "x", time: 1, event: "message", topic: "hook", message: "{}" };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
    return undefined;
  };
  const { status, stdout } = await invoke(notify, { config, args: ["big"], options: { test: true } });
  expect(status).toBe(0);
  expect(stdout).toMatch(/is an ntfy: say template: ntfy, or it shows this as raw JSON$/);
});

test("a receiver that will not have it makes status 1, and says why", async () => {
  const { config, receiver } = await open();
  const { status, stdout } = await invoke(notify, {
    config,
    args: ["2"],
    options: { test: true, json: true },
  });
  expect([status, JSON.parse(stdout)]).toMatchObject([
    1,
    { ok: false, status: 403, failure: { code: "FETCH_HTTP_403" } },
  ]);
  expect(receiver.accepted).toEqual([]);
  expect(receiver.refused).toHaveLength(1);
});

test("without the flag the rules are listed, and where they lead is not given away", async () => {
  const { config } = await open();
  const { stdout } = await invoke(notify, { config });
  expect(stdout.split("\n")).toEqual([
    expect.stringMatching(/^1\. big: outlets 3, to 127\.0\.0\.1:\d+$/),
    expect.stringMatching(/^2\. [a-z0-9-]+: sourceFailing 86400 s, to 127\.0\.0\.1:\d+$/),
  ]);
  expect(stdout).not.toContain("another-secret-place");
});

test.each([["nobody"], ["3"], [undefined]])(
  "a rule that is not there (%s) is wrong usage, and the others are named",
  async (name) => {
    const { config } = await open();
    const args = name === undefined ? [] : [name];
    await expect(invoke(notify, { config, args, options: { test: true } })).rejects.toThrow(/has:? .*big/);
  },
);
