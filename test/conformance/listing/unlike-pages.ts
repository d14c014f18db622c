import { FOOTER, type FrontPage, frontPage, head, NAV, type Piece } from "./desk.ts";

const SHORT =
  "Faster builds|Dark mode|Two new regions|Quieter alerts|Sign in with passkeys|Export to CSV|Smaller images|Better search|Teams|Webhooks, again".split(
    "|",
  );
const short = (n: number) => `${SHORT[n % SHORT.length]}${n > 9 ? ` ${n}` : ""}`;
const day = (p: Piece) => p.iso.slice(0, 10);
const tw = (p: Piece) =>
  `<div class="relative flex flex-col gap-y-2 rounded-xl bg-white/5 p-6"><img class="h-48 w-full object-cover" src="${p.image}" alt=""><div class="text-xs font-medium text-gray-500">Harbour</div><div class="text-lg font-semibold leading-6 text-gray-900"><a class="after:absolute after:inset-0" href="${p.path}">${p.title}</a></div><div class="line-clamp-3 text-sm text-gray-600">${p.text}</div></div>`;

/** Pages in the shapes of real ones that are unlike those of the other lists. */
export const UNLIKE_PAGES: readonly FrontPage[] = [
  frontPage(
    "utility classes alone: divs, an offer of the house in the same card, a bar of facts",
    ({ pieces: all }) =>
      `${head("Tidal")}<body class="antialiased"><div class="sticky top-0 flex"><a href="/" class="p-2">Tidal</a><div class="flex gap-4"><a href="/product">Product</a><a href="/pricing">Pricing</a><a href="/customers/how-they-use-it">How customers use it</a></div></div><div class="mx-auto max-w-7xl grid grid-cols-3">${all(7, tw)}<div class="relative flex flex-col gap-y-2 rounded-xl bg-blue-600 p-6"><div class="text-lg font-semibold leading-6 text-white"><a class="after:absolute after:inset-0" href="/signup">Start your free trial of Tidal today</a></div><div class="text-sm">No card needed, and you can leave at any time that suits you best.</div></div></div><div class="border-t"><div class="text-sm font-semibold">Company</div><a class="block" href="/company/about-our-people">About our people</a><a class="block" href="/legal/terms-of-service">Terms of service here</a></div></body></html>`,
    (_n, slug) => `/blog/${slug}`,
  ),
  frontPage(
    "hashed class names: kicker, headline and text as spans of one link",
    ({ pieces: all, others }) =>
      `${head("Kassandra")}<body><div class="css-1q2w3e"><div class="css-9z8y7x"><a class="css-0a0a0a" href="/weather/five-day-forecast"><span>12°</span><span>Cloudy with some rain in the evening</span></a></div><div class="css-4r5t6y">${all(9, (p) => `<div class="css-k1k1k1"><a class="css-m2m2m2" href="${p.path}"><span class="css-n3n3n3">Harbour life</span><span class="css-p4p4p4">${p.title}</span><span class="css-q5q5q5">${p.text}</span></a></div>`)}</div><div class="css-7u8i9o"><span class="css-h1h1h1">Most read today</span>${others(5, (p, n) => `<a class="css-j2j2j2" href="${p.path}"><span>${n + 1}</span><span>${p.title}</span></a>`)}</div></div>${FOOTER}</body></html>`,
  ),
  frontPage(
    "a board of offers of work: the offers are what the page is for",
    ({ pieces: all }) =>
      `${head("Harbour jobs")}<body>${NAV}<main><h1>312 jobs near Ardmore</h1><form><label>What<input name="q"></label><a href="/jobs?remote=1">Show me remote jobs only</a></form><ul>${all(10, (p, n) => `<li><h2><a href="${p.path}">${p.title}</a></h2><div><a href="/company/ardmore-ferries-ltd">Ardmore Ferries Ltd</a> · Kilbride</div><div>€${30 + n},000 a year</div><div>${n + 1} days ago</div></li>`)}</ul><div><a href="/jobs?page=2">2</a><a href="/jobs?page=3">3</a><a href="/jobs?page=2">Next page of jobs</a></div><div><h3>Job alerts by e-mail</h3><a href="/alerts">Create a job alert for this search</a></div></main>${FOOTER}</body></html>`,
    (n, slug) => `/jobs/${slug}-${9000 + n}`,
    (n) =>
      `${["Deck hand (m/f/d)", "Marine engineer, diesel", "Teacher of mathematics", "Night baker", "Junior clerk, harbour dues"][n % 5]} ${n}`,
  ),
  frontPage(
    "a ministry: dates and notices in a definition list, the leaflet beside each",
    ({ pieces: all }) =>
      `${head("Ministry of Ferries")}<body><div id="skip"><a href="#content">Skip to the main content of this page</a></div><div id="top"><ul><li><a href="/ministry/organisation-and-tasks">Organisation and tasks</a></li><li><a href="/ministry/how-to-reach-us">How to reach us</a></li></ul></div><div id="content"><h1>Announcements</h1><dl>${all(11, (p) => `<dt>${day(p).split("-").reverse().join(".")}</dt><dd><a href="${p.path}">${p.title}</a> (<a href="${p.path.replace(".html", "")}_leaflet.pdf">PDF, 214 KB</a>)</dd>`)}</dl><p><a href="/announcements/archive-of-announcements">Archive of announcements</a></p></div><div id="foot"><a href="/imprint">Imprint</a> <a href="/accessibility-statement">Accessibility statement of the ministry</a></div></body></html>`,
    (n) => `/announcements/2026/pm-${n + 110}.html`,
  ),
  frontPage(
    "a gazette: number, day and title as cells, 'view' the only link",
    ({ pieces: all }) =>
      `${head("Official Gazette")}<body><table width="100%"><tr><td><a href="/about-the-gazette">About the gazette</a></td><td><a href="/subscriptions">Subscriptions</a></td></tr></table><table class="list"><thead><tr><th>No.</th><th>Date</th><th>Title</th><th></th></tr></thead><tbody>${all(12, (p, n) => `<tr><td>${n + 81}/2026</td><td>${day(p)}</td><td>${p.title}</td><td><a href="${p.path}">View</a></td></tr>`)}</tbody></table><div><a href="?start=12">Older</a></div></body></html>`,
    (n) => `/gazette/notice.php?id=${4400 + n}`,
  ),
  frontPage(
    "a changelog: short headings, what was done in lists with links of their own",
    ({ pieces: all }) =>
      `${head("Changelog")}<body><header><nav><a href="/docs">Docs</a><a href="/changelog">Changelog</a></nav></header><main><h1>What's new</h1>${all(7, (p) => `<section><time datetime="${day(p)}">${day(p)}</time><h2><a href="${p.path}">${p.title}</a></h2><p>${p.text}</p><ul><li>Fixed a <a href="/docs/reference/configuration-of-the-build">crash in the configuration of the build</a> when nothing is set.</li><li>See <a href="https://git.example/tidal/tidal/pull/88${p.clock.slice(0, 2)}">#88${p.clock.slice(0, 2)}</a></li></ul></section>`)}<a href="/changelog?page=2">Older changes</a></main><footer><a href="/status-of-the-service">Status of the service</a></footer></body></html>`,
    (n, slug) => `/changelog/${n + 100}-${slug}`,
    short,
  ),
  frontPage(
    "a forum: topics in rows, who began them, who answered last, pages of each topic",
    ({ pieces: all }) =>
      `${head("Harbour talk")}<body><div id="page-header"><a href="./index.php">Board index</a> <a href="./faq.php">Frequently asked questions</a> <a href="./ucp.php?mode=register">Register as a new member</a></div><div class="forumbg"><ul class="topiclist">${all(12, (p, n) => `<li class="row"><dl><dt><a href="${p.path}" class="topictitle">${p.title}</a><div><a href="${p.path}&start=15">2</a> <a href="${p.path}&start=30">3</a></div>by <a href="./memberlist.php?mode=viewprofile&u=${n + 50}" class="username">old sea dog ${n}</a> » 03 Nov 2026, ${p.clock}</dt><dd>${n + 3} Replies</dd><dd>Last post by <a href="./memberlist.php?mode=viewprofile&u=${n + 70}">Captain Mae Tully</a> <a href="${p.path}&p=${n + 9100}#p${n + 9100}">View the latest post</a> 30 Nov 2026, 11:${n + 10}</dd></dl></li>`)}</ul></div><div>Who is online: <a href="./memberlist.php?mode=viewprofile&u=2">Captain Mae Tully</a>, <a href="./memberlist.php?mode=viewprofile&u=3">the harbour master himself</a></div><div><a href="./viewforum.php?f=3">Boats for sale and wanted</a> <a href="./viewforum.php?f=4">Knots, ropes and rigging</a></div></body></html>`,
    (n) => `/viewtopic.php?t=${n + 3000}`,
  ),
  frontPage(
    "a podcast: a heading without a link, buttons to play, notes behind a link",
    ({ pieces: all }) =>
      `${head("Low Tide")}<body><header><h1>Low Tide</h1><p>A podcast of harbours and the people who work in them, every second week.</p><ul><li><a href="https://podcasts.example.net/lowtide">Listen in your podcast app</a></li><li><a href="/support-us">Support us with a coffee</a></li></ul></header><section>${all(8, (p, n) => `<div class="episode"><img src="/art/${n}.jpg" alt=""><div><span>S2 · E${20 - n}</span><h3>${p.title}</h3><p>${p.text}</p><button>Play</button><span>${40 + n} min</span><a href="${p.path}">Show notes</a><a href="https://cdn.example.net/${n}.mp3">Download</a></div></div>`)}<button>Load more episodes</button></section><section><h2>Your hosts</h2><div><h3>Ida Marie Holm</h3><p>Has been at sea for twenty years and still has not learnt how to swim.</p><a href="/hosts/ida">More about Ida</a></div><div><h3>Jo van Dale</h3><p>Reads tide tables for pleasure, and sometimes aloud, which nobody had asked for.</p><a href="/hosts/jo">More about Jo</a></div></section></body></html>`,
    (n) => `/episodes/${40 - n}`,
  ),
  frontPage(
    "a calendar of events: day and month apart, title, place; no heading",
    ({ pieces: all }) =>
      `${head("Town hall")}<body>${NAV}<div class="cal"><p class="month">November 2026</p>${all(9, (p, n) => `<a class="ev" href="${p.path}"><div><b>${n + 12}</b><i>Nov</i></div><div><div>${p.title}</div><div>Town hall, great room · ${p.clock}</div></div></a>`)}<a class="more" href="/events/december">See all events in December</a></div>${FOOTER}</body></html>`,
    (_n, slug) => `/events/2026/${slug}`,
  ),
  frontPage(
    "pages for phones: teasers in a carousel, then in a list that is filled by the server",
    ({ pieces: all }) =>
      `<!doctype html><html amp lang="en"><head><meta charset="utf-8"><title>Quick</title></head><body><amp-sidebar id="s"><nav><a href="/amp/world">World</a></nav></amp-sidebar><amp-carousel type="slides">${all(4, (p) => `<div class="slide"><a href="${p.path}"><amp-img src="${p.image}" width="16" height="9"></amp-img></a><div class="cap"><a href="${p.path}">${p.title}</a></div></div>`)}</amp-carousel><amp-ad type="doubleclick"><div placeholder><a href="https://ads.example.net/x">Our cruise ships are waiting for you</a></div></amp-ad><amp-list>${all(8, (p) => `<div role="listitem"><a class="hl" href="${p.path}">${p.title}</a><div class="ts">30 Nov, ${p.clock}</div></div>`)}</amp-list><amp-consent><div><h3>We and our partners store cookies</h3><a href="/privacy-policy-and-cookies">Read our privacy policy and cookies</a></div></amp-consent></body></html>`,
    (n, slug) => `/amp/${slug}-${n + 7000}`,
  ),
  frontPage(
    "as of 1997: font tags, rules, the text behind the headline in the same cell",
    ({ pieces: all }) =>
      `<html><head><title>The Ardmore Advertiser on line</title></head><body bgcolor="#ffffff"><center><img src="banner.gif" alt="The Ardmore Advertiser"><br><font size="2">[ <a href="local.html">Local</a> | <a href="sports.html">Sports</a> | <a href="subscribe.html">How to subscribe to us</a> ]</font></center><hr>${all(9, (p) => `<p><font face="Arial" size="4"><a href="${p.path}">${p.title}</a></font><br><font size="2">${p.text} <a href="${p.path}">Full story</a></font></p><hr width="50%">`)}<center><font size="1"><a href="mailto:web@front.example">Webmaster</a> | <a href="counter.html">You are visitor 12,345</a> | <a href="guestbook.html">Sign our guest book please</a></font></center></body></html>`,
    (n) => `/stories/${String(n + 11).padStart(2, "0")}30a.htm`,
  ),
  frontPage(
    "a club of 2004: menu, news and sponsors as cells of one table",
    ({ pieces: all }) =>
      `<html><head><title>Rowing club</title></head><body><table><tr><td colspan="3"><h1>Ardmore Rowing Club</h1></td></tr><tr><td valign="top"><a href="/club/history-of-our-club">History of our club</a><br><a href="/club/boats">Our boats and oars</a><br><a href="/club/join">How to join us</a></td><td valign="top"><p>Welcome to the pages of our club! We row on three mornings of the week and look for young people.</p><table>${all(3, (p) => `<tr><td><b>${p.title}</b><br>${day(p).split("-").reverse().join("/")}<br>${p.text} <a href="${p.path}">more...</a></td></tr>`)}</table></td><td valign="top">Our sponsors:<br><a href="https://bank.example.net/"><img src="/bank.gif" alt="The savings bank of Ardmore"></a><br><a href="https://paint.example.net/"><img src="/paint.gif" alt="Paints and varnishes by Tully"></a></td></tr></table></body></html>`,
    (n) => `/news.php?item=${n + 40}`,
  ),
  frontPage(
    "Arabic: cards, results of matches, prices of money, writers' columns",
    ({ pieces: all }) =>
      `${head("الميناء", "ar")}<body dir="rtl"><div class="top"><a href="/ar/about">من نحن وكيف نعمل</a><a href="/ar/contact-us">اتصل بنا في كل وقت</a></div><div class="rates"><a href="/ar/markets/usd">الدولار الأمريكي ٣٫٧٥</a><a href="/ar/markets/eur">اليورو الأوروبي ٤٫٠٩</a></div><div class="scores"><a href="/ar/match/4411">الأهلي ٢ - ١ الزمالك</a><a href="/ar/match/4412">النصر ٠ - ٠ الهلال</a></div><div class="grid">${all(10, (p) => `<div class="item"><a href="${p.path}"><img data-src="${p.image}" src="data:image/gif;base64,R0lGOD"></a><div class="txt"><a class="cat" href="/ar/local">محليات</a><a class="ttl" href="${p.path}">${p.title}</a><span>منذ ساعتين</span></div></div>`)}</div><div class="foot"><a href="/ar/privacy">سياسة الخصوصية وملفات الارتباط</a><a href="/ar/terms">شروط الاستخدام لهذا الموقع</a></div></body></html>`,
    (n) => `/ar/news/2026/11/30/${n + 88100}`,
    (n) => `العبّارة تعود إلى الميناء بعد أسبوع من العواصف في اليوم ${n}`,
  ),
  frontPage(
    "Greek, in capitals: strips of pictures, a horoscope, numbers of the lottery",
    ({ pieces: all }) =>
      `${head("ΛΙΜΑΝΙ", "el")}<body><div class="menu"><ul><li><a href="/politiki">ΠΟΛΙΤΙΚΗ</a></li><li><a href="/athlitika">ΑΘΛΗΤΙΚΑ</a></li></ul></div><div class="hero">${all(1, (p) => `<a href="${p.path}"><img src="${p.image}" alt=""><strong>${p.title}</strong></a>`)}</div><div class="strip">${all(8, (p) => `<div><a href="${p.path}"><img src="${p.image}" alt=""></a><strong><a href="${p.path}">${p.title}</a></strong></div>`)}</div><div class="box"><b>Ζώδια</b><a href="/zodia/simera">Τα ζώδια της ημέρας για όλους</a></div><div class="box"><b>Κλήρωση</b><a href="/loto">Λόττο: 3, 11, 19, 27, 33, 41</a></div><div class="end"><a href="/oroi-xrisis">Όροι χρήσης του ιστοτόπου μας</a></div></body></html>`,
    (n) => `/arthro/${n + 551000}/to-karavi-epestrepse`,
    (n) => `ΤΟ ΚΑΡΑΒΙ ΕΠΕΣΤΡΕΨΕ ΣΤΟ ΛΙΜΑΝΙ ΜΕΤΑ ΤΗ ΘΥΕΛΛΑ ${n}`,
  ),
  frontPage(
    "a Japanese town: day, mark of the office and notice in rows, tabs above, banners below",
    ({ pieces: all }) =>
      `${head("アードモア市", "ja")}<body><div id="gnav"><ul><li><a href="/kurashi/index.html">くらし・手続き</a></li><li><a href="/kosodate/index.html">子育て・教育のページ</a></li></ul></div><div id="tmp_update"><h2>新着情報</h2><ul>${all(10, (p, n) => `<li><span class="date">2026年11月${n + 3}日</span><span class="icon">${n % 2 ? "お知らせ" : "募集"}</span><a href="${p.path}">${p.title}</a></li>`)}</ul><p><a href="/shinchaku/index.html">新着情報の一覧を見る</a></p></div><div id="banner"><h2>バナー広告</h2><ul><li><a href="https://ad.example.net/"><img src="/b.gif" alt="アードモア信用金庫のバナー"></a></li></ul></div><address>アードモア市役所 <a href="/about/access.html">市役所への交通案内はこちら</a></address></body></html>`,
    (n) => `/soumu/kouhou/2026${String(n).padStart(4, "0")}.html`,
    (n) => `港の渡し船が嵐のあと再開しました（第${n}回）`,
  ),
  frontPage(
    "components whose inside is written by the server, each a shadow of its own",
    ({ pieces: all, others }) =>
      `${head("Parts")}<body><x-bar><template shadowrootmode="open"><nav><a href="/w">World</a></nav></template></x-bar><x-river>${all(8, (p) => `<x-story><template shadowrootmode="open"><style>h3{color:red}</style><article><a href="${p.path}"><h3>${p.title}</h3></a><p>${p.text}</p></article></template></x-story>`)}</x-river><x-most-read><template shadowrootmode="open"><section aria-label="Most read"><ol>${others(4, (p) => `<li><a href="${p.path}"><h4>${p.title}</h4></a></li>`)}</ol></section></template></x-most-read><template id="later"><article><a href="/made/by-a-script-at-some-later-time"><h3>Something that a script makes at some later time</h3></a><p>It is not shown to anybody before that, and so is not on the page at all.</p></article></template></body></html>`,
  ),
  frontPage(
    "carousels in carousels: slides repeated at both ends, dots, arrows, pictures of one story",
    ({ piece, pieces: all }) => {
      const slide = (p: Piece) =>
        `<div class="swiper-slide"><a href="${p.path}"><img src="${p.image}" alt=""></a><a href="${p.path}"><h3>${p.title}</h3></a><div class="swiper">${[1, 2, 3].map((n) => `<div class="swiper-slide"><a href="${p.path}/photo/${n}"><img src="/p/${n}.jpg" alt="Picture number ${n} of this story"></a></div>`).join("")}</div></div>`;
      const slides = Array.from({ length: 6 }, () => slide(piece()));
      return `${head("Slides")}<body>${NAV}<div class="swiper"><div class="swiper-wrapper">${slides.at(-1)}${slides.join("")}${slides[0]}</div><button>Next</button></div>${all(6, (p) => `<div class="row"><a href="${p.path}"><h3>${p.title}</h3></a><p>${p.text}</p></div>`)}${FOOTER}</body></html>`;
    },
  ),
  frontPage(
    "a link over the card before it, named; headline, text and day without links",
    ({ pieces: all }) =>
      `${head("Covers")}<body>${NAV}<main><div>${all(9, (p) => `<div class="card"><a class="cover" href="${p.path}" aria-label="Read: ${p.title}"></a><div class="pic" style="background-image:url(${p.image})"></div><div class="body"><strong>${p.title}</strong><span>${p.text}</span><em>${day(p)}</em></div></div>`)}</div></main>${FOOTER}</body></html>`,
    (_n, slug) => `/story/${slug}`,
  ),
  frontPage(
    "a club with three notices below a long welcome",
    ({ pieces: all }) =>
      `${head("Allotment society")}<body><div class="hdr"><a href="/">Allotment society</a><a href="/plots">Plots</a><a href="/rules-of-the-society">Rules of the society</a></div><div class="w"><h1>Welcome to our gardens</h1><p>We are ninety families who grow beans, roses and, above all, weeds. Whoever wants a plot puts themselves on <a href="/plots/how-to-get-on-the-list">the list for a plot of their own</a>, and waits for some three years.</p><p>The gate is open from April to October.</p></div><div class="n"><h2>Notices</h2>${all(3, (p) => `<div><h3><a href="${p.path}">${p.title}</a></h3><p>${p.text}</p></div>`)}</div><div class="f"><a href="/contact-and-how-to-find-us">Contact and how to find us</a></div></body></html>`,
    (_n, slug) => `/notices/${slug}`,
  ),
  frontPage(
    "a university: news; cards that win students; a professor's words; days to remember",
    ({ pieces: all }) =>
      `${head("University of Ardmore")}<body><header><nav><a href="/study">Study</a></nav></header><main><section class="hero"><h1>Where the sea begins</h1><p>One of the smallest universities of the north, and one of the friendliest, they say.</p><a href="/study/apply-now">Apply now for next autumn</a></section><section><h2>News</h2>${all(6, (p) => `<article><a href="${p.path}"><img src="${p.image}" alt=""><h3>${p.title}</h3></a><p>${day(p)}</p></article>`)}<a href="/news">All news of the university</a></section><section><h2>Study with us</h2><div><a href="/study/bachelor"><h3>Our bachelor's degrees</h3></a><p>Forty subjects from archaeology to zoology, taught in small groups by the sea.</p></div><div><a href="/study/master"><h3>Our master's degrees</h3></a><p>For those who want to know more of less, with a year abroad if they wish.</p></div><div><a href="/study/campus-life"><h3>Life on our campus</h3></a><p>Halls, clubs, sports and the oldest student theatre of the whole country.</p></div></section><section><h2>Important dates</h2><ul><li><a href="/dates/term">Term begins on 11 January 2027</a></li><li><a href="/dates/exams">Exams begin on 22 February 2027</a></li></ul></section></main>${FOOTER}</body></html>`,
    (_n, slug) => `/news/2026/${slug}`,
  ),
  frontPage(
    "a trade's paper: news; papers to download, talks to register for, a directory of firms",
    ({ pieces: all }) =>
      `${head("Ferry Week")}<body>${NAV}<main><div class="river">${all(8, (p) => `<div class="node"><h3><a href="${p.path}">${p.title}</a></h3><p>${p.text}</p><span>By <a href="/authors/ida-holm">Ida Holm</a> ${day(p)}</span></div>`)}</div><div class="rail"><h4>White papers</h4><div class="node"><h3><a href="/whitepapers/choosing-a-winch">Choosing a winch for small harbours</a></h3><p>Provided by Winch Works. What to look for before you buy, in twelve pages.</p></div><div class="node"><h3><a href="/whitepapers/rope-life">How long does a rope really live</a></h3><p>Provided by Ropes United. Tests of forty ropes in salt water, in nine pages.</p></div><h4>Webinars</h4><div class="node"><h3><a href="/webinars/fuel">Register: the fuels of the coming years</a></h3><p>Live on 12 December, with three speakers from three ports of the north.</p></div><h4>Company directory</h4><ul><li><a href="/directory/winch-works">Winch Works of Kilbride</a></li><li><a href="/directory/ropes-united">Ropes United of Westport</a></li></ul></div></main>${FOOTER}</body></html>`,
    (n, slug) => `/news/${slug}/${n + 5100}.article`,
  ),
  frontPage(
    "a weblog: whole posts, links within them, recent posts again, archives, a roll of others",
    ({ pieces: all }) => {
      const made: Piece[] = [];
      const posts = all(6, (p) => {
        made.push(p);
        return `<div class="post"><h2 class="title"><a href="${p.path}" rel="bookmark">${p.title}</a></h2><div class="meta">Posted on ${day(p)} by <a href="/author/mae">Mae Tully</a></div><div class="entry"><p>${p.text} As I wrote in <a href="/2024/05/what-i-said-of-boats-two-years-ago">what I said of boats two years ago</a>, this was to come. <a href="https://paper.example.net/a-long-report">A long report in the paper</a> says the same.</p><blockquote>${p.text}</blockquote><p>${p.text}</p></div><p>Filed under <a href="/category/boats">Boats</a> | <a href="${p.path}#comments">4 Comments</a></p></div>`;
      });
      return `${head("Mae's log")}<body><div id="main">${posts}<div class="nav"><a href="/page/2">« Older entries of this log</a></div></div><div id="side"><h3>Recent posts</h3><ul>${made.map((p) => `<li><a href="${p.path}">${p.title}</a></li>`).join("")}</ul><h3>Archives</h3><ul><li><a href="/2026/11">November 2026</a></li><li><a href="/2026/10">October 2026</a></li></ul><h3>Blogroll</h3><ul><li><a href="https://jo.example.net/">Jo's view of the sea</a></li></ul><h3>Pages</h3><ul><li><a href="/about-me-and-my-boat">About me and my boat</a></li><li><a href="/what-i-am-reading-now">What I am reading now</a></li></ul></div></body></html>`;
    },
    (_n, slug) => `/2026/11/${slug}`,
  ),
  frontPage(
    "a wire of press releases: the sender's name and mark with each, filters by trade",
    ({ pieces: all }) =>
      `${head("Newsroom wire")}<body>${NAV}<aside><h3>Industries</h3><ul>${["Automotive and transport (212)", "Banking and insurance (87)", "Health and pharmacy (140)", "Energy and raw materials (31)"].map((t, n) => `<li><a href="/wire/industry/${n + 10}">${t}</a></li>`).join("")}</ul></aside><div class="results">${all(9, (p, n) => `<div class="pr"><a class="logo" href="/company/${n + 900}/ardmore-holding"><img src="/logos/${n}.png" alt="Ardmore Holding plc, the logo"></a><a class="sender" href="/company/${n + 900}/ardmore-holding">Ardmore Holding plc</a><a class="hl" href="${p.path}"><div>${p.title}</div></a><div class="lead">ARDMORE, Nov. ${n + 3}, 2026 -- ${p.text}</div></div>`)}</div>${FOOTER}</body></html>`,
    (n, slug) => `/wire/release/2026113000${n + 1000}/en/${slug}`,
  ),
  frontPage(
    "a tabloid: ranked list first, letters, prizes, shops, stars and consent between the teasers",
    ({ pieces: all, others }) =>
      `${head("The Daily Gull")}<body><div id="consent-wall"><h2>Your privacy matters to us all</h2><p>We and 843 partners keep and read information on your device, as you know.</p><a href="/privacy/partners-list">See the list of our partners</a><button>Accept</button></div>${NAV}<div class="top5"><div class="t">Gull's top stories</div><ol>${others(5, (p) => `<li><a href="${p.path}">${p.title}</a></li>`)}</ol></div><div class="feed">${all(5, (p) => `<div class="puff"><a href="${p.path}"><div class="img"><img src="${p.image}"></div><div class="kick">EXCLUSIVE</div><div class="h">${p.title}</div></a></div>`)}<div class="puff"><a href="/competitions/win-a-week"><div class="img"><img src="/win.jpg"></div><div class="kick">WIN</div><div class="h">Win a week on a boat for four</div></a></div>${all(5, (p) => `<div class="puff"><a href="${p.path}"><div class="img"><img src="${p.image}"></div><div class="kick">SHOCK</div><div class="h">${p.title}</div></a></div>`)}<div class="nl"><div class="h">Get the Gull in your inbox</div><p>Every morning at six, all that you must know before you leave the house.</p><a href="/newsletter/gull-morning">Sign up now</a></div></div>${FOOTER}</body></html>`,
    (n, slug) => `/news/${n + 3344550}/${slug}/`,
  ),
  frontPage(
    "a Dutch town: each notice one link of spans, day and beginning in it",
    ({ pieces: all }) =>
      `${head("Gemeente Aardmeer", "nl")}<body><a href="#hoofdinhoud">Direct naar de inhoud van deze pagina</a><div class="toptaken"><h2>Direct regelen</h2><ul><li><a href="/paspoort-aanvragen">Paspoort of identiteitskaart aanvragen</a></li><li><a href="/verhuizing-doorgeven">Verhuizing doorgeven aan de gemeente</a></li><li><a href="/afval-scheiden-en-ophalen">Afval scheiden en laten ophalen</a></li></ul></div><div id="hoofdinhoud"><h2>Nieuws</h2><ul>${all(5, (p, n) => `<li><a href="${p.path}"><span class="title">${p.title}</span> <span class="date">${n + 3} november 2026</span> <span class="intro">De gemeente vertelt wat er is besloten en wat dat voor de bewoners van de wijk betekent.</span></a></li>`)}</ul><a href="/nieuws">Bekijk al het nieuws van de gemeente</a></div><div class="contact"><h2>Contact</h2><a href="/contact/afspraak-maken">Maak een afspraak met ons</a></div></body></html>`,
    (_n, slug) => `/nieuws/${slug}`,
    (n) => `Veerboot vaart na een week storm weer op dag ${n}`,
  ),
  frontPage(
    "recipes: two words in a div, a picture, minutes, a heart",
    ({ pieces: all }) =>
      `${head("Galley")}<body><div class="bar"><a href="/recipes/quick">Quick</a><a href="/recipes/fish-and-seafood">Fish and seafood</a></div><div class="tiles">${all(12, (p, n) => `<div class="tile"><a href="${p.path}"><img src="${p.image}" alt=""></a><div class="name"><a href="${p.path}">${p.title}</a></div><div class="info">${n * 5 + 15} min</div><a href="/save/${n}" aria-label="Save">♥</a></div>`)}</div><div class="cats"><div><a href="/recipes/soups"><img src="/c/1.jpg" alt="">Soups</a></div><div><a href="/recipes/breads"><img src="/c/2.jpg" alt="">Breads</a></div><div><a href="/recipes/pies-and-tarts"><img src="/c/3.jpg" alt="">Pies and tarts</a></div></div>${FOOTER}</body></html>`,
    (n, slug) => `/recipe/${slug}-${n + 210}`,
    (n) =>
      `${["Kelp soup", "Smoked eel", "Rye bread", "Plum tart", "Herring in oats"][n % 5]} ${["plain", "spiced", "cold"][n % 3]}${n}`,
  ),
  frontPage(
    "films: length on the picture, the channel below, times seen; shelves with names",
    ({ pieces: all }) =>
      `${head("Harbour TV")}<body><div id="guide"><a href="/feed/trending-films">Trending films today</a><a href="/feed/library">Library</a></div>${["New films", "Of boats"].map((shelf) => `<div class="shelf"><h2><a href="/shelf/${shelf.toLowerCase().replace(" ", "-")}">${shelf}</a></h2>${all(6, (p, n) => `<div class="vid"><a href="${p.path}"><img src="${p.image}" alt=""><span>12:0${n}</span></a><div><a id="video-title" title="${p.title}" href="${p.path}"><span>${p.title}</span></a><a href="/@ardmoreferries">Ardmore Ferries and Boats</a><span>${n + 2}K views</span><span>${n + 2} days ago</span></div></div>`)}</div>`).join("")}<div><a href="/about/press-and-copyright">Press and copyright at Harbour TV</a></div></body></html>`,
    (n) => `/watch?v=aB${n}xYz_${n}Q`,
  ),
  frontPage(
    "a museum: shows in large pictures, how to come, what to buy",
    ({ pieces: all }) =>
      `${head("Museum of Nets")}<body><header><nav><a href="/visit">Visit</a></nav></header><div class="visit"><div><h3><a href="/visit/opening-hours-and-prices">Opening hours and prices</a></h3><p>Open every day but Monday, from ten until six; children come in without paying.</p></div><div><h3><a href="/visit/getting-here">Getting here by bus and boat</a></h3><p>Line 4 stops before the door, and the ferry lands three minutes from here.</p></div></div><div class="mag"><h2>Stories</h2>${all(6, (p) => `<figure><a href="${p.path}"><img src="${p.image}" alt=""></a><figcaption><a href="${p.path}">${p.title}</a><p>${p.text}</p></figcaption></figure>`)}</div><div class="shop"><h2>Shop</h2><figure><a href="/shop/net-bag-in-blue"><img src="/s/1.jpg" alt=""></a><figcaption><a href="/shop/net-bag-in-blue">A net bag in blue</a><p>€ 14.00</p></figcaption></figure><figure><a href="/shop/poster-of-the-harbour"><img src="/s/2.jpg" alt=""></a><figcaption><a href="/shop/poster-of-the-harbour">Poster of the harbour</a><p>€ 9.50</p></figcaption></figure></div>${FOOTER}</body></html>`,
    (_n, slug) => `/stories/${slug}`,
  ),
];
