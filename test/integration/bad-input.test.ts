import { expect, test } from "vitest";
import { fuzzHttp } from "../bench/fuzz/fuzz-http.ts";
import { fuzzYaml } from "../bench/fuzz/fuzz-yaml.ts";

// The short form of `npm run bench -- fuzz`: the same inputs at every run.
test.each([
  { name: "configurations", fuzz: fuzzYaml },
  { name: "answers of servers", fuzz: fuzzHttp },
])(
  "no bad $name end the program",
  async ({ fuzz }) => {
    expect(await fuzz({ inputs: 120, seed: 7 })).toMatchObject({ crashes: 0 });
  },
  120_000,
);
