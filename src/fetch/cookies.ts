import { registrableDomain } from "./registrable-domain.ts";

interface Cookie {
  readonly name: string;
  readonly value: string;
  /** The host that it is for; with `wide` the hosts below it too. */
  readonly host: string;
  readonly wide: boolean;
  readonly secure: boolean;
}

/** What the hops of one fetch were given, and nothing after it: some servers let nobody past who does not bring it along. */
export type Cookies = readonly Cookie[];

const MOST_COOKIES = 30;
const LONGEST = 4096;

/**
 * The cookies after one more answer. Paths and dates count for nothing: the fetch is over before they could.
 *
 * @param field the `Set-Cookie` fields of the answer, joined by commas
 */
export function withCookies(cookies: Cookies, url: URL, field: string | undefined): Cookies {
  const set = (field ?? "").split(/,(?=\s*[^\s;,=]+=)/).flatMap((one) => readCookie(one, url) ?? []);
  if (set.length === 0) return cookies;
  const key = ({ name, host }: Cookie) => `${name} ${host}`;
  const all = new Map([...cookies, ...set].map((cookie) => [key(cookie), cookie]));
  return [...all.values()].slice(-MOST_COOKIES);
}

/** The value of the `Cookie` field for an address; undefined: none is for it. */
export function cookiesFor(cookies: Cookies, { protocol, hostname }: URL): string | undefined {
  const own = cookies.filter(
    ({ host, wide, secure, value }) =>
      (host === hostname || (wide && hostname.endsWith(`.${host}`))) &&
      (!secure || protocol === "https:") &&
      value !== "",
  );
  return own.length === 0 ? undefined : own.map(({ name, value }) => `${name}=${value}`).join("; ");
}

function readCookie(text: string, { hostname }: URL): Cookie | undefined {
  const [pair = "", ...attributes] = text.split(";").map((part) => part.trim());
  const [, name, value = ""] = /^([^\s=]+)\s*=\s*(.*)$/.exec(pair) ?? [];
  if (name === undefined || pair.length > LONGEST) return undefined;
  const domain = attributes
    .map((one) => /^domain\s*=\s*\.?(.+)$/i.exec(one)?.[1]?.toLowerCase())
    .find(Boolean);
  const wide = domain !== undefined && isAbove(domain, hostname);
  return {
    name,
    value: attributes.some((one) => /^max-age\s*=\s*(?:0|-.*)$/i.test(one)) ? "" : value,
    host: wide ? domain : hostname,
    wide,
    secure: attributes.some((one) => /^secure$/i.test(one)),
  };
}

/** A domain that the host lies in and that belongs to the same owner: no suffix such as `co.uk`. */
function isAbove(domain: string, host: string): boolean {
  const registrable = registrableDomain(host);
  return (host === domain || host.endsWith(`.${domain}`)) && `.${domain}`.endsWith(`.${registrable}`);
}
