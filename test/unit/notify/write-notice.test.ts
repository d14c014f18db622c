import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Notice, NoticeRule } from "../../../src/model/notice.ts";
import { noticeRequest } from "../../../src/notify/write-notice.ts";

const NOW = Date.parse("2026-03-02T12:00:00Z");

const rule = (changes: Partial<NoticeRule> = {}): NoticeRule => ({
  id: "big",
  url: "https://notes.example/hook",
  when: { outlets: 3 },
  template: undefined,
  secret: undefined,
  headers: {},
  allow: [],
  ...changes,
});

/** A headline with everything in it that some format takes for its own. */
const notice = (changes: Partial<Notice> = {}): Notice => ({
  id: "n-0123456789abcdef0123456789abcdef",
  rule: "big",
  kind: "story",
  subject: "tag:wire.example,2026-01-01:story/01J",
  at: NOW,
  title: 'Mayor says "no" to <b>trams</b> & *ferries* | @everyone [now](https://evil.example/)',
  url: "https://harbour.example/trams?a=1&b=(2)",
  page: "https://wire.example/story/01J/",
  outlet: "Harbour Courier",
  outlets: 3,
  also: [{ title: "No trams", url: "https://beacon.example/trams", outlet: "Beacon" }],
  summary: "The mayor said no.",
  image: "https://harbour.example/tram.jpg",
  why: "told by 3 outlets",
  ...changes,
});

const sent = (changes: Partial<NoticeRule>, of: Partial<Notice> = {}) => {
  const request = noticeRequest(rule(changes), notice(of), NOW);
  return { ...request, headers: request.headers ?? {}, body: request.body ?? "" };
};
const json = (changes: Partial<NoticeRule>, of: Partial<Notice> = {}) => JSON.parse(sent(changes, of).body);

