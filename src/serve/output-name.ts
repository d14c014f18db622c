const STORY = /^(?:[\w-]+\/)?story\/([\w-]{1,64})\/?(?:index\.html)?$/;

/** The file of the output that an address means, or undefined for an address that can mean none. */
export function outputName(url: string): string | undefined {
  const end = url.search(/[?#]/);
  let name: string;
  try {
    name = decodeURIComponent(end < 0 ? url : url.slice(0, end)).slice(1);
  } catch {
    return undefined;
  }
  if (name === "" || name.endsWith("/")) name += "index.html";
  if (name === "favicon.ico") return "icon.png";
  return /^[\w-][\w.-]*(?:\/[\w-][\w.-]*)*$/.test(name) ? name : undefined;
}

/** The story whose page that is, or undefined. */
export function storyOf(name: string): string | undefined {
  return STORY.exec(name)?.[1];
}
