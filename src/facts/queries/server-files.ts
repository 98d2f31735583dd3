/** The configuration files that the servers a service starts really read. */
import { isUnder } from '../../source/index.ts';
import type { Facts, Service } from '../model.ts';
import { bareCommand } from '../process/command-words.ts';
import { flagValue } from '../process/servers.ts';
import type { ServerFile, ServerProgram } from '../server-file.ts';
import { type BaseImage, baseImageOf } from '../tables/base-images.ts';
import { memoise } from './memoise.ts';
import { absolute, type Landings, landingsOf } from './server-landings.ts';

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
      for (const { command } of file.programs) add({ argv: command.split(/\s+/), main: false });
  };
  for (const command of commands) add(command);
  return setups;
}

/** What an image from elsewhere starts when nobody says otherwise. */
const readyCommand = ({ built, command, entrypoint, image }: Service): readonly string[] | undefined =>
  built || command || entrypoint ? undefined : baseImageOf(image?.value ?? '')?.command;

/** Names of the catalogue's rows for the images whose entrypoint fills in templates and whose logs are links. */
export const isOfficialNginx = (base: BaseImage | undefined): boolean =>
  /^nginx(inc\/nginx-unprivileged)?(-[\w-]+)?$/.test(base?.name ?? '');

type Read = Omit<ServerSetup, 'program' | 'main'>;

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

/** `/etc/nginx/conf.d/*.conf` */
const matcher = (pattern: string): ((target: string) => boolean) => {
  const parts = pattern.split('*');
  if (parts.length === 1) return (target) => target === pattern;
  const [before, after] = [parts[0]!, parts.at(-1)!];
  return (target) =>
    target.startsWith(before) &&
    target.endsWith(after) &&
    target.length >= before.length + after.length &&
    (parts.length > 2 || !target.slice(before.length).includes('/'));
};

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

/** Files of parameters: they open no port. */
const harmless = /mime\.types|params|modules|fastcgi|snippets|ssl|options|proxy[^/]*$|headers|gzip|security|\.types$/i;
const folder = '/etc/nginx';

function nginx(argv: readonly string[], service: Service, landings: Landings): Read {
  const reference = service.built ? (service.built.image.base.value ?? '') : (service.image?.value ?? '');
  const base = baseImageOf(reference);
  const official = isOfficialNginx(base);
  // The entrypoint of the official image fills in its templates. https://hub.docker.com/_/nginx
  const all = landings.all.map((landing) => {
    const [, name] = (official && /^\/etc\/nginx\/templates\/(.+)\.template$/.exec(landing.target)) || [];
    return name === undefined ? landing : { ...landing, target: `${folder}/conf.d/${name}` };
  });
  const given = flagValue(argv, ['-c']);
  const start = given === undefined ? `${folder}/nginx.conf` : absolute(given, folder);
  const main = all.find(({ target }) => target === start);
  const files: ServerFile[] = main?.file?.program === 'nginx' ? [main.file] : [];
  const standard = official ? ['conf.d/*.conf'] : ['conf.d/*.conf', 'http.d/*.conf', 'sites-enabled/*'];
  let whole = main ? files.length === 1 : official && given === undefined;
  let basePort: number | undefined;
  const queue = main ? [...files.flatMap(({ includes }) => includes)] : standard;
  const removal = removals(service);
  for (let at = 0; at < queue.length && at < 100; at++) {
    const path = absolute(queue[at]!, folder);
    const found = all.filter(({ target }) => matcher(path)(target));
    for (const { file } of found)
      if (file?.program !== 'nginx') whole &&= harmless.test(path);
      else if (!files.includes(file)) {
        files.push(file);
        queue.push(...file.includes);
      }
    const takesDefault = matcher(path)(`${folder}/conf.d/default.conf`);
    if (
      takesDefault &&
      official &&
      !removal.standard &&
      !found.some(({ target }) => target.endsWith('/default.conf')) &&
      !hidden(service)
    )
      basePort = base?.ports[0];
    if (
      found.length === 0 &&
      !harmless.test(path) &&
      !(official && path.startsWith(`${folder}/conf.d/`) && path.includes('*'))
    )
      whole = false;
  }
  const touched =
    removal.open ||
    landings.unseen.some((one) => decides(one)) ||
    service.effectiveEnvironment.some(({ name }) => /^NGINX_ENVSUBST/.test(name)) ||
    (service.process.starts.length !== 1 && readyCommand(service) === undefined) ||
    all.some(({ target }) => target.startsWith('/docker-entrypoint.d/'));
  return {
    files,
    complete: whole && !touched && (files.length > 0 || basePort !== undefined),
    ...(basePort === undefined ? {} : { basePort }),
  };
}

/** A place from which nginx, or the entrypoint of its image, takes settings; certificates are none. */
const decides = (path: string): boolean =>
  /^\/(etc)?$|^\/docker-entrypoint/.test(path) ||
  (isUnder(path, folder) &&
    !/\/(certs?|certificates|ssl|tls|keys?|acme|letsencrypt|html|cache|logs?)(\/|$)|\.(pem|crt|key|cer)$|htpasswd|dhparam/i.test(
      path,
    ));

/** A mount of the whole folder leaves nothing of the image's own. */
const hidden = ({ mounts }: Service): boolean =>
  mounts.some(({ target = '' }) => /^\/etc\/nginx(\/conf\.d)?\/?$/.test(target));

/** What the build does to the configuration after, or before, it is copied. */
function removals({ built }: Service): { readonly standard: boolean; readonly open: boolean } {
  let standard = false;
  let open = false;
  const { instructions = [], ships = [] } = built?.image ?? {};
  for (const one of instructions) {
    if ((one.kind === 'copy' || one.kind === 'add') && /docker-entrypoint\.d/.test(one.target.raw)) open = true;
    if (one.kind !== 'run') continue;
    for (const command of one.script.split(/&&|\|\||[;\n]/)) {
      const words = command.trim().split(/\s+/);
      if (!/nginx\/|nginx\.conf|default\.conf|conf\.d/.test(command)) continue;
      if (words[0] === 'rm') standard ||= /default\.conf|conf\.d\/?(\*|\s|$)/.test(command);
      else if (
        !/^(chown|chmod|mkdir|touch|chgrp|install|apk|apt-get|RUN|set|true)$/.test(words[0] ?? '') ||
        />/.test(command)
      ) {
        // Links of logs to the output, and caches, are no settings.
        if (!/^ln$/.test(words[0] ?? '') || !/\/dev\/std|\/proc\//.test(command)) open = true;
      }
    }
  }
  return { standard, open: open || (built !== undefined && ships.length === 0) };
}
