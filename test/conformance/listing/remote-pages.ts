import { FOOTER, type FrontPage, frontPage, head, NAV, type Piece } from "./desk.ts";

const day = (p: Piece) => p.iso.slice(0, 10);
const european = (p: Piece) => day(p).split("-").reverse().join(".");
const pick = (words: string) => {
  const all = words.split("|");
  return (n: number) => `${all[n % all.length]}${n >= all.length ? ` ${n}` : ""}`;
};
const SECTIONS = ["inrikes", "sport", "kultur", "ekonomi"];

/** Pages in the shapes of real ones from far away: other languages, offices, archives, lists of small sites. */
export const REMOTE_PAGES: readonly FrontPage[] = [
  frontPage(
    "Swedish: each card one link of divs, signs of what is for subscribers, a box of podcasts",
    ({ pieces: all }) =>
      `${head("Hamnbladet", "sv")}<body><div class="menu"><a href="/inrikes">Inrikes</a><a href="/sport">Sport</a><a href="/kundservice/vanliga-fragor">Vanliga frågor om din prenumeration</a></div><main>${all(10, (p, n) => `<div class="teaser"><a href="${p.path}"><div class="img"><img src="${p.image}" alt="Färjan vid kajen"></div><div class="vig">${n % 2 ? "Utrikes" : "Premium"}</div><div class="hd">${p.title}</div><div class="ing">${p.text}</div></a></div>`)}<div class="pods"><div class="hd">Våra poddar</div><a href="/podd/morgon"><img src="/pod/1.jpg" alt=""><div>Morgonpodden</div></a><a href="/podd/sjo"><img src="/pod/2.jpg" alt=""><div>Till sjöss</div></a></div></main><footer><a href="/om-oss-och-vara-principer">Om oss och våra principer</a></footer></body></html>`,
    (n, slug) => `/${SECTIONS[n % 4]}/${slug}/${(n * 7919).toString(36)}x`,
    (n) => `Färjan går igen efter en vecka av storm, dag ${n}`,
  ),
  frontPage(
    "Turkish: a slider with numbers that lead to the stories, pictures that say the headline",
    ({ pieces: all }) => {
      const made: Piece[] = [];
      const slides = all(8, (p) => {
        made.push(p);
        return `<div class="slide"><a href="${p.path}" title="${p.title}"><img src="${p.image}" alt="${p.title}"></a></div>`;
      });
      return `${head("Liman", "tr")}<body><div class="ust"><a href="/kunye-ve-iletisim">Künye ve iletişim</a></div><div class="slider">${slides}<div class="pager">${made.map((p, n) => `<a href="${p.path}" title="${p.title}">${n + 1}</a>`).join("")}</div></div><div class="liste">${all(9, (p) => `<div class="kart"><a href="${p.path}"><img data-src="${p.image}" src="/bos.gif" alt="${p.title}"><span>${p.title}</span></a></div>`)}</div><div class="namaz"><a href="/namaz-vakitleri">İstanbul namaz vakitleri bugün</a><a href="/hava-durumu">Hava durumu: 11 derece, yağmurlu</a></div></body></html>`;
    },
    (n) => `/gundem/vapur-seferleri-basladi-${n + 4410000}`,
    (n) => `Vapur seferleri fırtınadan sonra yeniden başladı ${n}`,
  ),
  frontPage(
    "Spanish: a headline, what belongs to it below as a list, opinions with faces",
    ({ pieces: all, others }) =>
      `${head("El Puerto", "es")}<body>${NAV}<main>${all(4, (p) => `<article><header><h2><a href="${p.path}">${p.title}</a></h2></header><a href="/autor/ida-holm/">Ida Marie Holm</a><p>${p.text}</p><ul>${others(2, (q) => `<li><a href="${q.path}">${q.title}</a></li>`)}</ul></article>`)}<section><h2>Opinión</h2>${all(3, (p, n) => `<article><img src="/caras/${n}.png" alt="Jo van Dale"><div><a href="/autor/jo-van-dale/">Jo van Dale</a></div><h2><a href="${p.path}">${p.title}</a></h2></article>`)}</section></main>${FOOTER}</body></html>`,
    (n, slug) => `/sociedad/2026-11-30/${slug}-${n}.html`,
  ),
  frontPage(
    "French: the heading is no link, a link that is only heard lies over the card",
    ({ pieces: all }) =>
      `${head("La Jetée", "fr")}<body><header><a href="#contenu">Aller au contenu principal de la page</a></header><div id="contenu">${all(8, (p) => `<div class="card"><div class="card__img"><img src="${p.image}" alt=""></div><div class="card__tag">Reportage</div><h3 class="card__t">${p.title}</h3><a class="card__l" href="${p.path}"><span class="sr-only">Lire l’article : ${p.title}</span></a><div class="card__d">Publié le ${european(p)}</div></div>`)}</div><div class="abo"><h3>Soutenez un journal libre</h3><p>La Jetée vit de ses lecteurs, et de personne d’autre, depuis bientôt trente ans.</p><a href="/boutique/abonnements">Je m’abonne</a></div><footer><a href="/mentions-legales-et-credits">Mentions légales et crédits</a></footer></body></html>`,
    (_n, slug) => `/articles/${slug}`,
  ),
  frontPage(
    "a Polish town: day, notice and its files in rows of a table, links of offices beside",
    ({ pieces: all }) =>
      `${head("Gmina Przystań", "pl")}<body><table><tr><td class="menu"><a href="/urzad/godziny-pracy">Godziny pracy urzędu</a><br><a href="/urzad/wladze-gminy">Władze gminy Przystań</a><br><a href="/bip">Biuletyn Informacji Publicznej</a></td><td><table>${all(9, (p) => `<tr><td>${european(p)}</td><td><a href="${p.path}">${p.title}</a></td><td><a href="${p.path}/zal1.pdf">Załącznik nr 1</a> <a href="${p.path}/zal2.docx">Załącznik nr 2</a></td></tr>`)}</table><a href="/ogloszenia?str=2">następna strona ogłoszeń</a></td></tr></table></body></html>`,
    (n) => `/ogloszenia/${n + 512}`,
    (n) => `Ogłoszenie o przetargu na remont nabrzeża nr ${n}`,
  ),
  frontPage(
    "Czech: a definition list of headlines and what they mean",
    ({ pieces: all }) =>
      `${head("Přístav", "cs")}<body><p><a href="/o-nas">O nás</a> · <a href="/archiv-vsech-cisel">Archiv všech čísel</a></p><dl>${all(8, (p) => `<dt><a href="${p.path}">${p.title}</a></dt><dd>${p.text} <small>${european(p)}</small></dd>`)}</dl><p><a href="/podporte-nas">Podpořte naši práci darem</a></p></body></html>`,
    (n, slug) => `/clanek/${n + 30}-${slug}`,
  ),
  frontPage(
    "Finnish: the newest by the hour below the days, a row of themes above",
    ({ pieces: all }) =>
      `${head("Satama", "fi")}<body><div class="teemat"><a href="/aihe/satamat-ja-laivat">Satamat ja laivat nyt</a><a href="/aihe/myrsky-pohjoisessa">Myrsky pohjoisessa Suomessa</a></div>${["Tänään", "Eilen"].map((d) => `<h2>${d}</h2><ul>${all(7, (p) => `<li><a href="${p.path}"><span class="aika">${p.clock.replace(":", ".")}</span><span class="otsikko">${p.title}</span></a></li>`)}</ul>`).join("")}<div><a href="/tietosuoja-ja-kayttoehdot">Tietosuoja ja käyttöehdot</a></div></body></html>`,
    (n) => `/a/74-${n + 20_190_000}`,
    (n) => `Lautta palasi viikon myrskyjen jälkeen, päivä ${n}`,
  ),
  frontPage(
    "Thai: cards, shares, times seen; the day in years of Buddha",
    ({ pieces: all }) =>
      `${head("ท่าเรือ", "th")}<body><div class="m"><a href="/politics">การเมือง</a><a href="/sports">กีฬา</a></div><div class="grid">${all(9, (p, n) => `<div class="c"><a href="${p.path}"><img src="${p.image}"></a><div class="cat"><a href="/local">ข่าวท้องถิ่นทั่วไทย</a></div><a class="t" href="${p.path}">${p.title}</a><div class="d">30 พ.ย. 2569</div><div>${n + 3}K</div></div>`)}</div><div class="f"><a href="/about">เกี่ยวกับเราและทีมงาน</a></div></body></html>`,
    (n) => `/news/local/${n + 2_840_000}`,
    (n) => `เรือข้ามฟากกลับมาให้บริการหลังพายุครั้งที่${n}`,
  ),
  frontPage(
    "a small log: day and title in a list, titles of one to three words",
    ({ pieces: all }) =>
      `${head("ida.example")}<body><header><a class="site-title" href="/">ida.example</a><nav><a href="/about/">About</a></nav></header><main><h2>Posts</h2><ul class="post-list">${all(9, (p) => `<li><span class="post-meta">${day(p)}</span> <a class="post-link" href="${p.path}">${p.title}</a></li>`)}</ul><p>subscribe <a href="/feed.xml">via RSS</a></p></main></body></html>`,
    (n, slug) => `/2026/11/${String(n).padStart(2, "0")}/${slug}.html`,
    pick("On mud|Salt|A slow boat|Nets|Why I row|Fog again|Tides|The new oar|Rust"),
  ),
  frontPage(
    "an archive by years: month and day, then the title",
    ({ pieces: all }) =>
      `${head("Archive")}<body><a href="/">home</a> <a href="/now">now</a> <a href="/uses">uses</a><h1>Everything</h1>${["2026", "2025"].map((year) => `<h3>${year}</h3><ul>${all(6, (p) => `<li><time>${day(p).slice(5)}</time> <a href="${p.path}">${p.title}</a></li>`)}</ul>`).join("")}<p><a href="/colophon">How this site is made, and by whom</a></p></body></html>`,
    (_n, slug) => `/posts/${slug}/`,
  ),
  frontPage(
    "a newsroom of a firm: kinds as tabs, people for the press, pictures to take",
    ({ pieces: all }) =>
      `${head("Winch Works newsroom")}<body>${NAV}<main><div role="tablist"><button>All</button><button>Stories</button></div><div class="list">${all(6, (p) => `<div class="item"><span>${european(p)}</span><span>Press release</span><h3>${p.title}</h3><a class="btn" href="${p.path}">Read more</a></div>`)}</div><div class="press"><h2>Press contacts</h2>${["Ida Marie Holm", "Jo van der Dale", "Mae Anne Tully"].map((who, n) => `<div class="person"><img src="/people/${n}.jpg" alt="${who}"><h3>${who}</h3><p>Speaks for the works in Kilbride, and answers at any hour of the day.</p><a href="/newsroom/contacts/${n}">Contact</a></div>`).join("")}</div><div class="kit"><h2>Media kit</h2><a href="/newsroom/logos-and-pictures">Logos and pictures of our winches</a></div></main>${FOOTER}</body></html>`,
    (n, slug) => `/newsroom/releases/${n + 2000}-${slug}`,
  ),
  frontPage(
    "a hospital: what patients look for in large tiles, three notices below",
    ({ pieces: all }) =>
      `${head("Harbour Hospital")}<body>${NAV}<main><div class="tiles">${[
        ["Find a doctor", "/find-a-doctor"],
        ["Departments and clinics", "/departments-and-clinics"],
        ["Visiting hours", "/visiting-hours"],
        ["Parking and public transport", "/parking-and-public-transport"],
      ]
        .map(
          ([name, to]) =>
            `<a class="tile" href="${to}"><img src="/i.svg" alt=""><h3>${name}</h3><p>All that you need to know before you come to us.</p></a>`,
        )
        .join(
          "",
        )}</div><section><h2>News</h2>${all(4, (p) => `<a class="news" href="${p.path}"><time datetime="${day(p)}">${european(p)}</time><h3>${p.title}</h3></a>`)}</section></main>${FOOTER}</body></html>`,
    (_n, slug) => `/news/${slug}`,
  ),
  frontPage(
    "sermons in a table: day, title, who preached, sound and notes",
    ({ pieces: all }) =>
      `${head("Sermons")}<body><ul id="nav"><li><a href="/visit-us-on-a-sunday">Visit us on a Sunday</a></li></ul><table><tr><th>Date</th><th>Sermon</th><th>Preacher</th><th></th></tr>${all(8, (p, n) => `<tr><td>Nov ${n + 1}, 2026</td><td><a href="${p.path}">${p.title}</a></td><td><a href="/preachers/mae-anne-tully">Mae Anne Tully</a></td><td><a href="/mp3/${n}.mp3">Listen</a></td></tr>`)}</table></body></html>`,
    (_n, slug) => `/sermons/${slug}`,
    pick(
      "The long crossing|Bread and salt|Who is my neighbour?|Of storms|When the nets are empty|Light on the pier|A second boat|Home",
    ),
  ),
  frontPage(
    "a fire brigade: number, day, word of alarm and place of each turn-out",
    ({ pieces: all }) =>
      `${head("Feuerwehr Aardmeer", "de")}<body><div id="menu"><a href="/mannschaft-und-fuehrung">Mannschaft und Führung</a><a href="/fahrzeuge">Fahrzeuge</a></div><div id="einsaetze">${all(9, (p, n) => `<div class="einsatz"><span class="nr">${120 - n}</span><span class="datum">${european(p)} ${p.clock}</span><a href="${p.path}"><span class="stichwort">${n % 2 ? "B2" : "THL1"}</span> <span class="text">${p.title}</span></a><span class="ort">Aardmeer, Hafenstraße</span></div>`)}</div></body></html>`,
    (n) => `/einsaetze/2026/${n + 100}`,
    pick(
      "Brennt Pkw|Ölspur auf Fahrbahn|Person in Wohnung|Baum über Straße|Brandmeldealarm Klinik|Wasser im Keller|Tierrettung|Rauchentwicklung im Freien|Türöffnung akut",
    ),
  ),
  frontPage(
    "alerts of a park: kind and headline, what to do, when it was told",
    ({ pieces: all }) =>
      `${head("Estuary Park alerts")}<body>${NAV}<main><h1>Current conditions</h1>${all(6, (p, n) => `<section class="alert"><h4>${n % 2 ? "Closure" : "Caution"}</h4><h3><a href="${p.path}">${p.title}</a></h3><div>${p.text}</div><div>Updated ${european(p)}</div></section>`)}<section><h4>Plan your visit</h4><ul><li><a href="/planyourvisit/basicinfo.htm">Basic information for visitors</a></li><li><a href="/planyourvisit/fees.htm">Fees, passes and permits</a></li><li><a href="/planyourvisit/hours.htm">Operating hours and seasons</a></li></ul></section></main>${FOOTER}</body></html>`,
    (n) => `/planyourvisit/conditions/alert-${n + 70}.htm`,
  ),
  frontPage(
    "a cook's log: jump to the recipe, pin it, the picture first, categories in circles",
    ({ pieces: all }) =>
      `${head("Galley notes")}<body><header><a href="/">Galley notes</a></header><div class="circles">${["Soups and stews", "Fish on Fridays", "Breads and buns", "Sweet things to eat"].map((t, n) => `<a href="/category/c${n}"><img src="/c/${n}.jpg" alt=""><span>${t}</span></a>`).join("")}</div><main>${all(7, (p) => `<article><a href="${p.path}"><img src="${p.image}" alt="${p.title}"></a><h2><a href="${p.path}">${p.title}</a></h2><p>${p.text}</p><p><a href="${p.path}#recipe">Jump to the recipe now</a> <a href="https://pins.example.net/?u=${p.path}">Pin this for later days</a></p></article>`)}<div class="pg"><a href="/page/2/">Older recipes</a></div></main><aside><h3>Hello, I am Ida</h3><img src="/ida.jpg" alt=""><p>I cook on a very small boat, and write down what did not go overboard.</p><a href="/about-ida-and-the-boat">More about me and the boat</a></aside></body></html>`,
    (_n, slug) => `/${slug}/`,
  ),
  frontPage(
    "an archive of drawn stories: number and title, nothing else",
    ({ pieces: all }) =>
      `${head("Gull comics")}<body><div><a href="/1">First</a> <a href="/random">Random</a> <a href="/store-of-gull-things">The store of gull things</a></div><h2>Archive</h2><div id="box">${all(14, (p) => `<a href="${p.path}" title="2026-11-3">${p.title}</a><br>`)}</div></body></html>`,
    (n) => `/${n + 2100}/`,
    pick(
      "Gull|Two gulls|Chips|The pier at night|Wind|Bread war|No fish today|Harbour master|Umbrella|Ferry|Sunday|Lost hat|Rain again|Nets",
    ),
  ),
  frontPage(
    "today's paper as printed: pages, headlines in paragraphs, writers in italics",
    ({ pieces: all }) =>
      `${head("In print")}<body>${NAV}<main><h1>Today's paper</h1>${["Page A1", "Page A2", "Page B1"].map((page) => `<h3>${page}</h3>${all(4, (p) => `<p><a href="${p.path}">${p.title}</a><br><i>By Mae Tully</i></p>`)}`).join("")}<p><a href="/todayspaper/2026-11-29">Yesterday's paper</a></p></main>${FOOTER}</body></html>`,
    (n, slug) => `/2026/11/30/${SECTIONS[n % 4]}/${slug}.html`,
  ),
  frontPage(
    "what a ministry asks the public: state, title, until when",
    ({ pieces: all }) =>
      `${head("Consultations")}<body><header><a href="/">Ministry of Ferries</a></header><main><div class="filter"><h2>Filter</h2><ul><li><a href="?status=open">Open consultations only</a></li><li><a href="?status=closed">Closed consultations only</a></li></ul></div><ol class="results">${all(8, (p, n) => `<li><h3><a href="${p.path}">${p.title}</a></h3><p>${p.text}</p><span>${n % 3 ? "Closed" : "Open"}</span><span>Closes ${n + 1} January 2027</span></li>`)}</ol></main>${FOOTER}</body></html>`,
    (_n, slug) => `/consultations/${slug}`,
  ),
  frontPage(
    "a gatherer of others' news: the story, its paper, what other papers say of it",
    ({ pieces: all, others }) =>
      `${head("Gathered")}<body><div class="menu"><a href="/world">World</a><a href="/about-how-this-works">About how this works</a></div>${all(5, (p, n) => `<div class="clus"><div class="item"><cite><a href="https://paper${n}.example/">Paper ${n} of Ardmore</a>:</cite> <strong><a href="${p.path}">${p.title}</a></strong> — ${p.text}</div><div class="more"><span>More:</span> ${others(2, (q) => `<div><a href="${q.path}">${q.title}</a></div>`)}</div></div>`)}<div class="foot"><a href="/archive-of-past-days">Archive of past days</a></div></body></html>`,
    (n, slug) => `https://paper${n % 6}.example/news/${slug}-${n}`,
  ),
  frontPage(
    "the archive of a list of letters by subject, as an old program writes it",
    ({ pieces: all }) =>
      `<HTML><HEAD><TITLE>The Boats Archive by date</TITLE></HEAD><BODY><h1>November 2026 Archives by date</h1><ul><li><b>Messages sorted by:</b> <a href="thread.html">[ thread ]</a> <a href="subject.html">[ subject ]</a> <a href="https://lists.example/listinfo">More info on this list...</a></li></ul><p><b>Messages:</b> 9</p><ul>${all(9, (p) => `<LI><A HREF="${p.path}">[boats] ${p.title}</A><A NAME="1">&nbsp;</A><I>Ida Holm</I>`).replaceAll("[boats] ", "")}</ul><hr><i>Archived by an old program</i></BODY></HTML>`,
    (n) => `/pipermail/boats/2026-November/${String(n + 120).padStart(6, "0")}.html`,
  ),
  frontPage(
    "advisories: a code that is the link, what is wrong as text, how bad, when",
    ({ pieces: all }) =>
      `${head("Security advisories")}<body>${NAV}<table>${all(9, (p, n) => `<tr><td><a href="${p.path}">TSA-2026-${n + 100}</a></td><td>${p.title}</td><td>High</td><td>${day(p)}</td><td><a href="/cve/CVE-2026-${n + 4000}">CVE-2026-${n + 4000}</a></td></tr>`)}</table>${FOOTER}</body></html>`,
    (n) => `/advisories/TSA-2026-${n + 99}`,
  ),
  frontPage(
    "what is new at a school: day in bold, a sentence or two, 'Mehr' at the end",
    ({ pieces: all }) =>
      `${head("Hafenschule", "de")}<body><div class="nav"><a href="/schule/leitbild">Unser Leitbild</a><a href="/schule/kollegium">Das Kollegium der Schule</a></div><h1>Aktuelles</h1><ul>${all(7, (p) => `<li><b>${european(p)}</b> ${p.title}. <a href="${p.path}">Mehr</a></li>`)}</ul></body></html>`,
    (n) => `/aktuelles/${n + 31}.html`,
    (n) => `Die Klasse ${n} war eine Woche lang auf der Fähre unterwegs`,
  ),
  frontPage(
    "a union's page: campaigns in large pictures above, notices below, each with its section",
    ({ pieces: all, others }) =>
      `${head("Dockers' union")}<body>${NAV}<main><div class="campaigns"><div><a href="/campaigns/eight-hours"><img src="/c/1.jpg" alt=""><h2>Eight hours are enough</h2></a></div><div><a href="/campaigns/safe-piers"><img src="/c/2.jpg" alt=""><h2>Safe piers for all</h2></a></div></div><div class="list">${all(8, (p) => `<div class="li"><a class="sec" href="/sections/harbour-and-rail">Harbour and rail section</a><h3><a href="${p.path}">${p.title}</a></h3><span>${european(p)}</span></div>`)}</div><div class="join"><h2>Join the union today</h2><a href="/join">Become a member</a></div><div class="read"><h3>Readers also liked</h3>${others(3, (p) => `<div class="li"><h3><a href="${p.path}">${p.title}</a></h3><span>${european(p)}</span></div>`)}</div></main>${FOOTER}</body></html>`,
    (_n, slug) => `/news/${slug}`,
  ),
  frontPage(
    "short news in columns of text, the first words of each in bold as its link",
    ({ pieces: all }) =>
      `${head("In brief")}<body>${NAV}<main><h1>In brief</h1>${all(8, (p) => `<p><a href="${p.path}"><b>${p.title}</b></a> ${p.text}</p>`)}</main>${FOOTER}</body></html>`,
    (n) => `/brief/${n + 8800}`,
  ),
  frontPage(
    "Ukrainian: a feed of cards, marks of 'updated', channels elsewhere, partners' news at the end",
    ({ pieces: all, others }) =>
      `${head("Пристань", "uk")}<body><div class="soc"><a href="https://t.example.net/p">Читайте нас у Telegram щодня</a></div><div class="feed">${all(10, (p, n) => `<div class="i"><div class="time">${p.clock}</div><div class="ttl"><a href="${p.path}">${p.title}${n % 4 === 0 ? " <em>оновлено</em>" : ""}</a></div></div>`).replaceAll(" <em>оновлено</em>", "")}</div><div class="partners"><div class="h">Новини партнерів</div>${others(3, (p) => `<div class="i"><div class="ttl"><a rel="nofollow sponsored" href="https://ads.example.net${p.path}">${p.title}</a></div></div>`)}</div></body></html>`,
    (n) => `/news/2026/11/30/${n + 8_009_100}/`,
    (n) => `Пором повернувся до порту після тижня штормів, день ${n}`,
  ),
];
