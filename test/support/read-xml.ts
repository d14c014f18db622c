import { SaxesParser } from "saxes";

/** One element of a document that was read strictly. */
export interface XmlNode {
  /** Without its prefix. */
  readonly name: string;
  readonly uri: string;
  /** By name as written, prefix and all. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
  /** Of this element and all within. */
  readonly text: string;
}

interface OpenNode {
  name: string;
  uri: string;
  attributes: Record<string, string>;
  children: OpenNode[];
  text: string;
}

/** Reads XML 1.0 strictly, namespaces and all. @throws where it is not well-formed */
export function readXml(xml: string | Uint8Array): XmlNode {
  const parser = new SaxesParser({ xmlns: true });
  const root: OpenNode = { name: "", uri: "", attributes: {}, children: [], text: "" };
  const open = [root];
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ local, uri, attributes }) => {
    const values = Object.entries(attributes).map(([name, { value }]) => [name, value]);
    const node: OpenNode = {
      name: local,
      uri,
      attributes: Object.fromEntries(values),
      children: [],
      text: "",
    };
    open.at(-1)?.children.push(node);
    open.push(node);
  });
  const add = (text: string) => {
    for (const node of open) node.text += text;
  };
  parser.on("text", add);
  parser.on("cdata", add);
  parser.on("closetag", () => void open.pop());
  parser.write(typeof xml === "string" ? xml : Buffer.from(xml).toString("utf8")).close();
  const [document] = root.children;
  if (!document) throw new Error("no element");
  return document;
}

/** Every element of that name under the node, whatever its namespace, in document order. */
export function elementsOf(node: XmlNode | undefined, name: string): XmlNode[] {
  return (node?.children ?? []).flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...elementsOf(child, name),
  ]);
}

/** Their texts. */
export function textsOf(node: XmlNode | undefined, name: string): string[] {
  return elementsOf(node, name).map((element) => element.text);
}
