import { createHmac } from "node:crypto";
import type { EpochMs } from "../model/brand.ts";
import type { FetchRequest } from "../model/document.ts";
import type { Notice, NoticePreset, NoticeRule, NoticeWord } from "../model/notice.ts";

interface Message {
  readonly body: string;
  readonly type: "application/json" | "text/plain; charset=utf-8";
  readonly headers?: Readonly<Record<string, string>>;
}

/** The one request that gives a notice to whom its rule names, signed when the rule has a secret. */
export function noticeRequest(rule: NoticeRule, notice: Notice, now: EpochMs): FetchRequest {
  const preset = presetOf(rule);
  const { body, type, headers } = preset
    ? PRESETS[preset](preset === "json" ? notice : withShortLink(notice))
    : ownMessage(rule.template ?? "", notice);
  const isTransaction = mayRepeat(rule);
  return {
    url: isTransaction ? `${rule.url.replace(/\/+$/, "")}/${notice.id}` : rule.url,
    kind: "notice",
    method: isTransaction ? "PUT" : "POST",
    body,
    headers: { "content-type": type, ...headers, ...signature(rule, notice, body, now), ...rule.headers },
    allow: rule.allow,
  };
}

/** Whether who receives it takes a notice once however often it comes: a Matrix room, where it is a transaction with an id. */
export function mayRepeat(rule: NoticeRule): boolean {
  return presetOf(rule) === "matrix" && ROOM.test(rule.url);
}

/**
 * Who sent it, when, and which notice it is, so that a receiver can refuse what is forged and what it has had already:
 * `webhook-signature` is over id, time and body (standardwebhooks.com), `x-hub-signature-256` over the body alone, as
 * GitHub and WebSub hubs have it.
 */
function signature(
  { secret }: NoticeRule,
  { id }: Notice,
  body: string,
  now: EpochMs,
): Record<string, string> {
  const at = String(Math.floor(now / 1_000));
  const named = { "webhook-id": id, "webhook-timestamp": at };
  if (secret === undefined) return named;
  const mac = (text: string, encoding: "base64" | "hex") =>
    createHmac("sha256", keyOf(secret)).update(text).digest(encoding);
  return {
    ...named,
    "webhook-signature": `v1,${mac(`${id}.${at}.${body}`, "base64")}`,
    "x-hub-signature-256": `sha256=${mac(body, "hex")}`,
  };
}

/** `whsec_` and base64 is how the libraries of Standard Webhooks write a key; any other text is the key itself. */
function keyOf(secret: string): Buffer {
  const [, encoded] = /^whsec_([A-Za-z0-9+/=]+)$/.exec(secret) ?? [];
  return encoded ? Buffer.from(encoded, "base64") : Buffer.from(secret);
}

const ROOM = /\/_matrix\/client\/[^/]+\/rooms\/[^/]+\/send\/m\.room\.message\/?$/;

