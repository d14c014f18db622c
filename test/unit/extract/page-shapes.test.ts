import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { extractPage } from "../../../src/extract/extract-page.ts";
import { parseHtml } from "../../../src/extract/parse-html.ts";
import { visibleText } from "../../../src/extract/tree.ts";

const FIXTURES = path.resolve(import.meta.dirname, "../../fixtures/extract");

/** What each page says of itself; where nothing is given it says nothing. */
const SAID: Readonly<
  Record<string, { url: string; title: string; author?: string; date?: string; image?: string }>
> = {
  "wordpress-blocks": {
    url: "https://skerrypost.example/2026/11/lighthouse-keeper-retires/",
    title: "Lighthouse keeper retires after forty winters",
    author: "Morag Tully",
    date: "2026-11-03T07:15:00+00:00",
    image: "https://skerrypost.example/wp-content/uploads/2026/11/lamp-1024x683.jpg",
  },
  ghost: {
    url: "https://nightdesk.example/the-bakery-that-only-opens-at-night/",
    title: "The bakery that only opens at night",
    author: "Theo Marsh",
    date: "2026-10-19T05:30:12.000Z",
    image: "https://nightdesk.example/content/images/size/w1200/2026/10/bakery.jpg",
  },
  drupal: {
    url: "https://kreisblatt.example/lokales/bruecke-wird-saniert",
    title: "Brücke über die Lauter wird saniert",
    author: "Jutta Behrend",
    date: "2026-09-14T16:20:00+02:00",
    image: "https://kreisblatt.example/sites/default/files/styles/og/public/2026-09/bruecke.jpg?itok=x1",
  },
  blogger: {
    url: "https://ropewalk.example/2026/08/how-rope-was-made.html",
    title: "How rope was made on our street",
    author: "Winifred Ashe",
    date: "2026-08-16T10:12:00+01:00",
    image: "https://blogger.example/img/b/walk/w1200-h630-p-k-no-nu/walk.jpg",
  },
  arc: {
    url: "https://cronicapuerto.example/ciudad/2026/06/02/mercado-de-flores-reabre/",
    title: "El mercado de flores reabre tras la inundación",
    author: "Inés Barral, Tomás Leiva",
    date: "2026-06-02T04:30:00.000Z",
    image: "https://cronicapuerto.example/resizer/v2/FLORES.jpg?auth=ab12&width=1200",
  },
  "machine-classes": {
    url: "https://inkwell.example/@dana/benches-5f11",
    title: "I counted every bench in my city. Here is what I learned",
    author: "Dana Whitlow",
    date: "2026-10-07T13:11:45.017Z",
    image: "https://cdn.inkwell.example/resize:fit:1200/1*bench.jpeg",
  },
  amp: {
    url: "https://valle.example/amp/funivia-torna-a-salire.html",
    title: "La funivia torna a salire dopo dodici anni",
    author: "Sara Comello",
    date: "2026-07-01T09:00:00+02:00",
    image: "https://valle.example/img/funivia.jpg",
  },
  "live-blog": {
    url: "https://harbourmail.example/live/ottilie",
    title: "Storm Ottilie live: ferries stopped, bridges closed",
    author: "Peg Ansell",
    date: "2026-11-20T06:00:00Z",
    image: "https://harbourmail.example/i/ottilie.jpg",
  },
  brief: {
    url: "https://valeecho.example/swan",
    title: "Swan holds up morning train",
    author: "Hugh Pym",
    date: "2026-03-09",
    image: "https://valeecho.example/img/swan.jpg",
  },
  "comments-longer": {
    url: "https://sundial.example/clock",
    title: "Town clock to be set right at last",
    author: "Nell Fairbank",
    date: "2026-05-11T08:00:00+01:00",
  },
  "table-layout": {
    url: "http://weirgazette.example/wheel.html",
    title: "Mill wheel turns again",
    author: "Arthur Pell",
    date: "2026-04-02",
  },
  "next-app": {
    url: "https://quotidien-fleuve.example/culture/relieur",
    title: "Le dernier relieur de la rue des Carmes",
    author: "Hélène Vasseur",
    date: "2026-02-17T18:45:00+01:00",
    image: "https://quotidien-fleuve.example/_next/image?url=%2Frelieur.jpg&w=1200",
  },
  arabic: {
    url: "https://almina.example/n/5",
    title: "عودة القطار القديم إلى وادي الزيتون",
    author: "سلمى حداد",
    date: "2026-04-05T12:00:00+03:00",
    image: "https://almina.example/images/train.jpg",
  },
  japanese: {
    url: "https://minato.example/articles/1",
    title: "港町の時計塔、百年ぶりに鐘が鳴る",
    author: "森下あかり",
    date: "2026-01-15",
    image: "https://minato.example/photo/tower.jpg",
  },
  hindi: {
    url: "https://ghati.example/dak",
    title: "पहाड़ी गाँव में सौ साल बाद लौटी डाकिया की घंटी",
    author: "रेखा जोशी",
    date: "2026-03-21T10:20:00+05:30",
    image: "https://ghati.example/i/dak.jpg",
  },
  interview: {
    url: "https://longroad.example/map",
    title: "“A map is a kind of promise”",
    author: "Cass Ubel",
    date: "2026-01-30T00:00:00Z",
    image: "https://longroad.example/m/map.jpg",
  },
  gallery: {
    url: "https://coastdaily.example/kites",
    title: "In pictures: the kite festival",
    author: "Odile Crane",
    date: "2026-08-30T17:00:00Z",
    image: "https://coastdaily.example/g/1.jpg",
  },
  "greek-div": {
    url: "https://nealimaniou.example/mouseio",
    title: "Το μουσείο των ήχων άνοιξε στο παλιό σφαγείο",
    author: "Νίκου Βεργή",
    date: "2026-05-12",
  },
  thai: {
    url: "https://rimkhlong.example/talat",
    title: "ตลาดน้ำเก่ากลับมาเปิดอีกครั้งหลังน้ำลด",
    date: "2026-12-01T09:00:00+07:00",
    image: "https://rimkhlong.example/p/talat.jpg",
  },
};

