/** `swarm-lint explain CHECK` */
import { explain } from '../docs/explain.ts';
import { styleOf } from '../report/style.ts';
import { wrap } from '../report/wrap.ts';
import { knownCheck } from './known-check.ts';
import { lookOf } from './look.ts';
import { EXIT, type Streams } from './streams.ts';

export function runExplain(
  id: string,
  flags: { readonly color: boolean; readonly ascii: boolean },
  streams: Streams,
): number {
  const { rule, check } = knownCheck(id);
  const style = styleOf(lookOf(streams, flags));
  const lines = explain(rule, check).flatMap((part) => {
    const { text } = part;
    if (part.kind === 'heading') return [style.bold(style.safe(text))];
    if (part.kind === 'code')
      return text.split('\n').map((line) => `  ${style.dim(style.safe(line.replaceAll('\t', '  ')))}`.trimEnd());
    return wrap(style.safe(text), style.width);
  });
  streams.out(`${lines.join('\n')}\n`);
  return EXIT.clean;
}
