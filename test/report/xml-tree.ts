import sax from 'sax';

export interface Node {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Node[];
  text: string;
}

/** What XML 1.0 allows: https://www.w3.org/TR/xml/#charsets. The parser lets everything pass. */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Parses strictly; throws for anything that is not well-formed XML 1.0. */
export function parseXml(xml: string): Node {
  const parser = sax.parser(true);
  const root: Node = { name: '', attributes: {}, children: [], text: '' };
  const open: Node[] = [root];
  parser.onerror = (error) => {
    throw error;
  };
  const pure = (text: string): string => {
    if (FORBIDDEN.test(text)) throw new Error(`forbidden character in ${JSON.stringify(text)}`);
    return text;
  };
  pure(xml);
  parser.onopentag = ({ name, attributes }) => {
    const node = { name, attributes: attributes as Record<string, string>, children: [], text: '' };
    Object.values(node.attributes).forEach(pure);
    open.at(-1)!.children.push(node);
    open.push(node);
  };
  parser.ontext = (text) => {
    open.at(-1)!.text += pure(text);
  };
  parser.onclosetag = () => void open.pop();
  parser.write(xml).close();
  return root.children[0]!;
}
