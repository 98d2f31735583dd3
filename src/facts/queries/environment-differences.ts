/** Variables on which code, stack, development files and documentation do not agree. */
import { isUnder, type Located, literally } from '../../source/index.ts';
import type { Facts, Service } from '../model.ts';
import { usesIn } from './configuration-interpolation.ts';
import { nearestName } from './configuration-names.ts';
import { entryScripts } from './configuration-supply.ts';
import { type ContractVariable, type EnvironmentContract, environmentContracts } from './environment-contract.ts';
import { memoise } from './memoise.ts';
import { isSecretName } from './secrets.ts';

/** A variable the stack sets for a service whose every read is known. */
export interface SetVariable extends Located {
  readonly service: Service;
  readonly name: string;
  readonly used: boolean;
  /** What the code reads, and nothing sets: the name that was probably meant. */
  readonly meant?: ContractVariable;
  /** It stands in an env file. */
  readonly inEnvFile?: true;
  /** Others of the same env file that nobody reads either. */
  readonly more?: readonly string[];
}

/** Each variable that is set in the stack file or in an env file for services whose reads are all known. */
export const setVariables = memoise((facts: Facts): readonly SetVariable[] => {
  const contracts = environmentContracts(facts);
  // One anchor may set a variable for several services: it is in use when one of them reads it, or may.
  const read = new Set(
    contracts.flatMap(({ variables, complete }) =>
      variables.flatMap(({ need, supplied }) =>
        supplied?.at && (need !== 'unread' || !complete) ? [placeOf(supplied.at)] : [],
      ),
    ),
  );
  const interpolated = interpolatedIn(facts);
  return contracts.flatMap((contract) => {
    if (!contract.complete) return [];
    const { service, variables } = contract;
    const missing = variables.filter(
      ({ need, supplied }) => need !== 'unread' && need !== 'runtime' && supplied === undefined,
    );
    const mentioned = mentionedIn(service, facts);
    const shipped = readInImage(service, facts);
    const all = variables.flatMap((variable): readonly SetVariable[] => {
      const { name, supplied, need } = variable;
      if (!supplied?.at || (supplied.by !== 'stack' && supplied.by !== 'env-file')) return [];
      // One file often serves the program and the deploy.
      const inEnvFile = supplied.by === 'env-file';
      const forDeploy = inEnvFile && interpolated.has(name);
      const used =
        need !== 'unread' || forDeploy || read.has(placeOf(supplied.at)) || mentioned(name) || shipped.has(name);
      const near = used
        ? undefined
        : nearestName(
            name,
            missing.map((one) => one.name),
          );
      const meant = missing.find((one) => one.name === near);
      return [
        {
          at: supplied.at,
          service,
          name,
          used,
          ...(meant ? { meant } : {}),
          ...(inEnvFile && { inEnvFile: true as const }),
        },
      ];
    });
    return together(all);
  });
});

/** Of an env file the first that nobody reads stands for all of them; in the stack file each has its own line in sight. */
function together(all: readonly SetVariable[]): readonly SetVariable[] {
  const byFile = new Map<string, SetVariable[]>();
  const rest: SetVariable[] = [];
  for (const one of all) {
    if (one.used || one.meant || !one.inEnvFile) rest.push(one);
    else byFile.set(one.at.file, [...(byFile.get(one.at.file) ?? []), one]);
  }
  return [
    ...rest,
    ...[...byFile.values()].flatMap((unread) => {
      const [first, ...more] = unread.sort((one, other) => one.at.start - other.at.start);
      return more.length === 0 ? unread : [{ ...first!, more: more.map(({ name }) => name) }];
    }),
  ];
}

/** Variables that stack files ask for. */
const interpolatedIn = memoise(
  ({ stacks }: Facts): ReadonlySet<string> =>
    new Set(stacks.flatMap(({ documents }) => documents.flatMap(usesIn)).map(({ variable }) => variable.name)),
);

const placeOf = ({ file, start }: { readonly file: string; readonly start: number }): string => `${file}:${start}`;

/** What any file of the image reads, also one that the program was not seen to lead to: imports may be found at run time only. */
function readInImage({ built }: Service, facts: Facts): ReadonlySet<string> {
  const ships = built?.image.ships ?? [];
  return new Set(
    readsByFile(facts)
      .filter(({ path }) => ships.some((from) => isUnder(path, from)))
      .flatMap(({ names }) => names),
  );
}

