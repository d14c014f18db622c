import { FOOTER, type FrontPage, frontPage, head, NAV, type Piece } from "./desk.ts";

const day = (p: Piece) => p.iso.slice(0, 10);
const european = (p: Piece) => day(p).split("-").reverse().join(".");
const sections = ["politics", "sport", "culture", "money", "science"];

/** Pages in the shapes of real ones, of kinds that the other lists have not. */
export const STRANGE_PAGES: readonly FrontPage[] = [
  frontPage(
    "a paper of five sections, each laid out in its own way, and the services between them",
    ({ pieces: all }) =>
      `${head("The Mooring")}<body>${NAV}<div class="wx"><a href="/weather/ardmore-today">Ardmore: 11°, light rain until six</a></div><main>${all(3, (p) => `<div class="lead"><a href="${p.path}"><img src="${p.image}" alt=""></a><h2><a href="${p.path}">${p.title}</a></h2><p>${p.text}</p></div>`)}<div class="sec"><h2><a href="/culture">Culture</a></h2>${all(4, (p) => `<div class="s"><a href="${p.path}"><span class="k">Review</span> <span class="t">${p.title}</span></a><time datetime="${p.iso}">${p.clock}</time></div>`)}</div><div class="sec"><h2><a href="/sport">Sport</a></h2><ul>${all(5, (p) => `<li><a href="${p.path}">${p.title}</a></li>`)}</ul></div><div class="sec play"><h2>Play</h2><div class="s"><a href="/games/the-daily-crossword-puzzle"><img src="/g.png" alt=""><span class="t">The daily crossword puzzle</span></a></div></div><div class="sec"><h2><a href="/money">Money</a></h2>${all(4, (p) => `<a class="row" href="${p.path}"><div><h4>${p.title}</h4><p>${p.text}</p></div><img src="${p.image}" alt=""></a>`)}</div></main>${FOOTER}</body></html>`,
    (n, slug) => `/${sections[n % 5]}/${slug}`,
  ),
  frontPage(
    "letters of one writer: headline, line below, day and likes, a box to sign up above",
    ({ pieces: all }) =>
      `${head("Slow Water")}<body><div class="top"><a href="/">Slow Water</a><a href="/archive">Archive</a><a href="/about">About the letter and me</a></div><div class="sub"><p>A letter about rivers, read by 3,211 people who have nothing better to do.</p><input><button>Subscribe</button><a href="/p/no-thanks">No thanks, let me read it first</a></div><div class="posts">${all(8, (p, n) => `<div class="post"><a class="t" href="${p.path}">${p.title}</a><div class="s"><a href="${p.path}">${p.text}</a></div><div class="m"><time datetime="${p.iso}">Nov ${n + 1}</time> · <a href="/@ida">Ida Marie Holm of the river</a></div><a href="${p.path}/comments">${n + 2}</a></div>`)}</div><div class="recs"><h4>Recommendations of this letter</h4><a href="https://tides.example.net/">Tides and other times by Jo</a></div></body></html>`,
    (_n, slug) => `/p/${slug}`,
  ),
  frontPage(
    "the newest topics of a talk: category, tags, faces, replies, views",
    ({ pieces: all }) =>
      `${head("Quay talk")}<body><div id="main-outlet"><div class="categories"><a href="/c/announcements/4">Announcements of the team</a><a href="/c/help-with-engines/5">Help with old engines</a></div><table class="topic-list"><thead><tr><th>Topic</th><th>Replies</th></tr></thead><tbody>${all(12, (p, n) => `<tr class="topic-list-item"><td class="main-link"><span><a class="title raw-link" href="${p.path}">${p.title}</a></span><div><a href="/c/help-with-engines/5"><span>Help with old engines</span></a><a href="/tag/diesel">diesel</a></div></td><td><a href="/u/mae_t"><img src="/u/1.png" alt="mae of the quay"></a><a href="/u/jo_vd"><img src="/u/2.png" alt="jo of the sea"></a></td><td><a href="${p.path}/${n + 9}">${n + 8}</a></td><td><span title="Nov 12, 2026 9:41 am">${n + 1}d</span></td></tr>`)}</tbody></table><div role="navigation"><a href="/latest?page=1">next page</a></div></div></body></html>`,
    (n, slug) => `/t/${slug}/${n + 7100}`,
  ),
  frontPage(
    "links that readers sent in, with the host, small pictures and 'comments'",
    ({ pieces: all }) =>
      `${head("r/harbours")}<body><div id="header"><a href="/r/all/hot-links">hot</a><a href="/r/harbours/new">new</a></div><div id="siteTable">${all(11, (p, n) => `<div class="thing"><span class="rank">${n + 1}</span><div class="score">${n + 20}</div><a class="thumbnail" href="${p.path}"><img src="/t/${n}.jpg"></a><div class="entry"><p class="title"><a class="title" href="${p.path}">${p.title}</a> <span>(<a href="/domain/self">self.harbours</a>)</span></p><p class="tagline">submitted ${n + 2} hours ago by <a href="/user/oldseadog${n}">oldseadog${n}</a></p><ul><li><a href="${p.path}?sort=top">${n + 14} comments</a></li><li><a href="/share/${n}">share</a></li></ul></div></div>`)}</div><div class="side"><h1><a href="/r/harbours">harbours of the whole world</a></h1><p>Rules: be kind, no cruise ships, no pictures of gulls eating things.</p><a href="/r/harbours/wiki/rules-of-this-place">rules of this place, at length</a></div></body></html>`,
    (n, slug) => `/r/harbours/comments/1${(n * 7919).toString(36)}/${slug}`,
  ),
  frontPage(
    "releases of a program: numbers for headlines, notes, files of each",
    ({ pieces: all }) =>
      `${head("tidal/tidal: releases")}<body><header><a href="/tidal/tidal">tidal</a></header><main><h1>Releases</h1>${all(6, (p, n) => `<section><div><a href="/tidal/tidal/tree/v${n}">v${n}</a><a href="/tidal/tidal/commit/ab${n}cd12">ab${n}cd12</a><relative-time datetime="${p.iso}">Nov ${n + 1}</relative-time></div><h2><a href="${p.path}">${p.title}</a></h2><div><p>${p.text}</p><ul><li>Fix the tide of the second port by <a href="/maetully">@maetully</a> in <a href="/tidal/tidal/pull/4${n}0">#4${n}0</a></li></ul></div><details><summary>Assets 3</summary><ul><li><a href="/tidal/tidal/releases/download/v${n}/tidal-linux-amd64.tar.gz">tidal-linux-amd64.tar.gz</a></li><li><a href="/tidal/tidal/archive/v${n}.zip">Source code (zip)</a></li></ul></details></section>`)}<a href="/tidal/tidal/releases?page=2">Next</a></main></body></html>`,
    (n) => `/tidal/tidal/releases/tag/v3.${n}.0`,
    (n) => `Tidal 3.${n}.0`,
  ),
  frontPage(
    "court decisions: the number is the link, the parties and the matter in other cells",
    ({ pieces: all }) =>
      `${head("High Court")}<body><table class="menu"><tr><td><a href="/judges-of-the-court">Judges of the court</a></td></tr></table><table class="dec"><tr><th>Number</th><th>Day</th><th>Matter</th></tr>${all(10, (p, n) => `<tr><td><a href="${p.path}">IV ZR ${n + 30}/26</a></td><td>${european(p)}</td><td>${p.title}</td></tr>`)}</table><p><a href="/how-to-quote-our-decisions">How to quote our decisions</a></p></body></html>`,
    (n) => `/decisions/doc?id=${n + 60200}`,
  ),
  frontPage(
    "a parish: heading and text, and 'read on' in the next element",
    ({ pieces: all }) =>
      `${head("St Brendan", "de")}<body><div id="nav"><a href="/gottesdienste-und-zeiten">Gottesdienste und Zeiten</a><a href="/gruppen-und-kreise">Gruppen und Kreise</a></div><div id="c">${all(5, (p) => `<h4>${p.title}</h4><p>${p.text}</p><p align="right"><a href="${p.path}">Weiterlesen</a></p>`)}</div><div id="r"><h4>Kontakt</h4><p>Pfarrbüro, Hafenstraße 3, geöffnet am Dienstag und Freitag von neun bis zwölf.</p><a href="/pfarrbuero-und-kontakt">Zum Pfarrbüro</a></div></body></html>`,
    (n) => `/aktuelles/beitrag-${n + 10}`,
  ),
  frontPage(
    "reports of the police: place, time and headline; the station's name is a link, too",
    ({ pieces: all }) =>
      `${head("Presseportal", "de")}<body>${NAV}<h1>Blaulicht</h1><ul class="list">${all(10, (p, n) => `<li><div class="news-meta"><span>30.11.2026 – ${p.clock}</span></div><p class="customer"><a href="/blaulicht/nr/${n + 65840}">Polizeidirektion Aardmeer</a></p><h3 class="title"><a href="${p.path}" title="${p.title}">${p.title}</a></h3><div class="text">Aardmeer (ots) - Die Beamten berichten, was in der Nacht am Hafen geschehen ist und wer es sah.</div></li>`)}</ul><div class="facts"><h3>Orte in dieser Meldungsliste</h3><a href="/regional/Aardmeer">Alles aus Aardmeer am Meer</a><a href="/regional/Kilbride">Alles aus Kilbride am Fluss</a></div>${FOOTER}</body></html>`,
    (n) => `/blaulicht/pm/65840/${n + 5900100}`,
    (n) => `POL-AR: Unbekannte stehlen Boot am Hafen, Fall ${n}`,
  ),
  frontPage(
    "notices of an exchange: hour, firm and what it says, in one row of links",
    ({ pieces: all }) =>
      `${head("Exchange notices")}<body><div class="ticker"><a href="/index/hx">HX 18,234.10 (+0.51 %)</a><a href="/index/qs">QS 1,093.55 (−1.20 %)</a></div><table>${all(13, (p, n) => `<tr><td>${p.clock}</td><td><a href="/company/ARD${n}">Ardmore Ferries Holding plc</a></td><td><a href="${p.path}">${p.title}</a></td><td>RNS</td></tr>`)}</table><div><a href="/news?page=2">2</a></div><p><a href="/legal/disclaimer-and-sources-of-data">Disclaimer and sources of data</a></p></body></html>`,
    (n, slug) => `/news/${slug}/${n + 17330000}`,
  ),
  frontPage(
    "an issue of a review: parts, short titles, writers after them",
    ({ pieces: all }) =>
      `${head("The Estuary Review")}<body><div class="mast"><a href="/">The Estuary Review</a><ul><li><a href="/subscribe-and-give">Subscribe and give</a></li></ul></div><div class="cover"><a href="/issues/48"><img src="/c48.jpg" alt="Cover of issue forty-eight"></a><h1>Issue 48</h1></div>${["Essays", "Fiction", "Poems"].map((part) => `<h2>${part}</h2>${all(4, (p, n) => `<div class="toc"><h3><a href="${p.path}">${p.title}</a></h3><p class="by">${["Ida Holm", "Jo van Dale", "Mae Tully", "Ann Onel"][n % 4]}</p></div>`)}`).join("")}<div class="back"><h2>Back issues</h2><a href="/issues/47"><img src="/c47.jpg" alt="Cover of issue forty-seven"></a><a href="/issues/46"><img src="/c46.jpg" alt="Cover of issue forty-six"></a></div></body></html>`,
    (_n, slug) => `/issues/48/${slug}`,
    (n) =>
      `${["Salt", "On mud", "The last ferry", "Eel days", "What gulls know"][n % 5]} ${["again", "at night", "in June"][n % 3]} ${n}`,
  ),
  frontPage(
    "plates of pictures with a line below each; the line is no link",
    ({ pieces: all }) =>
      `${head("Light on water")}<body><div class="h"><a href="/about-the-photographer">About the photographer</a><a href="/prints-for-sale">Prints for sale</a></div><div class="masonry">${all(9, (p) => `<figure><a href="${p.path}"><img src="${p.image}" width="600" alt=""></a><figcaption>${p.title}</figcaption></figure>`)}</div><div class="p"><a href="/page/2">Older pictures and notes</a></div></body></html>`,
    (n, slug) => `/photos/${slug}-${n}`,
  ),
  frontPage(
    "a wireless station: news, what is on air now and next, the songs of the last hour",
    ({ pieces: all }) =>
      `${head("Radio Ardmore")}<body>${NAV}<section class="onair"><h2>On air</h2><div><span>09:00 – 12:00</span><h3><a href="/shows/morning-with-mae">The morning with Mae</a></h3><p>Music, guests, and the tide tables that nobody else reads aloud so well.</p></div><div><span>12:00 – 14:00</span><h3><a href="/shows/lunch-at-sea">Lunch at sea with Jo</a></h3><p>Two hours of songs about fish, and calls from those who are out on the water.</p></div></section><section><h2>News</h2>${all(7, (p) => `<div class="n"><h3><a href="${p.path}">${p.title}</a></h3><span>Today, ${p.clock}</span></div>`)}</section><section class="songs"><h2>Last played</h2><ul>${["The Gulls: Down by the slip", "Ida & Jo: Harbour light", "Net Menders: Three miles out"].map((t, n) => `<li><span>09:${n}5</span> <a href="/songs/${n + 880}">${t}</a></li>`).join("")}</ul></section>${FOOTER}</body></html>`,
    (n, slug) => `/news/${slug}-${n + 3000}`,
  ),
  frontPage(
    "questions: votes, tags, who asked and how well they are thought of; hot ones elsewhere",
    ({ pieces: all, others }) =>
      `${head("Knots Q&A")}<body><div id="content"><h1>Newest questions</h1><a href="/questions/ask">Ask a question of your own</a>${all(10, (p, n) => `<div class="q"><div class="stats"><span>${n} votes</span><span>${n + 1} answers</span></div><div><h3><a href="${p.path}">${p.title}</a></h3><div class="ex">${p.text}</div><div class="tags"><a href="/questions/tagged/bowline">bowline</a><a href="/questions/tagged/splicing">splicing</a></div><div class="who"><a href="/users/${n + 4000}/mae">mae of the quay</a> <b>2,114</b> asked <span title="2026-11-30 ${p.clock}:00Z">${n + 3} mins ago</span></div></div></div>`)}</div><div id="sidebar"><h4>Hot questions of the network</h4><ul>${others(4, (p) => `<li><a href="https://cooking.example.net${p.path}">${p.title}</a></li>`)}</ul></div></body></html>`,
    (n, slug) => `/questions/${n + 118000}/${slug}`,
  ),
  frontPage(
    "flats to let: every one has its price, for that is what the page is for",
    ({ pieces: all }) =>
      `${head("Flats in Ardmore")}<body>${NAV}<main><h1>Flats to let</h1><ul>${all(9, (p, n) => `<li><article><a href="${p.path}"><img src="${p.image}" alt=""></a><h2><a href="${p.path}">${p.title}</a></h2><div>€ ${n + 7}80</div><div>${n + 50} m², near the harbour</div></article></li>`)}</ul></main>${FOOTER}</body></html>`,
    (n) => `/expose/${n + 145900}`,
    (n) => `Bright flat with ${2 + (n % 3)} rooms and a view, no. ${n}`,
  ),
  frontPage(
    "a club of 2009: headlines in spans, 'more' the link, the same word in the menu",
    ({ pieces: all }) =>
      `${head("TSV Aardmeer", "de")}<body><div id="menu"><ul><li><span>Fußball</span> <a href="/fussball">mehr</a></li><li><span>Rudern</span> <a href="/rudern">mehr</a></li></ul></div><div id="news">${all(6, (p) => `<div class="entry"><span class="date">${european(p)}</span><span class="headline">${p.title}</span><div class="txt">${p.text}</div><a href="${p.path}">mehr</a></div>`)}</div><div id="foot"><a href="/impressum">Impressum</a></div></body></html>`,
    (n) => `/index.php?id=12&tx_news=${n + 200}`,
  ),
  frontPage(
    "a Korean portal: number of the press, headline in a strong, pictures at the left",
    ({ pieces: all, others }) =>
      `${head("항구뉴스", "ko")}<body><div class="gnb"><a href="/politics">정치</a><a href="/economy">경제</a></div><ul class="list">${all(9, (p) => `<li><a class="thumb" href="${p.path}"><img src="${p.image}" alt=""></a><div class="cont"><a href="${p.path}"><strong>${p.title}</strong></a><a class="lead" href="${p.path}">항구 주민들은 오랜 폭풍이 지나간 뒤 다시 바다로 나갈 수 있게 되었다고 말했다.</a><span>김항구 기자 2026.11.30</span></div></li>`)}</ul><div class="rank"><strong>많이 본 뉴스</strong><ol>${others(5, (p) => `<li><a href="${p.path}">${p.title}</a></li>`)}</ol></div><div class="foot"><a href="/company/privacy">개인정보처리방침 안내 페이지</a></div></body></html>`,
    (n) => `/article/20261130${n + 10}000500`,
    (n) => `폭풍이 지나간 뒤 여객선이 항구로 돌아왔다 ${n}`,
  ),
  frontPage(
    "a Russian wire: hour and headline in one link, 'all news' at the end, courses of money above",
    ({ pieces: all }) =>
      `${head("Причал", "ru")}<body><div class="rates"><a href="/quotes/usd">Доллар США 91,20 −0,3</a><a href="/quotes/eur">Евро 99,14 +0,1</a></div><div class="feed">${all(14, (p) => `<a class="f" href="${p.path}"><span class="f__time">${p.clock}</span><span class="f__title">${p.title}</span></a>`)}<a class="f all" href="/news/all">Все новости за сегодня</a></div><div class="soc"><a href="https://t.example.net/prichal">Подписывайтесь на наш канал</a></div><div class="foot"><a href="/docs/about">О редакции и наших правилах</a></div></body></html>`,
    (n) => `/society/30/11/2026/67${(n * 7919).toString(16)}9a7947`,
    (n) => `Паром вернулся в порт после недели штормов, день ${n}`,
  ),
  frontPage(
    "a Chinese portal: columns of links without text, a bold one above each column",
    ({ pieces: all }) =>
      `${head("港口网", "zh")}<body><div class="nav"><a href="/gn/">国内</a><a href="/gj/">国际</a></div>${[1, 2, 3].map(() => `<div class="col"><h3>${all(1, (p) => `<a href="${p.path}">${p.title}</a>`)}</h3><ul>${all(6, (p) => `<li><a href="${p.path}" target="_blank">${p.title}</a></li>`)}</ul></div>`).join("")}<div class="links"><span>友情链接</span><a href="https://a.example.net/">港口管理局官方网站</a><a href="https://b.example.net/">海事大学新闻网站</a></div><div class="copy"><a href="/about/copyright.html">版权所有与法律声明</a></div></body></html>`,
    (n) => `/n1/2026/1130/c1004-${n + 40380000}.html`,
    (n) => `渡轮在一周风暴之后重新返回港口第${n}天`,
  ),
  frontPage(
    "Hindi: cards, each with a line to share it, sections and a language switch",
    ({ pieces: all }) =>
      `${head("बंदरगाह", "hi")}<body><div class="lang"><a href="https://en.front.example/">English edition of this paper</a></div><div class="cards">${all(8, (p) => `<div class="card"><a href="/states">राज्य समाचार और बातें</a><a href="${p.path}"><img src="${p.image}" alt=""></a><p class="hl"><a href="${p.path}">${p.title}</a></p><span>30 नवंबर 2026</span><a href="https://share.example.net/?u=${p.path}">साझा करें इस खबर को</a></div>`)}</div><div class="ft"><a href="/privacy">गोपनीयता नीति और शर्तें</a></div></body></html>`,
    (n) => `/story/ferry-returns-${n + 2301450}-2026-11-30`,
    (n) => `तूफान के एक हफ्ते बाद नौका फिर बंदरगाह लौटी ${n}`,
  ),
  frontPage(
    "an archive of letters sent: day, dash, subject; they lie with who sends them",
    ({ pieces: all }) =>
      `${head("Past letters")}<body><div id="h"><a href="https://club.example/">Back to the club's own pages</a></div><div id="archive-list">${all(11, (p) => `<li class="campaign">${day(p).slice(5, 7)}/${day(p).slice(8)}/2026 - <a href="${p.path}" title="${p.title}" target="_blank">${p.title}</a></li>`)}</div></body></html>`,
    (n) => `https://mail${n % 3}.sender.example/?u=9c1&id=${(n * 7919).toString(16)}f`,
  ),
  frontPage(
    "blocks of a weblog program: the day is a link to the post, too, and 'continue reading'",
    ({ pieces: all }) =>
      `${head("Mudlark")}<body class="blog"><div class="wp-site-blocks"><header class="wp-block-template-part"><p class="site-title"><a href="/">Mudlark</a></p></header><main><ul class="wp-block-post-template">${all(6, (p) => `<li class="wp-block-post"><figure><a href="${p.path}"><img src="${p.image}" alt=""></a></figure><h2><a href="${p.path}">${p.title}</a></h2><div class="excerpt"><p>${p.text} <a href="${p.path}">Continue reading</a></p></div><div class="date"><a href="${p.path}"><time datetime="${p.iso}">November 3, 2026</time></a></div><div class="cat"><a href="/category/finds" rel="tag">Finds of the month</a></div></li>`)}</ul><div class="next"><a href="/?query-page=2">Next page of finds</a></div></main><footer><div><h2>About Mudlark</h2><p>Two people with buckets and boots who walk along the river every morning.</p><a href="/about-the-two-of-us">More about the two of us</a></div></footer></div></body></html>`,
    (_n, slug) => `/${slug}/`,
  ),
  frontPage(
    "a government's finder: filters, documents with kind, office and day, letters by e-mail",
    ({ pieces: all }) =>
      `${head("News and communications")}<body><div class="banner"><p>This is a new service. <a href="/contact/feedback-about-this-page">Tell us what you think of this page</a>, so that we can make it better.</p></div><main><form><label>Search</label></form><div class="sub"><a href="/email-signup?topic=1">Get emails about these results</a></div><ul class="gem">${all(9, (p) => `<li><div><a href="${p.path}">${p.title}</a></div><p>${p.text}</p><ul><li>Document type: Press release</li><li>Organisation: Ministry of Ferries</li><li>Published: <time datetime="${day(p)}">30 November 2026</time></li></ul></li>`)}</ul><nav><a href="?page=2">Next page</a></nav></main>${FOOTER}</body></html>`,
    (_n, slug) => `/government/news/${slug}`,
  ),
  frontPage(
    "notices that open: the headline in a summary, the link to the whole within",
    ({ pieces: all }) =>
      `${head("Ferry service status")}<body>${NAV}<main><h1>Notices to passengers</h1>${all(6, (p) => `<details><summary>${p.title}</summary><p>${day(p)}</p><p>${p.text}</p><a href="${p.path}">Details</a></details>`)}<p>You may also ask at <a href="/contact/ticket-office-on-the-pier">the ticket office on the pier</a>, which is open when the boats go.</p></main>${FOOTER}</body></html>`,
    (n) => `/notices/${n + 310}`,
  ),
  frontPage(
    "long kickers, short headlines, both in one link; every third is somebody's advertisement",
    ({ pieces: all, others }) =>
      `${head("Rigging monthly")}<body>${NAV}<div class="g">${all(8, (p, n) => `<a class="c" href="${p.path}"><img src="${p.image}" alt=""><div class="k">A conversation with those who know it best</div><div class="h">${p.title}</div></a>${n % 3 === 2 ? others(1, (o) => `<a class="c" href="${o.path}"><img src="${o.image}" alt=""><div class="k">Sponsored</div><div class="h">${o.title}</div></a>`) : ""}`)}</div>${FOOTER}</body></html>`,
    (n, slug) => `/features/${slug}-${n + 300}`,
  ),
  frontPage(
    "a club's results and fixtures around three reports of matches",
    ({ pieces: all }) =>
      `${head("Ardmore Rovers")}<body>${NAV}<div class="hero"><h1>Ardmore Rovers</h1><a href="/tickets/season-tickets-for-everybody">Season tickets for everybody</a></div><div class="fx"><h2>Next matches</h2><div><span>Sat 5 Dec, 15:00</span><a href="/fixtures/rovers-westport"><h3>Rovers v Westport Town</h3></a></div><div><span>Sat 12 Dec, 15:00</span><a href="/fixtures/lindau-rovers"><h3>Lindau United v Rovers</h3></a></div></div><div class="rep"><h2>Latest news</h2>${all(3, (p) => `<div class="r"><a href="${p.path}"><img src="${p.image}" alt=""><h3>${p.title}</h3><p>${p.text}</p></a></div>`)}</div><div class="squad"><h2>Our team</h2><a href="/team/goalkeeper-ann-onel"><img src="/s/1.jpg" alt=""><h3>Ann Onel</h3><span>Goalkeeper</span></a><a href="/team/forward-mae-tully"><img src="/s/2.jpg" alt=""><h3>Mae Tully</h3><span>Forward</span></a><a href="/team/defender-jo-dale"><img src="/s/3.jpg" alt=""><h3>Jo Dale</h3><span>Defender</span></a></div>${FOOTER}</body></html>`,
    (_n, slug) => `/news/${slug}`,
  ),
  frontPage(
    "job offers of a town beside its notices, both in the same rows",
    ({ pieces: all, others }) =>
      `${head("Town of Kilbride")}<body>${NAV}<div class="row"><div class="col"><h3>Notices</h3>${all(5, (p) => `<div class="it"><span>${day(p)}</span> <a href="${p.path}">${p.title}</a></div>`)}<a href="/notices">All notices of the town</a></div><div class="col"><h3>Vacancies</h3>${others(4, (p) => `<div class="it"><span>${day(p)}</span> <a href="${p.path.replace("notices", "vacancies")}">${p.title}</a></div>`)}</div></div>${FOOTER}</body></html>`,
    (_n, slug) => `/notices/${slug}`,
  ),
  frontPage(
    "a firm's page that is mostly not news: figures, customers' words, three posts near the end",
    ({ pieces: all }) =>
      `${head("Winch Works")}<body><header><a href="/">Winch Works</a><ul><li><a href="/products/electric-winches-for-boats">Electric winches</a></li><li><a href="/support">Support</a></li></ul></header><section><h1>Winches that outlive their boats</h1><p>Built in Kilbride since 1911, by people whose grandparents built them before.</p><a href="/contact-sales">Talk to our sales people</a></section><section><div><h3>Electric winches</h3><p>From two to forty tonnes, quiet, and easy to look after for many years.</p><a href="/products/electric">Learn more</a></div><div><h3>Winches by hand</h3><p>For small boats, and for those who like to know what they have done.</p><a href="/products/hand">Learn more</a></div><div><h3>Ropes and drums</h3><p>Everything that goes around a winch, in any length that you can carry.</p><a href="/products/ropes">Learn more</a></div></section><section><h2>From our blog</h2>${all(3, (p) => `<div><a href="${p.path}"><img src="${p.image}" alt=""></a><span>${day(p)}</span><h3><a href="${p.path}">${p.title}</a></h3></div>`)}</section><section><blockquote>The best winch that I ever had, and I had four.</blockquote><a href="/customers/story-of-the-ardmore-ferries">Read the story of the Ardmore Ferries</a></section>${FOOTER}</body></html>`,
    (_n, slug) => `/blog/${slug}`,
  ),
];
