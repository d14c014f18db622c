/** Minutes east of UTC. RFC 822 names, the usual abbreviations, German and Canadian French ones. */
const OFFSETS: Readonly<Record<string, number>> = {
  z: 0,
  ut: 0,
  utc: 0,
  gmt: 0,
  wet: 0,
  wez: 0,
  west: 60,
  bst: 60,
  cet: 60,
  met: 60,
  mez: 60,
  cest: 120,
  mest: 120,
  mesz: 120,
  cat: 120,
  sast: 120,
  eet: 120,
  oez: 120,
  eest: 180,
  oesz: 180,
  idt: 180,
  eat: 180,
  msk: 180,
  msd: 240,
  trt: 180,
  irst: 210,
  gst: 240,
  pkt: 300,
  ist: 330,
  npt: 345,
  ict: 420,
  wib: 420,
  wita: 480,
  hkt: 480,
  sgt: 480,
  myt: 480,
  pht: 480,
  awst: 480,
  wit: 540,
  jst: 540,
  kst: 540,
  acst: 570,
  aest: 600,
  acdt: 630,
  aedt: 660,
  nzst: 720,
  nzdt: 780,
  nst: -210,
  hnt: -210,
  ndt: -150,
  hat: -150,
  art: -180,
  brt: -180,
  clst: -180,
  uyt: -180,
  ast: -240,
  hna: -240,
  clt: -240,
  vet: -240,
  adt: -180,
  haa: -180,
  est: -300,
  hne: -300,
  cot: -300,
  pet: -300,
  edt: -240,
  hae: -240,
  cst: -360,
  hnc: -360,
  cdt: -300,
  hac: -300,
  mst: -420,
  hnr: -420,
  mdt: -360,
  har: -360,
  pst: -480,
  hnp: -480,
  pdt: -420,
  hap: -420,
  akst: -540,
  hny: -540,
  akdt: -480,
  hay: -480,
  hst: -600,
};

/** Names that stand for winter and summer alike. */
const PLACES: Readonly<Record<string, string>> = {
  at: "America/Halifax",
  et: "America/New_York",
  ct: "America/Chicago",
  mt: "America/Denver",
  pt: "America/Los_Angeles",
  eastern: "America/New_York",
  central: "America/Chicago",
  mountain: "America/Denver",
  pacific: "America/Los_Angeles",
};

/** A zone by its abbreviation: minutes east of UTC, or an IANA zone; undefined when it is none that is known. */
export function zoneOfAbbreviation(name: string): number | string | undefined {
  if (Object.hasOwn(PLACES, name)) return PLACES[name];
  return Object.hasOwn(OFFSETS, name) ? OFFSETS[name] : undefined;
}

/** `+0530`, `-01:01`, `+9`, `-0`: minutes east of UTC. Nobody is further off than 14 hours and something. */
export function offsetOfDigits(sign: string, digits: string): number | undefined {
  const plain = digits.replace(":", "");
  const hours = Number(plain.length <= 2 ? plain : plain.slice(0, -2));
  const minutes = plain.length <= 2 ? 0 : Number(plain.slice(-2));
  if (hours > 15 || minutes > 59) return undefined;
  return (sign === "-" ? -1 : 1) * (hours * 60 + minutes);
}

/** A date as its parts were written. */
export interface DateParts {
  readonly year: number;
  /** 1-12 */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Minutes east of UTC, or an IANA zone. */
  readonly zone: number | string;
}

/**
 * The instant that the parts name. Hour 24 is the next day's first (ISO 8601), second 60 a leap second and
 * counted as the next. A day that the month does not have, or a time that no clock shows, is undefined.
 */
export function instantOf({ year, month, day, hour, minute, second, zone }: DateParts): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) return undefined;
  if (hour > 24 || minute > 59 || second > 60 || (hour === 24 && minute + second > 0)) return undefined;
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  const offset = typeof zone === "number" ? zone : (offsetOfZone(zone, local) ?? 0);
  return local - offset * 60_000;
}

function daysOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/**
 * Offset of an IANA zone at a wall-clock time, minutes east of UTC.
 *
 * @param local the wall-clock time read as if it were UTC, ms
 */
function offsetOfZone(zone: string, local: number): number | undefined {
  const format = formatOf(zone);
  if (!format) return undefined;
  const at = (instant: number) => {
    const name = format.formatToParts(instant).find((part) => part.type === "timeZoneName")?.value ?? "GMT";
    const [, sign = "+", digits = "0"] = /GMT([+-])([\d:]+)/.exec(name) ?? [];
    return offsetOfDigits(sign, digits) ?? 0;
  };
  // The offset of a first approximation decides: right but for the hour around a change.
  return at(local - at(local) * 60_000);
}

/** A formatter costs 30 kB, and a feed names one zone in all its entries. */
const formats = new Map<string, Intl.DateTimeFormat | undefined>();
const MOST_FORMATS = 64;

/** undefined: there is no such zone */
function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  if (formats.has(zone)) return formats.get(zone);
  if (formats.size >= MOST_FORMATS) formats.clear();
  let format: Intl.DateTimeFormat | undefined;
  try {
    format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  } catch {
    format = undefined;
  }
  formats.set(` ${zone}`.slice(1), format);
  return format;
}

/** Years of two digits are of 1950-2049, of three since 1900 (RFC 2822 section 4.3). */
export function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length <= 2) return year < 50 ? 2000 + year : 1900 + year;
  return digits.length === 3 ? 1900 + year : year;
}
