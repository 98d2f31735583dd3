/** What the code asks its environment for, and what a container on Swarm finds there. */
import { directoryOf, fileNameOf, isUnder, joinPath, type Located, type Span } from '../../source/index.ts';
import type { EnvRead } from '../code.ts';
import type { Facts, Service } from '../model.ts';
import type { ShellScript } from '../shell.ts';
import { isSameVariable } from '../variables.ts';
import { factsOf } from './code.ts';
import { nearestName } from './configuration-names.ts';
import { memoise } from './memoise.ts';
import { judgedServices } from './services.ts';

/** One variable the code of a service cannot do without. */
export interface RequiredVariable extends Located {
  readonly service: Service;
  readonly name: string;
  readonly reads: readonly EnvRead[];
  readonly supplied: boolean;
  /** A variable that is set, that nobody reads, and that is called almost the same. */
  readonly near?: { readonly name: string; readonly at: Span };
}

/** Set by the container runtime, the base images or the shell. */
export const platform =
  /^(PATH|HOME|HOSTNAME|PWD|OLDPWD|SHLVL|TERM|USER|LANG|LC_ALL|TZ|NODE_VERSION|YARN_VERSION|npm_.*|PYTHON_VERSION|GOLANG_VERSION|JAVA_HOME|JAVA_VERSION|_)$/;

/** Programs that put variables of their own in front of the application. */
const suppliers =
  /^(doppler|infisical|chamber|vault|vault-env|envconsul|consul-template|aws-env|ssm-env|op|dotenvx|dotenv|dotenv-cli|env-cmd|berglas|teller|sops|with-secrets|secrets-entrypoint|envdir)$/;

/**
 * Required variables of services whose code was read. A service whose environment comes from where the repository does not reach
 * (an `env_file` that is not there, a mounted `.env`, a program that fetches variables) is left out.
 */
export const requiredVariables = memoise((facts: Facts): readonly RequiredVariable[] =>
  judgedServices(facts).flatMap((service) =>
    service.code.status === 'read' && !isSuppliedElsewhere(service, facts) ? ofService(service, facts) : [],
  ),
);

function ofService(service: Service, facts: Facts): readonly RequiredVariable[] {
  const all = factsOf(service, 'env-read');
  const names = new Map<string, EnvRead[]>();
  for (const read of all) {
    if (read.need !== 'required' || read.guard !== 'always' || read.confidence === 'low') continue;
    names.set(read.name, [...(names.get(read.name) ?? []), read]);
  }
  const provided = providedNames(service, facts);
  const read = new Set(all.map(({ name }) => name));
  const unread = service.environment.filter(({ name }) => !read.has(name));
  return [...names].map(([name, reads]) => {
    const supplied =
      platform.test(name) ||
      [...provided].some((one) => isSameVariable(one, name)) ||
      hasSecret(service, name, provided) ||
      hasDefault(all, name) ||
      reads.every((one) => isArgument(service, one));
    const near = supplied
      ? undefined
      : nearestName(
          name,
          unread.map((variable) => variable.name),
        );
    const variable = unread.find((one) => one.name === near);
    return {
      at: service.at,
      service,
      name,
      reads,
      supplied,
      ...(variable ? { near: { name: variable.name, at: variable.at } } : {}),
    };
  });
}

/** Names of the variables a container of the service finds, as far as the repository tells. */
export const providedNames = (service: Service, facts: Facts): ReadonlySet<string> =>
  new Set([...service.effectiveEnvironment.map(({ name }) => name), ...besides(service, facts)]);

/** Another place in the code falls back to something: whether the strict one runs first cannot be told. */
const hasDefault = (reads: readonly EnvRead[], name: string): boolean =>
  reads.some((read) => isSameVariable(read.name, name) && read.need === 'defaulted');

/** The command hands the value over as an argument. */
const isArgument = ({ process }: Service, { flag }: EnvRead): boolean =>
  flag !== undefined &&
  [...(process.argv ?? []), ...process.starts.flatMap(({ argv }) => argv)].some(
    (word) => word === flag || word.startsWith(`${flag}=`),
  );

