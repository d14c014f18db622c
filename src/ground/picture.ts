/** A picture as markup offers it. */
export interface OfferedPicture {
  /** Absolute. */
  readonly url: string;
  /** Pixels, as declared: undefined where nobody says. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  /** As declared. */
  readonly bytes?: number | undefined;
  /** Its inline style, where it has one. */
  readonly style?: string | undefined;
  /** Words of its class. */
  readonly className?: string | undefined;
}

/** Ends in what photographs end in: then a word of the path may well name what is to be seen. */
const NOT_A_PHOTOGRAPH = String.raw`(?![^?#]*\.(?:jpe?g|webp|avif|svg|png)(?:$|[?#]))`;
/** Counters and beacons: addresses that exist to be asked for, not to be looked at. */
const BEACON = new RegExp(
  [
    // whole hosts
    String.raw`^https?:\/\/(?:[\w-]+\.)*(?:doubleclick|scorecardresearch|quantserve|google-analytics|omtrdc|2o7|chartbeat|imrworldwide|adnxs|adsystem|amazon-adsystem|statcounter|histats|getclicky|hitwebcounter|goatcounter|moatads|adsrvr|zemanta|list-manage|feedsportal|feedblitz)\.(?:com|net|org|io)\/`,
    String.raw`^https?:\/\/(?:pixel|px|beacon|tracking|track|tracker|counter|hits?|stats?|analytics|metrics|telemetry|matomo|piwik|(?:ssl-)?vg\d+\.met)\.${NOT_A_PHOTOGRAPH}`,
    String.raw`^https?:\/\/(?:pixel|stats)\.(?:wp|wordpress)\.com\/|^https?:\/\/feeds\.wordpress\.com\/1\.0\/`,
    // files and folders
    String.raw`\/(?:pixel|beacon|tracking|track|tracker|counter|count|hit|open|spacer|1x1|blank|clear|transparent|webbug|noscript|__utm)(?:[._-]?\d+(?:x\d+)?)?\.(?:gif|png|php|aspx?)(?:$|[?#;])`,
    String.raw`\/(?:b|g|t|o|p|mf)\.gif(?:$|[?#])`,
    String.raw`\/(?:matomo|piwik|tracker|tracking|stat|collect|impression|open|pixel|beacon)(?:\.php)?(?:\?|$)`,
    String.raw`\/(?:pixel|tracker|beacon)\/${NOT_A_PHOTOGRAPH}|\/(?:wf|track|email|e|api)\/open\b|\/~r\/|\/~4\/|\/~ff\/|feedpress\.\w+\/link\/|\/count\/incr\/|\/(?:feed|rss)-pixel|facebook\.com\/tr\b`,
    "[?&](?:pixel|beacon|tracking_pixel)=",
    // what counts republished articles
    String.raw`\/republication-(?:tracker|pixel)|\/republish[\w-]*\/(?:pixel|count)`,
  ].join("|"),
  "i",
);
const EMOJI =
  /\/emojis?(?:\.php|\/(?![^?#]*\.jpe?g))|twemoji|\/(?:smilies|smileys|emoticons?|custom_emojis)\//i;
const AVATAR =
  /gravatar\.com\/|\/\/avatars?\d*\.|[/_-]avatars\/|\/(?:user_avatar|letter_avatar\w*)\/|\/avatar\/[0-9a-f]{16,}|\/profile_images\/|\/buddyicons\/|\/userpics?\/|\/\/yt\d\.ggpht\.com\//i;
const FORMULA =
  /\/latex\.php|codecogs\.com\/|\/math\/render\/|\/(?:mathtex|mimetex|tex)\.cgi|[?&]cht=tx\b|\/mathjax\/|\/latex\/render/i;
const BUTTON =
  /favicon|apple-touch-icon|\.ico(?:$|[?#])|feedburner\.com\/fb\/|img\.shields\.io\/|\/badges?\/|badge\.svg|\/btn_[\w-]+\.|\/(?:social|share|sharing)[-_]?(?:icons?|buttons?)\b|\/(?:rss|feed)[-_]?icon|\/addtoany\//i;
/** What stands where there is no picture. */
const PLACEHOLDER =
  /\/(?:(?:image[-_]?)?placeholder|no[-_]?(?:image|photo|picture|thumb\w*)|default[-_](?:image|thumb\w*|share|og|social|cover))(?:[._-][\w-]{0,20})?\.\w{3,4}(?:$|[?#])|\/(?:spacer|blank|transparent|missing)(?:[._-]?\d+(?:x\d+)?)?\.\w{3,4}(?:$|[?#])/i;
/** All of these in one look: each entry's pictures are asked about. */
const NO_PICTURE = new RegExp(
  [EMOJI, AVATAR, FORMULA, BUTTON, PLACEHOLDER].map(({ source }) => source).join("|"),
  "i",
);
const FACE_CLASS = /(?:^|\s)(?:avatar[\w-]*|[\w-]*gravatar[\w-]*)(?=\s|$)/i;

/** Narrower or lower than this it is an icon. */
const ICON = 50;
/** From this width a picture is large enough to stand for its story. */
const LARGE = 300;
/** What a picture counts as whose width nobody tells. */
const UNTOLD = 640;

/**
 * A counter that is asked for to be counted: of at most two pixels, hidden, or of a host or path that counts.
 * Whoever shows it tells on every reader.
 */
export function isBeacon({ url, width, height, bytes, style }: OfferedPicture): boolean {
  if (bytes !== undefined && bytes > 0 && bytes <= PIXEL) return true;
  if ((width ?? ICON) <= 2 || (height ?? ICON) <= 2) return true;
  if (style !== undefined && HIDDEN_STYLE.test(style)) return true;
  return BEACON.test(url);
}

/** Bytes of the smallest pictures that there are: a GIF of one pixel has 35 to 43. */
const PIXEL = 100;
const HIDDEN_STYLE =
  /display\s*:\s*none|(?:^|;)\s*(?:max-)?(?:width|height)\s*:\s*[012](?:\.\d+)?(?:px)?\s*(?:[;!]|$)/i;

/** A character drawn as a picture: its alternative text is the character. */
export function isEmoji({ url, className }: OfferedPicture): boolean {
  return EMOJI.test(url) || /(?:^|\s)(?:[\w-]*emoji[\w-]*|wp-smiley)(?=\s|$)/i.test(className ?? "");
}

/** A formula drawn as a picture: it stands in the line. */
export function isFormula({ url, className }: OfferedPicture): boolean {
  return (
    FORMULA.test(url) ||
    /(?:^|\s)(?:[\w-]*latex[\w-]*|tex|math|[\w-]*equation[\w-]*|mwe-math[\w-]*)(?=\s|$)/i.test(
      className ?? "",
    )
  );
}

/** Drawn as large as a letter, or to be pressed: it stands in the line. */
export function isSign({ url }: OfferedPicture): boolean {
  return BUTTON.test(url);
}

/** A picture that may stand for a story: no counter, character, face, formula, button or icon. */
export function isStoryPicture(picture: OfferedPicture): boolean {
  const { url, width, height, className } = picture;
  if (isBeacon(picture) || (width ?? ICON) < ICON || (height ?? ICON) < ICON) return false;
  if (NO_PICTURE.test(url)) return false;
  if (className !== undefined && (isEmoji(picture) || isFormula(picture) || FACE_CLASS.test(className)))
    return false;
  return (width ?? widthInAddress(url) ?? ICON) >= ICON;
}

/** The width that a picture says it has, or that its address says. */
export function widthOf({ url, width }: OfferedPicture): number | undefined {
  return width ?? widthInAddress(url);
}

/**
 * The picture that stands for a story: the widest of those that are declared as its picture when it is large
 * enough, else the first large one of its text, else the widest of all; and of that picture the widest size.
 */
export function choosePicture(
  declared: readonly OfferedPicture[],
  inText: readonly OfferedPicture[],
): string | undefined {
  const own = declared.filter(isStoryPicture);
  const text = inText.filter(isStoryPicture);
  const widest = widestOf(own);
  const chosen =
    (widest && breadth(widest) >= LARGE ? widest : undefined) ??
    text.find((picture) => breadth(picture) >= LARGE) ??
    widestOf([...own, ...text]);
  const others = [...own, ...text].filter(({ url }) => url !== chosen?.url);
  // A key costs as much as a whole small entry: most entries need none.
  if (!chosen || others.length === 0) return chosen?.url;
  const key = pictureKey(chosen.url);
  const sizes = [chosen, ...others.filter(({ url }) => pictureKey(url) === key)];
  // An address that tells no size, beside others of the same picture that do, is that of the whole.
  return (sizes.find((picture) => widthOf(picture) === undefined) ?? widestOf(sizes))?.url;
}

function breadth(picture: OfferedPicture): number {
  return widthOf(picture) ?? UNTOLD;
}

/** Of two whose widths are alike or untold, the one of more bytes. */
function isWider(one: OfferedPicture, other: OfferedPicture): boolean {
  const difference = breadth(one) - breadth(other);
  return difference > 0 || (difference === 0 && (one.bytes ?? 0) > (other.bytes ?? Number.POSITIVE_INFINITY));
}

function widestOf(pictures: readonly OfferedPicture[]): OfferedPicture | undefined {
  let widest: OfferedPicture | undefined;
  for (const picture of pictures) if (widest === undefined || isWider(picture, widest)) widest = picture;
  return widest;
}

/** Where addresses say a width in pixels: the first of these that one has. */
const WIDTHS: readonly RegExp[] = [
  /[?&](?:w|width|imwidth|thumbnail|maxwidth|max_width|sz|size|s)=(\d{2,4})(?:px)?(?:$|[&#])/i,
  /[?&](?:resize|fit|crop|downsize|dim)=(\d{2,4})(?:px)?(?:%2c|,|x|:|\*)/i,
  /[?&]format=(\d{2,4})w\b/i,
  /[/,]w(?:idth)?[_=](\d{2,4})\b/i,
  /\/(?:resize|rs):[a-z]+:(\d{2,4})\b|\/(?:max|fit\/c|fit\/t|width)\/(\d{2,4})\//i,
  /\/[ws](\d{3,4}|\d{2}(?=-c))(?:-[a-z0-9-]+)?\//i,
  /=(?:w|s)(\d{2,4})(?:-[\w-]+)?$/i,
  /\/s(\d{2,4})x\d{2,4}\w*\//i,
  /\/(\d{2,4})px-[^/]+$/i,
  /[-_](\d{2,4})x\d{2,4}(?:_c)?\.\w{3,4}(?:$|\?)/i,
  /\/(\d{2,4})x(?:\d{2,4})?\//i,
];
const YOUTUBE: ReadonlyMap<string, number> = new Map(
  Object.entries({
    default: 120,
    mqdefault: 320,
    hqdefault: 480,
    sddefault: 640,
    maxresdefault: 1280,
  }),
);

function widthInAddress(url: string): number | undefined {
  const film = /\/vi(?:_webp)?\/[\w-]+\/(\w+)\.(?:jpg|webp)/.exec(url)?.[1];
  const told = film === undefined ? undefined : YOUTUBE.get(film);
  if (told !== undefined) return told;
  for (const pattern of WIDTHS) {
    const found = pattern.exec(url);
    if (found) return Number(found[1] ?? found[2]);
  }
  return undefined;
}

/** What services that fetch, shrink and cut pictures add to an address, in the order in which it is taken out. */
const SIZES: readonly (readonly [RegExp, string])[] = [
  [/\/image\/upload\/(?:(?:[a-z]{1,3}_[^/]+|v\d+)\/)+/i, "/image/upload/"],
  [/\/cdn-cgi\/image\/[^/]*\//i, "/"],
  [/\/styles\/[^/]+\/public\//i, "/"],
  [/\/thumb(\/.+\.\w{3,4})\/\d+px-[^/]+$/i, "$1"],
  [/\/(?:resize|rs):[^/]+\/|\/max\/\d+\/|\/fit\/[ct]\/\d+\/\d+\//i, "/"],
  [/\/size\/w\d+(?:h\d+)?(?:\/format\/\w+)?\//i, "/"],
  [/\/[ws](?:\d{3,4}|\d{2}(?=-c))(?:-[a-z0-9-]+)?\/|\/s\d{2,4}x\d{2,4}\w*\/|\/\d{2,4}x\d{0,4}\//gi, "/"],
  [/\/(?:small|medium|large|original|optimized|thumbs?|thumbnails?|previews?)\//gi, "/"],
  [/\/vi(?:_webp)?\/([\w-]+)\/\w+\.\w+$/i, "/vi/$1"],
  [/=(?:w|s)\d{1,4}(?:-[\w-]+)?$/i, ""],
  [/(?:_\d)?[-_]\d{2,4}x\d{2,4}(?:_c)?(?=\.\w{3,4}$)|-scaled(?=\.\w{3,4}$)|@\dx(?=\.\w{3,4}$)/gi, ""],
  [/(\/[0-9a-f]{8,}|tumblr_\w+)_\d{2,4}(?=\.\w{3,4}$)/i, "$1"],
  [/(staticflickr\.com\/.+_[0-9a-f]{8,})_[a-z](?=\.\w{3,4}$)/i, "$1"],
];
/** Parameters that change how a picture is sent, not which. */
const SIZE_PARAMETERS =
  /^(?:w|h|width|height|size|sz|s|resize|fit|crop|rect|quality|q|auto|format|fm|dpr|strip|ssl|ix\w*|cs|fp-\w|usm|sharp\w*|zoom|thumbnail|name|im\w+|impolicy|downsize|dim|op_\w+|v|ver|t|ts|cb|maxwidth|max_width|blur|trim|bg|lossy|precrop|type)$/i;

/**
 * What one picture has in common in all its sizes: equal for `a.jpg`, `a-150x150.jpg`, `a.jpg?w=300`, and for what
 * Substack, Cloudinary, Photon, imgix, Next.js and their like make of it.
 */
export function pictureKey(address: string): string {
  let url: URL;
  try {
    url = new URL(fetchedAddress(address));
  } catch {
    return address;
  }
  const host = url.hostname
    .replace(/^www\./, "")
    .replace(/^(?:preview|external-preview)(?=\.redd\.it$)/, "i");
  let path = `${host}${url.pathname}`;
  for (const [pattern, rest] of SIZES) path = path.replace(pattern, rest);
  const parameters = [...url.searchParams]
    .filter(([name]) => !SIZE_PARAMETERS.test(name))
    .map(([name, value]) => `${name}=${value}`);
  return [path, ...parameters.sort()].join("?").toLowerCase();
}

/** The address that a service was told to fetch, where one is written into its own. */
function fetchedAddress(address: string): string {
  const inner = /^https?:\/\/.+?[/=,](https?(?::\/\/|%3a%2f%2f|:%2f%2f).+)$/i.exec(address)?.[1];
  if (inner !== undefined) {
    // In a parameter the address ends where the next one begins; in a path it is the rest.
    const whole = /%2f/i.test(inner)
      ? decoded(inner.replace(/[&?].*$/, ""))
      : inner.replace(/^([^?]*)&.*$/, "$1");
    return fetchedAddress(whole);
  }
  const photon = /^https?:\/\/i\d\.wp\.com\/([^/?#]+\.[^/?#]+\/[^?#]*)/i.exec(address)?.[1];
  if (photon !== undefined) return `https://${photon}`;
  const relative = /^(https?:\/\/[^/]+)\/_next\/image\?(?:.*&)?url=(%2f[^&#]+)/i.exec(address);
  return relative ? `${relative[1]}${decoded(relative[2] ?? "")}` : address;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Tags of one text that are looked at, and characters of each. */
const MOST_TAGS = 100;
const LONGEST_TAG = 4096;
/** Characters of a text in which a picture of it is looked for. */
const FARTHEST = 500_000;

/** Pictures that some HTML shows, in order, by their absolute addresses. Linear, whatever is written. */
export function picturesIn(html: string | undefined): OfferedPicture[] {
  // Much faster than a pattern, and most texts have none.
  if (html === undefined || !(html.includes("<img") || html.includes("<IMG"))) return [];
  const starts = [...html.slice(0, FARTHEST).matchAll(/<img[\s/]/gi)].slice(0, MOST_TAGS);
  return starts.flatMap(({ index }) => readTag(html.slice(index + 4, index + LONGEST_TAG)) ?? []);
}

const ATTRIBUTE = /([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?|>/g;
const ADDRESSES = ["data-orig-file", "data-large-file", "data-src", "data-lazy-src", "data-original", "src"];

function readTag(tag: string): OfferedPicture | undefined {
  const attributes = new Map<string, string>();
  for (const [whole, name, ...values] of tag.matchAll(ATTRIBUTE)) {
    if (whole === ">" || name === undefined) break;
    const value = values.find((one) => one !== undefined) ?? "";
    if (!attributes.has(name.toLowerCase())) attributes.set(name.toLowerCase(), value);
  }
  const url = ADDRESSES.map((name) => attributes.get(name)?.trim()).find((one) =>
    /^https?:/i.test(one ?? ""),
  );
  if (url === undefined) return undefined;
  return {
    url: url.replaceAll("&amp;", "&").replaceAll("&#038;", "&"),
    width: pixels(attributes.get("width")),
    height: pixels(attributes.get("height")),
    style: attributes.get("style"),
    className: attributes.get("class"),
  };
}

/** A size as HTML writes it; a share of the page is none. */
export function pixels(written: string | undefined): number | undefined {
  if (written === undefined) return undefined;
  const whole = Number(written);
  if (whole > 0 && whole < 100_000 && Number.isInteger(whole)) return whole; // nearly all
  const digits = /^\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*$/i.exec(written)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
