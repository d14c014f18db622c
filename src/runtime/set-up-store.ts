import { restoreStore } from "../pipeline/restore/restore-store.ts";
import { createArticleStore } from "../store/articles/article-store.ts";
import { createClaims } from "../store/claims/claims.ts";
import { clearRemnants, markSetUp, upgradeData } from "../store/data-version.ts";
import { lifetimeOf, type Runtime } from "./runtime.ts";

/**
 * What the publishing process does first: makes Redis know what readers were told. Of a Redis that is empty, all that
 * the published files say; of one that is not, what it may have lost in the second before a power cut. Polls claim
 * nothing before.
 */
export async function setUpStore(runtime: Runtime): Promise<void> {
  const { patient, keys, prefix, config, stories, log } = runtime;
  const empty = (await upgradeData(patient, keys)) === "empty";
  if (empty) await clearRemnants(patient, keys);
  const restored = await restoreStore({
    claims: createClaims(patient, prefix, { windowMs: config.dedupe.window }),
    articles: createArticleStore(patient, keys, lifetimeOf(config)),
    stories,
    config,
    now: runtime.now(),
    currentOnly: !empty,
  });
  if (restored.stories > 0)
    log.warn(restored, "redis did not know what was published; read back from the files");
  await markSetUp(patient, keys);
}
