import { stringify } from "yaml";
import type { World } from "./serve-world.ts";

/** Where the demo writes, what it listens on, how often it polls. */
export interface DemoSettings {
  /** Absolute. */
  readonly outputDir: string;
  readonly port: number;
  /** Seconds between two polls of every source. */
  readonly pollSeconds: number;
}

/** The demo's `lede.yaml`: every feed of the world as a source, each with leave to be on this machine. */
export function writeDemoConfig(world: World, { outputDir, port, pollSeconds }: DemoSettings): string {
  const config = {
    title: "Lede demo wire",
    description: "An invented world in one feed: every story once.",
    link: `http://127.0.0.1:${port}/`,
    language: "en",
    schedule: { every: `${pollSeconds}s` },
    edition: { stories: 90, window: "48h", perSource: 24 },
    output: { dir: outputDir },
    serve: { host: "127.0.0.1", port },
    // one machine plays every outlet: the usual one request at a time would be slow
    network: { perHost: 8, timeout: "10s" },
    sources: world.sources.map(({ id, name, outlet, url, tags, weight }) => ({
      id,
      name,
      outlet,
      url,
      every: `${pollSeconds}s`,
      ...(weight === undefined ? {} : { weight }),
      tags,
      network: { allow: ["127.0.0.1/32"] },
    })),
    feeds: [
      { id: "science", title: "Demo wire: science and technology", tags: ["science", "technology"] },
      { id: "coast", title: "Demo wire: the coast", tags: ["coast"] },
    ],
  };
  return `# Written by "lede demo" at every start: changes are lost.\n${stringify(config)}`;
}
