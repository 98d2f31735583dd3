/** What else runs in a container beside its main program. */
import { fileNameOf, isUnder, type Located } from '../../source/index.ts';
import type { Facts, Service, StartCommand } from '../model.ts';
import { bareCommand } from '../process/command-words.ts';
import { flagValue } from '../process/servers.ts';
import { programName } from '../process/wrappers.ts';
import type { ProcessList } from '../process-list.ts';
import { isOneOff, matchesCommand } from '../tables/commands.ts';
import { daemonOf, keepsAlive, parallelRunners, procfileRunners } from '../tables/daemons.ts';
import { memoise } from './memoise.ts';
import { certainStarts } from './process-starts.ts';
import { serverSetup } from './server-files.ts';
import { isLongRunning, isOwn, judgedServices } from './services.ts';

/** One program that stays. */
export interface LastingProgram extends Located {
  readonly name: string;
  /** Nothing notices when it ends. */
  readonly unwatched: boolean;
}

/** The place is the command that starts them. */
export interface ServicePrograms extends Located {
  readonly service: Service;
  readonly programs: readonly LastingProgram[];
  /** What starts them, as people call it. */
  readonly runner: string;
  /** The runner itself ends when one of them does. */
  readonly endsTogether: boolean;
}

export const servicePrograms = memoise((facts: Facts): readonly ServicePrograms[] =>
  judgedServices(facts)
    .filter((service) => isOwn(service) && isLongRunning(service) && service.process.starts.length > 0)
    .map((service) => {
      const at = service.process.main?.at ?? service.process.at;
      return { at, service, ...(byRunner(service, facts) ?? byShell(service, facts)) };
    }),
);

type Found = Omit<ServicePrograms, 'service' | 'at'>;
const none: Found = { programs: [], runner: '', endsTogether: false };

function byRunner(service: Service, facts: Facts): Found | undefined {
  const { main } = service.process;
  if (!main) return undefined;
  const list = processListOf(service, facts);
  if (list?.kind === 'supervisord') {
    const programs = started(list).map(({ at, name }) => ({ at, name, unwatched: false }));
    return { programs, runner: 'supervisord', endsTogether: list.listens === true };
  }
  if (list) {
    const programs = started(list).map(({ at, name }) => ({ at, name, unwatched: false }));
    return { programs, runner: `${programName(main.argv[0] ?? '')} and the Procfile`, endsTogether: true };
  }
  if (parallelRunners.some((row) => matchesCommand(main.argv, row))) {
    const { words } = bareCommand(main.argv);
    const commands = words.slice(1).filter((word, index, all) => isCommand(word, all[index - 1]));
    // A developer's command line, or work that ends: another check speaks of the first, and nobody scales the second.
    if (commands.some((command) => /\b(dev|develop|watch|build|install|test|lint|tsc)\b/.test(command))) return none;
    const endsTogether = words.some((word) => /^(-k|--kill-others(-on-fail)?|-r|--race)$/.test(word));
    return {
      programs: commands.map((name) => ({ at: main.at, name, unwatched: false })),
      runner: words[0]!,
      endsTogether,
    };
  }
  return byOverlay(service, facts);
}

/** Operands of `concurrently`, without its flags and their values. */
const isCommand = (word: string, before = ''): boolean =>
  !word.startsWith('-') &&
  !/^(-n|--names|-c|--prefix-colors|-p|--prefix|-m|--max-processes|--success|-s)$/.test(before);

const started = ({ processes }: ProcessList) =>
  processes.filter(({ autostart, name }) => autostart && name !== 'release');

