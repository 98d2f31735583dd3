/** What a service and its surroundings agree on about variables: who reads each, who supplies it, who knows of it. */
import { directoryOf, isUnder, type Located, type Span } from '../../source/index.ts';
import type { EnvRead } from '../code.ts';
import type { NamedValue, Variable } from '../compose.ts';
import type { EnvFile } from '../manifest.ts';
import type { Facts, Service, StackDeploy } from '../model.ts';
import { isRuntimeVariable } from '../tables/runtime-variables.ts';
import { factsOf } from './code.ts';
import { hasSecret, isSuppliedElsewhere, platform, providedNames } from './configuration-supply.ts';
import { deploysOf, isDocumented, type Supply, supplyOf } from './deploy-environment.ts';
import { memoise } from './memoise.ts';
import { judgedServices } from './services.ts';

export type SupplySource =
  /** `environment:` of the stack file. */
  | 'stack'
  | 'env-file'
  | 'image'
  /** A mounted secret, or a `_FILE` variable. */
  | 'secret'
  /** An entrypoint script, a command of the start, `docker service update`. */
  | 'start'
  /** Every container has it. */
  | 'platform'
  /** An env file, a mount or a program that the repository does not show may hold it. */
  | 'elsewhere';

/** Where a variable comes from; the place is absent where it has none. */
export interface Supplied {
  readonly by: SupplySource;
  readonly at?: Span;
}

/** A variable of whoever deploys, which the stack file puts into the value. */
export interface Handed {
  readonly name: string;
  readonly fallback: boolean;
  /** One for each deploy of the stack; none when nobody is seen deploying it. */
  readonly deploys: readonly { readonly at: Span; readonly supply: Supply }[];
}

/** One variable of one service. The place is where it is read first, or else set. */
export interface ContractVariable extends Located {
  readonly service: Service;
  readonly name: string;
  readonly reads: readonly EnvRead[];
  /** The strongest need the code states; `runtime`: read by a runtime or a library; `unread`: no line that was read names it. */
  readonly need: EnvRead['need'] | 'runtime' | 'unread';
  /** The first fallback that is written and no secret. */
  readonly fallback?: string;
  readonly supplied?: Supplied;
  readonly handed: readonly Handed[];
  /** Its line in `.env.example`. */
  readonly documented?: Span;
}

export interface EnvironmentContract extends Located {
  readonly service: Service;
  readonly variables: readonly ContractVariable[];
  /** The file that documents variables for people, if there is one. */
  readonly example?: string;
  /** Every line of the service's code that reads variables names them. */
  readonly complete: boolean;
}

export const environmentContracts = memoise((facts: Facts): readonly EnvironmentContract[] =>
  judgedServices(facts)
    .filter(({ code, environment, envFiles }) => code.status === 'read' || environment.length + envFiles.length > 0)
    .map((service) => contractOf(service, facts)),
);

const needs: readonly EnvRead['need'][] = ['required', 'defaulted', 'optional'];

/** An image made elsewhere reads what its documentation says. */
const unnamed = (name: string, { code }: Service): 'runtime' | 'unread' =>
  code.status === 'third-party' || isRuntimeVariable(name) ? 'runtime' : 'unread';

function contractOf(service: Service, facts: Facts): EnvironmentContract {
  const reads = new Map<string, EnvRead[]>();
  for (const read of factsOf(service, 'env-read')) reads.set(read.name, [...(reads.get(read.name) ?? []), read]);
  const own = service.effectiveEnvironment.filter(({ name, at }) => reads.has(name) || !isOfImage(service, at));
  const names = [...new Set([...reads.keys(), ...own.map(({ name }) => name)])].sort();
  const provided = providedNames(service, facts);
  const elsewhere = isSuppliedElsewhere(service, facts);
  const example = exampleOf(service, facts);
  const lines = new Map(example?.lines.map(({ name, at }) => [name, at]));
  return {
    at: service.at,
    service,
    ...(example ? { example: example.path } : {}),
    complete: readsAreNamed(service, facts),
    variables: names.map((name): ContractVariable => {
      const found = reads.get(name) ?? [];
      const variable = own.find((one) => one.name === name);
      const supplied = suppliedBy(service, name, variable, provided, elsewhere);
      const documented = lines.get(name);
      const fallback = found.find((read) => read.fallback !== undefined)?.fallback;
      return {
        at: found[0]?.at ?? variable?.at ?? service.at,
        service,
        name,
        reads: found,
        need: needs.find((need) => found.some((read) => read.need === need)) ?? unnamed(name, service),
        ...(fallback === undefined ? {} : { fallback }),
        ...(supplied ? { supplied } : {}),
        handed: handedTo(variable, service, facts),
        ...(documented ? { documented } : {}),
      };
    }),
  };
}

