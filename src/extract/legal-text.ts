/** Words of consent, privacy and conditions. */
const TERMS =
  /cookies?|privacy|consent|gdpr|terms (?:of (?:use|service|sale)|and conditions)|liab(?:le|ility)|disclaimer|warrant(?:y|ies)|governing law|governed by|['"“]as is|indemnif\p{L}+|copyright|all rights reserved|third[- ]part(?:y|ies)|personal (?:data|information)|datenschutz|einwilligung|haft(?:ung|et)|gerichtsstand|gewährleistung|nutzungsbedingungen|geschäftsbedingungen|impressum|personenbezogen|widerruf|drittanbieter|confidentialité|consentement|conditions (?:générales|d[’']utilisation)|mentions légales|données personnelles|privacidad|consentimiento|datos personales|terceros|condiciones|responsabilidad|privacidade|dados pessoais|informativa|consenso|dati personali|terze parti|toestemming|voorwaarden|persoonsgegevens|aansprakelijk|prywatnoś|zgod[ęya]|dane osobowe|персональны|согласи|конфиденциальн|samtyck|personuppgifter|samtykke|personvern|evästee|tietosuoja|çerez|kişisel veri|クッキー|個人情報|利用規約|隐私|cookie 政策|개인정보/giu;

/** The words of consent, privacy and conditions in a text, each once. */
export function legalTerms(text: string): ReadonlySet<string> {
  return new Set(text.match(TERMS)?.map((word) => word.toLowerCase()));
}

/** More than this of the sentences is more than an article about the law of privacy has. */
const SHARE = 0.4;
/** Nearly all of a notice. */
const NEARLY_ALL = 0.8;

/** A good part of the sentences is about consent or conditions, and about several sides of them; or all of them are. */
export function isLegal(text: string): boolean {
  const sentences = sentencesOf(text);
  const legal = sentences.filter((sentence) => legalTerms(sentence).size > 0).length;
  const terms = legalTerms(text).size;
  if (legal < 2 || terms < 2) return false;
  return legal >= sentences.length * (terms > 2 ? SHARE : NEARLY_ALL);
}

/** The sentences of a text, labels of a word or two left out. */
export function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?。])\s+|\n+/).filter((sentence) => sentence.length > 8);
}