/** Of addresses that say what answers there; everywhere else our own JSON is understood best. */
const BY_ADDRESS: readonly (readonly [NoticePreset, RegExp])[] = [
  ["slack", /^https:\/\/hooks\.slack(?:-gov)?\.com\//],
  ["discord", /^https:\/\/(?:\w+\.)?discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\//],
  ["matrix", /\/_matrix\/client\//],
  ["ntfy", /^https?:\/\/ntfy\.[^/]+\/[\w-]+\/?$/],
  ["gotify", /^https?:\/\/gotify\.[^/]+\/(?:.+\/)?message(?:\?|$)/],
  ["apprise", /^https?:\/\/apprise\.[^/]+\/(?:.+\/)?notify(?:\/|$)/],
  ["mattermost", /^https?:\/\/mattermost\.[^/]+\/(?:.+\/)?hooks\//],
];

/** undefined: the rule has a text of its own. */
export function presetOf({ template, url }: NoticeRule): NoticePreset | undefined {
  if (template === undefined) return BY_ADDRESS.find(([, address]) => address.test(url))?.[0] ?? "json";
  return Object.hasOwn(PRESETS, template) ? (template as NoticePreset) : undefined;
}

/** A longer message is an attachment to ntfy, which counts bytes: 4,096. */
const NTFY_BYTES = 4_000;

const PRESETS: Readonly<Record<NoticePreset, (notice: Notice) => Message>> = {
  json: ({ kind, id, rule, subject, at, page, image, ...told }) =>
    json({
      kind,
      id,
      rule,
      [kind === "source" ? "source" : "story"]: subject,
      ...told,
      ...(page && { page }),
      ...(image && { image }),
      at: new Date(at).toISOString(),
    }),
  ntfy: (notice) => ({
    body: cutBytes(plain(notice), NTFY_BYTES),
    type: "text/plain; charset=utf-8",
    headers: {
      title: headerText(cut(notice.title, 200)),
      ...(notice.url && { click: headerText(notice.url) }),
      tags: notice.kind === "source" ? "warning" : "newspaper",
    },
  }),
  gotify: (notice) =>
    json({
      title: notice.title,
      message: plain(notice),
      priority: 5,
      ...(notice.url && { extras: { "client::notification": { click: { url: notice.url } } } }),
    }),
  apprise: (notice) =>
    json({
      title: notice.title,
      body: `${plain(notice)}\n${notice.url}`.trim(),
      type: notice.kind === "source" ? "warning" : "info",
      format: "text",
    }),
  slack: (notice) =>
    json({ text: `*${slackLink(notice)}*\n${slackText(plain(notice))}`, unfurl_links: false }),
  discord: (notice) =>
    json({
      embeds: [
        {
          title: cut(notice.title, 256),
          ...(notice.url && { url: notice.url }),
          description: cut(plain(notice), 2_000),
          ...(isShort(notice.image) && { thumbnail: { url: notice.image } }),
        },
      ],
      // A headline that says @everyone wakes nobody.
      allowed_mentions: { parse: [] },
    }),
  mattermost: (notice) =>
    json({
      text: `**[${markdownText(notice.title)}](${markdownUrl(notice.url)})**\n${markdownText(plain(notice))}`,
    }),
  matrix: (notice) => {
    const text = plain(notice);
    const link = `<a href="${html(notice.url)}">${html(notice.title)}</a>`;
    const written = `<strong>${link}</strong><br>${html(text).replaceAll("\n", "<br>")}`;
    const body = `${notice.title}\n${text}\n${notice.url}`.trim();
    // `text` and `html` are what webhook bridges read, the rest is what a homeserver does.
    return json({
      msgtype: "m.text",
      body,
      format: "org.matrix.custom.html",
      formatted_body: written,
      text: body,
      html: written,
    });
  },
};

/** What stands under the title: who tells it, why, and the first words. */
function plain({ kind, outlet, also, summary, why }: Notice): string {
  const others = [...new Set(also.map((one) => one.outlet))].filter((name) => name !== outlet).slice(0, 5);
  const by = kind === "story" ? [outlet, ...others].join(", ") : "";
  return [[by, why].filter(Boolean).join(": "), summary].filter(Boolean).join("\n");
}

/** A text with `{{title}}` in it; one that is JSON stays JSON, whatever a headline has in it. */
function ownMessage(template: string, notice: Notice): Message {
  const isJson = /^\s*[[{](?!\{)/.test(template);
  const words: Readonly<Record<NoticeWord, string>> = {
    title: notice.title,
    url: notice.url,
    page: notice.page ?? notice.url,
    outlet: notice.outlet,
    outlets: String(notice.outlets),
    summary: notice.summary,
    why: notice.why,
    rule: notice.rule,
  };
  const body = template.replace(/\{\{\s*(\w+)\s*\}\}/g, (_all, name: string) => {
    const word = words[name as NoticeWord] ?? "";
    return isJson ? JSON.stringify(word).slice(1, -1) : word;
  });
  return { body, type: isJson ? "application/json" : "text/plain; charset=utf-8" };
}

/** A longer address makes Discord refuse the whole notice, and stands five times in what a Matrix room takes 64 kB of. */
function isShort(url: string | undefined): boolean {
  return url !== undefined && url !== "" && url.length <= 2_000;
}

/** The story's page in the place of an article's address that nobody would take. */
function withShortLink(notice: Notice): Notice {
  return isShort(notice.url) ? notice : { ...notice, url: notice.page ?? "" };
}

function json(value: object): Message {
  return { body: JSON.stringify(value), type: "application/json" };
}

/** HTTP fields are ASCII; ntfy reads RFC 2047. */
function headerText(text: string): string {
  const words = text.replace(/\p{Cc}+/gu, " ");
  return /^[\x20-\x7e]*$/.test(words) ? words : `=?UTF-8?B?${Buffer.from(words).toString("base64")}?=`;
}

function cut(text: string, most: number): string {
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join("")}…`;
}

/** @param most bytes as UTF-8 */
function cutBytes(text: string, most: number): string {
  if (Buffer.byteLength(text) <= most) return text;
  const mark = "…";
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(most - Buffer.byteLength(mark)));
  return `${text.slice(0, read)}${mark}`;
}

function slackText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function slackLink({ title, url }: Notice): string {
  const label = slackText(title).replaceAll("|", "¦").replaceAll("*", "∗");
  return url ? `<${slackText(url).replaceAll("|", "%7C")}|${label}>` : label;
}

function markdownText(text: string): string {
  return text.replace(/[\\`*_[\]()<>#|~@]/g, "\\$&");
}

function markdownUrl(url: string): string {
  return url.replaceAll("(", "%28").replaceAll(")", "%29").replace(/\s/g, "%20");
}

function html(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
