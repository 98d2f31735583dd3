/** Whether a `.dockerignore` keeps a file out of the build context (https://docs.docker.com/build/concepts/context/#dockerignore-files). */
import { directoryOf, type Span } from '../../source/index.ts';
import type { Facts, Image } from '../model.ts';

/** The line that keeps the path out; the last one that matches decides, and `!` takes back. A folder that is kept out takes its files along. */
export function ignoredBy(path: string, image: Image, { ignoreFiles }: Facts): Span | undefined {
  const context = image.context ?? directoryOf(image.dockerfile);
  const names = [`${image.dockerfile}.dockerignore`, context === '' ? '.dockerignore' : `${context}/.dockerignore`];
  const file = names
    .map((name) => ignoreFiles.find((one) => one.kind === 'docker' && one.path === name))
    .find((one) => one !== undefined);
  const inside = context === '' ? path : path.startsWith(`${context}/`) ? path.slice(context.length + 1) : undefined;
  if (!file || inside === undefined) return undefined;
  let line: Span | undefined;
  for (const { raw, at } of file.patterns) {
    const back = raw.startsWith('!');
    if (expressionOf(back ? raw.slice(1) : raw).test(inside)) line = back ? undefined : at;
  }
  return line;
}

function expressionOf(pattern: string): RegExp {
  const clean = pattern
    .trim()
    .replace(/^(\.?\/)+/, '')
    .replace(/(?<!\/)\/+$/, '');
  const text = clean
    .split('/')
    .map((part) =>
      part === '**'
        ? '(?:[^/]+/)*'
        : `${part
            .replace(/[.+^${}()|\\]/g, '\\$&')
            .replaceAll('**', '\u0000')
            .replaceAll('*', '[^/]*')
            .replaceAll('?', '[^/]')
            .replaceAll('\u0000', '.*')}/`,
    )
    .join('')
    .replace(/\/$/, '');
  try {
    return new RegExp(`^${text}(?:/.*)?$`);
  } catch {
    // A character class that is no valid one matches nothing.
    return /^(?!)/;
  }
}
