import type { IncomingMessage, ServerResponse } from "node:http";
import { outputName, storyOf } from "./output-name.ts";
import type { OutputStore } from "./output-store.ts";
import type { RequestAccess } from "./request-access.ts";
import { sendFile } from "./send-file.ts";

/**
 * Most requests are for a file that is in memory already: those need nothing of a framework, whose routing and
 * hooks cost as much again as the answer. Whatever is not so plain is left to it.
 *
 * @param asksForStories someone wants to be asked before a story's page is given
 * @returns whether it answered
 */
export function createMemoryAnswer(store: OutputStore, access: RequestAccess, asksForStories: boolean) {
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    if (request.method !== "GET" && request.method !== "HEAD") return false;
    const name = outputName(access.rewrite(request));
    if (!name || (asksForStories && storyOf(name))) return false;
    const file = store.peek(name);
    if (!file || !access.allowed(request)) return false;
    sendFile(request, response, file);
    return true;
  };
}
