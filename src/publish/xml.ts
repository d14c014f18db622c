/** Attribute values; undefined ones are left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Text between tags. The guard has taken out what no escape can make legal. */
export function xmlText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** The value of an attribute, without its quotes. */
export function xmlAttribute(value: string): string {
  return xmlText(value).replaceAll('"', "&quot;").replaceAll("\n", "&#10;").replaceAll("\t", "&#9;");
}

/** One element; `inner` is XML already. Without it the element is empty. */
export function element(name: string, attributes: Attributes, inner?: string): string {
  let start = `<${name}`;
  for (const [key, value] of Object.entries(attributes))
    if (value !== undefined) start += ` ${key}="${xmlAttribute(String(value))}"`;
  return inner === undefined ? `${start}/>` : `${start}>${inner}</${name}>`;
}

/** An element that holds text, or nothing at all where there is no text. */
export function textElement(name: string, text: string | undefined, attributes: Attributes = {}): string {
  return text ? element(name, attributes, xmlText(text)) : "";
}

/**
 * A title that nothing takes for markup: where `<` or `&` would begin a tag or a reference, a word joiner
 * (U+2060, no width) keeps them apart. Readers and validators disagree on whether RSS titles hold HTML.
 */
export function unmistakable(title: string): string {
  return title.replace(/<(?=[a-z/!?])|&(?=#?\w)/gi, (sign) => `${sign}\u2060`);
}
