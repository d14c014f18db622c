import type { Redis } from "ioredis";
import type { Logger } from "pino";
import type { EpochMs } from "../../model/brand.ts";
import type { Config } from "../../model/config.ts";
import { createArticleStore } from "../../store/articles/article-store.ts";
import { createClaims } from "../../store/claims/claims.ts";
import { clearRemnants, markSetUp, upgradeData } from "../../store/data-version.ts";
import type { Keys } from "../../store/keys.ts";
import type { StoryStore } from "../../store/stories/story-store.ts";
import { lifetimeOf } from "../group/window.ts";
import { restoreStore } from "./restore-store.ts";

/** What setting the store up reads of the configuration. */
export type SetUpSettings = Pick<Config, "edition" | "cluster" | "dedupe" | "output" | "feeds" | "sources">;

export interface SetUpDeps {
  /** Commands wait while Redis is away. */
  readonly patient: Redis;
  readonly keys: Keys;
  readonly stories: StoryStore;
  readonly now: () => EpochMs;
  readonly log: Logger;
}

/**
 * What the publishing process does first: makes Redis know what readers were told. Of a Redis that is empty, all that
 * the published files say; of one that is not, what it may have lost in the second before a power cut. Polls claim
 * nothing before.
 */
export async function setUpStore(
  { patient, keys, stories, now, log }: SetUpDeps,
  config: SetUpSettings,
): Promise<void> {
  const empty = (await upgradeData(patient, keys)) === "empty";
  if (empty) await clearRemnants(patient, keys);
  const restored = await restoreStore({
    claims: createClaims(patient, keys.prefix, { windowMs: config.dedupe.window }),
    articles: createArticleStore(patient, keys, lifetimeOf(config)),
    stories,
    config,
    now: now(),
    currentOnly: !empty,
  });
  if (restored.stories > 0)
    log.warn(restored, "redis did not know what was published; read back from the files");
  await markSetUp(patient, keys);
}
