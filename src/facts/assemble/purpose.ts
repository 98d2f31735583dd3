/** Is a compose file production or development, and is it deployed on Swarm? Evidence is added up, as a reader of the repository would. */
import { fileNameOf, type Span } from '../../source/index.ts';
import type { ComposeFile, ComposeService } from '../compose.ts';
import type { Because, Purpose } from '../model.ts';
import type { Invocation } from '../shell.ts';
import { isAmongTests } from './among-tests.ts';

interface Weight {
  readonly points: number;
  readonly why: string;
  readonly at?: Span;
}

const productionFrom = 3;
const developmentFrom = -3;

const productionName = /(^|[._-])(docker-)?stack|swarm|prod|production|deploy/i;
const developmentName =
  /(^|[._/-])(override|dev|devel|development|local|tests?|testing|ci|e2e|debug|example)([._/-]|$)/i;
/** Kept as it was: `stack-bak.yml`. A backup is something that a stack may well do. */
const keptName = /(^|[._-])(bak|old|orig)([._-]|$)/i;
const exampleDirectory = /(^|\/)(examples?|samples?|demos?|tutorials?|templates?)(\/|$)/i;
const developmentDirectory = /(^|\/)(\.devcontainer|\.worktree-container|dev|development|local)(\/|$)/i;
const debuggerPorts = [9229, 5678, 5005, 2345, 9003];
const developmentTools = [
  'mailhog',
  'mailpit',
  'adminer',
  'phpmyadmin',
  'localstack',
  'selenium',
  'storybook',
  'mailcatcher',
  'maildev',
];
const developmentCommand =
  /(^|[\s/"'])(nodemon|ts-node-dev|webpack-dev-server|vite|runserver|--reload|start:dev|dev|serve:dev|watch|--watch|--inspect(-brk)?(=\S*)?|air|live-?reload)($|[\s"'])/;
const sourceMount = /^\.\.?(\/|$)/;

export interface DeployEvidence {
  /** Paths named by `docker stack deploy -c`. */
  readonly stackDeploys: ReadonlyMap<string, Invocation>;
  /** Paths brought up with `docker compose up`, in a way that looks like development. */
  readonly composeUps: ReadonlyMap<string, Invocation>;
}

/** Its name or its folder says that nobody deploys it. */
const namedForDevelopment = (path: string): boolean =>
  developmentName.test(fileNameOf(path)) ||
  developmentDirectory.test(path) ||
  exampleDirectory.test(path) ||
  isAmongTests(path) ||
  path.includes('{{');

/** Could be deployed as well as started by hand: it is the team's word that decides. */
export const mayBeDeployed = ({ path }: ComposeFile): boolean => !namedForDevelopment(path);

export function purposeOf(file: ComposeFile, deploys: DeployEvidence): Because<Purpose> {
  const evidence = weigh(file, deploys);
  const points = evidence.reduce((sum, weight) => sum + weight.points, 0);
  const value: Purpose =
    points >= productionFrom ? 'production' : points <= developmentFrom ? 'development' : 'unknown';
  const leading = evidence
    .filter((weight) => (value === 'development' ? weight.points < 0 : weight.points > 0))
    .sort((one, other) => Math.abs(other.points) - Math.abs(one.points));
  const why =
    leading
      .map((weight) => weight.why)
      .slice(0, 3)
      .join(', ') || 'nothing tells whether it is meant for production';
  return { value, confidence: Math.abs(points) >= 6 ? 'high' : 'medium', why, at: leading[0]?.at };
}

function weigh(file: ComposeFile, { stackDeploys, composeUps }: DeployEvidence): readonly Weight[] {
  const { path, services } = file;
  const name = fileNameOf(path);
  const found: Weight[] = [];
  const add = (points: number, why: string, at?: Span) => found.push({ points, why, at });
  const first = <T>(pick: (service: ComposeService) => T | undefined): T | undefined => {
    for (const service of services) {
      const picked = pick(service);
      if (picked !== undefined) return picked;
    }
    return undefined;
  };

  const deployed = stackDeploys.get(path);
  if (deployed) add(6, 'it is named by docker stack deploy', deployed.at);
  const policy = first(
    ({ deploy }) => deploy?.updateConfig ?? deploy?.rollbackConfig ?? deploy?.constraints[0] ?? deploy?.mode,
  );
  const granted = file.declarations.find(
    ({ kind, external, driver }) =>
      (external && (kind === 'secret' || kind === 'config')) || driver?.value === 'overlay',
  );
  if (policy) add(3, 'it holds placement, update or mode settings', policy.at);
  else if (granted)
    add(3, granted.external ? `it uses an external ${granted.kind}` : 'it declares an overlay network', granted.at);
  const deploy = first((service) => service.deploy);
  if (deploy) add(2, 'it holds deploy settings', deploy.at);
  if (productionName.test(name)) add(3, `its name, ${name}, says so`);
  if (
    services.length > 0 &&
    services.every(({ image, build }) => !build && image?.parts.some((part) => typeof part !== 'string'))
  ) {
    add(1, 'its images are tagged by a variable');
  }
  if (isAmongTests(path)) add(-20, 'it lies among tests');
  else if (path.includes('{{')) add(-20, 'it is part of a template');
  else if (keptName.test(name) && !deployed) add(-20, `its name, ${name}, says that it is an old one`);
  else if (developmentName.test(name) && !deployed) add(-4, `its name, ${name}, says so`);
  if (developmentDirectory.test(path)) add(-4, 'it lies in a development folder');
  if (exampleDirectory.test(path)) add(-2, 'it lies among examples');
  if (/^(docker-)?compose\.ya?ml$/.test(name) && services.some(({ build }) => build) && !deploy)
    add(-2, 'it builds its images and holds no deploy settings');
  const developing = first(developmentSign);
  if (developing) add(-3, developing.why, developing.at);
  const tools = services.filter(({ image }) => developmentTools.some((tool) => image?.raw.includes(tool)));
  for (const tool of tools.slice(0, 3)) add(-1, `it runs ${tool.name}`, tool.at);
  const up = composeUps.get(path);
  // A file that is named for production is started so in production, too.
  if (up && !productionName.test(name)) add(-3, 'it is started with docker compose up', up.at);
  return found;
}

/** The source tree mounted over the image, a watcher, a debugger port: nobody releases that. */
function developmentSign(service: ComposeService): { readonly why: string; readonly at: Span } | undefined {
  const develop = service.body.entries.find(({ key }) => key === 'develop');
  if (develop) return { why: 'it has a develop section', at: develop.at };
  const source = service.mounts.find(
    ({ type, source: from, readOnly, target }) =>
      type === 'bind' &&
      !readOnly &&
      from !== undefined &&
      sourceMount.test(from) &&
      /^\.{1,2}\/?$|\/(src|app|server|client|web|frontend|backend|api)\/?$/.test(from) &&
      !/^\/etc\//.test(target ?? ''),
  );
  if (source && service.build) return { why: 'it mounts the source tree', at: source.at };
  if (service.command && developmentCommand.test(service.command.raw))
    return { why: 'it starts a development server', at: service.command.at };
  // n8n itself listens where Python's debugger would.
  const debuggers = debuggerPorts.filter((one) => one !== 5678 || !/(^|\/)n8n(:|@|$)/.test(service.image?.raw ?? ''));
  const port = service.ports.find(({ target }) => target && debuggers.includes(target.from));
  if (port) return { why: 'it opens a debugger port', at: port.at };
  return undefined;
}

/** Settings that only Swarm reads; `deploy.resources`, `replicas` and `labels` alone are read by Compose as well. */
export function swarmEvidence(file: ComposeFile, { stackDeploys }: DeployEvidence): Because<boolean> {
  const yes = (why: string, at?: Span): Because<boolean> => ({ value: true, confidence: 'high', why, at });
  const deployed = stackDeploys.get(file.path);
  if (deployed) return yes('it is named by docker stack deploy', deployed.at);
  for (const { deploy } of file.services) {
    const setting =
      deploy?.updateConfig ??
      deploy?.rollbackConfig ??
      deploy?.constraints[0] ??
      deploy?.endpointMode ??
      deploy?.maxReplicasPerNode;
    if (setting) return yes('it holds settings that only Swarm reads', setting.at);
    if (deploy?.mode?.value !== undefined && deploy.mode.value !== 'replicated')
      return yes('it holds settings that only Swarm reads', deploy.mode.at);
    if (deploy && deploy.labels.length > 0)
      return yes('it labels services, which only Swarm does', deploy.labels[0]?.at);
  }
  const overlay = file.declarations.find(({ kind, driver }) => kind === 'network' && driver?.value === 'overlay');
  if (overlay) return yes('it declares an overlay network', overlay.at);
  const secret = file.declarations.find(({ kind, external }) => external && (kind === 'secret' || kind === 'config'));
  if (secret) return yes(`it uses an external ${secret.kind}`, secret.at);
  if (/(^|[._-])(docker-)?stack|swarm/i.test(fileNameOf(file.path)))
    return { value: true, confidence: 'medium', why: `its name, ${fileNameOf(file.path)}, says so` };
  return { value: false, confidence: 'medium', why: 'nothing in it is particular to Swarm' };
}
