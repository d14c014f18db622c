import { type Document, DomHandler } from "domhandler";
import { type Handler, Parser } from "htmlparser2";

/** What every one of 1,171 real pages stayed under. */
export const PAGE_LIMITS = { bytes: 3_000_000, depth: 256, elements: 50_000 } as const;

/** Open tags at which reading stops even when flattening: the parser's own stack is quadratic. */
const MAX_OPEN = 2000;

export interface ParseLimits {
  readonly depth: number;
  readonly elements: number;
  /** `refuse` gives up on the document; `flatten` leaves out the tags past a limit and keeps their text. */
  readonly over: "refuse" | "flatten";
}

/**
 * Parses HTML into a tree that is never deeper or larger than the limits, so that what walks it can be
 * recursive. Linear in the input.
 *
 * @returns the tree, or the limit that the document went over
 */
export function parseHtml(html: string, limits: ParseLimits): Document | "depth" | "elements" {
  const handler = new DomHandler();
  const guard = limitTags(handler, limits, () => parser.pause());
  const parser: Parser = new Parser(guard.handler, { decodeEntities: true, lowerCaseTags: true });
  parser.end(html);
  return guard.refusal() ?? handler.root;
}

/** Passes everything on to `handler` but the tags that are past a limit. */
function limitTags(handler: DomHandler, limits: ParseLimits, stop: () => void) {
  let elements = 0;
  let refused: "depth" | "elements" | undefined;
  /** For each open tag, whether the tree has it. */
  const open: boolean[] = [];
  let depth = 0;
  const over = () => (depth >= limits.depth ? "depth" : elements >= limits.elements ? "elements" : undefined);
  const guarded: Partial<Handler> = {
    onparserinit: (parser) => handler.onparserinit(parser),
    onreset: () => handler.onreset(),
    onend: () => handler.onend(),
    onerror: (error) => handler.onerror(error),
    ontext: (text) => handler.ontext(text),
    onopentag: (name, attributes) => {
      if (refused) return;
      const limit = over();
      if (limit && limits.over === "refuse") {
        refused = limit;
        stop();
        return;
      }
      open.push(!limit);
      if (open.length > MAX_OPEN) return stop();
      if (limit) return;
      elements++;
      depth++;
      handler.onopentag(name, attributes);
    },
    onclosetag: () => {
      if (refused || !open.pop()) return;
      depth--;
      handler.onclosetag();
    },
  };
  return { handler: guarded, refusal: () => refused };
}