describe("presets", () => {
  test("json: everything by name", () => {
    expect(json({})).toEqual({
      kind: "story",
      id: "n-0123456789abcdef0123456789abcdef",
      rule: "big",
      story: "tag:wire.example,2026-01-01:story/01J",
      title: notice().title,
      url: notice().url,
      page: notice().page,
      outlet: "Harbour Courier",
      outlets: 3,
      also: notice().also,
      summary: "The mayor said no.",
      image: notice().image,
      why: "told by 3 outlets",
      at: "2026-03-02T12:00:00.000Z",
    });
  });

  test("ntfy: the message as text, title and link in fields, beyond ASCII as RFC 2047 has it", () => {
    const { method, url, body, headers } = sent(
      { template: "ntfy", url: "https://push.example/wire" },
      { title: "Bürgermeister sagt nein" },
    );
    expect([method, url]).toEqual(["POST", "https://push.example/wire"]);
    expect(body).toBe("Harbour Courier, Beacon: told by 3 outlets\nThe mayor said no.");
    expect(headers).toMatchObject({
      "content-type": "text/plain; charset=utf-8",
      title: "=?UTF-8?B?QsO8cmdlcm1laXN0ZXIgc2FndCBuZWlu?=",
      click: notice().url,
      tags: "newspaper",
    });
  });

  test("ntfy: what is longer than it shows is cut at 4,096 bytes, in whole letters", () => {
    const { body } = sent({ template: "ntfy" }, { summary: "паром 渡し船 ⛴️".repeat(300) });
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(4_096);
    expect(Buffer.byteLength(body)).toBeGreaterThan(3_900);
    expect(body).toMatch(/^Harbour Courier[^\ufffd]*…$/);
  });

  test.each([
    { template: "ntfy", most: 4_096 },
    { template: "matrix", most: 60_000 },
    { template: "mattermost", most: 16_000 },
    { template: "slack", most: 40_000 },
    { template: "discord", most: 6_000 },
    { template: "gotify", most: 60_000 },
    { template: "apprise", most: 32_000 },
  ])("$template: an address without end gives way to the story's page", ({ template, most }) => {
    const { body, headers } = sent({ template }, { url: `https://harbour.example/${"a".repeat(40_000)}` });
    expect(body.length).toBeLessThan(most);
    expect(`${body} ${JSON.stringify(headers)}`).toContain("https://wire.example/story/01J/");
  });

  test("gotify", () => {
    expect(json({ template: "gotify" })).toEqual({
      title: notice().title,
      message: "Harbour Courier, Beacon: told by 3 outlets\nThe mayor said no.",
      priority: 5,
      extras: { "client::notification": { click: { url: notice().url } } },
    });
  });

  test("apprise", () => {
    expect(json({ template: "apprise" }, { kind: "source", title: "beacon cannot be read" })).toMatchObject({
      title: "beacon cannot be read",
      type: "warning",
      format: "text",
      body: expect.stringContaining(notice().url),
    });
  });

  test("slack: no headline makes a link, bold text or a mention of its own", () => {
    const { text } = json({ template: "slack" });
    expect(text.split("\n")[0]).toBe(
      '*<https://harbour.example/trams?a=1&amp;b=(2)|Mayor says "no" to &lt;b&gt;trams&lt;/b&gt; &amp; ∗ferries∗ ¦ @everyone [now](https://evil.example/)>*',
    );
  });

  test("discord: within its limits, and nobody is woken", () => {
    const [embed] = json(
      { template: "discord" },
      { title: "x".repeat(400), summary: "y".repeat(9_000) },
    ).embeds;
    expect(embed.title).toHaveLength(256);
    expect(embed.description.length).toBeLessThanOrEqual(4_096);
    const far = {
      url: `https://a.example/${"x".repeat(2_100)}`,
      image: `https://a.example/${"y".repeat(2_100)}`,
    };
    expect(json({ template: "discord" }, far).embeds[0]).toMatchObject({ url: notice().page });
    const nowhere = { ...far, page: undefined };
    expect(Object.keys(json({ template: "discord" }, nowhere).embeds[0])).toEqual(["title", "description"]);
    expect(json({ template: "discord" }).allowed_mentions).toEqual({ parse: [] });
  });

  test("mattermost: Markdown of its own alone", () => {
    expect(json({ template: "mattermost" }).text.split("\n")[0]).toBe(
      '**[Mayor says "no" to \\<b\\>trams\\</b\\> & \\*ferries\\* \\| \\@everyone \\[now\\]\\(https://evil.example/\\)](https://harbour.example/trams?a=1&b=%282%29)**',
    );
  });

  test("matrix: a homeserver's room gets a transaction, a bridge's hook a POST", () => {
    const room = "https://matrix.example/_matrix/client/v3/rooms/!r:matrix.example/send/m.room.message";
    expect(sent({ url: room, headers: { authorization: "Bearer x" } })).toMatchObject({
      method: "PUT",
      url: `${room}/${notice().id}`,
      headers: { authorization: "Bearer x" },
    });
    const hook = sent({ template: "matrix" });
    expect([hook.method, hook.url]).toEqual(["POST", "https://notes.example/hook"]);
    expect(JSON.parse(hook.body)).toMatchObject({
      msgtype: "m.text",
      format: "org.matrix.custom.html",
      text: expect.stringContaining(notice().title),
      html: expect.stringContaining("&lt;b&gt;trams&lt;/b&gt; &amp; *ferries*"),
    });
  });

  test.each([
    ["https://hooks.slack.com/services/T0/B0/abc", "text"],
    ["https://discord.com/api/webhooks/1/abc", "embeds"],
    ["https://gotify.example/message?token=abc", "message"],
    ["https://apprise.example/notify/wire", "format"],
    ["https://mattermost.example/hooks/abc", "text"],
    ["https://anything.example/", "kind"],
  ])("%s is written for by its address", (url, key) => expect(json({ url })).toHaveProperty(key));

  test("a topic of ntfy is known by its host", () =>
    expect(sent({ url: "https://ntfy.example/wire" }).headers).toHaveProperty("title"));
});

describe("a text of one's own", () => {
  test("has its words filled in", () =>
    expect(sent({ template: "{{outlets}}x {{ title }} {{page}}" }, { title: "Trams" })).toMatchObject({
      body: "3x Trams https://wire.example/story/01J/",
      headers: { "content-type": "text/plain; charset=utf-8" },
    }));

  test("stays JSON, whatever a headline has in it", () =>
    expect(
      json({ template: '{"content": "{{title}}", "n": {{outlets}}}' }, { title: 'a "b"\n\\c {{url}}' }),
    ).toEqual({
      content: 'a "b"\n\\c {{url}}',
      n: 3,
    }));
});

describe("the signature", () => {
  const key = Buffer.from("q3Jv0gVbB0m4W9j5", "base64");
  test.each([
    { name: "a text", secret: "plain words", bytes: Buffer.from("plain words") },
    { name: "a key of Standard Webhooks", secret: "whsec_q3Jv0gVbB0m4W9j5", bytes: key },
  ])("by $name", ({ secret, bytes }) => {
    const { headers, body } = sent({ secret });
    const mac = (text: string, encoding: "hex" | "base64") =>
      createHmac("sha256", bytes).update(text).digest(encoding);
    expect(headers).toMatchObject({
      "webhook-id": notice().id,
      "webhook-timestamp": String(NOW / 1_000),
      "webhook-signature": `v1,${mac(`${notice().id}.${NOW / 1_000}.${body}`, "base64")}`,
      "x-hub-signature-256": `sha256=${mac(body, "hex")}`,
    });
  });

  test("is not there without a secret", () =>
    expect(sent({}).headers).not.toHaveProperty("webhook-signature"));
});
