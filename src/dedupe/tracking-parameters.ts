/** Beginnings of query parameter names that only say how a reader got here. */
const PREFIXES = [
  "utm_",
  "ga_",
  "mc_",
  "at_",
  "pk_",
  "mtm_",
  "matomo_",
  "piwik_",
  "hsa_",
  "vero_",
  "trk_",
  "oly_",
  "stm_",
  "wt.",
  "wt_",
  "fb_",
  "__twitter",
  "_openstat",
  "yptr",
  "soc_",
  "itm_",
  "int_",
  "ns_",
  "aff_",
];

/** Whole names, lower case. */
const NAMES = new Set(
  (
    "gclid gclsrc dclid gbraid wbraid fbclid msclkid yclid twclid ttclid igshid igsh epik mkt_tok cmpid cmp ocid " +
    "icid ncid cid_source ito xtor ftag guccounter guce_referrer guce_referrer_sig soc_src soc_trk smid smtyp partner " +
    "mod mbid intcid intcmp emc rssfeed rss feedtype feedname mwrsm sref spm scm share sharer shared socialshare " +
    "share_id shareid gift unlocked_article_code ueg uegi campaign campaign_id cmpgn wtmc wt_mc ref_src ref_url " +
    "referrer referer sr_share _hsenc _hsmi __hstc __hssc hsctatracking nr_email_referer sc_cid s_cid " +
    "s_kwcid ef_id zanpid algo_pvid tag_source taid tblci ob_click_id outbrain traffic_source origin_source " +
    "phpsessid jsessionid aspsessionid sessionid amp amp_js_v amp_gsa usqp outputtype print printable " +
    "view_as_webpage ns_mchannel ns_source ns_campaign ns_linkname ns_fee echobox dicbo syn-source __tn__ __cft__ " +
    "leadsource reflink st_source showcomments comments_view embedded_checkout fromtrack from_source sh_kit " +
    "sourcecode feature_share pvid app_redirect wpmobileexternal mobile_view amphtml noamp nomobile " +
    "singlepage smprod mkevt mkcid mkrid cvid trk trkinfo ved usg"
  ).split(" "),
);

/** Names that count only with such a value: they are identity elsewhere (`source=42`, `from=page3`). */
const BY_VALUE: ReadonlyMap<string, RegExp> = new Map([
  ["from", /^(?:rss|atom|feed|home|homepage|newsletter|email|share|twitter|facebook|mobile)/i],
  ["source", /^(?:rss|atom|feed|newsletter|email|twitter|facebook|social|homepage|share)/i],
  ["src", /^(?:rss|atom|feed|newsletter|email|twitter|facebook|social|longreads|share)/i],
  ["ref", /^[a-z][a-z_.-]*$/i],
  ["via", /^[a-z][a-z_.-]*$/i],
  ["output", /^(?:amp|print|rss)$/i],
  ["page", /^1$/],
  ["view", /^(?:all|print|mobile|desktop|amp)$/i],
  ["mode", /^(?:print|amp)$/i],
  ["format", /^(?:amp|print|html)$/i],
  ["feature", /^(?:share|youtu\.be|emb_|player|youtube_gdata|feed)/i],
  ["si", /^[\w-]{12,}$/],
  ["_r", /^\d$/],
  ["r", /^(?:rss|feed)$/i],
  ["feed", /^(?:rss|atom|true|1)$/i],
  ["type", /^rss$/i],
  ["m", /^1$/],
  ["mobile", /^(?:1|true|yes)?$/i],
]);

/** Whether a query parameter tells nothing about which text the address leads to. */
export function isTrackingParameter(name: string, value: string): boolean {
  const lower = name.toLowerCase();
  if (NAMES.has(lower) || PREFIXES.some((prefix) => lower.startsWith(prefix))) return true;
  return BY_VALUE.get(lower)?.test(value) ?? false;
}

/** Names that nobody gives to what a page is made of. */
const SURELY_TRACKING =
  /^(?:utm_|pk_|mtm_|matomo_|piwik_|hsa_|_?hs|__|fb_|vero_|yptr|_openstat|[a-z]{0,3}clid$|gclsrc|[gw]braid|igsh|mkt_tok|cmpid$|ocid$|icid$|ncid$|xtor|ftag|guc|(?:php|j|asp)?sess)/i;

/** Whether a parameter that tracks readers on most sites may be a text's id on this one: it has a number in it. */
export function mayBeId(name: string, value: string): boolean {
  return /\d/.test(value) && !/^[01]$/.test(value) && !SURELY_TRACKING.test(name);
}

const TRACKING_FRAGMENT = new RegExp(
  [
    "^$",
    "^(?:utm_|xtor=|at_|ref=|ftag=|intcid|ocid=|cmpid|echobox=|mtr|tk\\.|sref=|source=|from=|ns_|pk_|mtm_|wt_|rss)",
    "^:~:",
    "^\\.[\\w-]{8,}$", // AddThis
    "^_=_$", // Facebook's log-in
    "^(?:comments?|respond|disqus_thread|reply-title|top|content|main|main-content|more-\\d+|page-?1)$",
  ].join("|"),
  "i",
);

/**
 * Whether a fragment (without `#`) can go. Most cannot: link blogs put a whole day on one page and tell the items
 * apart by fragment alone.
 */
export function isTrackingFragment(fragment: string): boolean {
  return TRACKING_FRAGMENT.test(fragment);
}