/** The file that tells the runner what to start. */
function processListOf(service: Service, facts: Facts): ProcessList | undefined {
  const { main } = service.process;
  const { built } = service;
  const argv = main ? bareCommand(main.argv).words : [];
  const kind =
    argv[0] === 'supervisord'
      ? 'supervisord'
      : procfileRunners.some((row) => matchesCommand(argv, row))
        ? 'procfile'
        : undefined;
  if (!kind || !built) return undefined;
  const read = kind === 'supervisord' ? (serverSetup(service, kind, facts)?.files ?? []) : [];
  // The files it takes in count with its own.
  if (read.length > 0)
    return {
      at: read[0]!.at,
      path: read[0]!.path,
      kind: 'supervisord',
      processes: read.flatMap(({ programs }) => programs),
      listens: facts.processLists.some(({ path, listens }) => listens && read.some((file) => file.path === path)),
      includes: [],
    };
  const operands = argv
    .slice(kind === 'procfile' && argv[1] === 'start' ? 2 : 1)
    .filter((word) => !word.startsWith('-'));
  const given = flagValue(argv, kind === 'supervisord' ? ['-c', '--configuration'] : ['-f', '--procfile']);
  // `foreman start web`, `-m web=1`: it is told which.
  if (
    kind === 'procfile' &&
    (operands.some((word) => word !== given) || argv.some((word) => /^(-m|--formation|-l)/.test(word)))
  )
    return undefined;
  const shipped = facts.processLists.filter(
    (list) => list.kind === kind && built.image.ships.some((from) => isUnder(list.path, from)),
  );
  const named = given === undefined ? shipped : shipped.filter(({ path }) => fileNameOf(path) === fileNameOf(given));
  const found = named.length > 0 || given === undefined ? named : [];
  return found.length === 1 ? found[0] : undefined;
}

/** s6-overlay: a folder with a `run` file for every service. https://github.com/just-containers/s6-overlay */
function byOverlay({ process: { main }, built }: Service, facts: Facts): Found | undefined {
  if (main?.argv[0] !== '/init' || !built) return undefined;
  const runs = facts.files.paths.filter(
    (path) =>
      /(^|\/)(services\.d|s6-rc\.d)\/[^/]+\/run$/.test(path) && built.image.ships.some((from) => isUnder(path, from)),
  );
  const programs = runs.map((path) => ({ at: main.at, name: path.split('/').at(-2)!, unwatched: false }));
  return { programs, runner: 's6-overlay', endsTogether: false };
}

/** `worker & web`, `service cron start && web`. */
function byShell(service: Service, facts: Facts): Found {
  const programs: LastingProgram[] = [];
  for (const { start } of certainStarts(service, facts)) {
    const lasting = start.background || daemonOf(start.argv) !== undefined;
    if ((!start.main && !lasting) || isPassing(start)) continue;
    const name = nameOf(start);
    if (!programs.some((one) => one.name === name)) programs.push({ at: start.at, name, unwatched: !start.main });
  }
  return { programs, runner: 'the shell', endsTogether: false };
}

const isPassing = ({ argv }: StartCommand): boolean =>
  keepsAlive(argv) ||
  isOneOff(argv) ||
  /^(sleep|wait-for.*|wait4x|dockerize|until|nc|echo|mkdir|chown|chmod|cp|mv|rm|ln|sed|touch|kill)$/.test(
    programName(argv[0] ?? ''),
  );

const services = ['service', 'systemctl'];

/** `gunicorn`, `celery worker`, `node worker.js`; of `service cron start` the service. */
function nameOf({ argv }: StartCommand): string {
  const { argv: bare, words } = bareCommand(argv);
  if (services.includes(words[0] ?? ''))
    return words.find((word, index) => index > 0 && !/^(start|restart)$/.test(word)) ?? words[0]!;
  const second = words
    .slice(1)
    .find(
      (word) =>
        /^[a-z][\w:.-]*$/i.test(word) &&
        ['celery', 'artisan', 'rails', 'rake', 'manage.py', 'rq'].includes(words[0] ?? ''),
    );
  return [bare[0] === words[0] ? '' : bare[0], words[0], second].filter(Boolean).join(' ');
}
