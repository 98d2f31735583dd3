/**
 * Programs that stand between a stack file and `docker stack deploy`. One row per program.
 * Sources: gettext's manual for envsubst, the reference pages of `docker compose config` and `docker stack config`.
 */

/**
 * `copies`: hands the text on, or fetches it; `renders`: `docker compose config`, which fills variables in, from `.env` too, and writes Compose's own form;
 * `fills-in`: replaces variables from its environment, those that are not set by nothing; `templates`: replaces marks of its own;
 * `edits`: may change any key.
 */
export type FilterKind = 'copies' | 'renders' | 'fills-in' | 'templates' | 'edits';

const rows: readonly (readonly [kind: FilterKind, programs: string])[] = [
  ['copies', 'cat tee cp mv install echo printf true : curl wget git scp rsync'],
  ['fills-in', 'envsubst'],
  [
    'templates',
    'gomplate j2 jinja2 jinja jinjanate mustache mo ytt helm dockerize confd consul-template esh m4 cpp op sops vals tpl ansible kustomize jsonnet cue',
  ],
];

const kinds: ReadonlyMap<string, FilterKind> = new Map(
  rows.flatMap(([kind, programs]) => programs.split(' ').map((program) => [program, kind] as const)),
);

/** `words`: the command without `sudo` and its like, program without its path. A program without a row may do anything. */
export function filterKind(words: readonly (string | undefined)[]): FilterKind {
  const [program = '', group, verb] = words;
  if (words.length === 0) return 'copies';
  if (program === 'docker-compose' || (program === 'docker' && group === 'compose'))
    return words.some((word) => word === 'config' || word === 'convert') ? 'renders' : 'edits';
  // It fills in what `docker stack deploy` would, and writes what that accepts.
  if (program === 'docker' && group === 'stack' && verb === 'config') return 'fills-in';
  return kinds.get(program) ?? 'edits';
}
