/** Paths that are written relative to the file that holds them. */
import { isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import { joinPath } from '../source/index.ts';
import { keyOf } from './draft.ts';
import { retext, textOf } from './edit.ts';

/** `./a/b` or `../a/b`: the way from a directory of the repository to a path of it. */
export function relativePath(from: string, path: string): string {
  const here = from === '' ? [] : from.split('/');
  const there = path === '' ? [] : path.split('/');
  let shared = 0;
  while (shared < here.length && shared < there.length && here[shared] === there[shared]) shared++;
  const way = [...here.slice(shared).map(() => '..'), ...there.slice(shared)];
  return way[0] === '..' ? way.join('/') : ['.', ...way].join('/');
}

/** The parts of a service, or a secret or config, that hold paths; rewritten for a file in the directory `to`. No aliases may be left in it. */
export function rebaseService(service: YAMLMap, from: string, to: string): void {
  if (from === to) return;
  const move = (node: unknown, onlyDotted = false): void => {
    const text = textOf(node);
    if (text === undefined || !isScalar(node)) return;
    const [, path = '', rest = ''] = onlyDotted ? (/^(\.{1,2}(?:\/[^:]*)?)(:.*)?$/s.exec(text) ?? []) : ['', text, ''];
    if (path === '' || /^[/~$]|^[a-z]+:\/\/|^git@/.test(path)) return;
    const inRepository = joinPath(from, path);
    if (inRepository !== undefined) retext(node, relativePath(to, inRepository) + rest);
  };
  const each = (node: unknown, work: (item: unknown) => void): void => {
    if (isSeq(node)) node.items.forEach(work);
    else work(node);
  };
  for (const pair of service.items) {
    const value = pair.value as Node | null;
    switch (keyOf(pair)) {
      case 'build':
        move(isMap(value) ? value.get('context', true) : value);
        break;
      case 'env_file':
      case 'label_file':
        each(value, (item) => move(isMap(item) ? item.get('path', true) : item));
        break;
      case 'volumes':
        each(value, (item) => move(isMap(item) ? item.get('source', true) : item, true));
        break;
      case 'file':
        move(value);
        break;
      case 'extends':
        move(isMap(value) ? value.get('file', true) : undefined);
    }
  }
}
