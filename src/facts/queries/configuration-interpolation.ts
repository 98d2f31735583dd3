/** Variables that Swarm's loader puts into a stack file, and what becomes of them. */
import { directoryOf, type Located, type Span } from '../../source/index.ts';
import type { MapNode, Node, Scalar, Variable } from '../compose.ts';
import { takesItsMessage } from '../interpolation.ts';
import type { Facts, Service, Stack, StackDeploy } from '../model.ts';
import { type Blank, blankAt, consequences } from './configuration-blanks.ts';
import { deploysOf, isDocumented, supplyOf } from './deploy-environment.ts';
import { memoise } from './memoise.ts';
import { swarmStacks } from './services.ts';

export type Loss =
  /** A literal with `$` in it: a password hash, of which the loader takes parts for variables. */
  | 'literal-cut'
  /** `${A:-${B}}`: the loader does not look into defaults. */
  | 'nested'
  /** `$A-b`: without braces the loader takes the rest of the text for a default. */
  | 'swallowed'
  /** `${A:?set-me}`: the loader looks for a hyphen first and takes what follows for the value. */
  | 'message-becomes-value'
  /** `$PORT` in a command, meant for the shell in the container. */
  | 'expanded-too-early'
  /** Only a `.env` file holds it, and that is not read. */
  | 'env-file-not-read'
  /** The shell that deploys sets it and does not export it. */
  | 'not-exported'
  /** A file with it is sourced without exporting it. */
  | 'only-sourced'
  /** Nothing sets it, and nothing outside could. */
  | 'nowhere'
  /** Nothing sets it; whoever starts the deploy may. */
  | 'left-to-the-caller';

/** One variable of a stack file; the worst place of each name, and every place whose text is cut. */
export interface Interpolation extends Located {
  readonly name: string;
  /** Others of the same service that go missing for the same reason. */
  readonly others: readonly string[];
  readonly service?: Service;
  readonly loss?: Loss;
  /** The text whose own `$` is the trouble, and the variable in it. */
  readonly scalar?: Scalar;
  readonly variable?: Variable;
  /** Of what goes missing, also of the others: every place without a default or a message. */
  readonly unguarded: readonly Variable[];
  /** What becomes of the place. */
  readonly blank?: Blank;
  /** The `.env` line, the deploy command, what sets it in vain. */
  readonly seen: readonly Seen[];
}

export interface Seen extends Located {
  readonly what: 'env-line' | 'deploy' | 'assignment' | 'sourcing';
}

interface Use extends Located {
  readonly variable: Variable;
  readonly scalar: Scalar;
  /** Keys that lead to it: `services`, `web`, `command`. */
  readonly path: readonly string[];
}

export const interpolations = memoise((facts: Facts): readonly Interpolation[] =>
  swarmStacks(facts).flatMap((stack) => ofStack(stack, facts)),
);

function ofStack(stack: Stack, facts: Facts): readonly Interpolation[] {
  const whole: Interpolation[] = [];
  const blanks = new Map<string, Interpolation[]>();
  const cut = new Set<string>();
  for (const use of stack.documents.flatMap(usesIn)) {
    const service = use.path[0] === 'services' ? stack.services.find(({ name }) => name === use.path[1]) : undefined;
    const { name, operator } = use.variable;
    const base = { at: use.at, name, others: [], service, seen: [], unguarded: operator ? [] : [use.variable] };
    const inPlace = lossInPlace(use, service, stack, facts);
    const place = `${use.scalar.at.file}:${use.scalar.at.start}`;
    if (inPlace && !cut.has(place))
      whole.push({ ...base, at: use.scalar.at, loss: inPlace, scalar: use.scalar, variable: use.variable });
    else if (!inPlace) {
      const found = operator ? base : { ...base, blank: blankAt(use.path, use.scalar, name) };
      blanks.set(name, [...(blanks.get(name) ?? []), found]);
    }
    if (inPlace) cut.add(place);
  }
  const missing = [...blanks.values()].map((places): Interpolation => {
    const worst = places.reduce((one, other) => (rank(other) < rank(one) ? other : one));
    const unguarded = places.flatMap((one) => one.unguarded);
    return worst.blank ? { ...worst, unguarded, ...lossOfSupply(worst.name, stack, facts) } : worst;
  });
  return [...whole, ...together(missing)];
}

const rank = ({ blank }: Interpolation): number => (blank ? consequences.indexOf(blank.consequence) : Infinity);