/** Files of code that read variables, with their names. */
const readsByFile = memoise(({ code }: Facts) =>
  code.flatMap(({ path, facts }) => {
    const names = facts.flatMap((fact) => (fact.kind === 'env-read' ? [fact.name] : []));
    return names.length > 0 ? [{ path, names }] : [];
  }),
);

/** `$NAME` on the way to the application, in its probe, or in what the stack hands it; `NAME_FILE` stands for `NAME`. */
function mentionedIn(service: Service, facts: Facts): (name: string) => boolean {
  const words = [
    ...service.process.starts.flatMap(({ argv }) => argv),
    ...(service.process.argv ?? []),
    ...(service.probe ?? []).flatMap((command) => command.words.map(({ raw }) => raw)),
    ...(service.built?.image.instructions ?? []).flatMap((one) => ('argv' in one ? one.argv : [])),
    ...entryScripts(service, facts).flatMap(({ commands }) =>
      commands.flatMap(({ words: own, assignments, redirections }) => [
        ...[...own, ...redirections].map(({ raw }) => raw),
        ...assignments.map(({ name, value }) => `${name}=${value ?? ''}`),
      ]),
    ),
  ].join(' ');
  const reads = new Set(service.code.facts.flatMap((fact) => (fact.kind === 'env-read' ? [fact.name] : [])));
  return (name) =>
    new RegExp(`(^|[^A-Za-z0-9_])${literally(name)}([^A-Za-z0-9_]|$)`).test(words) ||
    reads.has(name.replace(/_FILE$/, '')) ||
    reads.has(`${name}_FILE`);
}

/** Variables that lead to other services: what differs there between development and production is no detail. */
const leadsElsewhere =
  /_(?:URL|URI|HOST|HOSTNAME|ENDPOINT|DSN|ADDR|ADDRESS|BROKERS?|BUCKET|SERVER|SERVERS|NODES|TOPIC|QUEUE)$|^(?:DATABASE|REDIS|BROKER)_URL$/;
const isLocal = (fallback: string | undefined): boolean =>
  fallback === undefined || fallback === '' || /localhost|127\.0\.0\.1|0\.0\.0\.0/.test(fallback);

/** What development supplies to a service and production does not. The place is the service's. */
export interface Divergence extends Located {
  readonly service: Service;
  /** With the development file's line. */
  readonly onlyInDevelopment: readonly (Located & { readonly variable: ContractVariable })[];
  /** Required by the code and missing from the example that documents the others. */
  readonly undocumented: readonly ContractVariable[];
  readonly example?: string;
}

export const divergences = memoise((facts: Facts): readonly Divergence[] =>
  environmentContracts(facts)
    .filter(({ service }) => service.code.status === 'read')
    .map((contract) => divergenceOf(contract, facts)),
);

/** An overlay that adds an optional part is no development file: one builds the service, or bears the name of one. */
const isForDevelopers = ({ build, image, stack }: Service): boolean =>
  build !== undefined ||
  image !== undefined ||
  /(?:^|[._/-])(?:dev|devel|development|local|override)(?:[._-]|$)/i.test(stack);

function divergenceOf({ service, variables, example }: EnvironmentContract, facts: Facts): Divergence {
  const twin = facts.stacks
    .filter(({ purpose }) => purpose.value === 'development')
    .flatMap((stack) => stack.services)
    .find((other) => other.name === service.name && isForDevelopers(other));
  const onlyInDevelopment = variables.flatMap((variable) => {
    const { name, need, supplied, fallback } = variable;
    const there = twin?.environment.find((one) => one.name === name);
    // Required ones that are missing are told by `config/required-env-missing`.
    if (!there || supplied || need === 'required' || need === 'unread' || need === 'runtime') return [];
    // A default that is written and not shown may suit production as well.
    const suits = need === 'defaulted' && (fallback === undefined || !isLocal(fallback));
    return leadsElsewhere.test(name) && !suits ? [{ at: there.at, variable }] : [];
  });
  const documents = variables.some(({ documented, need }) => documented && need !== 'unread' && need !== 'runtime');
  const undocumented = documents
    ? variables.filter(
        ({ name, need, documented, supplied }) =>
          need === 'required' &&
          !documented &&
          supplied?.by !== 'platform' &&
          !(isSecretName(name) && supplied?.by === 'secret'),
      )
    : [];
  return { at: service.at, service, onlyInDevelopment, undocumented, ...(example === undefined ? {} : { example }) };
}
