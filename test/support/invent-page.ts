const WORDS =
  "harbour council ferry bridge election river market school budget minister report winter station farmers court union museum engineers coast railway drought vote hospital teachers treaty storm".split(
    " ",
  );

/** Numbers that look random and are the same in every run. */
function sequence(seed: number): () => number {
  let state = seed * 2654435761 + 1;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}

/** A paragraph of invented news prose. */
export function inventParagraph(seed: number, sentences = 4): string {
  const next = sequence(seed);
  const word = () => WORDS[Math.floor(next() * WORDS.length)] as string;
  return Array.from(
    { length: sentences },
    () =>
      `The ${word()} of the ${word()} said on Monday that the ${word()}, after ${word()} and ${word()}, would ${word()} the ${word()}.`,
  ).join(" ");
}

/** A whole invented article page with the furniture that real ones have; `links` makes it as heavy as they are. */
export function inventPage(seed: number, links = 40): string {
  const teaser = (i: number) =>
    `<li class="teaser"><a href="/story/${i}"><img src="/t/${i}.jpg" alt=""><span>${inventParagraph(seed * 1000 + i, 1).slice(0, 70)}</span></a></li>`;
  const teasers = Array.from({ length: links }, (_, i) => teaser(i)).join("");
  const paragraphs = Array.from({ length: 14 }, (_, i) => `<p>${inventParagraph(seed * 100 + i)}</p>`).join(
    "",
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ferry ${seed} to run again | The Invented Herald</title>
<meta property="og:title" content="Ferry ${seed} to run again"><meta name="author" content="Ada Quill">
<meta property="article:published_time" content="2026-11-22T08:00:00Z"><script>${"var a=1;".repeat(2000)}</script></head>
<body><header><nav><ul>${teasers}</ul></nav></header><main><article><h1>Ferry ${seed} to run again</h1>
<p class="byline">By Ada Quill</p><figure><img src="/pier.jpg"><figcaption>The pier at dawn.</figcaption></figure>${paragraphs}
</article><aside class="related"><ul>${teasers}</ul></aside></main><footer><ul>${teasers}</ul></footer></body></html>`;
}
