import { expect, test } from "vitest";
import { plainText, shorten } from "../../../src/ground/text.ts";

test.each([
  { name: "paragraphs as one line", html: "<p>One.</p>\n<p>Two.</p>", text: "One. Two." },
  { name: "inline markup without gaps", html: "un<b>believ</b>able", text: "unbelievable" },
  { name: "entities once", html: "R&amp;D &lt;b&gt; caf&eacute; &#8217;", text: "R&D <b> café ’" },
  { name: "nothing of scripts and styles", html: "a<script>x()</script><style>p{}</style> b", text: "a b" },
  { name: "nothing of comments", html: "a<!-- hidden --> b", text: "a b" },
  { name: "a less-than sign in prose", html: "1 < 2", text: "1 < 2" },
  { name: "nothing of a tag that never ends", html: "a <img src=x", text: "a" },
])("reads $name", ({ html, text }) => {
  expect(plainText(html, 500)).toBe(text);
});

test("shortens at a word and says so", () => {
  expect(shorten("The ferry is back in the harbour", 16)).toBe("The ferry is…");
  expect(shorten("short", 16)).toBe("short");
});

test("never cuts a character in two", () => {
  expect(shorten("😀😀😀😀", 4)).toBe("😀…");
});
