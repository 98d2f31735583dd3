/**
 * Ready-made images that do not read `X_FILE` variables, although people expect it of them. Only what is certain: an image that is not
 * listed may read them. Sources: docker-library/redis issue 268, valkey-io/valkey-container issue 148, keycloak/keycloak issue 10816,
 * the entrypoint of docker-library/rabbitmq. Compared in 2026-08.
 */
import { parseImageReference } from '../image-reference.ts';

export interface UnreadSecretFile {
  /** Repositories without registry. */
  readonly names: readonly string[];
  readonly variables: RegExp;
  /** First release that does so, as major and minor number. */
  readonly from?: readonly [major: number, minor: number];
  /** `ignored`: the program runs as if the variable were not there; `refused`: it stops at start. */
  readonly outcome: 'ignored' | 'refused';
  /** What the program does without the secret. */
  readonly consequence: string;
  /** It cannot work without. */
  readonly breaks: boolean;
}

const rows: readonly UnreadSecretFile[] = [
  {
    names: ['redis', 'valkey/valkey'],
    variables: /^(?:REDIS|VALKEY)_\w*PASS(?:WORD)?_FILE$/,
    outcome: 'ignored',
    consequence: 'it asks nobody for a password',
    breaks: false,
  },
  {
    names: ['keycloak/keycloak'],
    variables:
      /^(?:KC_DB_(?:PASSWORD|USERNAME|URL)|KEYCLOAK_ADMIN(?:_PASSWORD)?|KC_BOOTSTRAP_ADMIN_(?:PASSWORD|USERNAME|CLIENT_SECRET))_FILE$/,
    outcome: 'ignored',
    consequence: 'it starts without the value',
    breaks: true,
  },
  {
    names: ['rabbitmq'],
    variables: /^RABBITMQ_DEFAULT_(?:PASS|USER)_FILE$/,
    from: [3, 9],
    outcome: 'refused',
    consequence: 'it stops at start because the variable is set',
    breaks: true,
  },
];

/** What becomes of a variable in this image; `undefined` when it is read, or nobody knows. */
export function unreadSecretFile(image: string, variable: string): UnreadSecretFile | undefined {
  const reference = parseImageReference(image);
  if (!reference) return undefined;
  return rows.find(
    ({ names, variables, from }) =>
      names.includes(reference.repository) && variables.test(variable) && (!from || isFrom(from, reference)),
  );
}

function isFrom(
  [major, minor]: readonly [number, number],
  { tag, versioned }: { readonly tag?: string; readonly versioned: boolean },
): boolean {
  // `latest`, or no tag at all.
  if (tag === undefined) return !versioned;
  const version = /^(\d+)(?:\.(\d+))?/.exec(tag);
  if (!version) return /^(?:latest|management|alpine|management-alpine)$/.test(tag);
  const [, first, second] = version;
  return Number(first) > major || (Number(first) === major && Number(second ?? minor) >= minor);
}
