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
  at: -240,
  ast: -240,
  hna: -240,
  clt: -240,
  vet: -240,
  adt: -180,
  haa: -180,
  et: -300,
  est: -300,
  hne: -300,
  cot: -300,
  pet: -300,
  edt: -240,
  hae: -240,
  ct: -360,
  cst: -360,
  hnc: -360,
  cdt: -300,
  hac: -300,
  mt: -420,
  mst: -420,
  hnr: -420,
  mdt: -360,
  har: -360,
  pt: -480,
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

/** Offset of a zone's abbreviation, minutes east of UTC; undefined when it is none that is known. */
export function offsetOfAbbreviation(name: string): number | undefined {
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

/**
 * Offset of an IANA zone at a wall-clock time, minutes east of UTC.
 *
 * @param local the wall-clock time read as if it were UTC, ms
 */
export function offsetOfZone(zone: string, local: number): number | undefined {
  try {
    const format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      timeZoneName: "longOffset",
    });
    const at = (instant: number) => {
      const name = format.formatToParts(instant).find((part) => part.type === "timeZoneName")?.value ?? "GMT";
      const [, sign = "+", digits = "0"] = /GMT([+-])([\d:]+)/.exec(name) ?? [];
      return offsetOfDigits(sign, digits) ?? 0;
    };
    // The offset of a first approximation decides: right but for the hour around a change.
    return at(local - at(local) * 60_000);
  } catch {
    return undefined; // no such zone
  }
}
