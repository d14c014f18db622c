import type { FetchRequest, ResponseHeaders } from "../model/document.ts";
import type { FailureCode } from "../model/failure.ts";
import { FetchError } from "./fetch-error.ts";

interface Explanation {
  readonly words: string;
  readonly remedy: string;
}

const BY_STATUS: Readonly<Record<number, Explanation>> = {
  401: {
    words: "wants a password",
    remedy: "Give one under headers: { Authorization: ... } of this source.",
  },
  402: { words: "wants payment", remedy: "A subscriber's address or headers: may be needed." },
  403: {
    words: "refuses access",
    remedy: "Ask the site's owner, or look whether the feed has another address.",
  },
  404: { words: "has no such document", remedy: "Look for the feed's new address; lede add URL finds it." },
  407: {
    words: "cannot be reached: the proxy wants a password",
    remedy: "Put it into network: { proxy: ... }.",
  },
  410: {
    words: "says that this feed is gone for good",
    remedy: "Remove the source, or give it another address.",
  },
  429: { words: "asks for fewer requests", remedy: "Nothing: Lede waits as long as the server asks." },
  503: { words: "is not available at the moment", remedy: "Nothing: it is tried again later." },
};
/** What an article's page says otherwise than a feed. */
const PAGE_BY_STATUS: Readonly<Record<number, Explanation>> = {
  404: { words: "has no such page", remedy: "Check the address; the article may have been taken down." },
  410: { words: "says that this page is gone for good", remedy: "Nothing: the article was taken down." },
};
const CHALLENGE_FIELDS = ["cf-mitigated", "x-vercel-mitigated", "x-amzn-waf-action", "x-datadome"] as const;

/** Why an answer is not a document, or undefined when it is one. 304 and redirects are judged before. */
export function answerFailure(
  url: URL,
  status: number,
  headers: ResponseHeaders,
  kind: FetchRequest["kind"],
): FetchError | undefined {
  if (isChallenge(status, headers)) return challenge(url, status, headers);
  if (status === 206)
    return failure(url, status, headers, {
      words: "sent a part where the whole was asked for",
      remedy: "It is tried again.",
    });
  if (status >= 200 && status < 300) return undefined;
  const ofPage = kind === "page" ? PAGE_BY_STATUS[status] : undefined;
  return failure(url, status, headers, ofPage ?? BY_STATUS[status] ?? byClass(status));
}

function byClass(status: number): Explanation {
  if (status === 304)
    return { words: "says that nothing changed, to a first request", remedy: "It is tried again." };
  if (status >= 500) return { words: "has a fault of its own", remedy: "Nothing: it is tried again later." };
  return { words: "refuses the request", remedy: "Check the address; the site may have changed it." };
}

function failure(
  url: URL,
  status: number,
  headers: ResponseHeaders,
  { words, remedy }: Explanation,
): FetchError {
  return new FetchError(`${url.host} ${words} (HTTP ${status}).`, {
    code: codeOf(status),
    remedy,
    status,
    headers,
  });
}

function codeOf(status: number): FailureCode {
  if (status === 410) return "FETCH_GONE";
  return status === 429 ? "FETCH_RATE_LIMITED" : `FETCH_HTTP_${status}`;
}

/** Set by the services that put a puzzle for browsers in front of a site. */
function isChallenge(status: number, headers: ResponseHeaders): boolean {
  if (status === 200 || status === 304) return headers["cf-mitigated"] === "challenge";
  return CHALLENGE_FIELDS.some((name) =>
    name === "x-datadome" ? status === 403 && name in headers : headers[name] === "challenge",
  );
}

function challenge(url: URL, status: number, headers: ResponseHeaders): FetchError {
  return new FetchError(`${url.host} shows a bot challenge instead of its document (HTTP ${status}).`, {
    code: status === 429 ? "FETCH_RATE_LIMITED" : `FETCH_HTTP_${status}`,
    remedy: "Lede does not pretend to be a browser. Ask the site's owner to leave the feed's address open.",
    status,
    headers,
  });
}
