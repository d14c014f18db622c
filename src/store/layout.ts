import { KEY_LENGTH, PLACE_LENGTH } from "../dedupe/keys.ts";
import { SIGNATURE_LENGTH } from "../dedupe/title-signature.ts";

/**
 * How what Lede keeps in Redis is called and cut up, once for TypeScript and for Lua, whose files ask for what they need
 * by `--- @layout NAME, NAME`.
 *
 * Keys stand behind the prefix and a colon; one that ends with a colon goes on with an id. All have one hash tag: one
 * Redis Cluster slot. What is in each: `keys.ts`.
 */
export const LAYOUT = {
  ARCHIVED_DAYS: "archived-days",
  ARTICLES: "articles",
  CLAIMS: "claims",
  CLOCK: "clock",
  DUE: "due:",
  ENTRIES: "entries:",
  EXTRACTION_FAILURES: "extraction-failures",
  FORCED: "forced",
  HOLD: "hold:",
  HOSTS: "hosts",
  HOUR: "hour:",
  IN_FLIGHT: "in-flight:",
  INCOMING: "incoming",
  ISSUES: "issues:",
  LISTS: "lists",
  MASTHEADS: "mastheads",
  META: "meta",
  NOTICE: "notice:",
  NOTICES: "notices",
  PUBLICATION: "publication:",
  PUBLICATIONS: "publications",
  PUBLISHED: "published:",
  REDIRECTS: "redirects",
  ROUND: "round:",
  RUNNING: "running",
  SAME: "same",
  SELECTOR_MISSES: "selector-misses:",
  SHELF: "shelf:",
  SOURCE: "source:",
  SOURCES: "sources",
  STORY: "story:",
  SUBSCRIPTION_TOKENS: "subscription-tokens",
  SUBSCRIPTIONS: "subscriptions",
  TROUBLES: "troubles",
  NETWORK: "network",
  CLAIMED: "claimed:",
  TURN: "turn:",
  WRITER: "writer",

  /** Characters of an article's id, a ULID. */
  ID_LENGTH: 26,
  /** Of these, those that are the same for 1,024 ms: the articles of a shelf. */
  SHELF_LENGTH: 8,
  /** Of the hash of a source's id. */
  SOURCE_LENGTH: 4,
  /** Of the key of a guid, a title or an address. */
  KEY_LENGTH,
  /** Of the place of an address: the hash that its key is in. */
  PLACE_LENGTH,
  /** Of the hash of a title. */
  TITLE_LENGTH: 4,
  /** Of the hash of all keys of an entry, which stands behind that of its title. */
  KEYS_LENGTH: 4,
  SIGNATURE_LENGTH,
  /** Digits of the length of an entry that is claimed. */
  SIZE_LENGTH: 5,
} as const;
