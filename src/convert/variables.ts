/** `${X}` in every value, as far as Swarm reads it in another way; and which variables somebody has to set. */
import { isMap, isScalar, isSeq, visit } from 'yaml';
import { interpolate } from '../readers/compose/interpolate.ts';
import { directoryOf, joinPath, span } from '../source/index.ts';
import { rewriteDollars } from './dollars.ts';
import { keyOf, resolve, slotsOf, valueAt } from './draft.ts';
import { retext, textOf } from './edit.ts';
import type { Job } from './job.ts';

export function translateVariables({ draft, tell }: Job): void {
  visit(draft.document, {
    Scalar: (key, node, ancestors) => {
      if (key === 'key' || typeof node.value !== 'string' || !node.value.includes('$')) return;
      const path = ancestors.flatMap((one) => ('key' in one && isScalar(one.key) ? [keyOf(one as never)] : []));
      if (path[0] === 'version') return;
      const { text, notes } = rewriteDollars(node.value);
      if (text === node.value) return;
      retext(node, text);
      for (const { reason, todo } of new Map(notes.map((note) => [note.reason, note])).values()) {
        tell({ kind: 'rewritten', path: path.join('.'), reason, ...(todo && { todo, loss: 'light' as const }), node });
        if (todo) node.comment ??= ` TODO: ${reason}`;
      }
    },
  });
}

/** Names without a default, in the order of the file. */
export function unsetVariables({ draft }: Job): readonly string[] {
  const names = new Set<string>();
  visit(draft.document, {
    Scalar: (key, node) => {
      if (key === 'key' || typeof node.value !== 'string' || !node.value.includes('$')) return;
      for (const part of interpolate(node.value, span('', 0, 0)).parts)
        if (typeof part !== 'string' && part.value === undefined) names.add(part.name);
    },
  });
  return [...names];
}

/** What the loader takes from no variable that is empty. */
const needed: Readonly<Record<string, RegExp>> = { image: /^$/, ports: /^$|:$/, volumes: /^:|::|:$/ };

/** Parts of services that are refused while their variables are empty. */
function refusedWithout(draft: Job['draft']): readonly string[] {
  const services = valueAt(draft, draft.root, 'services');
  if (!isMap(services)) return [];
  return slotsOf(draft, services).flatMap(({ key: name, value: service }) =>
    Object.entries(needed).flatMap(([key, pattern]) => {
      const value = valueAt(draft, service, key);
      const texts = (isSeq(value) ? value.items.map((item) => resolve(draft, item)) : [value]).map(textOf);
      const empty = texts.some((text) => text?.includes('$') && pattern.test(whenUnset(text)));
      return empty ? [`${name}.${key}`] : [];
    }),
  );
}

const whenUnset = (text: string): string =>
  interpolate(text, span('', 0, 0))
    .parts.map((part) => (typeof part === 'string' ? part : (part.value ?? '')))
    .join('');

/** Docker Compose reads `.env` beside the file; Swarm does not. */
export function tellOfEnvironment(job: Job): void {
  const { draft, request, tell } = job;
  const names = unsetVariables(job);
  const path = joinPath(directoryOf(draft.path), '.env');
  const file = path !== undefined && request.beside(path)?.kind === 'file';
  if (names.length === 0) return;
  const refused = refusedWithout(draft);
  const more =
    refused.length === 0
      ? ''
      : `. Without them it refuses ${refused.slice(0, 6).join(', ')}${refused.length > 6 ? ` and ${refused.length - 6} more` : ''}`;
  const shown = names.slice(0, 8).join(', ') + (names.length > 8 ? ` and ${names.length - 8} more` : '');
  tell({
    kind: 'note',
    path: 'variables',
    reason: file
      ? `Swarm does not read .env, and takes an unset variable for empty text (${shown}): set -a; . ./.env; set +a; docker stack deploy …${more}`
      : `whoever deploys sets ${shown}: Swarm reads no .env, and takes an unset variable for empty text${more}`,
  });
}