/** A secret of this name is mounted, or its path is handed over: whether the code reads it is another question. */
export function hasSecret({ secrets, configs }: Service, name: string, provided: ReadonlySet<string>): boolean {
  const plain = (text: string) =>
    fileNameOf(text)
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '');
  return (
    provided.has(`${name}_FILE`) ||
    provided.has(`${name}__FILE`) ||
    [...secrets, ...configs].some(({ source, target }) =>
      [source, target ?? ''].some((one) => plain(one).endsWith(plain(name))),
    )
  );
}

/** Variables that entrypoint scripts, shipped `.env` files and `docker service update` add. */
function besides(service: Service, facts: Facts): readonly string[] {
  const ships = service.built?.image.ships ?? [];
  const shipped = (path: string) => ships.some((from) => isUnder(path, from));
  return [
    ...facts.envFiles
      .filter(({ path, example }) => !example && shipped(path))
      .flatMap(({ lines }) => lines.map(({ name }) => name)),
    ...entryScripts(service, facts).flatMap(namesSetBy),
    ...service.process.starts.flatMap(({ argv }) => argv.flatMap((word) => word.match(/^([A-Za-z_]\w*)=/)?.[1] ?? [])),
    ...facts.invocations
      .filter(
        ({ command, operands }) => command[0] === 'service' && operands.some(({ raw }) => raw.endsWith(service.name)),
      )
      .flatMap(({ flags }) => flags.flatMap(({ value }) => value?.raw.match(/^["']?([A-Za-z_]\w*)=/)?.[1] ?? [])),
  ];
}

const namesSetBy = ({ commands }: ShellScript): readonly string[] =>
  commands.flatMap(({ assignments, words }) => [
    ...assignments.map(({ name }) => name),
    ...(words[0]?.value === 'export'
      ? words.slice(1).flatMap(({ raw }) => raw.match(/^([A-Za-z_]\w*)/)?.[1] ?? [])
      : []),
  ]);

/** Scripts that the image or the stack names on the way to the application. */
export function entryScripts({ process, built, command, entrypoint }: Service, facts: Facts): readonly ShellScript[] {
  const words = [
    ...(process.argv ?? []),
    ...process.starts.flatMap(({ argv, via }) => [...argv, via]),
    ...(built?.image.entrypoint?.argv ?? []),
    ...(built?.image.command?.argv ?? []),
    ...(command?.argv ?? []),
    ...(entrypoint?.argv ?? []),
  ].join(' ');
  return facts.scripts.filter(({ path }) => words.includes(fileNameOf(path)));
}

const envTarget = /(^|\/)\.?env(\.[\w.-]+)?$|\.env$/;

/** Variables may come from a place the repository does not show. */
export function isSuppliedElsewhere(service: Service, facts: Facts): boolean {
  const seen = new Set(facts.envFiles.map(({ path }) => path));
  const unseen = service.envFiles.some(
    ({ value, at }) => value === undefined || !seen.has(joinPath(directoryOf(at.file), value) ?? ''),
  );
  const mounted =
    service.mounts.some(({ target, source }) => envTarget.test(target ?? '') || envTarget.test(source ?? '')) ||
    [...service.secrets, ...service.configs].some(
      ({ target, source }) => envTarget.test(target ?? '') || envTarget.test(source),
    );
  const words = [
    ...(service.process.argv ?? []),
    ...service.process.starts.flatMap(({ argv }) => argv),
    ...(service.built?.image.entrypoint?.argv ?? []),
  ].flatMap((word) => word.split(/\s+/));
  return (
    unseen ||
    mounted ||
    words.some((word) => suppliers.test(fileNameOf(word))) ||
    entryScripts(service, facts).some(readsVariables)
  );
}

/** A script that sources a file or evaluates text can set any name. */
const readsVariables = ({ commands }: ShellScript): boolean =>
  commands.some(({ words }) => {
    const program = words[0]?.value;
    // `export $(cat .env)`, as opposed to `export NAME=$OTHER`, which says what it sets.
    const open = words[1]?.value === undefined && !/^[A-Za-z_]/.test(words[1]?.raw ?? 'x');
    return program === '.' || program === 'source' || program === 'eval' || (program === 'export' && open);
  });
