/** XML with places: elements as they stand in the text. Nothing outside the file is ever fetched, and no entity but the five of XML is replaced. */
import sax from 'sax';

export interface XmlElement {
  /** Without a namespace prefix. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Its own text, trimmed. */
  readonly text: string;
  readonly children: readonly XmlElement[];
  /** Offsets: of `<`, and behind the closing `>`. */
  readonly start: number;
  readonly end: number;
}

interface Open {
  readonly name: string;
  readonly attributes: Record<string, string>;
  text: string;
  readonly children: XmlElement[];
  readonly start: number;
}

const deepest = 200;
const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** The root element, or where and why the text is not XML. */
export function parseXml(text: string): XmlElement | { readonly problem: string; readonly offset: number } {
  const parser = sax.parser(true, { position: true });
  const open: Open[] = [];
  let root: XmlElement | undefined;
  let problem: { problem: string; offset: number } | undefined;
  const fail = (why: string): void => {
    problem ??= { problem: why, offset: Math.min(Math.max(parser.position - 1, 0), text.length) };
  };
  parser.onerror = (error) => {
    fail(error.message.split('\n')[0]!.toLowerCase());
    parser.resume();
  };
  parser.onopentag = ({ name, attributes }) => {
    if (open.length > deepest) fail('nested too deeply');
    const entries = Object.entries(attributes).map(([key, value]) => [local(key), String(value)] as const);
    open.push({
      name: local(name),
      attributes: Object.assign(Object.create(null), Object.fromEntries(entries)),
      text: '',
      children: [],
      start: Math.max(text.lastIndexOf('<', parser.position - 1), 0),
    });
  };
  const addText = (piece: string): void => {
    const around = open.at(-1);
    if (around) around.text += piece;
  };
  parser.ontext = addText;
  parser.oncdata = addText;
  parser.onclosetag = () => {
    const done = open.pop();
    if (!done) return;
    const element: XmlElement = { ...done, text: done.text.trim(), end: parser.position };
    const around = open.at(-1);
    if (around) around.children.push(element);
    else root ??= element;
  };
  try {
    parser.write(text.startsWith('\ufeff') ? ` ${text.slice(1)}` : text).close();
  } catch {
    fail('cannot be parsed');
  }
  return problem ?? root ?? { problem: 'holds no element', offset: 0 };
}

/** The first child of each name in turn. */
export function childOf(element: XmlElement | undefined, ...names: readonly string[]): XmlElement | undefined {
  let found = element;
  for (const name of names) found = found?.children.find((child) => child.name === name);
  return found;
}

export const childrenNamed = (element: XmlElement | undefined, name: string): readonly XmlElement[] =>
  (element?.children ?? []).filter((child) => child.name === name);
