// The script that everyone writes first: rss-parser and feed, nothing kept between two runs, nothing grouped.
// usage: node plain-script.mjs URLS.txt OUT.atom
import { readFileSync, writeFileSync } from "node:fs";
import { Feed } from "feed";
import Parser from "rss-parser";

const [list, out] = process.argv.slice(2);
const urls = readFileSync(list, "utf8").split("\n").filter(Boolean);
const NEWEST = 60;
const AT_ONCE = 8;

const items = [];
let failed = 0;
const lane = async () => {
  for (let url = urls.pop(); url; url = urls.pop()) {
    try {
      const response = await fetch(url);
      const feed = await new Parser().parseString(await response.text());
      items.push(...feed.items);
    } catch (error) {
      failed++;
      console.error(url, error.message);
    }
  }
};
await Promise.all(Array.from({ length: AT_ONCE }, lane));

items.sort((a, b) => Date.parse(b.isoDate) - Date.parse(a.isoDate));
const combined = new Feed({ title: "All", id: "urn:all", link: "http://127.0.0.1/", copyright: "" });
for (const item of items.slice(0, NEWEST)) {
  combined.addItem({
    title: item.title,
    id: item.guid ?? item.id ?? item.link,
    link: item.link,
    date: new Date(item.isoDate),
    description: item.contentSnippet ?? item.summary ?? "",
  });
}
writeFileSync(out, combined.atom1());
writeFileSync(`${out}.json`, JSON.stringify({ items: items.length, failed }));
process.exitCode = failed === 0 ? 0 : 1;
