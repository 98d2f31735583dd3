/** The configuration files that the servers a service starts really read. */
import type { Facts, Service } from '../model.ts';
import { bareCommand } from '../process/command-words.ts';
import { flagValue } from '../process/servers.ts';
import type { ServerFile, ServerProgram } from '../server-file.ts';
import { memoise } from './memoise.ts';
import { nginx } from './server-files-nginx.ts';
import { absolute, type Landings, landingsOf, matcher, readyCommand } from './server-landings.ts';

export interface ServerSetup {
  readonly program: ServerProgram;
  readonly files: readonly ServerFile[];
  /** The command that starts it is the service's main one. */
  readonly main: boolean;
  /** No other file can add to what these say. */
  readonly complete: boolean;
  /** What a file of the base image, which nobody took away, listens on as well. */
  readonly basePort?: number;
}

const known = memoise((_facts: Facts) => new Map<Service, readonly ServerSetup[]>());

export function serverSetups(service: Service, facts: Facts): readonly ServerSetup[] {
  const found = known(facts).get(service) ?? find(service, facts);
  known(facts).set(service, found);
  return found;
}

export const serverSetup = (service: Service, program: ServerProgram, facts: Facts): ServerSetup | undefined =>
  serverSetups(service, facts).find((one) => one.program === program);

const programs: Readonly<Record<string, ServerProgram>> = {
  nginx: 'nginx',
  openresty: 'nginx',
  'nginx-debug': 'nginx',
  supervisord: 'supervisord',
  'php-fpm': 'php-fpm',
  uwsgi: 'uwsgi',
};

const programOf = (argv: readonly string[]): ServerProgram | undefined => {
  const [first = '', second] = bareCommand(argv).words;
  const name = /^php-fpm[\d.]*$/.test(first) ? 'php-fpm' : first === 'service' ? (second ?? '') : first;
  return Object.hasOwn(programs, name) ? programs[name] : undefined;
};

function find(service: Service, facts: Facts): readonly ServerSetup[] {
  const { starts, main } = service.process;
  const ready = readyCommand(service);
  const commands = ready
    ? [{ argv: ready, main: true }]
    : starts
        .filter((start) => start.main || start.background || programOf(start.argv))
        .map((start) => ({ argv: start.argv, main: start === main }));
  if (!commands.some(({ argv }) => programOf(argv))) return [];
  const landings = landingsOf(service, facts);
  const setups: ServerSetup[] = [];
  const add = ({ argv, main: isMain }: (typeof commands)[number]): void => {
    const program = programOf(argv);
    if (program === undefined || setups.some((one) => one.program === program)) return;
    const setup = readers[program](argv, service, landings);
    setups.push({ program, main: isMain, ...setup });
    if (program !== 'supervisord') return;
    for (const file of setup.files)
      for (const { command, autostart } of file.programs)
        if (autostart) add({ argv: command.split(/\s+/), main: false });
  };
  for (const command of commands) add(command);
  return setups;
}

export type Read = Omit<ServerSetup, 'program' | 'main'>;

const readers: Readonly<
  Record<ServerProgram, (argv: readonly string[], service: Service, landings: Landings) => Read>
> = {
  nginx,
  supervisord,
  'php-fpm': (_argv, _service, landings) =>
    read(landings, 'php-fpm', [/\/php-fpm\.conf$/, /\/php-fpm\.d\/[^/]+\.conf$/, /\/fpm\/pool\.d\/[^/]+\.conf$/]),
  uwsgi: (argv, service, landings) => {
    const directory = service.workingDirectory?.value ?? service.built?.image.workingDirectory ?? '/';
    const paths = argv.flatMap((word) => {
      const path = word.replace(/^--?(ini|[\w-]+)=/, '');
      return /\.ini$/.test(path) ? [absolute(path, directory)] : [];
    });
    const files = filesAt(landings, 'uwsgi', (target) => paths.includes(target));
    const alone = argv.slice(1).every((word) => /\.ini$|^--?i(ni)?$/.test(word));
    return { files, complete: alone && files.length === 1 && files[0]!.includes.length === 0 };
  },
};

const filesAt = (
  { all }: Landings,
  program: ServerProgram,
  wanted: (target: string) => boolean,
): readonly ServerFile[] =>
  all.flatMap(({ target, file }) => (file?.program === program && wanted(target) ? [file] : []));

const read = (landings: Landings, program: ServerProgram, places: readonly RegExp[]): Read => ({
  files: filesAt(landings, program, (target) => places.some((place) => place.test(target))),
  complete: false,
});

function supervisord(argv: readonly string[], _service: Service, landings: Landings): Read {
  const given = flagValue(argv, ['-c', '--configuration']);
  const own = filesAt(landings, 'supervisord', (target) =>
    given === undefined ? /^\/etc\/(supervisor\/)?supervisord\.conf$/.test(target) : target === absolute(given, '/'),
  );
  const patterns =
    own.length > 0
      ? own.flatMap(({ includes }) => includes)
      : given === undefined
        ? ['/etc/supervisor/conf.d/*.conf', '/etc/supervisor.d/*.ini']
        : [];
  const matchers = patterns.map((pattern) => matcher(absolute(pattern, '/etc/supervisor')));
  const taken = filesAt(landings, 'supervisord', (target) => matchers.some((matches) => matches(target)));
  return { files: [...new Set([...own, ...taken])], complete: false };
}