/** The article's own paragraphs begin with this mark; what stands open ends with the next tag that is no `br`. */
const MARK = /<!--\+(?:div)?-->/;

function expectedText(html: string): string[] {
  return html
    .split(MARK)
    .slice(1)
    .flatMap((rest) => (rest.match(/^(?:[^<]|<br ?\/?>)+/)?.[0] ?? "").split(/(?:<br ?\/?>){2}/))
    .map((paragraph) => {
      const tree = parseHtml(`<p>${paragraph}</p>`, { depth: 9, elements: 99, over: "flatten" });
      return typeof tree === "string" ? tree : visibleText(tree);
    });
}

describe("invented pages in the shapes that publishing systems give them", () => {
  test("every one is described", () => {
    const files = readdirSync(FIXTURES).map((file) => path.parse(file).name);
    expect(Object.keys(SAID).sort()).toEqual(files.sort());
  });

  test.each(Object.entries(SAID).map(([name, said]) => ({ name, said })))("$name", ({ name, said }) => {
    const marked = readFileSync(path.join(FIXTURES, `${name}.html`), "utf8");
    const bytes = Buffer.from(marked.replaceAll(new RegExp(MARK, "g"), "").replaceAll("<!--/-->", ""));
    const extraction = extractPage({ bytes, url: said.url });
    const { title, author, date, image } = extraction;
    const text = extraction.kind === "text" ? extraction.text : extraction.message;
    expect(text.replace(/ *\n+/g, "\n").split("\n")).toEqual(expectedText(marked));
    expect({ url: said.url, title, author, date, image }).toEqual({
      author: undefined,
      date: undefined,
      image: undefined,
      ...said,
    });
  });
});
