/** Which part of Lede a file is: its own rooms by their names, libraries by the room that they serve. */
const PARTS: readonly (readonly [RegExp, string])[] = [
  [/\/src\/pipeline\/(group|desk)/, "grouping"],
  [/\/src\/pipeline\/(take-in)/, "take in"],
  [/\/src\/pipeline\/(issue|tell|compose|archive|remember|feed-settings)/, "publishing"],
  [/\/src\/(charset|parse)\/|\/(htmlparser2|entities|rss-parser|xml2js|domhandler|domutils)\//, "parsing"],
  [/\/src\/fetch\/|\/(undici|tldts|tldts-core|ipaddr\.js)\/|node:internal\/deps\/undici/, "fetching"],
  [/\/src\/normalize\//, "normalizing"],
  [/\/src\/dedupe\/|\/src\/store\/claims/, "deduplication"],
  [/\/src\/cluster\//, "grouping"],
  [/\/src\/(lead|publish)\//, "publishing"],
  [/\/src\/store\/article/, "storing"],
  [/\/src\/(schedule|poll\.ts)|\/src\/store\/schedule/, "scheduling"],
  [/\/(bullmq|msgpackr|cron-parser)\//, "queue"],
  [/\/src\/queue\//, "queue"],
  [/\/(ioredis|redis-parser|@ioredis|standard-as-callback|denque)\//, "Redis client"],
];

/** The room of a source file or library; undefined for Node's own files and what everyone uses. */
export function ledePartOf(url: string): string | undefined {
  return PARTS.find(([pattern]) => pattern.test(url))?.[1];
}
