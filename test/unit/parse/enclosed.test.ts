import { expect, test } from "vitest";
import { readFeed } from "../../../src/parse/read-feed.ts";
import { NOON } from "../../support/make.ts";

const SOUND = "https://o.example/a.mp3";

test.each([
  {
    name: "RSS 1.0 with the enclosure module",
    document: `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:enc="http://purl.oclc.org/net/rss_2.0/enc#"><channel rdf:about="x"><title>t</title></channel><item rdf:about="https://o.example/1"><title>a</title><link>https://o.example/1</link><enc:enclosure rdf:resource="${SOUND}" enc:type="audio/mpeg" enc:length="9"/></item></rdf:RDF>`,
    length: 9,
  },
  {
    name: "Atom whose content stands elsewhere",
    document: `<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><id>urn:1</id><title>a</title><link href="https://o.example/1"/><content type="audio/mpeg" src="/a.mp3"/></entry></feed>`,
    length: undefined,
  },
])("sound is enclosed in $name", async ({ document, length }) => {
  const outcome = await readFeed(Buffer.from(document), { url: "https://o.example/feed", now: NOON });
  const entry = outcome.kind === "feed" ? outcome.feed.entries[0] : undefined;
  expect(entry?.enclosures).toEqual([{ url: SOUND, type: "audio/mpeg", length }]);
});
