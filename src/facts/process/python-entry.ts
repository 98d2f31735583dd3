/** The module a Python command names: `gunicorn shop.wsgi:application`, `python -m shop`, `celery -A shop worker`. */
import { commandWords } from './command-words.ts';
import { flagValue } from './servers.ts';
import { programName } from './wrappers.ts';

/** Servers that take `module:name` as an operand. */
const servers = /^(gunicorn|uvicorn|hypercorn|daphne|granian|waitress-serve|uvicorn-worker|rq|dramatiq|arq)$/;
const runtime = /^(python[\d.]*|pypy3?)$/;

/** Paths that may hold it, relative to where the command runs, the most likely first; none when the command names no module. */
export function pythonEntries(argv: readonly string[]): readonly string[] {
  const program = programName(argv[0] ?? '');
  if (runtime.test(program)) return ofRuntime(argv);
  if (program === 'celery') return ofModule(flagValue(argv, ['-A', '--app']));
  if (program === 'flask') return ofModule(flagValue(argv, ['-A', '--app']));
  if (program === 'fastapi' || program === 'streamlit')
    return ofFile(argv.slice(1).find((word) => word.endsWith('.py')));
  if (!servers.test(program)) return [];
  return ofModule(
    commandWords(argv).find((word, at) => at > 0 && /^[A-Za-z_][\w.]*(:[\w.()]+)?$/.test(word) && /[.:]/.test(word)),
  );
}

function ofRuntime(argv: readonly string[]): readonly string[] {
  for (let at = 1; at < argv.length; at++) {
    const word = argv[at]!;
    if (word === '-c') return [];
    if (word === '-m') {
      const module = argv[at + 1];
      // `python -m gunicorn shop.wsgi`: the module is a program of its own.
      return module !== undefined && (servers.test(module) || /^(celery|flask|fastapi|streamlit)$/.test(module))
        ? pythonEntries(argv.slice(at + 1))
        : ofModule(module);
    }
    if (word === '-W' || word === '-X') at++;
    else if (!word.startsWith('-')) return ofFile(word);
  }
  return [];
}

const ofFile = (path: string | undefined): readonly string[] => (path === undefined || /[$*]/.test(path) ? [] : [path]);

function ofModule(name: string | undefined): readonly string[] {
  const dotted = name?.split(':')[0];
  if (dotted === undefined || !/^[A-Za-z_][\w.]*$/.test(dotted)) return [];
  const path = dotted.replaceAll('.', '/');
  // A name inside a module stands behind its last dot.
  const outer = path.includes('/') ? [`${path.slice(0, path.lastIndexOf('/'))}.py`] : [];
  return [`${path}.py`, `${path}/__main__.py`, `${path}/celery.py`, `${path}/__init__.py`, ...outer];
}
