import { Element } from "domhandler";
import { isBeacon } from "../ground/picture.ts";
import { absoluteUrl } from "./absolute-url.ts";
import { frameOf, playerLink } from "./player-link.ts";
import { titleOf } from "./player-title.ts";
import { adopt, attribute, elementsOf, findElement, replaceWith, visibleText } from "./tree.ts";

/** Elements that play sound or film. */
export const TRACKS = new Set(["video", "audio", "amp-video", "amp-audio"]);

/** Sound or film with absolute addresses, and in it a link for readers that cannot play it. */
export function prepareTrack(track: Element, baseUrl: string): void {
  track.name = track.name.replace("amp-", "");
  const sources = elementsOf(track).filter((e) => e.name === "source");
  const own = trackAddress(track, baseUrl);
  const kept = sources.flatMap((source) => {
    const src = trackAddress(source, baseUrl);
    const { type } = source.attribs;
    return src ? [new Element("source", type ? { src, type } : { src }, [])] : [];
  });
  const address = own ?? kept[0]?.attribs["src"];
  if (!address) {
    const links = elementsOf(track).filter((e) => e.name === "a" && visibleText(e));
    replaceWith(track, ...links);
    return;
  }
  if (own) track.attribs["src"] = own;
  else delete track.attribs["src"];
  const poster = attribute(track, "poster") ?? attribute(track, "data-poster");
  if (poster && !isBeacon({ url: poster })) track.attribs["poster"] = poster;
  else delete track.attribs["poster"];
  const fallback = findElement(track, (e) => e.name === "a");
  const title =
    titleOf(track, fallback && visibleText(fallback)) ?? (track.name === "video" ? "Video" : "Audio");
  adopt(track, [...kept, playerLink(address, title)]);
  // What shortens texts takes a box of a player for an empty one.
  const frame = frameOf(track);
  if (frame !== track) replaceWith(frame, track);
}

function trackAddress(element: Element, baseUrl: string): string | undefined {
  const names = ["src", "data-src", "data-lazy-src", "data-url", "data-mp3", "data-file"];
  return names.map((name) => absoluteUrl(attribute(element, name), baseUrl)).find((url) => url);
}
