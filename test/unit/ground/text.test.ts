import { expect, test } from "vitest";
import { plainText, shorten } from "../../../src/ground/text.ts";

test.each([
  { name: "paragraphs as one line", html: "<p>One.</p>\n<p>Two.</p>", text: "One. Two." },
  { name: "inline markup without gaps", html: "un<b>believ</b>able", text: "unbelievable" },
  { name: "entities once", html: "R&amp;D &lt;b&gt; caf&eacute; &#8217;", text: "R&D <b> café ’" },
  { name: "nothing of scripts and styles", html: "a<script>x()</script><style>p{}</style> b", text: "a b" },
  { name: "nothing of comments", html: "a<!-- hidden --> b", text: "a b" },
  { name: "a less-than sign in prose", html: "1 < 2", text: "1 < 2" },
  {
    name: "the text behind a picture that is part of the document",
    html: `<p><img src="data:image/png;base64,${"A".repeat(60_000)}"></p><p>The ferry is back.</p>`,
    text: "The ferry is back.",
  },
  {
    name: "the text behind many pictures and much style",
    html: `${'<img srcset="a 1x" alt="x">'.repeat(2000)}<style>${"p{color:red}".repeat(2000)}</style>The ferry.`,
    text: "The ferry.",
  },
  {
    name: "no title of a document that a newsletter brings along",
    html: "<html><head><title>Issue 12</title><style>p{}</style></head><body><p>The ferry.</p></body></html>",
    text: "The ferry.",
  },
  {
    name: "nothing of a title between styles",
    html: "<style>a{}</style><title>Issue 12</title><div>The ferry.</div>",
    text: "The ferry.",
  },
  {
    name: "no hidden words",
    html: '<div style="max-height:0;display: none">Preview</div><p>The ferry.</p>',
    text: "The ferry.",
  },
  {
    name: "no words for those who cannot hear",
    html: "<audio controls><source src=x>Your browser is old.</audio>The ferry.",
    text: "The ferry.",
  },
  {
    name: "a comparison in a quoted value as no tag's end",
    html: '<img alt="5 > 3" src="x">The ferry.',
    text: "The ferry.",
  },
  { name: "no instructions", html: "<?xml version='1.0'?><!DOCTYPE html>The ferry.", text: "The ferry." },
  { name: "text in elements that nobody knows", html: "<x-y>The ferry</x-y> sails", text: "The ferry sails" },
  { name: "text after a title without an end", html: "<title>The ferry", text: "The ferry" },
  { name: "nothing of a tag that never ends", html: "a <img src=x", text: "a" },
  {
    name: "a formula that is written twice",
    html: '<p>a <span class="katex"><span class="katex-mathml"><math><mi>h</mi></math></span><span class="katex-html" aria-hidden="true">h</span></span> b</p>',
    text: "a h b",
  },
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

test.each([
  { name: "elements without text", html: "<b></b>".repeat(100_000) },
  { name: "titles without an end", html: "<title>".repeat(100_000) },
  { name: "quotes without an end", html: '<b a=">'.repeat(100_000) },
  { name: "comments without an end", html: "<!--".repeat(100_000) },
])("comes to an end with $name", ({ html }) => {
  expect(plainText(html, 600).length).toBeLessThanOrEqual(600);
});
