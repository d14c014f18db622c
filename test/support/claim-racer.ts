// Claims feeds of ten entries that other processes claim at the same moment, and tells its parent which articles it
// was told to be new: `claim-racer.ts SOCKET PREFIX NUMBER ROUNDS`.
import { Redis } from "ioredis";
import { keysOfFeed } from "../../src/dedupe/keys.ts";
import { createClaims } from "../../src/store/claims/claims.ts";
import { draft } from "./drafts.ts";

const [socket = "", prefix = "", number = "0", rounds = "0"] = process.argv.slice(2);
const redis = new Redis(socket);
const claims = createClaims(redis, prefix, { windowMs: 86_400_000 });
const made: string[] = [];
for (let round = 0; round < Number(rounds); round++) {
  const entries = Array.from({ length: 10 }, (_, n) =>
    draft({
      sourceId: `source-${number}`,
      guid: `${round}-${n}`,
      title: `Round ${round}, report ${n}`,
      url: `https://herald.example/${round}/${n}?utm_source=racer-${number}`,
      addresses: [`https://racer-${number}.example/${round}/${n}`],
    }),
  );
  const claimed = await claims.claimFeed(`source-${number}`, keysOfFeed(entries), 1_780_000_000_000);
  for (const [n, { kind }] of claimed.entries()) if (kind === "new") made.push(`${round}-${n}`);
}
redis.disconnect();
process.send?.(made);
process.disconnect?.();
