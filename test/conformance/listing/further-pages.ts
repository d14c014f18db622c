import { FOOTER, type FrontPage, frontPage, head, NAV, type Piece } from "./desk.ts";

const card = (p: Piece) =>
  `<div class="c"><a href="${p.path}"><img src="${p.image}" alt=""></a><h3><a href="${p.path}">${p.title}</a></h3><p>${p.text}</p></div>`;

/** Pages that do what the first ones did not. */
export const FURTHER_PAGES: readonly FrontPage[] = [
  frontPage(
    "nothing but a ticker: clock, section and headline in a row, days between",
    ({ pieces: all }) =>
      `${head("Ticker", "de")}<body>${NAV}<main><h1>Newsticker</h1>${["Montag, 30. November", "Sonntag, 29. November"].map((day) => `<h2>${day}</h2>${all(9, (p, n) => `<div class="row"><span>${p.clock} Uhr</span><a href="/ressort/${n % 3}">Politik</a><a href="${p.path}">${p.title}</a></div>`)}`).join("")}<a href="/ticker?seite=2">Weitere Meldungen laden und lesen</a></main>${FOOTER}</body></html>`,
    (n) => `/ticker/${88_000 + n}.html`,
  ),
  frontPage("a live report: its minutes on the front page, each a link into it", ({ piece, pieces: all }) => {
    const live = piece();
    return `${head("Now")}<body>${NAV}<main><section><a href="${live.path}"><span>LIVE</span><h2>${live.title}</h2></a><ol>${[1, 2, 3, 4].map((n) => `<li><a href="${live.path}?page=with:block-65${n}#block-65${n}"><time>${n}m ago</time> <span>Harbour master: the ferry is safe, says update number ${n}</span></a></li>`).join("")}</ol></section><div>${all(7, card)}</div></main>${FOOTER}</body></html>`;
  }),
  frontPage(
    "mixed languages: teasers in four, a switch of languages, a translation below each",
    ({ pieces: all }) =>
      `${head("Grenzbote", "de")}<body><header><a href="/">Grenzbote</a><ul><li><a href="/fr/accueil-du-journal" hreflang="fr" lang="fr">Accueil du journal</a></li><li><a href="/it/pagina-iniziale-del-giornale" hreflang="it" lang="it">Pagina iniziale del giornale</a></li></ul></header><main>${all(8, (p, n) => `<article lang="${["de", "fr", "it", "rm"][n % 4]}"><h3><a href="${p.path}">${p.title}</a></h3><p>${p.text}</p><p><a href="/fr${p.path}" hreflang="fr" rel="alternate">Lire cet article en français ici</a></p></article>`)}</main>${FOOTER}</body></html>`,
    (n, slug) => `/a/${slug}-${n}`,
    (n) =>
      [
        `Fähre nach Ardmore fährt wieder, Tag ${n}`,
        `Le bac d’Ardmore navigue de nouveau, jour ${n}`,
        `Il traghetto di Ardmore riparte, giorno ${n}`,
        `La navetta d’Ardmore va puspè, di ${n}`,
      ][n % 4] as string,
  ),
  frontPage(
    "Hebrew, most read beside it",
    ({ pieces: all, others }) =>
      `${head("הנמל", "he")}<body dir="rtl"><nav><a href="/w">עולם</a></nav><main><ul>${all(8, (p) => `<li><a href="${p.path}"><img src="${p.image}"></a><div><h3><a href="${p.path}">${p.title}</a></h3><p>${"תושבי העיר מספרים על הלילה הארוך ועל מה שקרה בנמל הישן "}</p><span>לפני 3 שעות</span></div></li>`)}</ul></main><section><h3>הנצפים ביותר</h3><ul>${others(5, (p) => `<li><a href="${p.path}"><img src="${p.image}"><h3>${p.title}</h3></a></li>`)}</ul></section></body></html>`,
    (n) => `/news/article/${(n * 7919).toString(36)}q${n}`,
    (n) => `המעבורת חזרה לנמל אחרי שבוע של סערות ${n}`,
  ),
  frontPage(
    "Persian, clocks in its own digits, most viewed in a tab",
    ({ pieces: all, others }) =>
      `${head("بندر", "fa")}<body dir="rtl"><div id="menu"><a href="/siasi">سیاسی</a><a href="/varzeshi">ورزشی</a></div><div><ul>${all(14, (p) => `<li><span>۱۴:۳۲</span><a href="${p.path}" title="${p.title}">${p.title}</a></li>`)}</ul></div><div><div><h2>پربازدیدترین‌ها</h2></div><ul>${others(8, (p) => `<li><span>۱۱:۰۲</span><a href="${p.path}" title="${p.title}">${p.title}</a></li>`)}</ul></div></body></html>`,
    (n) => `/fa/news/${1_300_000 + n}`,
    (n) => `شناور پس از یک هفته توفان به بندر بازگشت ${n}`,
  ),
  frontPage(
    "custom elements, headlines in slots",
    ({ pieces: all, others }) =>
      `${head("Elements")}<body><site-header><nav-bar><a href="/w">World</a></nav-bar></site-header><news-grid>${all(8, (p) => `<news-card data-id="${p.clock}"><template shadowrootmode="open"><slot name="headline"></slot><a href="${p.path}">Shadow of a link to nowhere</a></template><lazy-image slot="media" src="${p.image}"></lazy-image><a slot="headline" href="${p.path}">${p.title}</a><span slot="dek">${p.text}</span></news-card>`)}</news-grid><most-read-list><h2 slot="title">Most read</h2>${others(4, (p) => `<news-card><a slot="headline" href="${p.path}">${p.title}</a><span slot="dek">${p.text}</span></news-card>`)}</most-read-list><site-footer><a href="/terms-and-conditions-of-use">Terms and conditions of use</a><a href="/privacy-policy-and-cookies">Privacy policy and cookies</a></site-footer></body></html>`,
  ),
  frontPage(
    "links within links: the card is one, section and writer within it too",
    ({ pieces: all }) =>
      `${head("Nested")}<body>${NAV}<main>${all(8, (p) => `<a class="card" href="${p.path}"><div><img src="${p.image}"></div><div><a href="/section/harbour-life">Harbour life today</a></div><h3>${p.title}</h3><p>${p.text}</p><div>By <a href="/writers/mae-anne-tully">Mae Anne Tully</a></div></a>`)}</main>${FOOTER}</body></html>`,
  ),
  frontPage(
    "cards that are pictures alone, with the headline as their alternative text",
    ({ pieces: all }) =>
      `${head("Plates")}<body><div class="logo"><a href="/start"><img src="/logo.png" alt="Plates, the paper in pictures"></a></div>${NAV}<main><div>${all(9, (p) => `<a class="tile" href="${p.path}"><picture><source srcset="${p.image} 2x"><img src="${p.image}" alt="${p.title}" width="400" height="300"></picture></a>`)}</div></main><div><a href="https://shop.example.net/mugs"><img src="/ad.jpg" alt="Buy our mugs and towels now"></a></div>${FOOTER}</body></html>`,
  ),
  frontPage(
    "a card with many links: section, writer, comments, sharing, saving, listening",
    ({ pieces: all }) =>
      `${head("Linked")}<body>${NAV}<main>${all(7, (p, n) => `<article><a href="/topic/ferries-and-boats">Ferries and boats</a><h3><a href="${p.path}">${p.title}</a></h3><p>${p.text}</p><ul><li><a href="https://social.example/share?u=https://front.example${p.path}">Share this on the social place</a></li><li><a href="/save?article=${n + 70}">Save this article for later</a></li><li><a href="/listen/${n + 70}">Listen to this article (${n + 3} min)</a></li><li><a href="/comments/${n + 70}">${n + 12} readers have commented on it</a></li><li><a href="/print/${n + 70}">Print</a></li></ul><a href="/by/jo-van-dale">Jo van Dale, our man at sea</a></article>`)}</main>${FOOTER}</body></html>`,
  ),
  frontPage(
    "a long foot of pages: numbers, older, an archive by month",
    ({ pieces: all }) =>
      `${head("Chronicle")}<body><div class="m"><a href="/a">Here</a></div><div>${all(8, (p) => `<div><h2><a href="${p.path}">${p.title}</a></h2><span>${p.iso.slice(0, 10)}</span><p>${p.text}</p></div>`)}<div>${[1, 2, 3, 4, 5].map((n) => `<a href="/news/page/${n}">Page ${n} of 5</a>`).join("")}<a href="/news/page/2">Show me the older news</a></div></div><div><h3>Archive by month</h3><ul>${["November", "October", "September", "August", "July"].map((m, n) => `<li><a href="/archive/2026/${11 - n}">All news of ${m} 2026 (${n + 12})</a></li>`).join("")}</ul></div></body></html>`,
  ),
  frontPage(
    "columns of what is read and what is talked of, with ranks drawn by the style alone",
    ({ pieces: all, others }) =>
      `${head("Ranks")}<body>${NAV}<main><div>${all(8, card)}</div><div><div role="tablist"><button id="t1" role="tab" aria-controls="p1">Most viewed</button><button id="t2" role="tab" aria-controls="p2">Most discussed</button></div><div id="p1" role="tabpanel" aria-labelledby="t1">${others(5, (p) => `<div><h4><a href="${p.path}">${p.title}</a></h4></div>`)}</div><div id="p2" role="tabpanel" aria-labelledby="t2" hidden>${others(5, (p) => `<div><h4><a href="${p.path}">${p.title}</a></h4></div>`)}</div></div></main>${FOOTER}</body></html>`,
  ),
  frontPage(
    "the whole page in one form, as an old server's framework writes it",
    ({ pieces: all }) =>
      `${head("Council of Ardmore")}<body><form method="post" action="./default.aspx" id="aspnetForm"><input type="hidden" name="__VIEWSTATE" value="x"><div id="s4-workspace"><div><a href="/Pages/services.aspx">Services</a></div><div><h2>News</h2>${all(7, (p) => `<div class="news-item"><a href="${p.path}" id="ctl00_${p.clock.slice(0, 2)}">${p.title}</a><span class="date">${p.iso.slice(8, 10)}/11/2026</span><div>${p.text}</div></div>`)}</div><div><input type="text" name="q"><input type="submit" value="Search"></div></div></form></body></html>`,
    (n) => `/Pages/newsdetail.aspx?ItemID=${300 + n}`,
  ),
  frontPage(
    "a list of links to other sites, with votes and comments (a link page)",
    ({ pieces: all }) =>
      `${head("Harbour links")}<body><table><tr><td><a href="/newest">new</a> | <a href="/submit">submit a link of your own</a></td></tr>${all(12, (p, n) => `<tr><td>${n + 1}.</td><td><a href="/vote?id=${n}"></a></td><td><span><a href="${p.path}">${p.title}</a><span> (<a href="/from?site=elsewhere${n}.example">elsewhere${n}.example</a>)</span></span></td></tr><tr><td colspan="2"></td><td><span>${n + 41} points</span> by <a href="/user?id=ida${n}">ida${n}</a> <a href="/item?id=${9000 + n}">${n + 2} hours ago</a> | <a href="/item?id=${9000 + n}">${n + 12} comments</a></td></tr>`)}</table><a href="/guidelines-for-everybody-here">Guidelines for everybody here</a></body></html>`,
    (n, slug) => `https://elsewhere${n}.example/${slug}`,
  ),
  frontPage(
    "matches, tables and quotations of shares beside the teasers",
    ({ pieces: all }) =>
      `${head("Score")}<body>${NAV}<div class="quotes">${["Harbour Index 18,234 +0.5%", "Quay Shares 1,093 -1.2%", "Silver per ounce 30.12 +2%"].map((t, n) => `<a href="/quotes/${n + 100}">${t}</a>`).join("")}</div><div class="scores">${["Ardmore 2 – 1 Westport", "Lindau 0 – 0 Corvara", "Norrvik 3 – 3 Harlow"].map((t, n) => `<a href="/match/2026/11/${n + 4100}"><div><span>FT</span></div><div>${t}</div></a>`).join("")}</div><main><div>${all(8, card)}</div></main><div><h3>Table</h3><table>${["Ardmore Rovers Club", "Westport Town Club", "Lindau United Club"].map((t, n) => `<tr><td>${n + 1}</td><td><a href="/team/${n + 310}">${t}</a></td><td>${40 - n}</td></tr>`).join("")}</table></div>${FOOTER}</body></html>`,
  ),
  frontPage(
    "a theme of a weblog program: picture and text are two links, tags in the card, faces below",
    ({ pieces: all }) =>
      `${head("Posts")}<body class="home-template"><header><a href="/">Posts</a></header><div class="post-feed">${all(8, (p) => `<article class="post-card"><a class="post-card-image-link" href="${p.path}"><img srcset="${p.image} 300w" src="${p.image}" loading="lazy"></a><div><a class="post-card-content-link" href="${p.path}"><header><div class="post-card-tags"><span>Harbour</span></div><h2>${p.title}</h2></header><div class="post-card-excerpt">${p.text}</div></a><footer><ul><li><a href="/author/ida-marie/"><img src="/faces/ida.png" alt="Ida Marie Holm"></a></li></ul><time datetime="${p.iso.slice(0, 10)}">Nov 3, 2026</time><span>4 min read</span></footer></div></article>`)}</div><aside><h3>Sign up for Posts</h3><a href="#/portal/signup">Become a member of Posts today</a></aside></body></html>`,
    (_n, slug) => `/${slug}/`,
  ),
  frontPage(
    "rows of views: each field in a span, no heading, dates first",
    ({ pieces: all }) =>
      `${head("Institute")}<body><div id="block-menu"><ul><li><a href="/research-at-the-institute">Research at the institute</a></li><li><a href="/people-of-the-institute">People of the institute</a></li></ul></div><div class="view-content">${all(9, (p) => `<div class="views-row"><span class="views-field"><span class="field-content">${p.iso.slice(8, 10)}.11.26</span></span><span class="views-field"><span class="field-content"><a href="${p.path}" hreflang="en">${p.title}</a></span></span></div>`)}</div><ul class="pager"><li><a href="?page=1" title="Go to next page">Next page of the news</a></li></ul></body></html>`,
    (_n, slug) => `/news/${slug}`,
  ),
  frontPage(
    "opinions: the writer in the heading, the headline below, the face as picture",
    ({ pieces: all }) =>
      `${head("Voices")}<body>${NAV}<main><div>${all(6, card)}</div><section><h2>Opinion</h2>${all(4, (p, n) => `<div><a href="/profile/ann-mary-${n}"><img src="/faces/${n}.jpg" alt="Ann Mary Onel"></a><h4><a href="/profile/ann-mary-${n}">Ann Mary Onel</a></h4><a href="${p.path}"><p>${p.title}</p></a></div>`)}</section></main>${FOOTER}</body></html>`,
  ),
  frontPage(
    "mobile pages: headings in amp pictures' captions, a carousel of tags",
    ({ pieces: all }) =>
      `${head("Quick")}<body><amp-carousel>${["Storm in the north of the isles", "Elections of the harbour council", "War of the two fishing fleets"].map((t, n) => `<a href="/topics/t${n}">${t}</a>`).join("")}</amp-carousel><div>${all(8, (p) => `<div><a href="${p.path}"><amp-img src="${p.image}" width="4" height="3" layout="responsive"></amp-img><div>${p.title}</div></a><div>2 hours ago</div></div>`)}</div><amp-sidebar><ul><li><a href="/about-the-paper-and-us">About the paper and us</a></li></ul></amp-sidebar></body></html>`,
  ),
  frontPage(
    "headlines that are cut, whole in the link's title",
    ({ pieces: all }) =>
      `${head("Short")}<body>${NAV}<main><ul>${all(9, (p) => `<li><a href="${p.path}" title="${p.title}"><img src="${p.image}"></a><h3><a href="${p.path}" title="${p.title}">${p.title.slice(0, 22)}…</a></h3></li>`)}</ul></main>${FOOTER}</body></html>`,
  ),
  frontPage(
    "marks within the headline: a hidden word for those who hear, a picture, a badge",
    ({ pieces: all }) =>
      `${head("Marks")}<body>${NAV}<main>${all(8, (p, n) => `<article><a href="${p.path}"><img src="${p.image}"><h3>${n % 2 ? '<svg role="img" aria-label="Premium"><title>Premium</title><path d="M0 0"/></svg>' : '<span class="sr-only">Video</span> '}${p.title}</h3></a><p>${p.text}</p></article>`)}</main>${FOOTER}</body></html>`,
  ),
  frontPage(
    "every teaser twice, for wide and for narrow screens, with marks of where it stood",
    ({ pieces: all }) => {
      const told: Piece[] = [];
      const wide = all(8, (p) => {
        told.push(p);
        return `<div class="d"><a href="${p.path}?int_source=homepage&int_medium=wide-${told.length}"><img src="${p.image}"><h3>${p.title}</h3></a></div>`;
      });
      return `${head("Twice")}<body>${NAV}<main><div class="wide">${wide}</div><div class="narrow">${told.map((p) => `<div class="m"><a href="${p.path}"><h3>${p.title}</h3></a></div>`).join("")}</div></main>${FOOTER}</body></html>`;
    },
  ),
  frontPage(
    "Thai headlines, no spaces",
    ({ pieces: all, others }) =>
      `${head("ท่าเรือ", "th")}<body><nav><a href="/w">โลก</a></nav><main>${all(8, (p) => `<div><a href="${p.path}"><img src="${p.image}"><h3>${p.title}</h3></a><span>3 ชั่วโมงที่แล้ว</span></div>`)}</main><div><h3>ข่าวยอดนิยม</h3>${others(4, (p) => `<div><a href="${p.path}"><h3>${p.title}</h3></a></div>`)}</div></body></html>`,
    (n) => `/news/${n + 2_400_000}`,
    (n) => `เรือข้ามฟากกลับมาให้บริการหลังพายุหนึ่งสัปดาห์ ${n}`,
  ),
  frontPage(
    "a Japanese portal: short headlines alone, comments counted, an index of pages",
    ({ pieces: all, others }) =>
      `${head("港ポータル", "ja")}<body><div><a href="/mail">メール</a><a href="/shop">ショッピング</a></div><section><h1>主要ニュース</h1><ul>${all(8, (p, n) => `<li><a href="${p.path}"><div><h1><span>${p.title}</span></h1></div><div><span>${n + 20}</span></div></a></li>`)}</ul></section><section><h2>アクセスの多い記事</h2><ol>${others(5, (p) => `<li><a href="${p.path}"><h1>${p.title}</h1></a></li>`)}</ol></section><div><a href="/help">ヘルプ・お問い合わせ</a></div></body></html>`,
    (n) => `/pickup/${6_500_000 + n}`,
    (n) => `港町の橋 来月着工へ${n}`,
  ),
  frontPage(
    "Hindi cards with dates in words",
    ({ pieces: all, others }) =>
      `${head("बंदरगाह", "hi")}<body><nav><a href="/desh">देश</a></nav><div>${all(8, (p) => `<div><a href="${p.path}"><img src="${p.image}"><h2>${p.title}</h2></a><span>30 नवंबर 2026</span></div>`)}</div><div><h2>सबसे ज्यादा पढ़ी गई</h2>${others(5, (p) => `<div><a href="${p.path}"><h2>${p.title}</h2></a></div>`)}</div></body></html>`,
    (n) => `/desh/khabar-${n + 700_100}.html`,
    (n) => `एक सप्ताह के तूफान के बाद नौका लौटी ${n}`,
  ),
  frontPage(
    "Greek and what is read most beside it, Cyrillic sections",
    ({ pieces: all, others }) =>
      `${head("Λιμάνι", "el")}<body><div><a href="/kosmos">Κόσμος</a></div><div>${all(9, (p) => `<article><h3><a href="${p.path}">${p.title}</a></h3><time datetime="${p.iso}">${p.clock}</time></article>`)}</div><div><h3>Δημοφιλέστερα</h3>${others(5, (p) => `<article><h3><a href="${p.path}">${p.title}</a></h3><time datetime="${p.iso}">${p.clock}</time></article>`)}</div></body></html>`,
    (n) => `/eidisi/${n + 50_100}`,
    (n) => `Το πλοίο επέστρεψε μετά από μια εβδομάδα ${n}`,
  ),
  frontPage(
    "releases with a file beside each, a filter of kinds, a form of years",
    ({ pieces: all }) =>
      `${head("Office of statistics")}<body><nav aria-label="Main"><a href="/themes">Themes</a></nav><form><label>Year <select><option>2026</option></select></label><a href="/press?kind=1">All releases of the prices kind</a></form><div>${all(8, (p) => `<div class="hit"><p>30 November 2026 – Press release no. 4${p.clock.slice(0, 2)}</p><h3><a href="${p.path}">${p.title}</a></h3><p>${p.text}</p><ul><li><a href="${p.path.replace(".html", ".pdf")}">Download as a file (PDF, 214 kB)</a></li><li><a href="${p.path.replace(".html", "-table.xlsx")}">Tables belonging to this release</a></li></ul></div>`)}</div></body></html>`,
    (n) => `/Press/2026/11/PR26_${400 + n}_61.html`,
  ),
  frontPage(
    "capitals and bare attributes, paragraphs without ends, relative to a base elsewhere",
    ({ pieces: all }) =>
      `<HTML><HEAD><TITLE>Old quay</TITLE><BASE HREF="https://front.example/old/news/"></HEAD><BODY BGCOLOR=white><H1>Old quay</H1><UL>${all(8, (p) => `<LI><A HREF=${p.path.replace("/old/news/", "")}>${p.title}</A> (${p.iso.slice(8, 10)} Nov 26)`)}</UL><HR><ADDRESS><A HREF=../../about.html>About the old quay and its keeper</A></ADDRESS></BODY></HTML>`,
    (n) => `/old/news/n${n}x26.html`,
  ),
  frontPage("a box of breaking news above the head, chips of topics below it", ({ pieces: all, piece }) => {
    const first = piece();
    return `${head("Break")}<body><div role="alert"><strong>Breaking</strong> <a href="${first.path}">${first.title}</a></div><header>${NAV}</header><div class="chips"><span>In the news:</span>${["The storm in the north", "Budget of the council", "Ferry strike this week", "Cup final on Saturday"].map((t, n) => `<a href="/tag/t${n}-and-more">${t}</a>`).join("")}</div><main><div class="c"><a href="${first.path}"><img src="${first.image}"></a><h2><a href="${first.path}">${first.title}</a></h2></div><div>${all(8, card)}</div></main>${FOOTER}</body></html>`;
  }),
  frontPage(
    "episodes and films: a player in each card, a button to play, a page of the series",
    ({ pieces: all }) =>
      `${head("Radio quay")}<body>${NAV}<main>${all(8, (p, n) => `<div class="ep"><a href="/series/voices-of-the-quay"><img src="/covers/quay.jpg" alt="Voices of the quay"></a><div><a href="/series/voices-of-the-quay">Voices of the quay</a><h3><a href="${p.path}">${p.title}</a></h3><p>${p.text}</p><audio controls src="/audio/${n}.mp3"></audio><a href="/audio/${n}.mp3" download>Download this episode (24 MB)</a><a href="${p.path}#transcript">Read the transcript of it</a></div></div>`)}</main>${FOOTER}</body></html>`,
    (_n, slug) => `/episode/${slug}`,
  ),
  frontPage(
    "folded days, each a summary and its list",
    ({ pieces: all }) =>
      `${head("Days")}<body>${NAV}<main>${["Monday", "Sunday", "Saturday"].map((day, n) => `<details${n === 0 ? " open" : ""}><summary>${day}, ${30 - n} November</summary><ul>${all(5, (p) => `<li><a href="${p.path}">${p.title}</a></li>`)}</ul></details>`).join("")}</main>${FOOTER}</body></html>`,
    (_n, slug) => `/${slug}`,
  ),
  frontPage(
    "links of script: addresses in another attribute, a headline in each",
    ({ pieces: all }) =>
      `${head("Scripted")}<body>${NAV}<main>${all(8, (p) => `<div class="card" onclick="location.href='${p.path}'"><img src="${p.image}"><h3><a href="javascript:void(0)" data-href="${p.path}">${p.title}</a></h3><p>${p.text}</p></div>`)}</main>${FOOTER}</body></html>`,
  ),
];
