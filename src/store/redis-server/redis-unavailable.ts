/** No Redis can be had. The message says why, the remedy what a person can do. */
export class RedisUnavailable extends Error {
  override readonly name = "RedisUnavailable";
  readonly code = "REDIS_UNAVAILABLE";
  readonly remedy: string;
  constructor(message: string, remedy: string, cause?: unknown) {
    super(`${message} ${remedy}`, { cause });
    this.remedy = remedy;
  }
}
