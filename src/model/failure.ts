/**
 * The stable codes of the contract; `FETCH_HTTP_` is followed by the status. What stands above each, its cause and then
 * what a person can do, makes `docs/failures.md` (`npm run failures`).
 */
export type FailureCode =
  /**
   * The address leads into a private network, to this machine or a port that Lede does not ask, or the scheme is not http(s).
   * If it is meant, name its network in `network.allow` of the source.
   */
  | "FETCH_BLOCKED"
  /**
   * There is no host of that name, or the name server did not answer.
   * Check the address; if every source says this, this machine's name server or its connection is down.
   */
  | "FETCH_DNS"
  /**
   * The server refuses connections, breaks them off, or cannot be reached.
   * It is tried again, later each time. If it lasts, open the address in a browser; the site may have moved.
   */
  | "FETCH_CONNECT"
  /**
   * The certificate has expired, belongs to another name, or nobody vouches for it; or no TLS is spoken there.
   * Tell the site. Lede has no switch that turns the check off; an authority of your own goes into `NODE_EXTRA_CA_CERTS`.
   */
  | "FETCH_TLS"
  /**
   * The answer did not come, or not whole, within `network.timeout`.
   * It is tried again. For a server that is always slow raise `network.timeout`.
   */
  | "FETCH_TIMEOUT"
  /**
   * The document is larger than `network.maxBytes`, packed or unpacked.
   * Look whether the site has a shorter feed; else raise `network.maxBytes`.
   */
  | "FETCH_TOO_LARGE"
  /**
   * The answer ended before its end: fewer bytes than were announced, or a packed body that breaks off.
   * It is tried again; what came is not taken for the whole.
   */
  | "FETCH_TRUNCATED"
  /**
   * Too many redirects, a circle of them, or one that must not be followed (a private feed from https to http).
   * Put the address at which the feed stands today into the YAML.
   */
  | "FETCH_REDIRECT"
  /**
   * The server answered with that status.
   * 401, 403: the feed wants `headers`, or does not want programs; 404: look for its new address (`lede add`); 500 and above: it is
   * tried again, later each time.
   */
  | `FETCH_HTTP_${number}`
  /**
   * 410: the feed has ended for good, which two answers at least an hour apart have said.
   * Remove the source. It is not asked again until its address changes.
   */
  | "FETCH_GONE"
  /**
   * 429, or another source of the same server was told to wait.
   * Nothing: it is left alone for as long as it asked. If it lasts, raise `every`.
   */
  | "FETCH_RATE_LIMITED"
  /**
   * The address is a page, not a feed; the feeds that it announces are named.
   * Put one of them into the YAML, or let `lede add` find it.
   */
  | "PARSE_HTML"
  /**
   * What came is neither RSS, Atom, RDF nor JSON Feed: sound, film, another format, nothing.
   * Look at it with `lede parse URL`; the address may have moved.
   */
  | "PARSE_NOT_A_FEED"
  /**
   * The document is too deep or too large to be read in time, or reading it ended its worker three times.
   * It is left alone for an hour, then for a day. Report the feed, with the log of that time.
   */
  | "PARSE_TOO_COMPLEX"
  /**
   * A `page:` or `json:` rule finds no article: the page was built anew, or the rule was never right. What was read before stays.
   * Look at it with `lede parse URL --config FILE`; write the selectors anew, or leave them out (`page: {}`).
   */
  | "PARSE_NO_ITEMS"
  /**
   * The article's page shows a wall (to pay, to log in, to consent, to prove that one is no robot) or another article.
   * Nothing: the feed's own text is published. For a subscription of yours set the source's `headers`.
   */
  | "EXTRACT_WALL"
  /**
   * No article was found on the page, or less of it than the feed has.
   * Nothing, or name the place: `fullText: { selector: ... }`; try it with `lede extract --selector`.
   */
  | "EXTRACT_EMPTY"
  /**
   * The page is too large or too deep, its robots.txt says no, or reading it ended its worker.
   * Nothing: the feed's own text is published.
   */
  | "EXTRACT_REFUSED"
  /**
   * The page took too long to be read.
   * Nothing: the feed's own text is published.
   */
  | "EXTRACT_TIMEOUT"
  /**
   * The YAML has mistakes (each with its line), a source is configured no more, or a proxy's address cannot be used.
   * `lede check` names every mistake; the last good configuration stays in force.
   */
  | "CONFIG_INVALID"
  /**
   * No Redis can be had, it is none that will do, or its data are of a later Lede.
   * The message says which. Order of the search: `redis.url`, `REDIS_URL`, `./data/redis`, 127.0.0.1:6379, `redis-server` on PATH.
   */
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
