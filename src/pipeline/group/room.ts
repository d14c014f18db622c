import { createGrouper, type Grouper } from "../../cluster/create-grouper.ts";
import { createNeverRules, type NeverRules } from "../../cluster/never-rules.ts";
import type { EpochMs } from "../../model/brand.ts";
import type { Config } from "../../model/config.ts";
import { type Corrections, createCorrections } from "./corrections.ts";
import { createDesk, type Desk } from "./desk.ts";
import { createMastheads, type Mastheads } from "./known-sources.ts";
import { createRulebook, type Rulebook, type RuleSettings } from "./rulebook.ts";
import { windowOf } from "./window.ts";

/** The room and Redis do not say the same, or may not: it has to be filled anew before anything is published of it. */
export class StaleRoom extends Error {
  override readonly name = "StaleRoom";
}

/** What the publishing process holds in memory: the stories in the window and the index that finds them. */
export interface Room {
  readonly desk: Desk;
  readonly grouper: Grouper;
  readonly corrections: Corrections;
  readonly mastheads: Mastheads;
  readonly rulebook: Rulebook;
  readonly never: NeverRules;
}

/** An empty one. */
export function openRoom(config: Pick<Config, "cluster"> & RuleSettings): Room {
  const { window, threshold, never } = config.cluster;
  const grouper = createGrouper({ window, threshold, never, isOneSource: config.sources.length === 1 });
  const desk = createDesk();
  const rulebook = createRulebook(config);
  return {
    ...{ desk, grouper, corrections: createCorrections(desk), mastheads: createMastheads(), rulebook },
    never: createNeverRules(never),
  };
}

/** Lets go of what no edition shows and no newcomer joins any more. */
export function forgetOld(
  { desk, grouper }: Room,
  config: Pick<Config, "edition" | "cluster">,
  now: EpochMs,
): void {
  const before = now - windowOf(config);
  if (!Number.isFinite(before)) return;
  desk.forget(before);
  grouper.forget(before);
}
