/** `swarm-lint explain CHECK…` */
import { partsMarkdown } from '../docs/parts-markdown.ts';
import { explanation } from '../report/explanation.ts';
import { styleOf } from '../report/style.ts';
import { knownFormat } from './choices.ts';
import { lookOf } from './look.ts';
import { EXIT, type Streams } from './streams.ts';
import { type Topic, topicOf } from './topic.ts';

interface Flags {
  readonly format: string;
  readonly color: boolean;
  readonly ascii: boolean;
}

const printers: Readonly<Record<string, (topics: readonly Topic[], flags: Flags, streams: Streams) => string>> = {
  text: (topics, flags, streams) => {
    const style = styleOf(lookOf(streams, flags));
    const between = `\n${style.dim(style.symbols.rule.repeat(Math.min(style.width, 100)))}\n\n`;
    return topics.map(({ parts }) => `${explanation(parts, style).join('\n')}\n`).join(between);
  },
  markdown: (topics) => topics.map(({ parts }) => `${partsMarkdown(parts, '#')}\n`).join('\n'),
  /** One topic is an object, several are a list. */
  json: (topics) =>
    `${JSON.stringify(topics.length === 1 ? topics[0]!.data : topics.map(({ data }) => data), null, 2)}\n`,
};

export function runExplain(names: readonly string[], flags: Flags, streams: Streams): number {
  const print = printers[knownFormat(flags.format, Object.keys(printers))]!;
  streams.out(print([...new Set(names)].map(topicOf), flags, streams));
  return EXIT.clean;
}
