import { FetchError } from "./fetch-error.ts";

/** Node's and OpenSSL's names of what can be wrong with a certificate or a handshake. */
const TLS_CODE =
  /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH|INVALID_CA|EPROTO$|UND_ERR_PRX_TLS)/;
/** What answers is no TLS server, or one of another century. */
const NOT_TLS_CODE = /^(ERR_SSL_(WRONG_VERSION_NUMBER|UNSUPPORTED_PROTOCOL|PACKET_LENGTH_TOO_LONG)|EPROTO)$/;
const TLS_WORDS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: "its certificate has expired",
  CERT_NOT_YET_VALID: "its certificate is not valid yet",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is signed by itself",
  SELF_SIGNED_CERT_IN_CHAIN: "its certificate comes from an authority that nobody vouches for",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate cannot be traced to an authority",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "its certificate cannot be traced to an authority",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate belongs to another name",
};
const CONNECT_WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "refuses connections",
  ECONNRESET: "broke off the connection",
  EPIPE: "broke off the connection",
  UND_ERR_SOCKET: "broke off the connection",
  EHOSTUNREACH: "cannot be reached from here",
  ENETUNREACH: "cannot be reached from here",
  EADDRNOTAVAIL: "cannot be reached from here",
};
/** No server is to blame for these. */
const LOCAL_CODE = /^(ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EAI_AGAIN|ECONNABORTED|EMFILE|ENFILE)$/;

/**
 * Says in words what went wrong below HTTP: name look-up, connection, TLS, a server that speaks something else.
 * An error that nobody foresaw becomes FETCH_CONNECT with its own message, so that nothing is ever thrown at a caller.
 */
export function explainError(error: unknown, host: string): FetchError {
  if (error instanceof FetchError) return error;
  const cause = error instanceof AggregateError && error.errors.length > 0 ? error.errors[0] : error;
  const code = String((cause as { code?: unknown } | null)?.code ?? "");
  return (
    explainDns(code, host, cause) ??
    explainTls(code, host, cause) ??
    explainHttp(code, host, cause) ??
    explainConnect(code, host, cause)
  );
}

function explainDns(code: string, host: string, cause: unknown): FetchError | undefined {
  if (code === "ENOTFOUND" || code === "ENODATA")
    return new FetchError(`There is no host named ${host}.`, {
      code: "FETCH_DNS",
      remedy:
        "Check the address for a typing error; if the site has moved or ended, change or remove the source.",
      cause,
    });
  if (/^(EAI_|ESERVFAIL|EREFUSED|ETIMEOUT|EBADRESP|EFORMERR|EBADNAME|ECANCELLED)/.test(code))
    return new FetchError(`The name ${host} could not be looked up (${code}).`, {
      code: "FETCH_DNS",
      remedy:
        "It is tried again. If every source says this, this machine's name server or connection is down.",
      local: LOCAL_CODE.test(code),
      cause,
    });
  return undefined;
}

function explainTls(code: string, host: string, cause: unknown): FetchError | undefined {
  if (!TLS_CODE.test(code)) return undefined;
  if (NOT_TLS_CODE.test(code))
    return new FetchError(`${host} does not speak https there.`, {
      code: "FETCH_TLS",
      remedy: "Check the port of the address, or whether the site has http alone.",
      cause,
    });
  return new FetchError(
    `${host} could not prove who it is: ${TLS_WORDS[code] ?? `the secure connection failed (${code})`}.`,
    {
      code: "FETCH_TLS",
      remedy:
        "Only the site's owner can renew or correct a certificate; it is tried again, never without one.",
      cause,
    },
  );
}

