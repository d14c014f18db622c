import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { makeFolder, writeWhole } from "../ground/files.ts";

/**
 * Makes what the demo published readable without any server, for when its invented outlets are gone: pictures are kept
 * beside the pages, folders are linked by their `index.html`, and a headline leads to its story's own page.
 *
 * @param dir the output folder
 * @param origins of the outlets, which still answer
 */
export async function keepForDisk(dir: string, origins: ReadonlySet<string>): Promise<void> {
  const pictures = new Map<string, string | undefined>();
  const keep = async (url: string) => {
    if (!pictures.has(url)) pictures.set(url, await keepPicture(dir, url, pictures.size));
    return pictures.get(url);
  };
  const names = await readdir(dir, { recursive: true });
  for (const name of names.filter((one) => one.endsWith(".html"))) {
    const file = path.join(dir, name);
    const root = "../".repeat(name.split(path.sep).length - 1);
    const html = await withPictures(await readFile(file, "utf8"), origins, async (url) => {
      const kept = await keep(url);
      return kept && `${root}${kept}`;
    });
    await writeWhole(file, withoutServer(html, origins));
  }
}

/** The picture's name within the output folder; undefined: it could not be had. */
async function keepPicture(dir: string, url: string, n: number): Promise<string | undefined> {
  const answer = await fetch(url).catch(() => undefined);
  if (!answer?.ok) return undefined;
  await makeFolder(path.join(dir, "pictures"));
  const name = `pictures/${n}.png`;
  await writeWhole(path.join(dir, name), Buffer.from(await answer.arrayBuffer()));
  return name;
}

async function withPictures(
  html: string,
  origins: ReadonlySet<string>,
  keep: (url: string) => Promise<string | undefined>,
): Promise<string> {
  let page = html;
  for (const [tag, before = "", url = ""] of html.matchAll(/(<img\b[^>]*?\bsrc=")([^"]*)"/g)) {
    if (!isOf(origins, url)) continue;
    const kept = await keep(url.replaceAll("&amp;", "&"));
    if (kept) page = page.replaceAll(tag, `${before}${kept}"`);
  }
  return page;
}

/** Links that no server need answer: a story's headline leads to its page, other links to outlets are text. */
function withoutServer(html: string, origins: ReadonlySet<string>): string {
  return html
    .replace(/<article\b[^>]*\bid="story-[\s\S]*?<\/article>/g, (article) => {
      const page = /<a class="why"[^>]*\bhref="([^"]*)"/.exec(article)?.[1];
      return page ? article.replace(/(<h[23]><a href=")[^"]*"/, `$1${page}"`) : article;
    })
    .replace(
      /<a\b([^>]*)\bhref="(https?:[^"]*)"[^>]*>([\s\S]*?)<\/a>/g,
      (link, _before, url: string, text: string) => (isOf(origins, url) ? text : link),
    )
    .replace(
      /(<a\b[^>]*\bhref=")((?:[\w.-]+\/)*)(#[^"]*)?"/g,
      (link, before: string, folder: string, at = "") =>
        folder === "" ? link : `${before}${folder}index.html${at}"`,
    );
}

function isOf(origins: ReadonlySet<string>, url: string): boolean {
  return origins.has(URL.parse(url.replaceAll("&amp;", "&"))?.origin ?? "");
}
