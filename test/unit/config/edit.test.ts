// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${NAME} is what the YAML itself may hold
import { chmod, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { ConfigError } from "../../../src/config/config-error.ts";
import { appendSources, appendToFile } from "../../../src/config/edit.ts";
import { parseConfig } from "../../../src/config/load.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const added = { url: "https://new.example/feed" };

describe("appending a source", () => {
  test.each([
    {
      name: "a list of addresses",
      before:
        "# mine\ntitle: Wire  # short\n\nsources:\n  # the first\n  - https://a.example/feed   # good\n",
      after:
        "# mine\ntitle: Wire  # short\n\nsources:\n  # the first\n  - https://a.example/feed   # good\n  - https://new.example/feed\n",
    },
    {
      name: "a list that is followed by other keys and comments",
      before:
        "sources:\n  - id: a\n    url: https://a.example/\n    tags:\n      - x\n  # - https://off.example/\n\n# below\nserve:\n  port: 1\n",
      after:
        "sources:\n  - id: a\n    url: https://a.example/\n    tags:\n      - x\n  - https://new.example/feed\n  # - https://off.example/\n\n# below\nserve:\n  port: 1\n",
    },
    {
      name: "a list without indentation",
      before: "sources:\n- https://a.example/\ntitle: x\n",
      after: "sources:\n- https://a.example/\n- https://new.example/feed\ntitle: x\n",
    },
    {
      name: "a file that ends without a line end",
      before: "sources:\n  - https://a.example/",
      after: "sources:\n  - https://a.example/\n  - https://new.example/feed\n",
    },
    {
      name: "line ends of Windows",
      before: "sources:\r\n  - https://a.example/\r\ntitle: x\r\n",
      after: "sources:\r\n  - https://a.example/\r\n  - https://new.example/feed\r\ntitle: x\r\n",
    },
    {
      name: "a list in brackets",
      before: "sources: [https://a.example/, ] # both\n",
      after: 'sources: [https://a.example/, "https://new.example/feed", ] # both\n',
    },
    {
      name: "an empty list in brackets",
      before: "sources: []\ntitle: x\n",
      after: 'sources: ["https://new.example/feed"]\ntitle: x\n',
    },
    {
      name: "a key with nothing after it",
      before: "sources: # none yet\ntitle: x\n",
      after: "sources: # none yet\n  - https://new.example/feed\ntitle: x\n",
    },
    {
      name: "a file without the key",
      before: "title: x\n# end",
      after: "title: x\n# end\nsources:\n  - https://new.example/feed\n",
    },
    { name: "an empty file", before: "", after: "sources:\n  - https://new.example/feed\n" },
    {
      name: "a last source with a folded text",
      before: "sources:\n  - url: https://a.example/\n    name: >-\n      long\n      name\n\ntitle: x\n",
      after:
        "sources:\n  - url: https://a.example/\n    name: >-\n      long\n      name\n  - https://new.example/feed\n\ntitle: x\n",
    },
    {
      name: "variables in braces",
      before: "serve: { token: ${TOKEN} }\nsources:\n  - { url: https://a.example/, headers: { X: ${A} } }\n",
      after:
        "serve: { token: ${TOKEN} }\nsources:\n  - { url: https://a.example/, headers: { X: ${A} } }\n  - https://new.example/feed\n",
    },
    {
      name: "a document with its end marked",
      before: "---\ntitle: x\n...\n",
      after: "---\ntitle: x\nsources:\n  - https://new.example/feed\n...\n",
    },
  ])("keeps $name as it was", ({ before, after }) => {
    expect(appendSources("lede.yaml", before, [added])).toBe(after);
  });

  test.each([
    { name: "Ümläute & Co: daily", tags: ["world"] },
    { name: "- dash", tags: ["a, b", "c: d", "#e"] },
    { name: "yes", tags: [] },
    { name: 'quoted "name" \\ here', tags: [] },
    { name: "costs ${NOTHING}", tags: ["${TAG}"] },
    { name: "[brackets] {braces}", tags: ["true", "12"] },
  ])("writes the name '$name' so that it is read back", async ({ name, tags }) => {
    const url = "https://new.example/feed?a=1&b=%20c#top";
    for (const before of ["sources:\n  - https://a.example/\n", "sources: [https://a.example/]\n"]) {
      const text = appendSources("lede.yaml", before, [{ url, name, tags }]);
      const config = await parseConfig("lede.yaml", text, {});
      expect(config.sources[1]).toMatchObject({ url, name, tags });
    }
  });

  test("appends several at once", () => {
    const text = appendSources("lede.yaml", "sources:\n    - https://a.example/\n", [
      { url: "https://b.example/", name: "B" },
      added,
    ]);
    expect(text).toBe(
      "sources:\n    - https://a.example/\n    - url: https://b.example/\n      name: B\n    - https://new.example/feed\n",
    );
  });

  test.each([
    { name: "a list by alias", text: "x: &a [https://a.example/]\nsources: *a\n" },
    { name: "a mapping where the list should be", text: "sources: { a: b }\n" },
    { name: "the whole file in braces", text: "{ title: x, sources: [] }\n" },
    { name: "broken YAML", text: "sources: [\n" },
  ])("refuses $name", ({ text }) => {
    expect(() => appendSources("lede.yaml", text, [added])).toThrow(ConfigError);
  });

  test("makes the file that is not there, and leaves the rights of one that is", async () => {
    const file = path.join(await temporaryFolder(), "lede.yaml");
    await appendToFile(file, [added]);
    expect(await readFile(file, "utf8")).toBe("sources:\n  - https://new.example/feed\n");
    await writeFile(file, "title: x\n");
    await chmod(file, 0o640);
    await appendToFile(file, [added]);
    expect(await readFile(file, "utf8")).toBe("title: x\nsources:\n  - https://new.example/feed\n");
    expect((await stat(file)).mode & 0o777).toBe(0o640);
  });
});
