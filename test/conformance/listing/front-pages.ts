import { FOOTER, type FrontPage, frontPage, head, NAV, type Piece } from "./desk.ts";

const EVENTS_AR = [
  "عودة العبارة إلى الميناء بعد أسبوع",
  "المجلس البلدي يصوت على إغلاق المسبح",
  "افتتاح جناح جديد للأطفال في المستشفى",
];

export const FRONT_PAGES: readonly FrontPage[] = [
  frontPage("a grid of cards with pictures", ({ piece, pieces: all, others }) => {
    const lead = piece();
    return `${head("Quay Post")}<body><header><h1><a href="/">Quay Post</a></h1>${NAV}</header><main>
<section class="k1"><div class="k2"><a href="${lead.path}"><img src="${lead.image}" alt=""></a><h2><a href="${lead.path}">${lead.title}</a></h2><p>${lead.text}</p><a href="/author/mae-tully">Mae Tully</a> <time datetime="${lead.iso}">today</time></div></section>
<section><h2>World</h2><div class="g">${all(6, (p) => `<div class="c"><a href="${p.path}"><img src="${p.image}"></a><h3><a href="${p.path}">${p.title}</a></h3><p>${p.text}</p></div>`)}</div></section>
<section><h2><a href="/business">Business</a></h2><div class="g">${all(3, (p) => `<div class="c"><a href="${p.path}"><img src="${p.image}"></a><h3><a href="${p.path}">${p.title}</a></h3></div>`)}</div></section></main>
<aside><h3>Most read</h3><ol>${others(5, (p) => `<li><a href="${p.path}">${p.title}</a></li>`)}</ol></aside>${FOOTER}</body></html>`;
  }),
  frontPage(
    "a list with times and no pictures",
    ({ pieces: all }) =>
      `${head("Harbour Club")}<body><div id="top"><a href="/">Harbour Club</a> <a href="/join">Join</a></div><div><h1>News of the club</h1><ul>${all(12, (p) => `<li><span>${p.iso.slice(0, 10)}</span> <a href="${p.path}">${p.title}</a></li>`)}</ul><p>Page 1 of 9 <a href="/news?page=2">older news of the club</a></p></div><div id="bottom"><a href="/imprint">Imprint</a> <a href="/privacy">How we treat your data</a></div></body></html>`,
  ),
  frontPage("a carousel whose slides wait, some cloned", ({ pieces: all, piece }) => {
    const slides = Array.from({ length: 5 }, piece);
    const slide = (p: Piece, more = "") =>
      `<div class="s-${p.path.length}"${more}><a href="${p.path}"><figure><img data-src="${p.image}" src="data:image/gif;base64,R0lGOD"></figure><div><span>Kicker</span><h3>${p.title}</h3></div></a></div>`;
    const last = slides.at(-1) as Piece;
    return `${head("Courier")}<body><div role="navigation"><a href="/w">World</a><a href="/s">Sport</a></div><div role="main"><div class="x"><div class="y" style="transform:translate3d(0,0,0)">${slide(last, ' aria-hidden="true"')}${slides.map((p, n) => slide(p, n > 0 ? ' style="display:none"' : "")).join("")}${slide(slides[0] as Piece, ' aria-hidden="true"')}</div><button>next</button></div>
<div>${all(6, (p) => `<div><div><a href="${p.path}" tabindex="-1"><img src="${p.image}"></a></div><div><h4><a href="${p.path}">${p.title}</a></h4><p>${p.text}</p></div></div>`)}</div></div><div role="contentinfo"><a href="/terms-of-use-and-privacy">Terms of use and privacy</a></div></body></html>`;
  }),
  frontPage(
    "a live ticker beside teasers",
    ({ pieces: all, others }) =>
      `${head("Tribune")}<body>${NAV}<main><section>${all(5, (p) => `<article><h2><a href="${p.path}">${p.title}</a></h2><p>${p.text}</p></article>`)}</section><section><h2>Latest</h2><ul>${all(10, (p) => `<li><time datetime="${p.iso}">${p.clock}</time><a href="${p.path}">${p.title}</a></li>`)}</ul></section></main><div><p>Popular this week</p><div>${others(5, (p, n) => `<div><b>${n + 1}</b><a href="${p.path}">${p.title}</a></div>`)}</div></div>${FOOTER}</body></html>`,
  ),
  frontPage(
    "two columns of teasers in a table",
    ({ pieces: all }) =>
      `${head("The Gazette")}<body><table width="100%"><tr><td colspan="2"><a href="/">The Gazette</a> | <a href="/links">Links</a> | <a href="/guestbook">Guest book</a></td></tr><tr><td width="50%">${all(5, (p) => `<p><a href="${p.path}"><b>${p.title}</b></a><br><font size="2">${p.text}</font></p>`)}</td><td>${all(5, (p) => `<p><a href="${p.path}"><b>${p.title}</b></a><br><font size="2">${p.text}</font></p>`)}</td></tr><tr><td colspan="2"><font size="1"><a href="/imprint.html">Imprint</a> <a href="/contact-us-by-mail-or-telephone">Contact us by mail or telephone</a></font></td></tr></table></body></html>`,
    (n) => `/show.php?id=${900 + n}`,
  ),
  frontPage(
    "cards that are one link each, without headings",
    ({ pieces: all, others }) =>
      `${head("Metro")}<body><div class="_a1">${["Home", "Town", "Money"].map((s) => `<a href="/${s}">${s}</a>`).join("")}</div><div class="_b2">${all(9, (p, n) => `<a class="_c${n % 2}" href="${p.path}"><div><img src="${p.image}"></div><div>Town</div><div>${p.title}</div><div>${p.text}</div><div>${n + 1} hours ago</div></a>`)}</div><div class="_d"><div>From our partners</div>${others(2, (p) => `<a class="_c0" href="https://shop.example.org${p.path}"><div><img src="${p.image}"></div><div>Sponsored</div><div>${p.title}</div><div>${p.text}</div></a>`)}</div></body></html>`,
  ),
  frontPage(
    "the headline below its kicker, both in the heading",
    ({ pieces: all, others }) =>
      `${head("Tagblatt", "de")}<body><header><a href="/">Tagblatt</a>${NAV}</header><main>${all(8, (p) => `<article><a href="${p.path}"><h3><span>Stadtrat</span><span>${p.title}</span></h3></a><p>${p.text} <a href="${p.path}">mehr</a></p></article>`)}<section><h4>Meistgelesen</h4>${others(4, (p) => `<article><a href="${p.path}"><h5>${p.title}</h5></a></article>`)}</section><section><div>Anzeige</div>${others(2, (p) => `<article><a href="${p.path}" rel="sponsored"><h3><span>Tipp</span><span>${p.title}</span></h3></a><p>${p.text}</p></article>`)}</section></main>${FOOTER}</body></html>`,
  ),
  frontPage(
    "the headline below its kicker, which is a heading too",
    ({ pieces: all }) =>
      `${head("Blatt", "de")}<body>${NAV}<div>${all(7, (p) => `<div><h4>Hafen</h4><h3><a href="${p.path}">${p.title}</a></h3><div>${p.text}</div><img src="${p.image}"></div>`)}</div>${FOOTER}</body></html>`,
  ),
  frontPage(
    "a link over the whole card, empty",
    ({ pieces: all, others }) =>
      `${head("Globe")}<body><header>${NAV}</header><main><div>${all(8, (p) => `<div><img src="${p.image}"><div><h3>${p.title}</h3><p>${p.text}</p><span>5 min read</span></div><a href="${p.path}" aria-label="${p.title}"></a></div>`)}</div></main><aside aria-label="Trending">${others(4, (p) => `<div><h3>${p.title}</h3><a href="${p.path}" aria-label="${p.title}"></a></div>`)}</aside>${FOOTER}</body></html>`,
  ),
  frontPage(
    "headlines that are no links, with a link to read on",
    ({ pieces: all }) =>
      `${head("Parish news")}<body><ul><li><a href="/">Start</a></li><li><a href="/choir">Choir</a></li></ul><div>${all(6, (p) => `<div><h2>${p.title}</h2><p>${p.iso.slice(8, 10)}.11.2026</p><p>${p.text}</p><p><a href="${p.path}">Read more</a></p></div>`)}</div><div><h2>Newsletter</h2><p>Our letter comes once a week into your mailbox, free of charge.</p><a href="/newsletter">Sign up</a></div></body></html>`,
  ),
  frontPage(
    "one flat row of headlines and paragraphs",
    ({ pieces: all }) =>
      `${head("Bulletin")}<body><h1>Bulletin</h1><hr>${all(9, (p) => `<h2><a href="${p.path}">${p.title}</a></h2><p><small>${p.iso.slice(0, 10)}</small></p><p>${p.text}</p>`)}<hr><p>All texts are free to copy. <a href="/about-this-bulletin-and-us">About this bulletin and us</a></p></body></html>`,
  ),
  frontPage(
    "related links below each teaser, and comments",
    ({ pieces: all, others }) =>
      `${head("Standard")}<body>${NAV}<main>${all(6, (p) => `<section><header><h2><a href="${p.path}">${p.title}</a></h2></header><div><img src="${p.image}"><p>${p.text}</p></div><footer><a href="/author/jo-van-dale">Jo van Dale</a> <a href="${p.path}#comments">24 comments on this</a></footer><ul>${others(2, (r) => `<li><a href="${r.path}">${r.title}</a></li>`)}</ul></section>`)}</main>${FOOTER}</body></html>`,
  ),
  frontPage(
    "sponsored blocks among the teasers",
    ({ pieces: all, others }) =>
      `${head("Echo")}<body>${NAV}<main><div>${all(3, (p) => `<div><a href="${p.path}"><img src="${p.image}"><h3>${p.title}</h3></a><p>${p.text}</p></div>`)}${others(1, (p) => `<div><small>Advertisement</small><a href="${p.path}"><img src="${p.image}"><h3>${p.title}</h3></a><p>${p.text}</p></div>`)}${all(3, (p) => `<div><a href="${p.path}"><img src="${p.image}"><h3>${p.title}</h3></a><p>${p.text}</p></div>`)}${others(1, (p) => `<div data-ad-unit="3"><a href="${p.path}"><img src="${p.image}"><h3>${p.title}</h3></a><p>${p.text}</p></div>`)}${others(1, (p) => `<div><a href="https://deals.example.net${p.path}"><img src="${p.image}"><h3>${p.title}</h3></a><p>${p.text}</p></div>`)}</div><section><h2>Paid content</h2><div>${others(3, (p) => `<div><a href="${p.path}"><img src="${p.image}"><h3>${p.title}</h3></a><p>${p.text}</p></div>`)}</div></section></main>${FOOTER}</body></html>`,
  ),
  frontPage(
    "most read with pictures, in a box of divs",
    ({ pieces: all, others }) =>
      `${head("Journal", "fr")}<body><div><a href="/monde">Monde</a><a href="/sport">Sport</a></div><div><div>${all(7, (p) => `<div><div><img src="${p.image}"></div><div><h3><a href="${p.path}">${p.title}</a></h3><p>${p.text}</p></div></div>`)}</div><div><div><h3>Les plus lus</h3></div><div>${others(5, (p) => `<div><img src="${p.image}"><h3><a href="${p.path}">${p.title}</a></h3></div>`)}</div></div></div></body></html>`,
  ),
  frontPage(
    "links alone, several to a section",
    ({ pieces: all }) =>
      `${head("Digest of the day")}<body><center><h1>Digest of the day</h1></center><div><b>Home</b><br>${all(6, (p) => `<a href="${p.path}">${p.title}</a><br>`)}</div><div><b>Abroad</b><br>${all(6, (p) => `<a href="${p.path}">${p.title}</a><br>`)}</div><div><a href="/about">About</a> <a href="/archive">Archive</a></div></body></html>`,
  ),
  frontPage("JSON-LD names the articles, the page hides them well", ({ pieces: all }) => {
    const items: object[] = [];
    const body = all(8, (p, n) => {
      items.push({
        "@type": "ListItem",
        position: n + 1,
        item: {
          "@type": "NewsArticle",
          url: `https://front.example${p.path}`,
          headline: p.title,
          datePublished: p.iso,
          description: p.text,
          image: `https://front.example${p.image}`,
        },
      });
      return `<div onclick="go(${n})"><a href="${p.path}"><img src="${p.image}" alt=""></a></div>`;
    });
    return `${head("Portal")}<body><script type="application/ld+json">${JSON.stringify({ "@context": "https://schema.org", "@type": "BreadcrumbList", itemListElement: [{ "@type": "ListItem", position: 1, name: "Home of the portal", item: "https://front.example/home-of-the-portal" }] })}</script><script type="application/ld+json">${JSON.stringify({ "@context": "https://schema.org", "@type": "CollectionPage", mainEntity: { "@type": "ItemList", itemListElement: items } })}</script><div>${body}</div></body></html>`;
  }),
  frontPage("JSON-LD gives addresses alone", ({ pieces: all }) => {
    const urls: string[] = [];
    const body = all(6, (p) => {
      urls.push(p.path);
      return `<div><a href="${p.path}"><span>${p.title}</span></a></div>`;
    });
    return `${head("Portal")}<body>${NAV}<script type="application/ld+json">${JSON.stringify({ "@context": "https://schema.org", "@type": "ItemList", itemListElement: urls.map((url, n) => ({ "@type": "ListItem", position: n + 1, url })) })}</script><div>${body}</div><div><div><a href="/help-for-our-readers"><span>Help for our readers is here</span></a></div></div></body></html>`;
  }),
  frontPage(
    "h-feed of a person",
    ({ pieces: all }) =>
      `${head("Notes by Ida")}<body><header><a class="p-name u-url" href="/">Notes by Ida</a></header><div class="h-feed">${all(5, (p) => `<div class="h-entry"><a class="u-url p-name" href="${p.path}">${p.title}</a> <span class="p-summary">${p.text}</span> <time class="dt-published" datetime="${p.iso}">then</time></div>`)}</div><div class="h-card"><a class="u-url" href="/about-ida-and-her-garden">About Ida and her garden</a></div></body></html>`,
  ),
  frontPage(
    "Japanese headlines",
    ({ pieces: all, others }) =>
      `${head("港新聞", "ja")}<body><nav><a href="/w">世界</a><a href="/e">経済</a></nav><main><ul>${all(7, (p, n) => `<li><a href="${p.path}"><img src="${p.image}"><p>港町の市長が新しい橋の建設計画を発表した第${n}報</p><time datetime="${p.iso}">${p.clock}</time></a></li>`)}</ul></main><section><h2>アクセスランキング</h2><ul>${others(5, (p, n) => `<li><a href="${p.path}"><img src="${p.image}"><p>市内の学校で給食が無料になると決まった第${n}報</p></a></li>`)}</ul></section></body></html>`,
  ),
  frontPage(
    "a definition list",
    ({ pieces: all }) =>
      `${head("University press office")}<body><div><a href="/study">Study</a><a href="/research">Research</a></div><dl>${all(8, (p) => `<dt>${p.iso.slice(0, 10)}</dt><dd><a href="${p.path}">${p.title}</a><br>${p.text}</dd>`)}</dl><div><h3>Contact</h3><p>Press office, Main street 1. <a href="/how-to-reach-the-press-office">How to reach the press office</a></p></div></body></html>`,
  ),
  frontPage(
    "articles within sections, a hero in its header, a consent dialog",
    ({ piece, pieces: all, others }) => {
      const hero = piece();
      return `${head("Daily")}<body><div role="dialog"><h2><a href="/cookies-and-your-choice">We value your privacy and your choice</a></h2><p>We and our 812 partners store and read information on your device, as you allow.</p></div><header><div><a href="/">Daily</a></div>${NAV}</header><main><header><a href="${hero.path}"><picture><source srcset="${hero.image} 2x"><img src="${hero.image}"></picture></a><h1><a href="${hero.path}">${hero.title}</a></h1><p>${hero.text}</p></header>${["World", "Sport", "Arts"].map((section) => `<section><h2><a href="/${section.toLowerCase()}">${section}</a></h2>${all(3, (p) => `<article><header><h3><a href="${p.path}">${p.title}</a></h3></header><p>${p.text}</p><footer><time datetime="${p.iso}">${p.clock}</time></footer></article>`)}<a href="/${section.toLowerCase()}">More from ${section.toLowerCase()} on the Daily</a></section>`).join("")}<section><h2>Our writers</h2>${others(3, (_p, n) => `<div><img src="/faces/${n}.jpg"><h3><a href="/authors/ann-mary-onel-${n}">Ann Mary Onel ${n}</a></h3></div>`)}</section></main>${FOOTER}</body></html>`;
    },
  ),
  frontPage(
    "a wall of short links, a few with pictures (a tabloid)",
    ({ pieces: all, others }) =>
      `${head("Star")}<body><div class="menu"><ul><li><a href="/tv">TV and radio tonight</a></li><li><a href="/quiz">Quiz of the day</a></li></ul></div><div>${all(10, (p, n) => `<div class="w${n % 3}"><a href="${p.path}">${n % 2 ? `<img src="${p.image}">` : ""}<h2>${p.title}</h2></a></div>`)}</div><div><div>You may like</div><div class="OUTBRAIN">${others(4, (p) => `<div><a href="https://clicks.example.com${p.path}"><img src="${p.image}"><h2>${p.title}</h2></a></div>`)}</div></div>${FOOTER}</body></html>`,
  ),
  frontPage(
    "a broadcaster: cards with a heading, a region and related links, addresses of letters and digits",
    ({ pieces: all, others }) =>
      `${head("Channel")}<body><header role="banner"><a href="/">Channel</a>${NAV}</header><main><div data-testid="a">${all(9, (p, n) => `<div data-testid="b"><div data-testid="c"><a href="${p.path}"><div><img srcset="${p.image} 240w, ${p.image}?x 480w" src="${p.image}"></div><div><h2>${p.title}</h2>${n % 2 ? `<p>${p.text}</p>` : ""}<div><span>3 hrs ago</span><span>Europe</span></div></div></a></div></div>`)}</div><section><h2>Most watched</h2><ul>${others(4, (p) => `<li><a href="${p.path}"><h3>${p.title}</h3><span>2 days ago</span></a></li>`)}</ul></section></main>${FOOTER}</body></html>`,
    (n) => `/news/articles/c${(n * 7919).toString(36)}k${n}o`,
  ),
  frontPage(
    "a newspaper: spans in headings, empty links over cards, tabs of what is viewed most",
    ({ pieces: all, others }) =>
      `${head("Wire")}<body>${NAV}<main><section><div><h2><a href="/uk-news">UK</a></h2></div><ul>${all(6, (p, n) => `<li><div><a href="${p.path}" data-link="x${n}" aria-label="${p.title}"></a><div><h3><span>${n % 2 ? "Live" : "Storms"}</span><span>${p.title}</span></h3><div>${p.text}</div></div><aside><time datetime="${p.iso}">3h ago</time></aside></div></li>`)}</ul></section><section><div><h2>Most viewed</h2></div><div role="tablist"><button>Across the Wire</button><button>In world</button></div><div role="tabpanel"><ol>${others(5, (p) => `<li><div><a href="${p.path}" aria-label="${p.title}"></a><h4>${p.title}</h4></div></li>`)}</ol></div></section></main>${FOOTER}</body></html>`,
  ),
  frontPage(
    "cards of paragraphs alone",
    ({ pieces: all }) =>
      `${head("Times of Ardmore")}<body><div>${NAV}</div><div id="site-content">${all(8, (p) => `<section><div><a href="${p.path}"><div><p>${p.title}</p></div><p>${p.text}</p><div><p>6 min read</p></div></a></div></section>`)}<section><h3>Games</h3><div><a href="/crosswords/daily"><p>The Crossword</p><p>Get clued in with words and wit every day.</p></a></div></section></div>${FOOTER}</body></html>`,
  ),
  frontPage(
    "kicker, hidden colon and headline in one link of a heading",
    ({ pieces: all }) =>
      `${head("Der Anker", "de")}<body>${NAV}<main>${all(8, (p) => `<article aria-label="${p.title}"><div><a href="${p.path}" title="${p.title}"><img src="${p.image}"></a></div><header><h2><a href="${p.path}" title="${p.title}"><span>Sturm im Norden</span><span class="hide">:</span><span><span>${p.title}</span></span></a></h2></header><section><a href="${p.path}"><span>${p.text}</span></a></section><footer><span>Von Maria Petersen und Jan Ohlsen</span></footer></article>`)}</main>${FOOTER}</body></html>`,
  ),
  frontPage(
    "a mark and loose text in the line of the headline",
    ({ pieces: all }) =>
      `${head("Le Phare", "fr")}<body>${NAV}<section>${all(7, (p) => `<div><a href="${p.path}"><picture><img src="${p.image}"></picture><p>${p.title}</p><p>${p.text}</p></a></div>`)}</section>${FOOTER}</body></html>`,
  ),
  frontPage("a weblog with widgets beside it", ({ pieces: all }) => {
    const told: Piece[] = [];
    const posts = all(5, (p) => {
      told.push(p);
      return `<article id="post-${p.clock}"><header><h2><a href="${p.path}" rel="bookmark">${p.title}</a></h2><div>Posted on <a href="${p.path}" rel="bookmark"><time datetime="${p.iso}">${p.iso.slice(0, 10)}</time></a> by <a href="/author/ida-marie-holm/">Ida Marie Holm</a></div></header><div><p>${p.text} <a href="${p.path}#more">Continue reading ${p.title}</a></p></div><footer>Posted in <a href="/category/garden/" rel="category tag">Garden</a> <a href="${p.path}#respond">Leave a comment</a></footer></article>`;
    });
    return `${head("Ida's garden")}<body><header><h1><a href="/">Ida's garden</a></h1></header><div><main>${posts}<nav><a href="/page/2/">Older posts of this weblog</a></nav></main><div role="complementary"><section><h2>Recent posts</h2><ul>${told
      .slice(0, 3)
      .map((p) => `<li><a href="${p.path}">${p.title}</a></li>`)
      .join(
        "",
      )}</ul></section><section><h2>Recent comments</h2><ul><li>Jo on <a href="${told[0]?.path}#comment-8">${told[0]?.title}</a></li></ul></section><section><h2>Archives</h2><ul><li><a href="/2026/11/">November 2026</a></li><li><a href="/2026/10/">October 2026</a></li></ul></section></div></div></body></html>`;
  }),
  frontPage(
    "rows of a table with dates in words",
    ({ pieces: all }) =>
      `${head("Ministry of Harbours")}<body><div><a href="/ministry">The ministry and its tasks</a><a href="/service">Service</a></div><table><thead><tr><th>Date</th><th>Title</th><th>Office</th></tr></thead><tbody>${all(9, (p) => `<tr><td>${Number(p.iso.slice(8, 10))} November 2026</td><td><a href="${p.path}">${p.title}</a></td><td>Office for bridges and roads</td></tr>`)}</tbody></table></body></html>`,
    (n) => `/press/${n}`,
  ),
  frontPage(
    "an archive of letters: title, subtitle and picture are three links",
    ({ pieces: all }) =>
      `${head("Letters from the quay")}<body><div>${all(7, (p) => `<div><div><a href="${p.path}">${p.title}</a><div><a href="${p.path}">${p.text}</a></div><div><time datetime="${p.iso}">Nov 3</time> · <a href="/@idamarie">Ida Marie Holm</a></div></div><a href="${p.path}"><img src="${p.image}"></a></div>`)}</div><div><a href="/privacy">Privacy</a> ∙ <a href="/tos">Terms</a></div></body></html>`,
    (_n, slug) => `/p/${slug}`,
  ),
  frontPage(
    "films: length on the picture, channel and views below",
    ({ pieces: all }) =>
      `${head("Harbour television")}<body><div><a href="/live">Live</a></div><div>${all(8, (p) => `<div><a href="${p.path}"><img src="${p.image}"><span>12:31</span></a><h3><a href="${p.path}" title="${p.title}">${p.title}</a></h3><a href="/channel/harbour-television-north">Harbour television north</a><span>12k views</span><span>2 days ago</span></div>`)}</div></body></html>`,
    (n) => `/watch?v=q${n}Zk${n * 3}`,
  ),
  frontPage(
    "two headings to a teaser, both links",
    ({ pieces: all }) =>
      `${head("Review")}<body>${NAV}<div>${all(6, (p) => `<div><h1><a href="${p.path}">${p.title}</a></h1><h2><a href="${p.path}">${p.text}</a></h2></div>`)}</div>${FOOTER}</body></html>`,
  ),
  frontPage(
    "a section's link before each headline",
    ({ pieces: all }) =>
      `${head("Online")}<body><div id="m"><a href="/town">Town</a></div><ul>${all(11, (p, n) => `<li><a href="/section/${n % 3}">Town and country life</a> <a href="${p.path}">${p.title}</a> <span>${p.iso.slice(8, 10)}.11.2026</span></li>`)}</ul></body></html>`,
  ),
  frontPage(
    "boxes of other things: weather, consent, a letter, an app",
    ({ pieces: all }) =>
      `${head("Chronicle")}<body><div id="cmp"><div><h2>We value your privacy</h2><p>We and our partners store information on your device, as far as you allow it.</p><a href="/privacy">Settings</a></div></div>${NAV}<div><div>${all(7, (p) => `<div><a href="${p.path}"><img src="${p.image}"></a><h3><a href="${p.path}">${p.title}</a></h3><p>${p.text}</p></div>`)}</div><div><div><h3><a href="/weather">Weather in Ardmore today</a></h3><p>Rain in the morning, then sunny intervals with a light breeze from the west.</p></div><div><img src="/app.jpg"><h3>Read us on your telephone</h3><p>The whole paper, wherever you are, as soon as it is printed.</p><a href="/app">Get the app</a></div><div><h3><a href="/newsletters/morning">The morning letter</a></h3><p>What matters before breakfast, by mail, from our editors to you.</p></div></div></div>${FOOTER}</body></html>`,
  ),
  frontPage(
    "labelled pictures of which the headline is named elsewhere",
    ({ pieces: all }) =>
      `${head("Observer")}<body>${NAV}<main>${all(8, (p, n) => `<article aria-labelledby="t${n}"><a href="${p.path}" aria-labelledby="t${n}"><img src="${p.image}"></a><h3 id="t${n}">${p.title}</h3><p>By Mary Anne O'Neil</p></article>`)}</main>${FOOTER}</body></html>`,
  ),
  frontPage("a live report with its updates among teasers", ({ piece, pieces: all }) => {
    const live = piece();
    return `${head("Now")}<body>${NAV}<main><article><h2><a href="${live.path}">${live.title}</a></h2><ul>${[1, 2, 3].map((n) => `<li><time>14:0${n}</time> <a href="${live.path}#u${n}">The harbour master speaks of the worst night in years, update ${n}</a></li>`).join("")}</ul></article>${all(6, (p) => `<article><h2><a href="${p.path}">${p.title}</a></h2><p>${p.text}</p></article>`)}</main>${FOOTER}</body></html>`;
  }),
  frontPage(
    "Arabic, from right to left",
    ({ pieces: all, others }) =>
      `${head("الميناء", "ar")}<body dir="rtl"><nav><a href="/w">العالم</a></nav><main>${all(7, (p, n) => `<div><a href="${p.path}"><img src="${p.image}"><h3>${EVENTS_AR[n % 3]} ${n}</h3></a><span>منذ ساعة</span></div>`)}</main><div><h3>الأكثر قراءة</h3><div>${others(4, (p, n) => `<div><a href="${p.path}"><h3>${EVENTS_AR[n % 3]} قديم ${n}</h3></a></div>`)}</div></div></body></html>`,
  ),
  frontPage(
    "a Chinese list with days",
    ({ pieces: all }) =>
      `${head("港口日报", "zh")}<body><div><a href="/gn/">国内</a><a href="/gj/">国际</a></div><ul>${all(12, (p, n) => `<li><a href="${p.path}">市政府宣布新大桥建设计划第${n}期</a><span>2026-11-${10 + n}</span></li>`)}</ul><div><a href="/about/">关于我们</a></div></body></html>`,
    (n) => `/2026/1130/c${n}.htm`,
  ),
  frontPage(
    "partners' content under a heading, and in the row",
    ({ pieces: all, others }) =>
      `${head("Argus")}<body>${NAV}<main><div>${all(4, (p) => `<article><a href="${p.path}"><img src="${p.image}"><h3>${p.title}</h3></a></article>`)}${others(1, (p) => `<article><a href="${p.path}"><img src="${p.image}"><h3>${p.title}</h3></a><p>Sponsored by Acme Bank</p></article>`)}${all(4, (p) => `<article><a href="${p.path}"><img src="${p.image}"><h3>${p.title}</h3></a></article>`)}</div><div><h4>From our partners</h4><div>${others(3, (p) => `<article><a href="${p.path}"><img src="${p.image}"><h3>${p.title}</h3></a></article>`)}</div></div></main>${FOOTER}</body></html>`,
  ),
  frontPage(
    "a newsroom of a firm: short headlines",
    ({ pieces: all }) =>
      `${head("Acme newsroom")}<body><header><a href="/">Acme</a><nav><a href="/products">Products</a></nav></header><main><h1>Newsroom</h1><div>${all(5, (p, n) => `<div><span>${["March", "April", "May", "June", "July"][n]} ${n + 3}, 2026</span><h2><a href="${p.path}">${p.title.split(" ").slice(0, 2).join(" ")}</a></h2><p>${p.text}</p><a href="${p.path}">Read the full release</a></div>`)}</div><div><h2>Press contact</h2><p>press@acme.example or +1 555 0100, on weekdays from nine to five.</p></div></main><footer><a href="/legal">Legal</a></footer></body></html>`,
  ),
  frontPage(
    "a list of headlines in brief beside the teasers, menus and a foot of divs",
    ({ pieces: all }) => {
      const menu = (words: readonly string[]) =>
        words
          .map((w) => `<li><h4><a href="/${w.toLowerCase().replaceAll(" ", "-")}">${w}</a></h4></li>`)
          .join("");
      return `${head("Gazetteer")}<body><div id="a"><ul>${menu(["World news and politics", "Money and the markets", "Sport and all results", "Arts and late nights"])}</ul></div><div id="b"><div>${all(4, (p) => `<div><a href="${p.path}"><img src="${p.image}"></a><h3><a href="${p.path}">${p.title}</a></h3><p>${p.text}</p></div>`)}</div><div><h2>In brief</h2><ul>${all(6, (p) => `<li><a href="${p.path}">${p.title}</a></li>`)}</ul></div><div>${all(4, (p) => `<div><a href="${p.path}"><img src="${p.image}"></a><h3><a href="${p.path}">${p.title}</a></h3><p>${p.text}</p></div>`)}</div></div><div id="c"><ul>${menu(["Terms and conditions of use", "Who we are and why", "Privacy policy and cookies", "Complaints and corrections page"])}</ul></div></body></html>`;
    },
  ),
  frontPage(
    "headings alone in a second row, boxes of writers and events",
    ({ pieces: all, others }) =>
      `${head("Ledger of Ardmore")}<body><div role="banner"><a href="/">Ledger</a></div><main><div>${all(6, (p) => `<div><a href="${p.path}"><img src="${p.image}"></a><h3><a href="${p.path}">${p.title}</a></h3></div>`)}</div><div>${all(5, (p) => `<div><h4><a href="${p.path}">${p.title}</a></h4></div>`)}</div><div><h2>Columnists</h2>${others(4, (_p, n) => `<div><img src="/faces/f${n}.jpg"><h4><a href="/columnists/jo-${n}">Jo Marie Dale</a></h4></div>`)}</div></main>${FOOTER}</body></html>`,
  ),
  frontPage(
    "figures with their headline in the caption, a slide show of two",
    ({ pieces: all, others }) =>
      `${head("Panorama")}<body>${NAV}<main><div>${all(2, (p) => `<div><a href="${p.path}"><img src="${p.image}" alt="${p.title}"><span>${p.title}</span></a></div>`)}</div><div>${all(6, (p) => `<figure><a href="${p.path}"><img src="${p.image}"></a><figcaption><a href="${p.path}">${p.title}</a></figcaption></figure>`)}</div></main><div><h3>Latest comments</h3><ul>${others(4, (p) => `<li><a href="${p.path}#comment-7">Jo: I have always said that this would come</a> <span>2 minutes ago</span></li>`)}</ul></div>${FOOTER}</body></html>`,
  ),
  frontPage(
    "a ticker in an ordered list, four related links to each teaser",
    ({ pieces: all, others }) =>
      `${head("Mercury")}<body>${NAV}<main><div>${all(6, (p) => `<article><h2><a href="${p.path}">${p.title}</a></h2><p>${p.text}</p><ul>${others(4, (r) => `<li><a href="${r.path}">${r.title}</a></li>`)}</ul></article>`)}</div><div><h3>Ticker</h3><ol>${all(8, (p) => `<li><span>${p.clock}</span> <a href="${p.path}">${p.title}</a></li>`)}</ol></div></main>${FOOTER}</body></html>`,
  ),
  frontPage("minutes of a parish council: headlines that hold their dates", ({ pieces: all }) => {
    return `${head("Gemeinde", "de")}<body><ul><li><a href="/rathaus">Rathaus</a></li></ul><h1>Sitzungen</h1>${all(6, (p, n) => `<div><h3><a href="${p.path}">Sitzung vom ${n + 10}.11.2026</a></h3><p>Montag, ${n + 10}. November 2026</p><p>${p.text}</p></div>`)}</body></html>`;
  }),
];