/** What one service lacks for one reason is one finding, at the worst of the places; a variable the script sets in vain stands for itself. */
function together(missing: readonly Interpolation[]): readonly Interpolation[] {
  const groups = new Map<string, Interpolation[]>();
  for (const one of missing) {
    const { loss, service, seen, name } = one;
    const alone = loss === undefined || loss === 'not-exported';
    const owner = loss === 'left-to-the-caller' ? '' : service?.name;
    const reason = seen.find(({ what }) => what === 'deploy' || what === 'sourcing')?.at;
    const key = alone ? `${loss} ${name}` : `${loss} ${owner} ${reason?.file} ${reason?.start}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((group) => {
    const worst = group.reduce((one, other) => (rank(other) < rank(one) ? other : one));
    const others = group.filter((one) => one !== worst).map(({ name }) => name);
    return { ...worst, others, unguarded: group.flatMap(({ unguarded }) => unguarded) };
  });
}

/**
 * What crypt(3) and htpasswd begin a password hash with, as far as the loader takes it for a variable: names that begin with a digit
 * (`$2y$`) it refuses by itself. A hash inside a default is safe: defaults are not looked into.
 */
const hashNames = /^(?:apr1|argon2(?:i|d|id)|y|gy|scrypt|pbkdf2)$/;
const hash = /(?:^|[^$])\$(?:apr1|argon2(?:i|d|id)|y|gy|scrypt|pbkdf2[\w-]*)\$[^$]/;

const cutsHash = ({ raw, parts }: Scalar): boolean =>
  hash.test(raw) && parts.some((part) => typeof part !== 'string' && hashNames.test(part.name) && isBare(part));

/** `${A:-${B}}`, `${A:-$B}`; a `$` further inside is literal text, which is what a hash wants. */
const nested = /\$\{|^\$[A-Z_][A-Z0-9_]*$/;

function lossInPlace(
  { variable, scalar, path }: Use,
  service: Service | undefined,
  stack: Stack,
  facts: Facts,
): Loss | undefined {
  const through = stack.deploys.map(({ filters }) => filters.map(({ kind }) => kind));
  const asWritten = through.length === 0 || through.some((kinds) => kinds.length === 0);
  // Other programs have other rules for what begins with `$`, but all that fill in variables cut a hash.
  if (!asWritten && through.every((kinds) => kinds.some((kind) => kind === 'edits' || kind === 'templates')))
    return undefined;
  if (cutsHash(scalar)) return 'literal-cut';
  if (!asWritten) return undefined;
  const operand = variable.operand ?? '';
  if (nested.test(operand) && variable.operator?.endsWith('-')) return 'nested';
  if (variable.operator && isBare(variable)) return 'swallowed';
  if (takesItsMessage(variable)) return 'message-becomes-value';
  if (variable.operator || !isRunInContainer(path) || !service) return undefined;
  const own = service.effectiveEnvironment.find(({ name }) => name === variable.name);
  const sameSource = own?.value?.parts.some((part) => typeof part !== 'string' && part.name === variable.name);
  const fromDeployer = own && !own.value && !own.file;
  const supplied = deploysOf(facts)(stack).some((deploy) => supplyOf(variable.name, deploy, facts) === 'set');
  return own && !sameSource && !fromDeployer && !supplied ? 'expanded-too-early' : undefined;
}

/** Written without braces: with them the text would be two characters longer. */
const isBare = ({ at, name, operator, operand }: Variable): boolean =>
  at.end - at.start === 1 + name.length + (operator?.length ?? 0) + (operand?.length ?? 0);

const isRunInContainer = (path: readonly string[]): boolean =>
  path[2] === 'command' || path[2] === 'entrypoint' || (path[2] === 'healthcheck' && path[3] === 'test');

/** Every deploy is judged; what one of them surely lacks counts, also when another one has it. */
function lossOfSupply(name: string, stack: Stack, facts: Facts): Pick<Interpolation, 'loss' | 'seen'> {
  const all = deploysOf(facts)(stack).map((deploy) => ({ deploy, supply: supplyOf(name, deploy, facts) }));
  const real = all.filter(({ deploy }) => !isDocumented(deploy));
  const seenAt = (deploy: StackDeploy): Seen => ({ at: deploy.at, what: 'deploy' });
  for (const { deploy, supply } of real) {
    if (typeof supply === 'string' || supply.why === 'left-to-the-caller') continue;
    const vain: readonly Seen[] = supply.at
      ? [{ at: supply.at, what: supply.why === 'only-sourced' ? 'sourcing' : 'assignment' }]
      : [];
    return { loss: supply.why, seen: [...vain, seenAt(deploy)] };
  }
  if (all.some(({ supply, deploy }) => supply === 'set' || (supply === 'unknown' && !isDocumented(deploy))))
    return { seen: [] };
  const first = real.slice(0, 1).map(({ deploy }) => seenAt(deploy));
  const line = envLineOf(name, stack, facts);
  if (line) return { loss: 'env-file-not-read', seen: [{ at: line, what: 'env-line' }, ...first] };
  return first.length > 0 ? { loss: 'left-to-the-caller', seen: first } : { seen: [] };
}

/** `.env` beside the stack file, where Compose would look and Swarm does not. Another file with the name may be the one that is exported. */
function envLineOf(name: string, stack: Stack, { envFiles }: Facts): Span | undefined {
  const places = new Set(stack.files.map((file) => (directoryOf(file) ? `${directoryOf(file)}/.env` : '.env')));
  const holders = envFiles.filter(({ example, lines }) => !example && lines.some((one) => one.name === name));
  const [only, ...others] = holders;
  return only && others.length === 0 && places.has(only.path)
    ? only.lines.find((one) => one.name === name)?.at
    : undefined;
}

/** Scalars behind aliases are met once for each place that uses them; what lies under `x-` keys only through those. */
export function usesIn(document: MapNode): readonly Use[] {
  const uses: Use[] = [];
  const walk = (node: Node, path: readonly string[]): void => {
    if (node.kind === 'map') for (const { key, value } of node.entries) walk(value, [...path, key]);
    else if (node.kind === 'list') for (const item of node.items) walk(item, path);
    else
      for (const part of node.parts)
        if (typeof part !== 'string') uses.push({ at: part.at, variable: part, scalar: node, path });
  };
  for (const { key, value } of document.entries) if (!key.startsWith('x-')) walk(value, [key]);
  return uses;
}
