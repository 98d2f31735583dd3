/** A command as people name it: `python -m celery`, `/app/node_modules/.bin/prisma`, `php artisan` begin with the program that matters. */
import { programName } from './wrappers.ts';

const interpreters = /^(python[\d.]*|ruby|php|perl|node|bun|tsx|ts-node)$/;

export function commandWords(argv: readonly string[]): readonly string[] {
  const [first, ...rest] = argv;
  if (first === undefined) return [];
  const program = programName(first);
  if (interpreters.test(program)) {
    const at = rest.findIndex((word) => word === '-m' || !word.startsWith('-'));
    const script = rest[at] === '-m' ? rest[at + 1] : rest[at];
    const after = rest.slice(rest[at] === '-m' ? at + 2 : at + 1);
    return script === undefined ? [program] : [programName(script), ...after];
  }
  return [program, ...rest];
}
