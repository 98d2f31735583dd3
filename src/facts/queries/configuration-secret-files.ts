/** Variables that name the file a secret lies in: `POSTGRES_PASSWORD_FILE=/run/secrets/db_password`. */
import { isUnder, type Located } from '../../source/index.ts';
import type { NamedValue, Scalar } from '../compose.ts';
import type { Facts, Service } from '../model.ts';
import { factsOf } from './code.ts';
import { memoise } from './memoise.ts';
import { isSecretName } from './secrets.ts';
import { judgedServices } from './services.ts';

export type SecretFileTrouble =
  /** The variable with the secret itself is put in. */
  | 'secret-put-in'
  | 'no-path'
  /** No secret of the service is mounted at this path. */
  | 'not-mounted';

export interface SecretFileVariable extends Located {
  readonly service: Service;
  readonly name: string;
  /** Path or variable the message may show; never a value. */
  readonly shown: string;
  readonly trouble?: SecretFileTrouble;
  /** The program is known to read it. */
  readonly certain: boolean;
}

/** `DB_PASSWORD` of `DB_PASSWORD_FILE` and `DB_PASSWORD__FILE`; `undefined` for other names. */
export const secretFileStem = (name: string): string | undefined => /^(\w+?)_{1,2}FILE$/.exec(name)?.[1];

export const secretFileVariables = memoise((facts: Facts): readonly SecretFileVariable[] => {
  const services = judgedServices(facts);
  return services.flatMap((service) =>
    service.environment.flatMap((variable): readonly SecretFileVariable[] => {
      const stem = secretFileStem(variable.name);
      if (stem === undefined || variable.value === undefined) return [];
      const path = secretPath(variable.value.value);
      if (!isSecretName(stem) && path === undefined) return [];
      const family = service.family?.secretFileSupport === true;
      const trouble = troubleOf(variable.value, service, family, facts);
      // One anchor hands the variable to all; those that do not use it need no secret.
      const elsewhere =
        trouble === 'not-mounted' && services.some((other) => sharesAndMounts(other, service, variable));
      if (elsewhere && !family) return [];
      return [
        {
          at: variable.at,
          service,
          name: variable.name,
          shown: path ?? variableIn(variable.value) ?? '',
          trouble,
          certain: family || factsOf(service, 'env-read').some(({ name }) => name === variable.name),
        },
      ];
    }),
  );
});

function troubleOf(value: Scalar, service: Service, family: boolean, facts: Facts): SecretFileTrouble | undefined {
  const [only] = value.parts;
  if (value.value === undefined)
    return value.parts.length === 1 && typeof only === 'object' && isSecretName(only.name)
      ? 'secret-put-in'
      : undefined;
  const text = value.value;
  if (text === '') return undefined;
  const path = secretPath(text);
  if (path !== undefined) return isMounted(path, service, facts) ? undefined : 'not-mounted';
  if (text.startsWith('/') || text.includes('$') || /^[A-Za-z]:[\\/]/.test(text)) return undefined;
  // A relative path counts from the working directory, which the program may know; a bare name may be looked up in a folder.
  const named =
    /[/\\]|\.\w{1,6}$/.test(text) || [...service.secrets, ...service.configs].some(({ source }) => source === text);
  if (named && service.family?.secretFileByName) return undefined;
  return family || !named ? 'no-path' : undefined;
}

/** The path below `/run/secrets`, which `/var/run` leads to as well. */
const secretPath = (text: string | undefined): string | undefined =>
  text !== undefined && /^\/(?:var\/)?run\/secrets\/[^/$]/.test(text) ? text.replace(/^\/var/, '') : undefined;

const variableIn = ({ parts }: Scalar): string | undefined => {
  const [only] = parts;
  return typeof only === 'object' ? `\${${only.name}}` : undefined;
};

/** Somebody may add a secret by hand (`docker service update --secret-add`), or a variable decides where one goes. */
export function isMounted(path: string, service: Service, facts: Facts): boolean {
  const grants = [...service.secrets, ...service.configs];
  return (
    grants.some(({ source, target }) => `${source}${target ?? ''}`.includes('$')) ||
    service.secrets.some(({ source, target }) => absolute(target ?? source) === path) ||
    service.configs.some(({ source, target }) => (target ?? `/${source}`) === path) ||
    service.mounts.some(({ target }) => target === undefined || isUnder(path, plain(target))) ||
    facts.invocations.some(
      ({ command, flags, operands }) =>
        command[0] === 'service' &&
        flags.some(({ name }) => name === 'secret-add') &&
        operands.some(({ raw }) => raw.endsWith(service.name)),
    )
  );
}

const plain = (target: string): string => target.replace(/(?<!\/)\/+$/, '').replace(/^\/var(?=\/run\/)/, '');

const absolute = (target: string): string => (target.startsWith('/') ? target : `/run/secrets/${target}`);

const sharesAndMounts = (other: Service, service: Service, { at, value }: NamedValue): boolean =>
  other !== service &&
  other.environment.some((one) => one.at.file === at.file && one.at.start === at.start) &&
  other.secrets.some(({ source, target }) => absolute(target ?? source) === secretPath(value?.value));
