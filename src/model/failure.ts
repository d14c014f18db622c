/** The stable codes of the contract; `FETCH_HTTP_` is followed by the status. */
export type FailureCode =
  | "FETCH_BLOCKED"
  | "FETCH_DNS"
  | "FETCH_CONNECT"
  | "FETCH_TLS"
  | "FETCH_TIMEOUT"
  | "FETCH_TOO_LARGE"
  | "FETCH_TRUNCATED"
  | "FETCH_REDIRECT"
  | `FETCH_HTTP_${number}`
  | "FETCH_GONE"
  | "FETCH_RATE_LIMITED"
  | "PARSE_HTML"
  | "PARSE_NOT_A_FEED"
  | "PARSE_TOO_COMPLEX"
  | "EXTRACT_WALL"
  | "EXTRACT_EMPTY"
  | "EXTRACT_REFUSED"
  | "EXTRACT_TIMEOUT"
  | "CONFIG_INVALID"
  | "REDIS_UNAVAILABLE";

/** An expected outcome that is not what was wanted: a value, not an exception. */
export interface Failure {
  readonly kind: "failure";
  readonly code: FailureCode;
  /** One sentence for a person: what happened, where. */
  readonly message: string;
  /** What a person can do about it. */
  readonly remedy: string;
}
