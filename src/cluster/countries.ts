import { fold } from "./fold.ts";

/** Languages whose names of countries are taken from the runtime's own data. */
const LANGUAGES = "en de es fr it pt nl sv da nb fi pl cs hu ro tr ru uk el ar he fa hi id vi zh ja ko".split(
  " ",
);

/** Also a person, a US state, a common noun somewhere. */
const AMBIGUOUS = new Set("georgia jordan chad jersey guinea mali niger togo oman man".split(" "));

/** Peoples, capitals and seats of government that stand for a country in headlines, folded. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  US: "us usa u.s american americans america estadounidense estadounidenses eeuu americain americains americaine amerikanische amerikanischen statunitense сша",
  GB: "uk british britain briton britons england english scotland scottish wales welsh britanico britanique britannique britische gran-bretana grossbritannien",
  IN: "indian indians delhi",
  CN: "chinese beijing chino chinos china chinois chinesische pekin peking",
  RU: "russian russians moscow kremlin ruso rusos russe russes russische moscu moscou moskau",
  UA: "ukrainian ukrainians kyiv kiev ucraniano ukrainien ukrainische",
  FR: "french paris frances francais francaise franzosische",
  DE: "german germans berlin aleman alemana allemand allemande deutsche deutscher",
  JP: "japanese tokyo japones japonais japanische",
  KR: "seoul southkorean",
  KP: "pyongyang northkorean",
  IR: "iranian iranians tehran irani iranien iranische teheran",
  IQ: "iraqi iraqis baghdad",
  IL: "israeli israelis israelien israelische jerusalem",
  PS: "palestinian palestinians gaza palestino palestinien palastinenser",
  SY: "syrian syrians damascus sirio syrien syrische",
  LB: "lebanese beirut",
  EG: "egyptian egyptians cairo",
  SA: "saudi saudis riyadh",
  YE: "yemeni yemenis houthi houthis",
  AF: "afghan afghans kabul taliban",
  PK: "pakistani pakistanis islamabad",
  TR: "turkish turks ankara turk",
  MX: "mexican mexicans mexicano mexicain",
  CA: "canadian canadians ottawa",
  BR: "brazilian brazilians brasileiro brasileno",
  AR: "argentine argentinian",
  VE: "venezuelan venezuelans caracas venezolano",
  CU: "cuban cubans havana cubano",
  AU: "australian australians canberra",
  IT: "italian italians rome italiano italiana italien italienische",
  ES: "spanish spaniards madrid espanol espanola",
  PT: "portuguese lisbon",
  GR: "greek greeks athens",
  PL: "polish warsaw",
  NL: "dutch",
  BE: "belgian",
  CH: "swiss",
  AT: "austrian vienna",
  SE: "swedish stockholm",
  FI: "finnish helsinki",
  DK: "danish copenhagen",
  IE: "irish dublin",
  HU: "hungarian budapest",
  MM: "burma burmese rohingya",
  TH: "thai bangkok",
  VN: "vietnamese hanoi",
  PH: "filipino philippine manila",
  ID: "indonesian jakarta",
  MY: "malaysian",
  TW: "taiwanese taipei",
  HK: "hongkong",
  ZA: "southafrican",
  NG: "nigerian nigerians",
  KE: "kenyan kenyans nairobi",
  ET: "ethiopian",
  SD: "sudanese khartoum",
  SO: "somali",
  LY: "libyan tripoli",
  TN: "tunisian",
  DZ: "algerian",
  MA: "moroccan",
  BD: "bangladeshi dhaka",
  LK: "lankan",
  NP: "nepalese nepali kathmandu",
  CZ: "czech",
  RO: "romanian",
  BG: "bulgarian",
  RS: "serbian serb",
  HR: "croatian",
  CO: "colombian",
  PE: "peruvian",
  CL: "chilean",
  NZ: "zealand",
  NO: "norwegian norwegians oslo noruego norvegien norwegische",
  AM: "armenian armenians yerevan",
  AZ: "azerbaijani azeri baku",
  GE: "georgian tbilisi",
  KZ: "kazakh",
  UZ: "uzbek",
  TJ: "tajik",
  KG: "kyrgyz",
  MN: "mongolian",
  BY: "belarusian minsk",
  MD: "moldovan",
  LT: "lithuanian vilnius",
  LV: "latvian riga",
  EE: "estonian tallinn",
  IS: "icelandic reykjavik",
  SK: "slovak bratislava",
  SI: "slovenian slovene",
  BA: "bosnian sarajevo",
  MK: "macedonian",
  ME: "montenegrin",
  XK: "kosovo kosovar pristina",
  AL: "albanian tirana",
  CY: "cypriot nicosia",
  MT: "maltese",
  LU: "luxembourgish",
  KW: "kuwaiti",
  QA: "qatari doha",
  BH: "bahraini",
  OM: "omani muscat",
  AE: "emirati dubai emirates uae",
  JO: "jordanian amman",
  GH: "ghanaian accra",
  CM: "cameroonian",
  SN: "senegalese dakar",
  CI: "ivorian",
  ML: "malian bamako",
  NE: "nigerien niamey",
  TD: "chadian",
  UG: "ugandan kampala",
  TZ: "tanzanian",
  RW: "rwandan kigali",
  CD: "congolese kinshasa drc",
  ZM: "zambian",
  ZW: "zimbabwean harare",
  AO: "angolan",
  MZ: "mozambican",
  MG: "malagasy",
  SS: "juba",
  ER: "eritrean",
  EC: "ecuadorian quito",
  BO: "bolivian",
  PY: "paraguayan",
  UY: "uruguayan",
  GT: "guatemalan",
  HN: "honduran",
  SV: "salvadoran salvadorian",
  NI: "nicaraguan managua",
  CR: "rican",
  PA: "panamanian",
  DO: "dominican",
  HT: "haitian haitians",
  JM: "jamaican",
  KH: "cambodian",
  LA: "laotian",
  SG: "singaporean",
  FJ: "fijian",
  PG: "papuan",
  EU: "eu european europeans brussels ue",
  UN: "un onu uno",
};

let names: ReadonlyMap<string, string> | undefined;
let firstWords: ReadonlySet<string> | undefined;

/**
 * The country that one folded word or two (joined by a space) name, in any of some thirty languages: its ISO 3166
 * code. Peoples and capitals count as their country.
 */
