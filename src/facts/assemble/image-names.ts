/** Names of images, as stack files and builds write them: which of them mean the same. */
import type { Scalar } from '../compose.ts';

/** The name of an image without tag and digest, in lower case, with `*` for what a variable decides. */
export const namePattern = (image: Scalar): string =>
  namePatternOfText(image.parts.map((part) => (typeof part === 'string' ? part : (part.value ?? '${x}'))).join(''));

export function namePatternOfText(text: string): string {
  const starred = text
    .replace(/\$\{\{[^{}]*\}\}|\$\{[^}]{0,1000}\}|\$\([^)]{0,1000}\)|\$[A-Za-z_]\w*/g, '*')
    .toLowerCase();
  const slash = starred.lastIndexOf('/');
  const [name] = starred.slice(slash + 1).split(/[:@]/);
  return starred.slice(0, slash + 1) + (name ?? '');
}

/** `$REGISTRY/$PROJECT:$TAG` and `"${REGISTRY}/${PROJECT}:${TAG}"` are the same name; absent where no variable hides it. */
export const writtenName = (text: string): string | undefined =>
  /\$[A-Za-z_{]/.test(text) && !/\$\{\{|\$\(/.test(text)
    ? text.replace(/^(["'])(.*)\1$/, '$2').replace(/\$([A-Za-z_]\w*)/g, '${$1}')
    : undefined;

/** Compared from the right, segment by segment; a wildcard matches any one segment, and the last one must be known on both sides. */
export function namesMatch(one: string, other: string): boolean {
  const left = withoutRegistry(one);
  const right = withoutRegistry(other);
  const [last, otherLast] = [left.at(-1), right.at(-1)];
  if (last === undefined || otherLast === undefined || last.includes('*') || otherLast.includes('*')) return false;
  for (let back = 1; back <= Math.min(left.length, right.length); back++) {
    const a = left.at(-back)!;
    const b = right.at(-back)!;
    if (a !== b && !a.includes('*') && !b.includes('*')) return false;
  }
  return true;
}

function withoutRegistry(name: string): readonly string[] {
  const segments = name.split('/').filter(Boolean);
  return segments.length > 1 && /[.:]|^localhost$/.test(segments[0]!) ? segments.slice(1) : segments;
}
