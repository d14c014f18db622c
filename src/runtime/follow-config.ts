import { type ConfigWatch, watchConfig } from "../config/watch.ts";
import type { Runtime } from "./runtime.ts";

/** Puts every valid edit of the YAML in force; a bad one is reported and changes nothing. */
export function followConfig(runtime: Runtime): Promise<ConfigWatch> {
  const { log } = runtime;
  return watchConfig({
    file: runtime.config.file,
    onConfig: (config) => {
      runtime.veil.hide(config.secrets ?? []);
      runtime.trouble = undefined;
      runtime
        .reload(config)
        .then(() => log.info({ sources: config.sources.length }, "configuration changed"))
        .catch((err: Error) => log.error({ err }, "the new configuration could not be put in force"));
    },
    onMistakes: ({ code, message }) => {
      runtime.trouble = `The YAML has mistakes, the last good one stays in force (${code}): ${message.replaceAll("\n", "; ")}`;
      log.error({ code, mistakes: message }, "the new configuration has mistakes; the last good one stays");
    },
  });
}