const isOfImage = ({ built }: Service, at: Span): boolean => built !== undefined && at.file === built.image.dockerfile;

function suppliedBy(
  service: Service,
  name: string,
  variable: NamedValue | undefined,
  provided: ReadonlySet<string>,
  elsewhere: boolean,
): Supplied | undefined {
  if (variable) {
    const by = variable.file !== undefined ? 'env-file' : isOfImage(service, variable.at) ? 'image' : 'stack';
    return { by, at: variable.at };
  }
  if (hasSecret(service, name, provided)) {
    const file = service.effectiveEnvironment.find(
      (one) => one.name === `${name}_FILE` || one.name === `${name}__FILE`,
    );
    return { by: 'secret', at: file?.at ?? service.secrets[0]?.at ?? service.configs[0]?.at };
  }
  if (provided.has(name)) return { by: 'start' };
  if (platform.test(name)) return { by: 'platform' };
  return elsewhere ? { by: 'elsewhere', ...(service.envFiles[0] ? { at: service.envFiles[0].at } : {}) } : undefined;
}

/** Variables of the deploy in a value; a bare name is one as a whole. */
function handedTo(variable: NamedValue | undefined, service: Service, facts: Facts): readonly Handed[] {
  if (!variable || variable.file !== undefined || isOfImage(service, variable.at)) return [];
  const parts = variable.value?.parts.filter((part): part is Variable => typeof part !== 'string');
  const wanted = parts ?? [{ name: variable.name, operator: undefined }];
  const stack = facts.stacks.find(({ id }) => id === service.stack);
  const deploys = stack ? deploysOf(facts)(stack).filter((deploy) => !isDocumented(deploy)) : [];
  return wanted.map(({ name, operator }) => ({
    name,
    fallback: operator?.includes('-') ?? false,
    deploys: deploys.map((deploy: StackDeploy) => ({ at: deploy.at, supply: supplyOf(name, deploy, facts) })),
  }));
}

/** The example nearest to the source of the service. */
function exampleOf(service: Service, facts: Facts): EnvFile | undefined {
  const root = service.code.root ?? service.built?.image.context ?? directoryOf(service.at.file);
  return facts.envFiles
    .filter(({ path, example }) => example && isUnder(root, directoryOf(path)))
    .sort(
      (one, other) =>
        directoryOf(other.path).length - directoryOf(one.path).length || one.lines.length - other.lines.length,
    )
    .at(0);
}

/** Languages of which every way to read a variable is known to tell its name, or to be seen as one that does not. */
const toldByName: readonly string[] = ['javascript', 'python', 'php', 'elixir'];

function readsAreNamed({ code, built }: Service, facts: Facts): boolean {
  // An image that is made from an application, such as Airflow, holds a program of somebody else that reads as well.
  if (built && !built.image.baseKnown) return false;
  if (code.status !== 'read' || !code.languages.every((language) => toldByName.includes(language))) return false;
  const root = code.root ?? '';
  const { components, readers } = mayReadAny(facts);
  if (components.some((path) => isUnder(path, root))) return false;
  const own = new Set(readers.length > 0 ? code.files : []);
  return !readers.some((path) => own.has(path));
}

/** Paths of code that may read any variable. Components of Svelte, Vue and Astro hold code for the server as well, and are not read. */
const mayReadAny = memoise(({ files, code }: Facts) => ({
  components: files.paths.filter((path) => /\.(?:svelte|vue|astro)$/.test(path)),
  readers: code.filter(({ readsAny }) => readsAny).map(({ path }) => path),
}));
