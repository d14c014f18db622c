import sanitize from "sanitize-html";
import { absoluteUrl } from "./absolute-url.ts";
import { MATH_ATTRIBUTES, MATH_TAGS } from "./formulas.ts";

const TAGS =
  "p br hr h2 h3 h4 h5 h6 blockquote pre code kbd samp var em strong b i u s del ins mark small sub sup abbr cite q dfn " +
  "time a ul ol li dl dt dd figure figcaption img table caption thead tbody tfoot tr th td div video audio source " +
  "ruby rt rp bdi bdo details summary wbr address";
const PLAYED = ["src", "controls", "preload"];
/** Elements that go with all that is in them: foreign content, raw text, controls, what runs or frames. */
const SILENT =
  "script style noscript template svg textarea select option xmp noembed noframes plaintext listing title head " +
  "object embed applet iframe frameset canvas button input map dialog portal fencedframe";

/**
 * The one way for HTML from outside to become HTML of ours: a list of harmless elements and attributes,
 * every address absolute and http(s) (links also mailto), formulas in MathML, no style, class, id, script or frame.
 */
export function sanitizeHtml(html: string, baseUrl: string): string {
  return sanitize(html, {
    allowedTags: [...TAGS.split(" "), ...MATH_TAGS],
    nonTextTags: SILENT.split(" "),
    disallowedTagsMode: "discard",
    allowedAttributes: {
      "*": ["dir", "lang"],
      a: ["href", "title", "hreflang"],
      img: ["src", "alt", "title", "width", "height"],
      ...Object.fromEntries(MATH_TAGS.map((tag) => [tag, [...MATH_ATTRIBUTES]])),
      video: [...PLAYED, "poster", "width", "height"],
      audio: PLAYED,
      source: ["src", "type"],
      td: ["colspan", "rowspan"],
      th: ["colspan", "rowspan", "scope"],
      ol: ["start", "type", "reversed"],
      li: ["value"],
      time: ["datetime"],
      abbr: ["title"],
    },
    allowedSchemes: ["http", "https"],
    allowedSchemesByTag: { a: ["http", "https", "mailto"] },
    allowProtocolRelative: false,
    nestingLimit: 200,
    enforceHtmlBoundary: false,
    transformTags: transforms(baseUrl),
    exclusiveFilter: (frame) =>
      (frame.tag === "img" && !frame.attribs["src"]) || (frame.tag === "source" && !frame.attribs["src"]),
  });
}

type Attributes = Record<string, string>;

function transforms(baseUrl: string): Record<string, string | sanitize.Transformer> {
  const withAddress = (tagName: string, names: readonly string[], extra: Attributes = {}) => {
    return (_tag: string, attribs: Attributes) => {
      const cleaned: Attributes = { ...attribs, ...extra };
      for (const name of names) {
        const url = absoluteUrl(attribs[name], baseUrl);
        if (url) cleaned[name] = url;
        else delete cleaned[name];
      }
      return { tagName, attribs: numbered(cleaned) };
    };
  };
  return {
    h1: "h2",
    a: (tagName, attribs) => ({ tagName, attribs: linkAttributes(attribs, baseUrl) }),
    img: withAddress("img", ["src"]),
    video: withAddress("video", ["src", "poster"], { controls: "", preload: "none" }),
    audio: withAddress("audio", ["src"], { controls: "", preload: "none" }),
    source: withAddress("source", ["src"]),
    article: "div",
    section: "div",
    main: "div",
    center: "div",
    strike: "s",
    tt: "code",
  };
}

function linkAttributes(attribs: Attributes, baseUrl: string): Attributes {
  const { href, ...others } = attribs;
  const mail = href?.trim().match(/^mailto:[^\s<>"'\\]+$/i)?.[0];
  const url = mail ?? absoluteUrl(href, baseUrl);
  return url ? { ...others, href: url } : others;
}

/** Sizes are numbers, or they are not there. */
function numbered(attribs: Attributes): Attributes {
  const cleaned = { ...attribs };
  for (const name of ["width", "height"]) {
    const size = Number.parseInt(cleaned[name] ?? "", 10);
    if (size > 0 && size < 10_000 && !cleaned[name]?.includes("%")) cleaned[name] = String(size);
    else delete cleaned[name];
  }
  return cleaned;
}
