import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { z } from "zod";

const played = z.strictObject({
  url: z.string(),
  type: z.string(),
  /** Absent: no output says how large it is, and RSS says 0. */
  bytes: z.number().optional(),
  seconds: z.number().optional(),
});

const story = z.strictObject({
  title: z.string().optional(),
  "title starts": z.string().optional(),
  url: z.string().optional(),
  "url contains": z.string().optional(),
  date: z.coerce.date().optional(),
  byline: z.string().optional(),
  /** `none`: no output has one. */
  summary: z.string().optional(),
  "summary starts": z.string().optional(),
  categories: z.array(z.string()).optional(),
  /** The picture that stands for the story; `none`: no output has one. */
  picture: z.string().optional(),
  "picture contains": z.string().optional(),
  /** How many pictures the source's own text shows. */
  "pictures in text": z.number().optional(),
  /** Words of the text, as a reader sees them. */
  text: z.array(z.string()).optional(),
  /** HTML of the text. */
  markup: z.array(z.string()).optional(),
  /** What no output may hold anywhere. */
  never: z.array(z.string()).optional(),
  /** Sound and film that can be played. */
  plays: z.array(played).optional(),
});

export type ExpectedStory = z.infer<typeof story>;

const expectation = z.strictObject({ producer: z.string(), stories: z.array(story).min(1) });

/** What is published of one producer's document. @throws where the file says something that nobody checks */
export async function readExpectation(file: string): Promise<z.infer<typeof expectation>> {
  return expectation.parse(parse(await readFile(file, "utf8")));
}
