import { describe, expect, test } from "vitest";
import { describeRedisAddress, parseRedisAddress } from "../../../src/ground/redis-address.ts";

describe("an address of Redis", () => {
  test.each([
    { text: "redis://cache", is: { nodes: [{ host: "cache", port: 6379 }], database: 0, tls: false } },
    { text: "redis://cache:6380/", is: { nodes: [{ host: "cache", port: 6380 }], database: 0 } },
    { text: "rediss://cache:6380/7", is: { nodes: [{ host: "cache", port: 6380 }], database: 7, tls: true } },
    { text: "REDIS://Cache/2", is: { nodes: [{ host: "Cache", port: 6379 }], database: 2 } },
    { text: "redis://[::1]:7000/1", is: { nodes: [{ host: "::1", port: 7000 }], database: 1 } },
    { text: "127.0.0.1:7000", is: { nodes: [{ host: "127.0.0.1", port: 7000 }], database: 0 } },
    { text: "redis://:word@cache", is: { username: undefined, password: "word" } },
    { text: "redis://lede:word@cache", is: { username: "lede", password: "word" } },
    { text: "redis://lede:w%40r%2Fd%23%3F%25@cache/3", is: { password: "w@r/d#?%", database: 3 } },
    { text: "redis://:aBj+R684:eranIt5=@cache", is: { password: "aBj+R684:eranIt5=" } },
    { text: "redis://cache?db=4&family=6", is: { database: 4, family: 6 } },
    { text: "redis://cache/0?password=p%40ss", is: { password: "p@ss" } },
    { text: "/run/redis.sock", is: { socket: "/run/redis.sock", database: 0 } },
    { text: "/run/redis.sock?db=5", is: { socket: "/run/redis.sock", database: 5 } },
    { text: "unix:///run/redis.sock?db=6", is: { socket: "/run/redis.sock", database: 6 } },
    {
      text: "redis://one:7000,two,[::1]:7002",
      is: {
        nodes: [
          { host: "one", port: 7000 },
          { host: "two", port: 6379 },
          { host: "::1", port: 7002 },
        ],
        master: undefined,
      },
    },
    {
      text: "redis+sentinel://u:p@one,two:26380/wire/2?sentinelPassword=s",
      is: {
        nodes: [
          { host: "one", port: 26379 },
          { host: "two", port: 26380 },
        ],
        master: "wire",
        database: 2,
        password: "p",
        sentinelPassword: "s",
      },
    },
  ])("$text is read to its end", ({ text, is }) => expect(parseRedisAddress(text)).toMatchObject(is));

  test.each([
    { name: "another scheme", text: "http://cache:6379" },
    { name: "a misspelt scheme", text: "redi://cache" },
    { name: "a bare word", text: "cache" },
    { name: "nothing", text: "" },
    { name: "a scheme alone", text: "redis://" },
    { name: "a database that is no number", text: "redis://cache/abc" },
    { name: "a negative database", text: "redis://cache/-1" },
    { name: "a database with a fraction", text: "redis://cache/1.5" },
    { name: "a database beyond all numbers", text: "redis://cache/99999999999" },
    { name: "two databases", text: "redis://cache/1/2" },
    { name: "no host", text: "redis:///1" },
    { name: "a port that is no number", text: "redis://cache:port" },
    { name: "a port beyond 65535", text: "redis://cache:65536" },
    { name: "an empty node", text: "redis://one,,two" },
    { name: "sentinels without a master", text: "redis+sentinel://one,two" },
    { name: "an unknown parameter", text: "redis://cache?tls=yes" },
    { name: "a family that is none", text: "redis://cache?family=5" },
    { name: "a relative socket", text: "unix://run/redis.sock" },
    { name: "a bare @ in the password", text: "redis://u:hunter2@secret@cache:6379" },
    { name: "a bare / in the password", text: "redis://u:hunter2/secret@cache:6379" },
    { name: "a bare ? in the password", text: "redis://u:hunter2?secret@cache:6379" },
    { name: "a bare # in the password", text: "redis://u:hunter2#secret@cache:6379" },
    { name: "a bare % in the password", text: "redis://u:hunter2%secret@cache:6379" },
    { name: "a space in the password", text: "redis://u:hunter2 secret@cache:6379" },
    { name: "a password cut by # without a host", text: "redis://u:hunter2#secret" },
    { name: "the password of a port", text: "redis://u:hunter2" },
  ])("with $name is refused, and nothing of it is shown", ({ text }) => {
    expect(() => parseRedisAddress(text)).toThrow(/^(?:must|can)\b/);
    try {
      parseRedisAddress(text);
    } catch (error) {
      expect(String(error)).not.toMatch(/hunter2|secret|cache|abc/);
    }
  });

  test.each([
    { text: "redis://lede:word@cache/3", shown: "redis://cache:6379/3" },
    { text: "rediss://:word@[::1]", shown: "rediss://[::1]:6379" },
    { text: "redis+sentinel://:word@one,two/wire/2", shown: "redis+sentinel://one:26379,two:26379/wire/2" },
    { text: "/run/redis.sock?db=5&password=word", shown: "/run/redis.sock, database 5" },
  ])("is shown to a person as $shown", ({ text, shown }) =>
    expect(describeRedisAddress(parseRedisAddress(text))).toBe(shown),
  );
});
