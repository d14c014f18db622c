/** The parts of a V8 CPU profile that are read here. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  readonly samples?: readonly number[];
  readonly timeDeltas?: readonly number[];
}

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  readonly children?: readonly number[];
}

/** Where the CPU time of a profile went. */
export interface Shares {
  /** ms, without idleness. */
  readonly totalMs: number;
  /** Part of the program -> ms, largest first. */
  readonly parts: ReadonlyMap<string, number>;
  /** Function and place -> ms of its own, largest first. */
  readonly functions: ReadonlyMap<string, number>;
}

const IDLE = ["(idle)", "(root)"];

/**
 * Shares time out among parts of the program: a sample belongs to the part that names the frame nearest to its leaf.
 *
 * @param partOf what a file belongs to; undefined: whatever called it
 */
export function sharesOf(profile: CpuProfile, partOf: (url: string) => string | undefined): Shares {
  const { nodes, samples = [], timeDeltas = [] } = profile;
  const parents = new Map(
    nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node] as const)),
  );
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parts = new Map<string, number>();
  const functions = new Map<string, number>();
  let totalMs = 0;
  for (const [n, id] of samples.entries()) {
    const node = byId.get(id);
    if (!node || IDLE.includes(node.callFrame.functionName)) continue;
    const ms = Math.max(0, timeDeltas[n] ?? 0) / 1_000;
    totalMs += ms;
    add(parts, partOfNode(node, parents, partOf), ms);
    add(functions, place(node), ms);
  }
  return { totalMs, parts: largestFirst(parts), functions: largestFirst(functions) };
}

function partOfNode(
  leaf: ProfileNode,
  parents: ReadonlyMap<number, ProfileNode>,
  partOf: (url: string) => string | undefined,
): string {
  for (let node: ProfileNode | undefined = leaf; node; node = parents.get(node.id)) {
    const part = partOf(node.callFrame.url);
    if (part !== undefined) return part;
  }
  // V8's own: "(garbage collector)", "(program)"; or Node's event loop.
  return leaf.callFrame.functionName.startsWith("(") ? leaf.callFrame.functionName.slice(1, -1) : "node";
}

function place({ callFrame: { functionName, url, lineNumber } }: ProfileNode): string {
  const file = url.replace(/^.*?\/(node_modules|src|workers|test)\//, "$1/");
  return `${functionName || "(anonymous)"} ${file}${file ? `:${lineNumber + 1}` : ""}`;
}

function add(to: Map<string, number>, key: string, ms: number): void {
  to.set(key, (to.get(key) ?? 0) + ms);
}

function largestFirst(map: ReadonlyMap<string, number>): Map<string, number> {
  return new Map([...map].sort((a, b) => b[1] - a[1]));
}
