/** Secrets that are mounted as files while the program waits for a variable. */
import { isUnder, type Located, type Span } from '../../source/index.ts';
import type { EnvRead } from '../code.ts';
import type { Facts, Service } from '../model.ts';
import type { ShellScript } from '../shell.ts';
import { unreadSecretFile } from '../tables/secret-files.ts';
import { factsOf } from './code.ts';
import { secretFileStem } from './configuration-secret-files.ts';
import { entryScripts, isSuppliedElsewhere, providedNames } from './configuration-supply.ts';
import { memoise } from './memoise.ts';
import { judgedServices } from './services.ts';

/** One secret of a service, by the variable with its path or by the mount. */
export interface SecretHandover extends Located {
  readonly service: Service;
  /** `DB_PASSWORD_FILE`, or the name of the secret. */
  readonly name: string;
  /** The variable the program reads in its place. */
  readonly wanted?: string;
  /** Absent: the program gets it, or nobody knows that it does not. */
  readonly unread?: 'by-the-image' | 'by-the-code';
  /** What the image does without. */
  readonly consequence?: string;
  readonly breaks: boolean;
  readonly certain: boolean;
  readonly seen: readonly Span[];
}

export const secretHandovers = memoise((facts: Facts): readonly SecretHandover[] =>
  judgedServices(facts).flatMap((service) => [...ofImage(service), ...ofCode(service, facts)]),
);

const base = { breaks: false, certain: true, seen: [] };

/** A command of the stack may read the file itself: `sh -c 'redis-server --requirepass "$$(cat $$REDIS_PASSWORD_FILE)"'`. */
function ofImage(service: Service): readonly SecretHandover[] {
  if (service.built || !service.image) return [];
  return service.environment.flatMap(({ name, at, value }): readonly SecretHandover[] => {
    const row = unreadSecretFile(service.image?.value ?? service.image?.raw ?? '', name);
    if (!row || value === undefined) return [];
    if (row.outcome === 'ignored' && (service.entrypoint || service.configs.length > 0 || namesFiles(service, name)))
      return [{ ...base, at, service, name }];
    return [{ ...base, at, service, name, unread: 'by-the-image', consequence: row.consequence, breaks: row.breaks }];
  });
}

const namesFiles = ({ command, healthcheck, mounts }: Service, name: string): boolean =>
  mounts.some(({ target }) => /\.(conf|sh|acl)$|\/etc\//.test(target ?? '')) ||
  [...(command?.argv ?? []), ...(healthcheck?.test?.argv ?? [])].some(
    (word) => word.includes(name) || word.includes('/run/secrets'),
  );

function ofCode(service: Service, facts: Facts): readonly SecretHandover[] {
  if (service.code.status !== 'read' || !service.built?.image.baseKnown) return [];
  const reads = new Map<string, EnvRead[]>();
  for (const read of factsOf(service, 'env-read'))
    if (read.guard === 'always') reads.set(read.name, [...(reads.get(read.name) ?? []), read]);
  const provided = providedNames(service, facts);
  const unread = !readsFiles(service, facts) && !isSuppliedElsewhere(service, facts);
  const handover = (at: Span, name: string, wanted: string): readonly SecretHandover[] => {
    const found = reads.get(wanted);
    if (!found || provided.has(wanted)) return [];
    const breaks = found.some(({ need }) => need === 'required');
    const seen = found.slice(0, 2).map((read) => read.at);
    const certain = service.code.confidence === 'high' && found.some(({ confidence }) => confidence === 'high');
    return [{ at, service, name, wanted, breaks, certain, seen, ...(unread && { unread: 'by-the-code' as const }) }];
  };
  const named = service.environment.flatMap(({ name, at }) => {
    const stem = secretFileStem(name);
    return stem === undefined || reads.has(name) ? [] : handover(at, name, stem);
  });
  const wanted = new Set(named.map((one) => one.wanted));
  const mounted = service.secrets.flatMap(({ at, source, target }) => {
    const name = [...reads.keys()].find(
      (one) => !wanted.has(one) && [source, target].some((text) => isNamed(text, one)),
    );
    // Nobody says that the file is for the program when it can do without.
    return name === undefined ? [] : handover(at, source, name).filter(({ breaks }) => breaks);
  });
  return [...named, ...mounted];
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/^.*\//s, '')
    .replace(/[^a-z0-9]/g, '');
const isNamed = (secret: string | undefined, variable: string): boolean =>
  secret !== undefined && plain(secret) === plain(variable);

/** Some file of the program, a script on the way to it, or its command deals with secrets in files. */
function readsFiles(service: Service, facts: Facts): boolean {
  const ships = service.built?.image.ships ?? [];
  const shipped = (path: string) => ships.some((from) => isUnder(path, from));
  return (
    secretReaders(facts).some(shipped) ||
    [...facts.scripts.filter(({ path }) => shipped(path)), ...entryScripts(service, facts)].some(mentionsFiles) ||
    [
      ...(service.process.argv ?? []),
      ...(service.entrypoint?.argv ?? []),
      ...service.process.starts.flatMap(({ argv }) => argv),
    ].some((word) => secretFile.test(word)) ||
    service.configs.some(({ target, source }) => /\.sh$/.test(target ?? source))
  );
}

/** Paths of code that deals with secrets in files. */
const secretReaders = memoise(({ code }: Facts): readonly string[] =>
  code
    .filter(({ secretFiles, packages }) => secretFiles || packages.some((name) => isSecretLibrary(name)))
    .map(({ path }) => path),
);

const secretFile = /\/run\/secrets|_FILE\b/;
const isSecretLibrary = (name: string): boolean => /(docker|swarm)-?secrets?|secrets?-?(docker|swarm)/i.test(name);
const mentionsFiles = ({ commands }: ShellScript): boolean =>
  commands.some(({ words, redirections, assignments }) =>
    [
      ...words.map(({ raw }) => raw),
      ...redirections.map(({ raw }) => raw),
      ...assignments.map(({ value }) => value ?? ''),
    ].some((text) => secretFile.test(text) || /secrets?\b/i.test(text)),
  );
