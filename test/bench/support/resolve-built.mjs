import { fileURLToPath, pathToFileURL } from "node:url";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const SOURCE = new RegExp(`^${pathToFileURL(ROOT).href}(src|workers)/(.*)\\.ts$`);

/** A hook of `node:module`: a source file becomes the file that it was compiled to. */
export async function resolve(specifier, context, next) {
  const resolved = await next(specifier, context);
  const [, room, file] = SOURCE.exec(resolved.url) ?? [];
  if (room === undefined) return resolved;
  return {
    url: `${pathToFileURL(ROOT).href}dist/modules/${room}/${file}.js`,
    format: "module",
    shortCircuit: true,
  };
}
