import { describe, expect, test } from "vitest";
import { parseConfig } from "../../../src/config/load.ts";

const SOURCES = "sources: [https://a.example/feed]";
const mistakes = async (...lines: string[]): Promise<string[]> =>
  parseConfig("/lede.yaml", [...lines, SOURCES].join("\n"), { LEDE_TOKEN: "s3cret word" }).then(
    () => [],
    (error: { mistakes: readonly { message: string }[] }) => error.mistakes.map(({ message }) => message),
  );

describe("output.page", () => {
  test.each([
    { name: "a section that is no feed", page: "{ sections: [tech] }", says: 'no feed has the id "tech"' },
    {
      name: "a slip",
      page: "{ sections: [caost] }",
      says: 'no feed has the id "caost": did you mean "coast"?',
    },
    { name: "a section twice", page: "{ sections: [coast, coast] }", says: '"coast" stands there already' },
    { name: "the main feed", page: "{ sections: [main] }", says: 'no feed has the id "main"' },
    { name: "other pictures", page: "{ pictures: few }", says: "must be all, lead or none" },
    { name: "no story in full", page: "{ full: 0 }", says: "1" },
  ])("refuses $name", async ({ page, says }) => {
    const found = await mistakes("feeds: [{ id: coast }]", `output: { page: ${page} }`);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(says);
  });

  test("refuses a digest as a section", async () => {
    const found = await mistakes(
      'feeds: [{ id: morning, digest: { at: ["07:00"] } }]',
      "output: { page: { sections: [morning] } }",
    );
    expect(found[0]).toContain("is a digest");
  });

  test("takes what is right, and has its defaults", async () => {
    const yaml = `feeds: [{ id: coast }]\noutput: { page: { sections: [coast], pictures: lead } }\n${SOURCES}`;
    const config = await parseConfig("/lede.yaml", yaml, {});
    expect(config.output.page).toEqual({ sections: ["coast"], pictures: "lead", full: 12 });
  });
});

describe("hubs of a private wire", () => {
  const hubs = "websub: { hubs: [https://hub.example/] }";
  const token = "serve: { token: s3cret }";
  test.each([
    { name: "its token in the path", lines: ["link: https://wire.example/t/s3cret/", token, hubs] },
    { name: "its token in the query", lines: ["link: https://wire.example/?key=s3cret", token, hubs] },
    { name: "a password", lines: ["link: https://me:pass@wire.example/", hubs] },
    {
      name: "its token, encoded, from the environment",
      lines: ["link: https://wire.example/t/s3cret%20word/", `serve: { token: "\${LEDE_TOKEN}" }`, hubs],
    },
  ])("are refused where link holds $name", async ({ lines }) => {
    expect((await mistakes(...lines))[0]).toContain("every hub would be told");
  });
  test.each([
    { name: "no hub", lines: ["link: https://wire.example/t/s3cret/", token] },
    { name: "no token in link", lines: ["link: https://wire.example/", token, hubs] },
    { name: "a path like one", lines: ["link: https://wire.example/t/open/", hubs] },
  ])("are taken with $name", async ({ lines }) => expect(await mistakes(...lines)).toEqual([]));
});
