/** What a stack file and a running service can say differently: each aspect is a row, and a new one is another. */
import type { Located, Span } from '../../source/index.ts';
import type { Scalar } from '../compose.ts';
import { parseImageReference } from '../image-reference.ts';
import type { Service } from '../model.ts';
import { bytesOf, numberOf, secondsOf } from '../units.ts';

/** One thing that a stack file and a running service say differently. The place is in the file, or the service there when it says nothing. */
export interface Difference extends Located {
  /** `image`, `replicas`, `environment LOG_LEVEL`. */
  readonly what: string;
  /** Absent: not set, or nothing to be shown. */
  readonly file?: string;
  readonly runs?: string;
}

/** What is compared of two services, as text; `undefined` when it cannot be known or is not set in a way that says anything. */
interface Aspect {
  readonly what: string;
  readonly of: (service: Compared) => string | undefined;
  readonly at?: (service: Compared) => Span | undefined;
}

type Compared = Pick<
  Service,
  | 'image'
  | 'deploy'
  | 'command'
  | 'entrypoint'
  | 'ports'
  | 'mounts'
  | 'healthcheck'
  | 'user'
  | 'hostname'
  | 'workingDirectory'
  | 'stopSignal'
  | 'stopGracePeriod'
  | 'logging'
  | 'restart'
>;

const UNSET = '';

/** Unset is a value; one that a variable decides is none. */
const textOf = (scalar: Scalar | undefined): string | undefined => (scalar ? scalar.value : UNSET);
const measured =
  (measure: (scalar: Scalar) => number | undefined) =>
  (scalar: Scalar | undefined): string | undefined => {
    const value = scalar && measure(scalar);
    return scalar ? (value === undefined ? undefined : value === 0 ? UNSET : String(value)) : UNSET;
  };
const bytes = measured(bytesOf);
const seconds = measured(secondsOf);
const number = measured(numberOf);

function imageOf({ image }: Compared): string | undefined {
  const reference = image?.value === undefined ? undefined : parseImageReference(image.value);
  if (!reference) return undefined;
  const { registry, repository, tag, digest } = reference;
  const name = [registry, repository].filter(Boolean).join('/');
  return tag === undefined && digest !== undefined ? `${name}@${digest}` : `${name}:${tag ?? 'latest'}`;
}

const isGlobal = ({ deploy }: Compared): boolean => deploy?.mode?.value?.startsWith('global') === true;

const wordsOf = (line: Service['command']): string | undefined =>
  line === undefined ? UNSET : line.argv.some((word) => word.includes('${')) ? undefined : line.argv.join(' ');

const setOf = (texts: readonly (string | undefined)[]): string | undefined =>
  texts.includes(undefined) ? undefined : [...new Set(texts)].sort().join(', ');

