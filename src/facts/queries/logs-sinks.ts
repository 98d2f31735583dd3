/** Where log lines of a service end up. */
import type { Located } from '../../source/index.ts';
import type { StateFact } from '../code.ts';
import type { ComposeService } from '../compose.ts';
import type { Confidence, Facts, Image, Service, Stack } from '../model.ts';
import type { Cluster } from '../settings.ts';
import { type BaseImage, baseImageOf } from '../tables/base-images.ts';
import { factsOf } from './code.ts';
import { variableOf, variableValue } from './environment.ts';
import { memoise } from './memoise.ts';
import { serverSetups } from './server-files.ts';
import { isOfficialNginx } from './server-files-nginx.ts';
import { isLongRunning, judgedServices } from './services.ts';

/** Paths that are the container's own output. */
const ownOutput = /^(-|\/dev\/(stdout|stderr|fd\/[12])|\/proc\/(1|self)\/fd\/[12]|stdout|stderr)$/;

export interface LogFile extends Located {
  readonly service: Service;
  readonly label: string;
  readonly confidence: Confidence;
  /** `output`: it is no file after all; `beside`: the lines also reach the output; `only`: nothing shows that they do. */
  readonly reach: 'output' | 'beside' | 'only';
}

/** Options of servers that name a log file. Sources: the documentation of each program. */
const options: readonly { readonly program: RegExp; readonly names: readonly string[] }[] = [
  { program: /^gunicorn$/, names: ['--access-logfile', '--error-logfile', '--log-file'] },
  { program: /^celery$/, names: ['--logfile', '-f'] },
  { program: /^uwsgi$/, names: ['--logto', '--logto2', '--daemonize'] },
  { program: /^(pm2|pm2-runtime)$/, names: ['--log', '--output', '--error'] },
  { program: /^sidekiq$/, names: ['--logfile', '-L'] },
];

/** Variables whose value chooses a log file. Laravel: config/logging.php. */
const channels: readonly { readonly name: string; readonly file: RegExp }[] = [
  { name: 'LOG_CHANNEL', file: /^(single|daily)$/ },
];

export const logFiles = memoise((facts: Facts): readonly LogFile[] =>
  judgedServices(facts).flatMap((service) => [
    ...inCode(service),
    ...inCommand(service),
    ...inEnvironment(service),
    ...inServerFiles(service, facts),
  ]),
);

function inCode(service: Service): readonly LogFile[] {
  const sinks = factsOf(service, 'log-sink') as readonly StateFact[];
  // One that a variable switches on writes nothing while nobody sets it.
  const console = sinks.find(
    ({ scope, guard, variable, ships }) =>
      scope === 'shared' &&
      !ships &&
      (guard !== 'conditional' || variable === undefined || variableOf(service, variable)),
  );
  return sinks
    .filter(({ scope, ships }) => scope === 'local' && !ships)
    .filter((sink) => sink.guard !== 'conditional' || sink.variable === undefined || variableOf(service, sink.variable))
    .map((sink) => {
      const path = (sink.variable && variableValue(service, sink.variable)) ?? sink.path;
      const outside = path !== undefined && (ownOutput.test(path) || isLinkedToOutput(path, service.built?.image));
      const beside = console !== undefined || sink.guard === 'conditional';
      return {
        at: sink.at,
        service,
        label: sink.label,
        confidence: sink.confidence,
        reach: outside ? 'output' : beside ? 'beside' : 'only',
      };
    });
}

function inCommand(service: Service): readonly LogFile[] {
  const { main } = service.process;
  const row = options.find(({ program }) => program.test((main?.argv[0] ?? '').split('/').at(-1) ?? ''));
  if (!main || !row) return [];
  return main.argv.flatMap((word, index): readonly LogFile[] => {
    const name = row.names.find((one) => word === one || word.startsWith(`${one}=`));
    if (name === undefined) return [];
    const path = word === name ? (main.argv[index + 1] ?? '-') : word.slice(name.length + 1);
    if (path.includes('$')) return [];
    const outside = ownOutput.test(path) || isLinkedToOutput(path, service.built?.image);
    return [{ at: main.at, service, label: name, confidence: 'high', reach: outside ? 'output' : 'only' }];
  });
}

function inEnvironment(service: Service): readonly LogFile[] {
  if (service.family) return [];
  return channels.flatMap(({ name, file }): readonly LogFile[] => {
    const variable = variableOf(service, name);
    const value = variable?.value?.value;
    if (!variable || value === undefined) return [];
    const label = `${name}=${value}`;
    return [{ at: variable.at, service, label, confidence: 'medium', reach: file.test(value) ? 'only' : 'output' }];
  });
}

