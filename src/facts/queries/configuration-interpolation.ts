/** Variables that Swarm's loader puts into a stack file, and what becomes of them. */
import { directoryOf, type Located, type Span } from '../../source/index.ts';
import type { MapNode, Node, Scalar, Variable } from '../compose.ts';
import { takesItsMessage } from '../interpolation.ts';
import type { Facts, Service, Stack } from '../model.ts';
import type { Invocation } from '../shell.ts';
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
  /** Nothing in the repository sets it. */
  | 'not-exported';

/** One variable of a stack file; the first place of each name, and every place whose text is cut. */
export interface Interpolation extends Located {
  readonly name: string;
  readonly service?: Service;
  readonly loss?: Loss;
  /** The `.env` line, or the deploy command. */
  readonly seen?: Span;
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
  const uses = stack.documents.flatMap(usesIn);
  const found: Interpolation[] = [];
  const seen = new Set<string>();
  for (const use of uses) {
    const service = use.path[0] === 'services' ? stack.services.find(({ name }) => name === use.path[1]) : undefined;
    const base = { at: use.at, name: use.variable.name, service };
    const inPlace = lossInPlace(use, service, stack, facts);
    const key = inPlace === undefined ? use.variable.name : `${use.scalar.at.file}:${use.scalar.at.start}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (inPlace) found.push({ ...base, at: use.scalar.at, loss: inPlace });
    else found.push({ ...base, ...lossOfSupply(use, stack, facts) });
  }
  return found;
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
  if (cutsHash(scalar)) return 'literal-cut';
  const operand = variable.operand ?? '';
  if (nested.test(operand) && variable.operator?.endsWith('-')) return 'nested';
  if (variable.operator && isBare(variable)) return 'swallowed';
  if (takesItsMessage(variable)) return 'message-becomes-value';
  if (variable.operator || !isRunInContainer(path) || !service) return undefined;
  const own = service.effectiveEnvironment.find(({ name }) => name === variable.name);
  const sameSource = own?.value?.parts.some((part) => typeof part !== 'string' && part.name === variable.name);
  const fromDeployer = own && !own.value && !own.file;
  return own && !sameSource && !fromDeployer && supplyOf(variable.name, stack, facts) !== 'exported'
    ? 'expanded-too-early'
    : undefined;
}

/** Written without braces: with them the text would be two characters longer. */
const isBare = ({ at, name, operator, operand }: Variable): boolean =>
  at.end - at.start === 1 + name.length + (operator?.length ?? 0) + (operand?.length ?? 0);

const isRunInContainer = (path: readonly string[]): boolean =>
  path[2] === 'command' || path[2] === 'entrypoint' || (path[2] === 'healthcheck' && path[3] === 'test');

function lossOfSupply({ variable }: Use, stack: Stack, facts: Facts): Pick<Interpolation, 'loss' | 'seen'> {
  if (variable.operator) return {};
  const supply = supplyOf(variable.name, stack, facts);
  if (supply === 'exported' || supply === 'unknown') return {};
  const line = envLineOf(variable.name, stack, facts);
  if (line) return { loss: 'env-file-not-read', seen: line };
  return supply.where === 'script' || supply.where === 'makefile' ? { loss: 'not-exported', seen: supply.at } : {};
}

/** `exported`: some deploy sets it; `unknown`: a deploy runs where anything may be set; else a deploy that does not set it. */
function supplyOf(
  name: string,
  stack: Stack,
  facts: Facts,
): 'exported' | 'unknown' | Invocation | { readonly where: 'none' } {
  const { deploys, loadsEnvironment } = deploysOf(facts);
  // `docker compose config` reads `.env` and hands the result on.
  if (loadsEnvironment) return 'unknown';
  const own = deploys.filter((one) => namesStack(one, stack));
  if (own.some(({ exports }) => exports.includes(name) || exports.includes('*'))) return 'exported';
  if (own.some(({ remote, piped, where, path }) => remote || piped || (where === 'ci' && !path.startsWith('.github/'))))
    return 'unknown';
  return own[0] ?? { where: 'none' };
}

const deploysOf = memoise((facts: Facts) => ({
  deploys: facts.invocations.filter(
    ({ command, where }) =>
      command[0] === 'stack' && (command[1] === 'deploy' || command[1] === 'up') && where !== 'documentation',
  ),
  loadsEnvironment: facts.invocations.some(
    ({ command, flags, operands, piped }) =>
      (command[0] === 'compose' && (command.includes('config') || command.includes('convert'))) ||
      (command[0] === 'stack' &&
        (piped || [...flags.map(({ value }) => value), ...operands].some((text) => text?.value === '-'))),
  ),
}));

/** A deploy whose files a variable decides may be the one. */
const namesStack = ({ flags }: Invocation, { files }: Stack): boolean => {
  const named = flags.filter(({ name }) => name === 'compose-file' || name === 'c').map(({ value }) => value?.value);
  return named.some(
    (name) =>
      name === undefined ||
      name.split(',').some((one) => files.some((file) => file.endsWith(one.replace(/^(\.{1,2}\/)+/, '')))),
  );
};

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
function usesIn(document: MapNode): readonly Use[] {
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