const aspects: readonly Aspect[] = [
  { what: 'image', of: imageOf, at: ({ image }) => image?.at },
  {
    what: 'replicas',
    of: (one) => (isGlobal(one) ? UNSET : one.deploy?.replicas ? textOf(one.deploy.replicas) : '1'),
    at: ({ deploy }) => deploy?.replicas?.at,
  },
  {
    what: 'mode',
    of: ({ deploy }) => (deploy?.mode ? textOf(deploy.mode) : 'replicated'),
    at: ({ deploy }) => deploy?.mode?.at,
  },
  { what: 'command', of: ({ command }) => wordsOf(command), at: ({ command }) => command?.at },
  { what: 'entrypoint', of: ({ entrypoint }) => wordsOf(entrypoint), at: ({ entrypoint }) => entrypoint?.at },
  {
    what: 'ports',
    of: ({ ports }) =>
      setOf(
        ports.map(({ published, target, protocol, mode }) =>
          target === undefined || target.from !== target.to
            ? undefined
            : `${published?.from ?? ''}:${target.from}/${protocol}${mode === 'host' ? ' (host)' : ''}`,
        ),
      ),
    at: ({ ports }) => ports[0]?.at,
  },
  {
    what: 'mounts',
    of: ({ mounts }) =>
      setOf(mounts.map(({ target, readOnly }) => target && `${target}${readOnly ? ' (read only)' : ''}`)),
    at: ({ mounts }) => mounts[0]?.at,
  },
  {
    what: 'constraints',
    of: ({ deploy }) =>
      setOf((deploy?.constraints ?? []).map(({ value }) => value?.replace(/\s{0,9}([!=]=)\s{0,9}/, ' $1 '))),
    at: ({ deploy }) => deploy?.constraints[0]?.at,
  },
  {
    what: 'memory limit',
    of: ({ deploy }) => bytes(deploy?.limits?.memory),
    at: ({ deploy }) => deploy?.limits?.memory?.at,
  },
  { what: 'CPU limit', of: ({ deploy }) => number(deploy?.limits?.cpus), at: ({ deploy }) => deploy?.limits?.cpus?.at },
  {
    what: 'memory reservation',
    of: ({ deploy }) => bytes(deploy?.reservations?.memory),
    at: ({ deploy }) => deploy?.reservations?.memory?.at,
  },
  {
    what: 'update order',
    of: ({ deploy }) => textOf(deploy?.updateConfig?.order),
    at: ({ deploy }) => deploy?.updateConfig?.order?.at,
  },
  {
    what: 'failure action',
    of: ({ deploy }) => textOf(deploy?.updateConfig?.failureAction),
    at: ({ deploy }) => deploy?.updateConfig?.failureAction?.at,
  },
  {
    what: 'restart condition',
    // `restart:` becomes a policy on its way.
    of: ({ deploy, restart }) => (restart ? undefined : textOf(deploy?.restartPolicy?.condition)),
    at: ({ deploy }) => deploy?.restartPolicy?.condition?.at,
  },
  {
    what: 'health check',
    of: ({ healthcheck }) =>
      healthcheck === undefined || healthcheck.disabled
        ? healthcheck?.disabled
          ? 'off'
          : UNSET
        : setOf(
            healthcheck.test?.argv.some((word) => word.includes('${'))
              ? [undefined]
              : [healthcheck.test?.argv.join(' ') ?? ''],
          ),
    at: ({ healthcheck }) => healthcheck?.at,
  },
  { what: 'user', of: ({ user }) => textOf(user), at: ({ user }) => user?.at },
  { what: 'hostname', of: ({ hostname }) => textOf(hostname), at: ({ hostname }) => hostname?.at },
  { what: 'stop signal', of: ({ stopSignal }) => textOf(stopSignal), at: ({ stopSignal }) => stopSignal?.at },
  {
    what: 'grace period',
    of: ({ stopGracePeriod }) => seconds(stopGracePeriod),
    at: ({ stopGracePeriod }) => stopGracePeriod?.at,
  },
  { what: 'log driver', of: ({ logging }) => textOf(logging?.driver), at: ({ logging }) => logging?.driver?.at },
];

/** Aspects whose text can be long, or hold what nobody should read: that they differ is enough. */
const unshown: ReadonlySet<string> = new Set(['command', 'entrypoint', 'health check']);
const sizes: ReadonlySet<string> = new Set(['memory limit', 'memory reservation']);

/** `512M`; sizes are compared in bytes. */
function shownAs(what: string, text: string): string | undefined {
  if (unshown.has(what) || text === UNSET) return undefined;
  const value = Number(text);
  return sizes.has(what) && value % 2 ** 20 === 0 ? `${value / 2 ** 20}M` : text;
}

/** What both of them say, and not the same. */
export const differingAspects = (written: Located & Compared, live: Compared): readonly Difference[] =>
  aspects.flatMap(({ what, of, at }): readonly Difference[] => {
    const [file, runs] = [of(written), of(live)];
    if (file === undefined || runs === undefined || file === runs) return [];
    return [{ what, at: at?.(written) ?? written.at, file: shownAs(what, file), runs: shownAs(what, runs) }];
  });
