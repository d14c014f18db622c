import { FOOTER, type FrontPage, frontPage, head, NAV, type Piece } from "./desk.ts";

const card = (p: Piece) =>
  `<div class="c"><a href="${p.path}"><img src="${p.image}" alt=""></a><h3><a href="${p.path}">${p.title}</a></h3><p>${p.text}</p></div>`;

/** Pages with boxes of other things between their teasers, and pages of few words. */
export const CROWDED_PAGES: readonly FrontPage[] = [
  frontPage(
    "the lightest of pages: a list of links, and a foot of links",
    ({ pieces: all }) =>
      `${head("Quay lite")}<body><h1>Quay lite</h1><p>Monday 30 November 2026</p><ul>${all(15, (p) => `<li><a href="${p.path}">${p.title}</a></li>`)}</ul><hr><p><a href="https://www.front.example">Go to the full version of the site</a> <a href="/contact-us-and-others">Contact us and others</a> <a href="/terms-of-use-for-readers">Terms of use for readers</a></p></body></html>`,
    (n) => `/nx-s1-${5_600_000 + n}`,
  ),
  frontPage(
    "an issue of a journal: title, writers, pages, abstract and file of each",
    ({ pieces: all }) =>
      `${head("Annals of the quay")}<body><ul><li><a href="/about-the-journal-and-its-board">About the journal and its board</a></li></ul><h2>Volume 12, no. 4</h2><h3>Papers</h3>${all(8, (p, n) => `<div class="obj"><div><a href="${p.path}">${p.title}</a></div><div>Ida Holm, Jo van Dale, Mae Tully</div><div>${n * 12 + 1}–${n * 12 + 12}</div><div><a href="${p.path}/pdf">PDF</a> <a href="${p.path}/cite">How to cite this paper</a></div></div>`)}<h3>Earlier volumes</h3><a href="/issue/11">See all volumes of the journal</a></body></html>`,
    (n) => `/article/view/${n + 40}`,
  ),
  frontPage(
    "offers of work, houses and deaths beside the teasers",
    ({ pieces: all }) =>
      `${head("Local")}<body>${NAV}<main>${all(8, card)}</main><div><h3>Jobs near you</h3><ul>${["Nurse for nights in Ardmore", "Driver of the harbour bus", "Teacher of maths and music"].map((t, n) => `<li><a href="https://jobs.front.example/offer/${n + 88_100}"><img src="/j${n}.png"><span>${t}</span><span>since 2 days</span></a></li>`).join("")}</ul></div><div><h3>Deaths</h3><ul>${["Ann Mary Onel, 1941–2026", "Jo Peter van Dale, 1938–2026", "Ida Marie Holm, 1950–2026"].map((t, n) => `<li><a href="/deaths/2026/${n + 501}">${t}</a></li>`).join("")}</ul></div>${FOOTER}</body></html>`,
  ),
  frontPage(
    "a shop's things with prices in the row of teasers",
    ({ pieces: all }) =>
      `${head("Shopfront")}<body>${NAV}<main><div>${all(4, card)}</div><section><h2>From our shop</h2>${["Mug with the old lighthouse", "Calendar of the harbour 2027", "Towel with all our ferries"].map((t, n) => `<div class="c"><a href="https://shop.front.example/p/${n + 700}"><img src="/p${n}.jpg"></a><h3><a href="https://shop.front.example/p/${n + 700}">${t}</a></h3><p>from € 1${n}.90</p></div>`).join("")}</section><div>${all(4, card)}</div></main>${FOOTER}</body></html>`,
  ),
  frontPage(
    "stars, a quiz, a crossword, a poll, the weather of five towns",
    ({ pieces: all }) =>
      `${head("Leisure")}<body>${NAV}<main>${all(9, card)}<section><h2>Horoscope</h2>${["Aries", "Taurus", "Gemini", "Cancer"].map((s) => `<a href="/horoscope/${s.toLowerCase()}"><div>${s}</div><div>Your day, your luck and your love</div></a>`).join("")}</section><section><h2>Weather</h2>${["Ardmore", "Westport", "Lindau"].map((s) => `<a href="/weather/${s.toLowerCase()}"><div>${s}</div><div>12° and rain all day</div></a>`).join("")}</section><section><h2>Play</h2><a href="/games/crossword"><h3>Crossword</h3></a><a href="/games/quiz-of-the-week"><h3>Quiz of the week</h3></a></section><section><h3>Should the old pool be kept?</h3><form><button>Yes</button></form></section></main>${FOOTER}</body></html>`,
  ),
  frontPage(
    "Russian, advertisement between, comments as links of their own",
    ({ pieces: all, others }) =>
      `${head("Гавань", "ru")}<body><div><a href="/politika">Политика</a></div><div>${all(5, (p, n) => `<div><a href="${p.path}">${p.title}</a><span>14:${10 + n}</span><a href="${p.path}/comments">${n + 2} комментария к новости</a></div>`)}${others(2, (p) => `<div><span>Реклама</span><a href="${p.path}">${p.title}</a><span>14:00</span></div>`)}${all(5, (p, n) => `<div><a href="${p.path}">${p.title}</a><span>13:${10 + n}</span><a href="${p.path}/comments">${n + 2} комментария к новости</a></div>`)}</div><div><div>Самое читаемое</div>${others(5, (p) => `<div><a href="${p.path}">${p.title}</a><span>11:00</span></div>`)}</div></body></html>`,
    (n) => `/news/2026/11/30/${n + 71_000}`,
    (n) => `Паром вернулся в гавань после недели штормов ${n}`,
  ),
  frontPage(
    "Korean rows: headline, beginning of the text, press and hours",
    ({ pieces: all, others }) =>
      `${head("항구일보", "ko")}<body><ul><li><a href="/politics">정치</a></li></ul><ul>${all(10, (p) => `<li><div><a href="${p.path}"><img src="${p.image}"></a></div><div><a href="${p.path}"><strong>${p.title}</strong></a><div>항구를 떠난 배가 일주일 만에 돌아왔다는 소식이 전해졌다 주민들은 기뻐했다.</div><div>항구일보 1시간전</div></div></li>`)}</ul><div><h4>많이 본 뉴스</h4><ul>${others(5, (p) => `<li><a href="${p.path}"><strong>${p.title}</strong></a></li>`)}</ul></div></body></html>`,
    (n) => `/article/021/${n + 2_700_000}`,
    (n) => `폭풍 일주일 만에 여객선 항구로 돌아와 ${n}보`,
  ),
  frontPage(
    "Vietnamese, topics in the cards",
    ({ pieces: all, others }) =>
      `${head("Bến cảng", "vi")}<body><nav><a href="/the-gioi">Thế giới</a></nav><section>${all(9, (p) => `<article><h3><a href="${p.path}" title="${p.title}">${p.title}</a></h3><p><a href="${p.path}" title="${p.title}">${p.text}</a></p><p><a href="/chu-de/bao-so-chin-tren-bien">Bão số chín trên biển</a></p></article>`)}</section><div><h2>Xem nhiều</h2>${others(5, (p) => `<article><h3><a href="${p.path}" title="${p.title}">${p.title}</a></h3></article>`)}</div></body></html>`,
    (n, slug) => `/${slug}-${n + 4_800_000}.html`,
    (n) => `Phà trở lại bến sau một tuần bão lớn ${n}`,
  ),
  frontPage(
    "tables within tables, headline in bold, the rest of it behind an arrow",
    ({ pieces: all }) =>
      `<html><head><title>Club</title></head><body><table><tr><td><table><tr><td><a href="/verein">Verein</a></td><td><a href="/kontakt">Kontakt</a></td></tr></table></td></tr><tr><td><table>${all(7, (p) => `<tr><td><font size="1">${p.iso.slice(8, 10)}.11.2026</font><br><b>${p.title}</b><br>${p.text} <a href="${p.path}">&raquo; weiter</a></td></tr>`)}</table></td></tr><tr><td><a href="/impressum">Impressum</a></td></tr></table></body></html>`,
    (n) => `/index.php?id=${n + 12}&nav=news`,
  ),
  frontPage(
    "a kicker after the headline, two sizes of headings in one link, a list of what else",
    ({ pieces: all, others }) =>
      `${head("Two sizes")}<body>${NAV}<main>${all(7, (p) => `<article><a href="${p.path}"><img src="${p.image}"><h2>${p.title}</h2><h3>The people of the quay</h3></a><p>${p.text}</p><ul><li><b>Read also:</b></li>${others(1, (o) => `<li><a href="${o.path}">${o.title}</a></li>`)}</ul></article>`)}</main>${FOOTER}</body></html>`,
  ),
  frontPage(
    "another host name of the same site, and the page in a folder of its language",
    ({ pieces: all }) =>
      `${head("Folder")}<body><ul><li><a href="/en/sections/world-and-people">World and people of it</a></li><li><a href="/en/sections/sport-and-games">Sport and games of ours</a></li></ul><div>${all(9, (p) => `<a href="${p.path}"><figure><img src="${p.image}"></figure><div><p>World</p><p><strong>${p.title}</strong></p></div></a>`)}</div><div><a href="/en/about-this-house">About this house and you</a></div></body></html>`,
    (_n, slug) => `https://news.front.example/en/${slug}`,
  ),
  frontPage(
    "people: a box of the editors, each with a picture and some words",
    ({ pieces: all }) =>
      `${head("Team")}<body>${NAV}<main><div>${all(8, card)}</div><div><h2>Who writes here</h2>${["Ann Mary Onel", "Jo Peter van Dale", "Ida Marie Holm", "Mae Anne Tully"].map((t, n) => `<div class="c"><a href="/team/${t.toLowerCase().replaceAll(" ", "-")}"><img src="/faces/${n}.jpg"></a><h3><a href="/team/${t.toLowerCase().replaceAll(" ", "-")}">${t}</a></h3><p>Writes about ferries, boats and the weather since the last century.</p></div>`).join("")}</div></main>${FOOTER}</body></html>`,
  ),
  frontPage(
    "a box of posts from elsewhere, one of letters to sign up for",
    ({ pieces: all }) =>
      `${head("Boxes")}<body>${NAV}<main><div>${all(8, card)}</div><div><h2>On the social place</h2>${[1, 2, 3].map((n) => `<div><a href="https://social.example/@quay/${n}">We were at the harbour this morning and saw number ${n}</a><span>2 hours ago</span></div>`).join("")}</div><div><h2>Our letters</h2>${["Morning on the quay", "The week at sea", "Sport on Sunday night"].map((t, n) => `<div><h3><a href="/letters/l${n}">${t}</a></h3><p>Every morning at seven, by mail, written by our editors for you.</p><a href="/letters/l${n}">Sign up</a></div>`).join("")}</div></main>${FOOTER}</body></html>`,
  ),
  frontPage(
    "few words: two or three to a headline, pictures, no text",
    ({ pieces: all }) =>
      `${head("Gallery")}<body><header><a href="/">Gallery</a><nav><a href="/visit">Visit</a></nav></header><main><h1>Stories</h1><div>${all(9, (p) => `<a href="${p.path}"><img src="${p.image}"><h2>${p.title}</h2></a>`)}</div></main><footer><a href="/legal">Legal</a></footer></body></html>`,
    (n) => `/stories/s${n}`,
    (n) => ["Old boats", "Salt", "Three winters", "North", "The long pier"][n % 5] + (n > 4 ? ` ${n}` : ""),
  ),
  frontPage(
    "a timeline: hours, a dot, the headline as heading without a link, a link of the hour",
    ({ pieces: all }) =>
      `${head("Timeline")}<body>${NAV}<main>${all(9, (p) => `<div class="t"><a href="${p.path}"><time datetime="${p.iso}">${p.clock}</time></a><i>•</i><div><h3>${p.title}</h3><div><p>${p.text}</p></div></div></div>`)}</main>${FOOTER}</body></html>`,
    (n) => `/flash/${n + 3300}`,
  ),
  frontPage(
    "teasers that are sections with an own link to their section and a list of three each",
    ({ pieces: all, piece }) =>
      `${head("Sections")}<body>${NAV}<main>${["World", "Town", "Sport", "Arts"]
        .map((s) => {
          const p = piece();
          return `<section><header><h2><a href="/${s.toLowerCase()}/">${s}</a></h2></header><article><a href="${p.path}"><img src="${p.image}"><h3>${p.title}</h3></a><p>${p.text}</p></article><ul>${all(3, (q) => `<li><h4><a href="${q.path}">${q.title}</a></h4></li>`)}</ul><a href="/${s.toLowerCase()}/">More from the ${s.toLowerCase()} desk</a></section>`;
        })
        .join("")}</main>${FOOTER}</body></html>`,
    (n, slug) => `/${["world", "town", "sport", "arts"][n % 4]}/${slug}`,
  ),
  frontPage(
    "comments counted in the headline's line, likes, a share of each",
    ({ pieces: all }) =>
      `${head("Counted")}<body>${NAV}<div>${all(9, (p, n) => `<div><h2><a href="${p.path}">${p.title}</a> <a href="${p.path}#comments" title="comments">(${n + 3})</a></h2><div>${p.text}</div><div><a href="/like?id=${n}">${n + 7} people like it</a></div></div>`)}</div>${FOOTER}</body></html>`,
  ),
  frontPage(
    "articles without a path: their number is all of the address",
    ({ pieces: all, others }) =>
      `${head("Numbers")}<body><div class="menu"><a href="/3">Town and country</a><a href="/5">Sport and games</a></div><div>${all(9, (p) => `<div><a href="${p.path}"><img src="${p.image}"></a><div><a href="${p.path}">${p.title}</a></div><div>30.11.2026</div></div>`)}</div><div><div>TOP 5</div>${others(5, (p, n) => `<div>${n + 1}. <a href="${p.path}">${p.title}</a></div>`)}</div></body></html>`,
    (n) => `/${n + 412_000}`,
  ),
  frontPage(
    "a recommendation of what the reader may like, and what is read now",
    ({ pieces: all, others }) =>
      `${head("Liked")}<body>${NAV}<main><div>${all(8, card)}</div><section><h2>Readers are talking about</h2>${others(4, card)}</section></main><aside><h2>Reading now</h2>${others(4, (p) => `<div><h3><a href="${p.path}">${p.title}</a></h3></div>`)}</aside>${FOOTER}</body></html>`,
  ),
  frontPage(
    "rows that are spans, a line of marks between them, no list",
    ({ pieces: all }) =>
      `${head("Marks")}<body><p>${all(10, (p) => `<span>${p.clock}</span> <a href="${p.path}">${p.title}</a>`).replaceAll("\n", " | ")}</p><p><a href="/about">About</a></p></body></html>`,
  ),
  frontPage(
    "the news itself within an element for navigation",
    ({ pieces: all }) =>
      `${head("Within")}<body><header>${NAV}</header><nav aria-label="News"><ul>${all(9, (p) => `<li><a href="${p.path}"><h3>${p.title}</h3><p>${p.text}</p></a></li>`)}</ul></nav>${FOOTER}</body></html>`,
  ),
  frontPage(
    "advertisements in the words of four languages, editions of the paper above",
    ({ pieces: all, others }) =>
      `${head("Editions")}<body><div><a href="/uk">Edition for the islands</a><a href="/us">Edition for the mainland</a><a href="/au">Edition for the south</a></div><main>${all(3, card)}${["Reklam", "Artykuł sponsorowany", "Publicidad", "Hirdetés"].map((label) => `<div class="c"><span>${label}</span>${others(1, card)}</div>`).join("")}${all(5, card)}</main>${FOOTER}</body></html>`,
  ),
  frontPage(
    "headlines broken over two lines, with soft hyphens and marks of direction",
    ({ pieces: all }) =>
      `${head("Broken")}<body>${NAV}<main>${all(8, (p) => `<article><h2><a href="${p.path}">\u2068${p.title.replace(" ", "<br>").replace(/([a-z])([a-z]{3}) /, "$1&shy;$2 ")}\u2069&nbsp;</a></h2><p>${p.text}</p></article>`)}</main>${FOOTER}</body></html>`,
  ),
  frontPage(
    "readings above the letters of a Japanese headline",
    ({ pieces: all }) =>
      `${head("やさしい", "ja")}<body><ul>${all(8, (p, n) => `<li><a href="${p.path}"><img src="${p.image}"><h2>港町の<ruby>橋<rp>(</rp><rt>はし</rt><rp>)</rp></ruby>が${n + 1}回目の冬を越えた</h2></a><time datetime="${p.iso}">11月30日</time></li>`)}</ul></body></html>`,
    (n) => `/easy/k1001${n}`,
    (n) => `港町の橋が${n}回目の冬を越えた`,
  ),
  frontPage(
    "addresses without a scheme, with spaces, in capitals, escaped twice",
    ({ pieces: all }) =>
      `${head("Odd")}<body>${NAV}<main>${all(8, (p, n) => `<div><h3><a href="${[`//front.example${p.path}`, ` ${p.path}\n`, `HTTPS://FRONT.example${p.path}`, `.${p.path}`][n % 4]}">${p.title}</a></h3><p>${p.text}</p></div>`)}</main>${FOOTER}</body></html>`,
  ),
  frontPage(
    "what is on in town, beside teasers",
    ({ pieces: all }) =>
      `${head("Events")}<body>${NAV}<main>${all(8, card)}</main><div><h3>What's on</h3><ul>${["Concert in the old church", "Market on the long pier", "Reading at the lighthouse", "Open day of the harbour"].map((t, n) => `<li><time datetime="2026-12-0${n + 2}">${n + 2} Dec</time> <a href="/events/${t.toLowerCase().replaceAll(" ", "-")}">${t}</a></li>`).join("")}</ul></div>${FOOTER}</body></html>`,
  ),
  frontPage(
    "a numbered list that is the page",
    ({ pieces: all }) =>
      `${head("Ten things")}<body>${NAV}<h1>Ten things of today</h1><ol>${all(10, (p) => `<li><a href="${p.path}">${p.title}</a><p>${p.text}</p></li>`)}</ol>${FOOTER}</body></html>`,
  ),
  frontPage(
    "figures whose caption holds heading, writer and day; nothing is a card",
    ({ pieces: all }) =>
      `${head("Figures")}<body>${NAV}<main>${all(7, (p) => `<figure><img src="${p.image}" alt="A boat at sea"><figcaption><h2><span><a href="${p.path}">${p.title}</a></span></h2><p>Words by Ida Holm<br>30 November 2026</p></figcaption></figure>`)}</main>${FOOTER}</body></html>`,
  ),
];
