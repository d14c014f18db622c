import { FOOTER, type FrontPage, frontPage, head, NAV, type Piece } from "./desk.ts";

const day = (p: Piece) => p.iso.slice(0, 10);
const european = (p: Piece) => day(p).split("-").reverse().join(".");
const sec = ["world", "city", "arts", "money"];

/** Pages in the shapes of real ones, written when the finder was as it is. */
export const LAST_PAGES: readonly FrontPage[] = [
  frontPage(
    "big daily: hero, columns, video row, newsletter box, most read with pictures",
    ({ pieces: all, others }) =>
      `${head("Daily")}<body><header><nav><a href="/world">World</a></nav><div class="b"><a href="/live/markets-today">Markets today: shares fall again</a></div></header><main><section>${all(1, (p) => `<div class="hero"><a href="${p.path}"><img src="${p.image}" alt=""><h1>${p.title}</h1></a><p>${p.text}</p></div>`)}${all(3, (p) => `<div class="sub"><h3><a href="${p.path}">${p.title}</a></h3><p>${p.text}</p></div>`)}</section><section><h2>Video</h2>${all(4, (p) => `<div class="v"><a href="${p.path}"><img src="${p.image}" alt=""><span>01:2${p.clock[1]}</span><h4>${p.title}</h4></a></div>`)}</section><section class="nl"><h2>The morning letter</h2><p>What matters, at six each day, in your box before you are up and about.</p><a href="/newsletters/morning">Sign up</a></section><section><h2>Most read</h2>${others(5, (p, n) => `<div><span>${n + 1}</span><a href="${p.path}"><img src="${p.image}" alt=""><h4>${p.title}</h4></a></div>`)}</section></main>${FOOTER}</body></html>`,
    (n, slug) => `/${sec[n % 4]}/2026/nov/30/${slug}`,
  ),
  frontPage(
    "weekly: cover story, contents as two lists, subscription offers in between",
    ({ pieces: all }) =>
      `${head("Weekly")}<body>${NAV}<div class="cov">${all(1, (p) => `<a href="${p.path}"><img src="${p.image}" alt=""></a><h2><a href="${p.path}">${p.title}</a></h2>`)}</div><div class="col">${all(6, (p) => `<article><p class="k">Letter from Norrvik</p><h3><a href="${p.path}">${p.title}</a></h3><p>${p.text}</p></article>`)}</div><div class="offer"><h3>Read without end</h3><p>Twelve weeks for twelve, and you may leave whenever you would like to.</p><a href="/subscribe/offer-12">See the offers</a></div><div class="col">${all(5, (p) => `<article><h3><a href="${p.path}">${p.title}</a></h3></article>`)}</div>${FOOTER}</body></html>`,
    (_n, slug) => `/magazine/2026/12/07/${slug}`,
  ),
  frontPage(
    "a town council: notices with icons, services above, meetings in a table",
    ({ pieces: all }) =>
      `${head("Town")}<body><div class="top"><a href="/pay/council-tax">Pay your council tax</a><a href="/bins/collection-days">Bins and collection days</a><a href="/report/street-problem">Report a problem in a street</a></div><div class="news"><h2>Latest news</h2>${all(5, (p) => `<div class="n"><i></i><div><a href="${p.path}">${p.title}</a><div>${european(p)}</div></div></div>`)}</div><div class="meet"><h2>Meetings</h2><table><tr><td>3 Dec</td><td><a href="/meetings/planning-committee">Planning committee</a></td></tr><tr><td>9 Dec</td><td><a href="/meetings/full-council">Full council</a></td></tr></table></div><footer><a href="/accessibility">Accessibility</a></footer></body></html>`,
    (n, slug) => `/news/article/${n + 410}/${slug}`,
  ),
  frontPage(
    "a blog on a host: featured post, grid, tags under each, 'min read'",
    ({ pieces: all }) =>
      `${head("Blog")}<body><div><a href="/">Blog</a><a href="/archive">Archive</a><a href="/badges">Badges</a></div><div>${all(9, (p, n) => `<div class="blog-article-card"><a href="/@ida"><img src="/ida.png" alt="ida holm"></a><div><a href="/@ida">Ida Marie Holm</a> · <span>Nov ${n + 1}, 2026</span></div><h2><a href="${p.path}">${p.title}</a></h2><p>${p.text}</p><div><a href="/tag/boats">#boats</a><a href="/tag/self-hosting">#self-hosting</a></div><span>${n + 3} min read</span></div>`)}</div></body></html>`,
    (_n, slug) => `/${slug}`,
  ),
  frontPage(
    "a university department: news list left, events right, quick links",
    ({ pieces: all }) =>
      `${head("Physics")}<body>${NAV}<div class="l"><h2>News</h2><ul>${all(6, (p) => `<li><span>${european(p)}</span><h3><a href="${p.path}">${p.title}</a></h3></li>`)}</ul></div><div class="r"><h2>Events</h2><ul><li><span>4 Dec, 16:00</span><h3><a href="/events/colloquium-on-tides">Colloquium: the tides of moons</a></h3></li><li><span>8 Dec, 10:00</span><h3><a href="/events/open-day">Open day for schools</a></h3></li></ul></div><div class="q"><h2>Quick links</h2><ul><li><a href="/intranet">Intranet for members</a></li><li><a href="/library">Library of the department</a></li></ul></div>${FOOTER}</body></html>`,
    (_n, slug) => `/news/${slug}`,
  ),
  frontPage(
    "a football club: news cards, ticket banner, sponsors, shop",
    ({ pieces: all }) =>
      `${head("FC")}<body>${NAV}<div class="cards">${all(8, (p) => `<a class="card" href="${p.path}"><figure><img src="${p.image}" alt=""></figure><span class="cat">First team</span><h3>${p.title}</h3><time datetime="${p.iso}">2 days ago</time></a>`)}</div><div class="banner"><a href="/tickets/home-matches">Tickets for all home matches</a></div><div class="shop">${["Home shirt of this year", "Scarf in red and white"].map((t, n) => `<a class="card" href="https://shop.front.example/p/${n}"><figure><img src="/s/${n}.jpg" alt=""></figure><h3>${t}</h3><span>€ 79,95</span></a>`).join("")}</div><div class="sp"><a href="https://beer.example.net/"><img src="/b.png" alt="The beer that pays for us"></a></div>${FOOTER}</body></html>`,
    (n, slug) => `/news/${n + 24100}-${slug}`,
  ),
  frontPage(
    "trade press: list with tags, sponsored item, webinar strip",
    ({ pieces: all, others }) =>
      `${head("Ports Today")}<body>${NAV}<main><ul>${all(4, (p) => `<li><a href="${p.path}"><h3>${p.title}</h3></a><span>Dredging</span><span>${european(p)}</span></li>`)}${others(1, (p) => `<li class="sponsored"><a href="${p.path}"><h3>${p.title}</h3></a><span>Sponsored</span></li>`)}${all(5, (p) => `<li><a href="${p.path}"><h3>${p.title}</h3></a><span>Cranes</span><span>${european(p)}</span></li>`)}</ul><div class="web"><h4>Upcoming webinar</h4><a href="/webinar/automation">Register for the talk on automation</a></div></main>${FOOTER}</body></html>`,
    (n, slug) => `/article/${slug}/${n + 65000}`,
  ),
  frontPage(
    "German tabloid: kicker and headline spans in one link, quotes of shares, horoscope",
    ({ pieces: all }) =>
      `${head("Blick", "de")}<body><div class="dax"><a href="/boerse/dax">DAX 18.234 +0,5 %</a></div>${all(11, (p) => `<article><a href="${p.path}"><img src="${p.image}" alt=""><h3><span class="kick">Nach dem Sturm</span><span class="head">${p.title}</span></h3></a></article>`)}<div class="horo"><h3>Horoskop</h3><a href="/horoskop/heute">Das sagen heute Ihre Sterne</a></div>${FOOTER}</body></html>`,
    (n, slug) => `/regional/${slug}-${(n * 7919).toString(16)}ab9c0ffee`,
    (n) => `Fähre fährt nach einer Woche Sturm wieder, Tag ${n}`,
  ),
  frontPage(
    "Japanese daily: time at the end, mark of members",
    ({ pieces: all, others }) =>
      `${head("港新聞", "ja")}<body><div class="g"><a href="/politics/">政治</a></div><ul>${all(12, (p) => `<li><a href="${p.path}"><p>${p.title}</p><span>${p.clock}</span></a></li>`)}</ul><div><h2>アクセスランキング</h2><ol>${others(5, (p) => `<li><a href="${p.path}"><p>${p.title}</p></a></li>`)}</ol></div><div><a href="/info/guide.html">新聞の購読のご案内はこちら</a></div></body></html>`,
    (n) => `/articles/ASVCZ${n}H1VCZUTIL00${n}M.html`,
    (n) => `港の橋の工事が予定より一年早く完成、市長が会見${n}`,
  ),
  frontPage(
    "Arabic agency: hour, section, headline in rows",
    ({ pieces: all }) =>
      `${head("وكالة", "ar")}<body dir="rtl"><table>${all(12, (p) => `<tr><td>${p.clock}</td><td><a href="/cat/economy">اقتصاد وأعمال</a></td><td><a href="${p.path}">${p.title}</a></td></tr>`)}</table><a href="/about-agency">عن الوكالة وتاريخها</a></body></html>`,
    (n) => `/viewstory/${n + 3_200_000}`,
    (n) => `استئناف رحلات العبارة بعد أسبوع من العواصف ${n}`,
  ),
  frontPage(
    "an old site in frames' style: bullets as pictures, links in fonts, dates in brackets",
    ({ pieces: all }) =>
      `<html><head><title>News</title></head><body><center><font size=5>Ardmore News</font></center><table border=0>${all(8, (p) => `<tr><td><img src="dot.gif"></td><td><font size=2><a href="${p.path}">${p.title}</a> (${european(p)})</font></td></tr>`)}</table><a href="back.html">Back to the first page</a></body></html>`,
    (n) => `/n${n + 20}.html`,
  ),
  frontPage(
    "press office: three items and a lot of contact",
    ({ pieces: all }) =>
      `${head("Press")}<body>${NAV}<h1>Press office</h1><p>Journalists may call at any time; others kindly write to <a href="/contact/general-questions">our desk for general questions</a> instead.</p>${all(3, (p) => `<div class="pr"><div>${european(p)}</div><a href="${p.path}">${p.title}</a></div>`)}<h2>Downloads</h2><ul><li><a href="/press/logo.zip">Logo</a></li><li><a href="/press/annual-report-2025.pdf">Annual report</a></li></ul>${FOOTER}</body></html>`,
    (n) => `/press/releases/${n + 900}`,
  ),
  frontPage(
    "project site: posts with versions and a call to give",
    ({ pieces: all }) =>
      `${head("Tidal project")}<body>${NAV}<div class="donate"><h2>Help us to go on</h2><a href="/donate">Donate</a></div>${all(6, (p) => `<div class="post"><h1><a href="${p.path}">${p.title}</a></h1><p class="by">by Ida on ${day(p)}</p><div>${p.text} <a href="/docs/install">Read how to install it</a> before you begin, as always, with a copy of all.</div></div>`)}<p><a href="/news/page/2">Older news</a></p></body></html>`,
    (_n, slug) => `/news/${slug}/`,
  ),
  frontPage(
    "event listings of a club: pictures, day, price of the ticket",
    ({ pieces: all }) =>
      `${head("Club")}<body>${NAV}<div class="prog">${all(8, (p, n) => `<div class="ev"><a href="${p.path}"><img src="${p.image}" alt=""></a><div>Fri ${n + 1} Dec</div><h3><a href="${p.path}">${p.title}</a></h3><div>€ 18,00</div><a href="https://tickets.example.net/${n}">Tickets</a></div>`)}</div>${FOOTER}</body></html>`,
    (_n, slug) => `/programme/${slug}`,
  ),
  frontPage(
    "liveblog home: live now, then stories, each with updates",
    ({ pieces: all }) =>
      `${head("Live")}<body>${NAV}<div class="live">${all(2, (p) => `<div><b>LIVE</b><a href="${p.path}"><h2>${p.title}</h2></a><ul><li><a href="${p.path}#u1">${p.clock} The boats are back in port</a></li><li><a href="${p.path}#u2">${p.clock} Nobody was hurt, it is said</a></li></ul></div>`)}</div>${all(6, (p) => `<div class="st"><a href="${p.path}"><h3>${p.title}</h3></a><span>${p.clock}</span></div>`)}${FOOTER}</body></html>`,
    (n, slug) => `/news/${slug}-${n + 1200000}`,
  ),
  frontPage(
    "library: notices, new books with covers, hours",
    ({ pieces: all }) =>
      `${head("Library")}<body>${NAV}<h2>Notices</h2>${all(4, (p) => `<div class="notice"><h3><a href="${p.path}">${p.title}</a></h3><p>${p.text}</p><span>${european(p)}</span></div>`)}<h2>New books</h2><div>${["The sea at home", "Knots for winter", "Gulls: a history"].map((t, n) => `<div class="book"><a href="/catalogue/${n + 70001}"><img src="/k/${n}.jpg" alt="${t}"></a><a href="/catalogue/${n + 70001}">${t}</a></div>`).join("")}</div><h2>Opening hours</h2><p>Every day from ten, but not on Mondays.</p>${FOOTER}</body></html>`,
    (_n, slug) => `/notices/${slug}`,
  ),
  frontPage(
    "Portuguese portal: cards of three kinds, ads named so, photos of stars",
    ({ pieces: all, others }) =>
      `${head("Cais", "pt")}<body>${NAV}${all(4, (p) => `<div class="feed-post"><div class="chapeu">Economia</div><a class="feed-post-link" href="${p.path}"><p>${p.title}</p></a><div class="resumo">${p.text}</div><span>Há 2 horas — Em Negócios</span></div>`)}<div class="publicidade">${others(2, (p) => `<a href="${p.path}"><p>${p.title}</p></a>`)}</div>${all(5, (p) => `<div class="feed-post"><a href="${p.path}"><img src="${p.image}" alt=""></a><a class="feed-post-link" href="${p.path}"><p>${p.title}</p></a><span>Há 3 horas — Em Esporte</span></div>`)}${FOOTER}</body></html>`,
    (_n, slug) => `/economia/noticia/2026/11/30/${slug}.ghtml`,
  ),
  frontPage(
    "Hungarian: headline in strong within link, sum below, letters",
    ({ pieces: all }) =>
      `${head("Kikötő", "hu")}<body>${NAV}<div>${all(9, (p) => `<div class="cikk"><a href="${p.path}"><strong>${p.title}</strong></a><div>${p.text}</div></div>`)}</div><div class="hirlevel"><strong>Hírlevél</strong><a href="/hirlevel">Iratkozzon fel a hírlevelünkre</a></div>${FOOTER}</body></html>`,
    (_n, slug) => `/cikk/2026/11/30/${slug}`,
    (n) => `Újra jár a komp egy hét vihar után, ${n}. nap`,
  ),
  frontPage(
    "a photo agency: pictures with captions as links, dates, credit",
    ({ pieces: all }) =>
      `${head("Pictures")}<body>${NAV}<div>${all(8, (p) => `<div class="ph"><a href="${p.path}"><img src="${p.image}" alt=""></a><p><a href="${p.path}">${p.title}</a></p><small>${european(p)} Photo: Jo van Dale</small></div>`)}</div>${FOOTER}</body></html>`,
    (n) => `/set/${n + 55000}`,
  ),
  frontPage(
    "app's release notes: version headings link to pages, list of fixes",
    ({ pieces: all }) =>
      `${head("Notes")}<body>${NAV}<main>${all(7, (p) => `<article><h3><a href="${p.path}">${p.title}</a></h3><time>${day(p)}</time><ul><li>Fixes a crash when the tide is out</li><li>Now in Welsh, thanks to those who wrote to us</li></ul></article>`)}</main>${FOOTER}</body></html>`,
    (n) => `/releases/4.${n}`,
    (n) => `Version 4.${n}`,
  ),
];
