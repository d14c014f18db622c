import type { PrintRule } from "../model/source.ts";

/**
 * Where an article's print version stands, as its source's rule has it. Undefined: there is no rule, it does not match
 * the address or changes nothing in it, or what it makes of it is no absolute http(s) address.
 */
export function printAddress(url: string, rule: PrintRule | undefined): string | undefined {
  if (!rule?.address.test(url)) return undefined;
  const address = URL.parse(url.replace(rule.address, rule.replacement));
  if (!address || !/^https?:$/.test(address.protocol)) return undefined;
  return address.href === url ? undefined : address.href;
}