export function countryOf(words: string): string | undefined {
  names ??= readNames();
  return names.get(words);
}

/** Whether a folded word is the first of two that name a country. */
export function beginsCountry(word: string): boolean {
  names ??= readNames();
  firstWords ??= new Set(
    [...names.keys()].filter((name) => name.includes(" ")).map((name) => name.split(" ")[0] ?? ""),
  );
  return firstWords.has(word);
}

function readNames(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const language of LANGUAGES) {
    const display = new Intl.DisplayNames([language], { type: "region", fallback: "none" });
    for (const code of regionCodes()) addName(found, display.of(code), code);
  }
  for (const [code, list] of Object.entries(OTHER_NAMES))
    for (const name of list.split(" ")) found.set(name, code);
  return found;
}

function addName(found: Map<string, string>, name: string | undefined, code: string): void {
  if (!name) return;
  const folded = name
    .replace(/ ?\(.*\)| SAR China$/, "")
    .replace(/[-’'ʼ]/g, " ")
    .split(" ")
    .map(fold)
    .join(" ");
  const words = folded.split(" ");
  if (words.length > 2 || folded.length < 2 || AMBIGUOUS.has(folded)) return;
  if (!found.has(folded)) found.set(folded, code);
}

function* regionCodes(): Generator<string> {
  const not = new Set(["ZZ", "XA", "XB", "EZ", "QO", "UN", "EU"]);
  for (let a = 65; a <= 90; a++)
    for (let b = 65; b <= 90; b++) {
      const code = String.fromCharCode(a, b);
      if (!not.has(code)) yield code;
    }
}
