/** A string or number that the compiler keeps apart from others of its kind: a story's id is no article's id. */
export type Branded<T, Name extends string> = T & { readonly __brand?: Name };

/** An instant: milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = number;

export type SourceId = Branded<string, "SourceId">;
/** A ULID: 26 characters, ordered by the moment it was made. */
export type ArticleId = Branded<string, "ArticleId">;
/** A ULID. Fixed when the story is made; a story that merged into an older one redirects to it. */
export type StoryId = Branded<string, "StoryId">;
/** `main`, or the `id` of a further feed in the YAML. */
export type FeedId = Branded<string, "FeedId">;
