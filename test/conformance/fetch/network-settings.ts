import type { NetworkSettings } from "../../../src/model/source.ts";

export const settings: NetworkSettings = {
  allow: ["127.0.0.1/32", "::1/128"],
  proxy: undefined,
  contact: "mailto:editor@example.org",
  userAgent: "Lede/0.1.0",
  perHost: 1,
  maxBytes: 2_000_000,
  timeout: 10_000,
};
