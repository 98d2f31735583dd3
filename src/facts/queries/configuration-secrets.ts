/** Secrets that travel in the service definition, where everybody who may inspect a service reads them. */
import type { Located } from '../../source/index.ts';
import type { CommandLine, NamedValue, Scalar } from '../compose.ts';
import type { Facts, Service } from '../model.ts';
import type { Flag } from '../shell.ts';
import { knownDefaultIn } from './configuration-defaults.ts';
import { memoise } from './memoise.ts';
import { isFilledInLater, isPlaceholder, isSecretName, isSecretText, passwordIn } from './secrets.ts';
import { judgedServices } from './services.ts';

/** One named value of a service definition. Values written once and merged into several services count once. */
export interface Setting extends Located {
  readonly name: string;
  /** Services that get it; empty for commands whose service is not known. */
  readonly services: readonly Service[];
  /** Absent: no secret. `literal`: written in the file. `interpolated`: put in by whoever deploys. */
  readonly secret?: 'literal' | 'interpolated';
  /** A secret of the same name is mounted as well. */
  readonly mounted: boolean;
  /** Whether a production stack holds it; otherwise it may be meant for development only. */
  readonly production: boolean;
}

/** Options that take a password, beside those whose name says so. */
const passwordOptions: readonly string[] = ['--requirepass', '--masterauth'];

export const settings = memoise((facts: Facts): readonly Setting[] => {
  const byPlace = new Map<string, Setting>();
  for (const service of judgedServices(facts)) {
    for (const one of draftsOf(service)) {
      const key = `${one.at.file}:${one.at.start}:${one.name}`;
      const known = byPlace.get(key);
      byPlace.set(key, {
        ...one,
        services: [...(known?.services ?? []), service],
        production: service.purpose === 'production',
        mounted: one.mounted || (known?.mounted ?? false),
      });
    }
  }
  return [
    ...byPlace.values(),
    ...facts.invocations
      .flatMap(({ command, where, flags }) =>
        command[0] === 'service' && where !== 'documentation' ? flags.flatMap(ofFlag) : [],
      )
      .filter(({ at, name }) => !byPlace.has(`${at.file}:${at.start}:${name}`)),
  ];
});

type Draft = Omit<Setting, 'services' | 'production'>;

const draftsOf = (service: Service): readonly Draft[] => [
  ...service.environment.map((variable) => draft(variable, service)),
  ...inLabels(service),
  ...inArguments(service),
  ...inWords(service.command, 'command', service),
  ...inWords(service.entrypoint, 'entrypoint', service),
];

/** `com.example.password`; the words before the last one name whom it is for. */
const inLabels = (service: Service): readonly Draft[] =>
  [...service.labels, ...(service.deploy?.labels ?? [])].map((label) => {
    const last = label.name.slice(label.name.lastIndexOf('.') + 1);
    const secret = isSecretName(last) && label.value ? secretIn(last, label.value) : undefined;
    return { at: label.at, name: label.name, secret, mounted: false };
  });

/** Build arguments never reach the service: only what is written here is given away here. */
const inArguments = (service: Service): readonly Draft[] =>
  (service.build?.arguments ?? [])
    .map((argument) => draft(argument, service))
    .map((one) => (one.secret === 'interpolated' ? { ...one, secret: undefined } : one));

const draft = ({ name, value, at }: NamedValue, service: Service): Draft => ({
  at,
  name,
  secret: value && secretIn(name, value),
  mounted:
    service.environment.some((other) => other.name === `${name}_FILE`) ||
    service.secrets.some(({ source, target }) => [source, target].some((one) => isSameName(one, name))),
});

function secretIn(name: string, value: Scalar): Setting['secret'] {
  const raw = value.raw.trim();
  const interpolated = value.parts.some((part) => typeof part !== 'string');
  // A fallback that everybody knows is a worse matter, and another check's.
  if (knownDefaultIn(value, name)) return undefined;
  const password = passwordIn(raw);
  if (password !== undefined) {
    if (isPlaceholder(password) || isFilledInLater(password)) return undefined;
    return passwordIsVariable(raw) ? 'interpolated' : 'literal';
  }
  if (!isSecretName(name)) return undefined;
  if (interpolated) return 'interpolated';
  return isSecretText(name, raw) ? 'literal' : undefined;
}

/** `postgres://shop:${DB_PASSWORD}@db/shop`, `Host=db;Password=${DB_PASSWORD}` */
const passwordIsVariable = (raw: string): boolean =>
  /:\/\/[^\s:/@]*:\$\{?[A-Za-z_][^@]{0,2000}@|;\s*(?:password|pwd)\s*=\s*\$\{?[A-Za-z_]/i.test(raw);

function inWords(line: CommandLine | undefined, key: string, service: Service): readonly Draft[] {
  if (!line) return [];
  // What a shell takes apart in the container, `$` included, is one word of the stack file.
  const words = line.argv.flatMap((word) =>
    /\s/.test(word)
      ? word.split(/\s+/).map((text) => ({ text: text.replace(/^["']|["']$/g, ''), script: true }))
      : [{ text: word, script: false }],
  );
  const known = knownDefaults(service, key);
  return words.flatMap(({ text, script }, index): readonly Draft[] => {
    const [option = '', inline] = splitAt(text, '=');
    if (!option.startsWith('--') || !isPasswordOption(option)) return [];
    const value = inline ?? words[index + 1]?.text ?? '';
    const base = { at: line.at, name: option, mounted: false };
    if (value.startsWith('-')) return [];
    if (value.includes('$')) return [script ? base : { ...base, secret: 'interpolated' as const }];
    return [isSecretText(option, value) && !known.has(value) ? { ...base, secret: 'literal' as const } : base];
  });
}

/** Fallbacks that everybody knows are another check's. */
function knownDefaults({ body }: Service, key: string): ReadonlySet<string> {
  const value = body.entries.find((entry) => entry.key === key)?.value;
  const scalars = value?.kind === 'scalar' ? [value] : value?.kind === 'list' ? value.items : [];
  return new Set(
    scalars.flatMap((scalar) => (scalar.kind === 'scalar' ? (knownDefaultIn(scalar, '')?.operand ?? []) : [])),
  );
}

const isPasswordOption = (option: string): boolean =>
  passwordOptions.includes(option) || isSecretName(option.slice(2).replaceAll('-', '_'));

function ofFlag({ name, value, at }: Flag): readonly Setting[] {
  if ((name !== 'env' && name !== 'e' && name !== 'env-add') || !value) return [];
  const [variable, text] = splitAt(value.value ?? value.raw.replace(/^["']|["']$/g, ''), '=');
  if (text === undefined || !isSecretName(variable)) return [];
  const literal = value.value !== undefined;
  const secret = literal ? (isSecretText(variable, text) ? 'literal' : undefined) : 'interpolated';
  return [{ at, name: variable, services: [], secret, mounted: false, production: true }];
}

function splitAt(text: string, mark: string): readonly [string, string | undefined] {
  const at = text.indexOf(mark);
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/^.*\//s, '')
    .replace(/[^a-z0-9]/g, '');
/** `db_password`, `shop-db-password` for DB_PASSWORD. */
const isSameName = (secret: string | undefined, variable: string): boolean =>
  secret !== undefined &&
  (plain(secret) === plain(variable) ||
    (variable.includes('_') && secret.toLowerCase().replaceAll('-', '_').endsWith(`_${variable.toLowerCase()}`)));