/** Logs that images of nginx link to their output. */
function isLinkedByBase(path: string, base: BaseImage): boolean {
  if (isOfficialNginx(base)) return /^\/var\/log\/nginx\/(access|error)\.log$/.test(path);
  return (
    base.name.startsWith('openresty/') && /^(\/usr\/local\/openresty\/nginx\/)?logs\/(access|error)\.log$/.test(path)
  );
}

/** One for every program that writes files. What links an image below makes is known of the catalogued ones alone. */
function inServerFiles(service: Service, facts: Facts): readonly LogFile[] {
  const { built, image, process } = service;
  const base = baseImageOf(built ? (built.image.base.value ?? '') : (image?.value ?? ''));
  const setups = base ? serverSetups(service, facts) : [];
  const commands = [
    ...process.starts.map(({ argv }) => argv.join(' ')),
    ...setups.flatMap(({ files }) => files.flatMap(({ programs }) => programs.map(({ command }) => command))),
  ];
  const isFollowed = (path: string): boolean =>
    commands.some((command) => /(^|\s)(tail|ln)\s/.test(command) && command.includes(path));
  return setups.flatMap(({ program, files }): readonly LogFile[] => {
    const all = files.flatMap(({ logs }) => logs);
    const outside = all.filter(
      ({ path, output }) =>
        output ||
        (path !== undefined &&
          (isLinkedToOutput(path, built?.image) || (base && isLinkedByBase(path, base)) || isFollowed(path))),
    );
    const inside = all.filter((log) => !outside.includes(log));
    const first = inside.find(({ otherwise }) => !otherwise) ?? inside[0];
    if (!first)
      return outside
        .slice(0, 1)
        .map(({ at, directive }) => ({ at, service, label: directive, confidence: 'high', reach: 'output' }));
    const more = inside.length > 1 ? ` and ${inside.length - 1} more` : '';
    const label = `${program}: ${first.directive}${first.path === undefined ? '' : ` ${first.path}`}${more}`;
    const beside = outside.some(({ directive }) => directive === first.directive);
    return [
      {
        at: first.at,
        service,
        label,
        confidence: first.otherwise ? 'medium' : (built?.confidence ?? 'high'),
        reach: beside ? 'beside' : 'only',
      },
    ];
  });
}

/** `ln -sf /dev/stdout /var/log/app.log`, as the official nginx image does it. */
function isLinkedToOutput(path: string, image: Image | undefined): boolean {
  if (!image) return false;
  const full = path.startsWith('/') ? path : `${image.workingDirectory ?? ''}/${path.replace(/^\.\//, '')}`;
  return image.runs.some(({ script }) => linksOf(script).some((target) => target === full || target === path));
}

function linksOf(script: string): readonly string[] {
  const words = script.split(/\s+|(?=[;&|])|(?<=[;&|])/).filter(Boolean);
  return words.flatMap((word, index) => {
    if (word !== 'ln') return [];
    const end = words.findIndex((one, at) => at > index && /^[;&|]/.test(one));
    const operands = words.slice(index + 1, end === -1 ? undefined : end).filter((one) => !one.startsWith('-'));
    return ownOutput.test(operands[0] ?? '') ? operands.slice(1) : [];
  });
}

/** Drivers that write to the node's disk without a bound of their own. https://docs.docker.com/engine/logging/configure/ */
const unbounded: readonly string[] = ['json-file'];

/** Services of a stack whose container log grows until the node's disk is full, unless its daemon is configured otherwise. */
export const unboundedLogs = ({ services }: Stack, { cluster }: Facts): readonly Service[] =>
  services.filter(isLongRunning).filter((service) => growsForever(service, cluster.daemonLogging));

/** A driver of its own takes over the options of the daemon only when the daemon has the same one. */
function growsForever({ logging }: ComposeService, daemon: Cluster['daemonLogging']): boolean {
  const driver = logging?.driver ? logging.driver.value : (daemon?.driver ?? 'json-file');
  if (!unbounded.includes(driver ?? '')) return false;
  if (driver === daemon?.driver && daemon?.maxSize !== undefined) return false;
  return !logging?.options.some(({ name }) => name === 'max-size');
}

/** The repository also configures the daemons of its nodes: what they do with logs is decided there, unless the team says what it is. */
export const configuresDaemon = memoise(
  ({ files, cluster }: Facts): boolean =>
    cluster.daemonLogging === undefined &&
    files.paths.some((path) => /(^|\/)(docker-)?daemon\.json(\.\w+)?$/.test(path)),
);
