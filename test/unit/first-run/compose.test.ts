import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { commands } from "../../../src/cli/commands.ts";

interface Service {
  readonly image: string;
  readonly command: string | readonly string[];
  readonly healthcheck: { readonly test: readonly string[] };
  readonly deploy: {
    readonly resources: { readonly limits: { readonly memory: string; readonly cpus: string } };
  };
  readonly volumes: readonly string[];
}

const services = Object.entries(
  (
    parse(await readFile("docker-compose.yml", "utf8"), { merge: true }) as {
      services: Record<string, Service>;
    }
  ).services,
);
const parts = services.filter(([, { image }]) => image === "lede");

describe("docker-compose.yml", () => {
  test("has Redis and every part of the program", () => {
    expect(services.map(([name]) => name).sort()).toEqual(
      ["extract", "poll", "publish", "redis", "schedule", "serve"].sort(),
    );
  });

  test.each(parts)("starts %s by a command that there is", (_name, { command }) => {
    expect(commands.map(({ usage }) => usage.split(" ")[0])).toContain(command[0]);
  });

  test.each(services)(
    "watches the health of %s and bounds what it takes",
    (_name, { healthcheck, deploy }) => {
      expect(healthcheck.test.length).toBeGreaterThan(1);
      expect(deploy.resources.limits).toMatchObject({ memory: expect.any(String), cpus: expect.any(String) });
    },
  );

  test.each(parts)("health check of %s is JavaScript that Node can read", (_name, { healthcheck }) => {
    expect(() => new Function(healthcheck.test.at(-1) ?? "(")).not.toThrow();
  });

  test("lets publish alone write the output", () => {
    const writers = parts.filter(([, { volumes }]) => volumes.includes("public:/app/public"));
    expect(writers.map(([name]) => name)).toEqual(["publish"]);
  });

  test("has a Redis that keeps everything", () => {
    const [, redis] = services.find(([name]) => name === "redis") ?? [];
    expect(redis?.command).toContain("--appendonly yes --appendfsync everysec");
    expect(redis?.command).toContain("--maxmemory-policy noeviction");
  });
});
