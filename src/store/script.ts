import type { Redis } from "ioredis";
import { readPackageText } from "../ground/package-file.ts";

/** What Lua gives back: integers, strings, nil and lists of these. */
export type LuaValue = string | number | null | readonly LuaValue[];
export type Script = (keys: readonly string[], args: readonly (string | number)[]) => Promise<LuaValue>;

/**
 * A Lua file of a subject's folder as a function. Sent once a connection, then called by its hash.
 *
 * @param name `SUBJECT/FILE` without `.lua`; it ends with the number of keys
 */
export function defineScript(redis: Redis, name: string): Script {
  const command = `lede:${name}`;
  const caller = redis as unknown as Record<string, (...args: (string | number)[]) => Promise<LuaValue>>;
  if (!caller[command])
    redis.defineCommand(command, {
      lua: readPackageText(`src/store/${name}.lua`),
      numberOfKeys: keyCount(name),
    });
  return (keys, args) =>
    (caller[command] as (...all: (string | number)[]) => Promise<LuaValue>).call(redis, ...keys, ...args);
}

function keyCount(name: string): number {
  return Number(/-(\d+)$/.exec(name)?.[1] ?? 1);
}
