import type { Failure } from "../model/failure.ts";
import type { Invocation } from "./command.ts";

/** A failure as the result of a command: its sentence on stderr, or its object on stdout for a machine. */
export function reportFailure(
  { code, message, remedy }: Failure,
  { json, print }: Invocation,
  more: Readonly<Record<string, unknown>> = {},
): 1 {
  if (json) print(JSON.stringify({ failure: { code, message, remedy }, ...more }));
  else process.stderr.write(`lede: ${inWords({ code, message, remedy })}\n`);
  return 1;
}

/** What happened and what can be done, each as a sentence. */
export function inWords({ code, message, remedy }: Pick<Failure, "code" | "message" | "remedy">): string {
  return `${code}: ${message}${/[.!?]$/.test(message) ? "" : "."} ${remedy.charAt(0).toUpperCase()}${remedy.slice(1)}`;
}