function explainHttp(code: string, host: string, cause: unknown): FetchError | undefined {
  if (code === "UND_ERR_HEADERS_OVERFLOW" || code === "HPE_HEADER_OVERFLOW")
    return new FetchError(`${host} sent more header fields than fit into 32 kB.`, {
      code: "FETCH_TOO_LARGE",
      remedy: "Something is wrong at the server; its owner can be told.",
      cause,
    });
  if (code === "UND_ERR_RES_CONTENT_LENGTH_MISMATCH" || code === "HPE_INVALID_EOF_STATE")
    return truncated(host, cause);
  if (isNotHttp(code, cause))
    return new FetchError(`What ${host} answered is not HTTP.`, {
      code: "FETCH_CONNECT",
      remedy: "Check the scheme and the port of the address.",
      cause,
    });
  if (code === "UND_ERR_INVALID_ARG")
    return new FetchError(`The request to ${host} cannot be written: ${(cause as Error).message}.`, {
      code: "CONFIG_INVALID",
      remedy: "Check the headers: and the proxy: of this source.",
      cause,
    });
  return undefined;
}

/** Also what the parser takes for HTTP and undici does not: a status below 100, an upgrade that nobody asked for. */
function isNotHttp(code: string, cause: unknown): boolean {
  const { name, message } = (cause ?? {}) as { name?: string; message?: string };
  if (code === "UND_ERR_SOCKET") return message === "bad response" || message === "bad upgrade";
  return code.startsWith("HPE_") || code === "ERR_ASSERTION" || name === "HTTPParserError";
}

function explainConnect(code: string, host: string, cause: unknown): FetchError {
  if (code === "UND_ERR_CONNECT_TIMEOUT" || code === "ETIMEDOUT")
    return timedOut(`${host} did not answer a connection attempt`, cause);
  const words =
    CONNECT_WORDS[code] ?? `could not be fetched (${code || String((cause as Error)?.message ?? cause)})`;
  return new FetchError(`${host} ${words}.`, {
    code: "FETCH_CONNECT",
    remedy: "It is tried again; if it stays so, the site may be down or the address wrong.",
    local: LOCAL_CODE.test(code),
    cause,
  });
}

/**
 * As `explainError`, of a request through a proxy: what happens before there is an answer is the proxy's doing, but for
 * the certificate of the site behind it.
 */
export function explainProxied(error: unknown, host: string, proxy: string): FetchError {
  const { message = "" } = (error ?? {}) as { message?: string };
  const refused = /^Proxy response \((\d+)\)/.exec(message)?.[1];
  if (refused !== undefined)
    return new FetchError(`The proxy ${proxy} does not lead to ${host} (HTTP ${refused}).`, {
      code: "FETCH_CONNECT",
      remedy:
        refused === "407"
          ? "Put its user name and password into network: { proxy: ... }."
          : "It is tried again; what stands in its way the proxy's own log says.",
      cause: error,
    });
  const explained = explainError(error, proxy);
  if (explained === error) return explained;
  if (explained.code === "FETCH_TLS") return explainError(error, host);
  return new FetchError(`The proxy cannot be used. ${explained.message}`, {
    code: explained.code,
    remedy: "Check network: { proxy: ... } and whether the proxy runs; it is tried again.",
    local: true,
    cause: error,
  });
}

/** A deadline passed; `what` is a sentence without its stop. */
export function timedOut(what: string, cause?: unknown): FetchError {
  return new FetchError(`${what}.`, {
    code: "FETCH_TIMEOUT",
    remedy: "It is tried again; network: { timeout: 60s } gives slow servers more time.",
    cause,
  });
}

/** The body ended before its end. */
export function truncated(host: string, cause?: unknown): FetchError {
  return new FetchError(`${host} broke off before its document was complete.`, {
    code: "FETCH_TRUNCATED",
    remedy: "It is fetched again from the beginning; what was read before stays.",
    cause,
  });
}

/** The decoded body is over its limit. */
export function tooLarge(host: string, maxBytes: number): FetchError {
  return new FetchError(`${host} sends more than ${Math.round(maxBytes / 1e5) / 10} MB.`, {
    code: "FETCH_TOO_LARGE",
    remedy: "If that much is expected, raise network: { maxBytes: 20mb }.",
  });
}
