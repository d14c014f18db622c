import type { Redis } from "ioredis";
import { readPackageText } from "../ground/package-file.ts";
import { LAYOUT } from "./layout.ts";

/** What Lua gives back: integers, strings, nil and lists of these. */
export type LuaValue = string | number | null | readonly LuaValue[];
export type Script = (keys: readonly string[], args: readonly (string | number)[]) => Promise<LuaValue>;

/** `--- @include "FILE"` of the folder `includes`; `--- @layout NAME, NAME` of `layout.ts`. As in BullMQ's scripts. */
const DIRECTIVE = /^--- @(include|layout) (.+)$/gm;

/**
 * The text of a Lua file as Redis gets it: what it includes in its place, what it needs of the layout as locals.
 *
 * @param file from `src/store/`
 * @throws Error when it asks for what the layout does not have
 */
export function luaText(file: string): string {
  return readPackageText(`src/store/${file}`).replace(DIRECTIVE, (_, kind: string, what: string) =>
    kind === "include"
      ? luaText(`includes/${JSON.parse(what)}.lua`).trimEnd()
      : layoutLocals(what.split(", ")),
  );
}

function layoutLocals(names: readonly string[]): string {
  const values = names.map((name) => {
    const value = LAYOUT[name as keyof typeof LAYOUT];
    if (value === undefined) throw new Error(`the layout has no ${name}`);
    return JSON.stringify(value);
  });
  return `local ${names.join(", ")} = ${values.join(", ")}`;
}

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
      lua: luaText(`${name}.lua`),
      numberOfKeys: keyCount(name),
    });
  return (keys, args) =>
    (caller[command] as (...all: (string | number)[]) => Promise<LuaValue>).call(redis, ...keys, ...args);
}

function keyCount(name: string): number {
  return Number(/-(\d+)$/.exec(name)?.[1] ?? 1);
}
