/** Values with a meaning to the loader, or to YAML. Verified on Docker 28.2. */
import type { Weight } from './notes.ts';

/** Words behind the second colon of a short mount. */
export const knownOptions = {
  honoured: new Set('ro rw nocopy private rprivate shared rshared slave rslave'.split(' ')),
  dropped: new Map<string, { readonly cost: string; readonly weight?: Weight }>([
    ['z', { cost: 'the files get no SELinux label, and where SELinux is on the task may not read them' }],
    ['Z', { cost: 'the files get no SELinux label, and where SELinux is on the task may not read them' }],
    ['cached', { cost: 'the mount behaves as if it were not set', weight: 'light' }],
    ['delegated', { cost: 'the mount behaves as if it were not set', weight: 'light' }],
    ['consistent', { cost: 'the mount behaves as if it were not set', weight: 'light' }],
  ]),
} as const;

/** Decimal numbers that are written for the file mode they look like. */
export const fileModes: ReadonlySet<string> = new Set(
  '400 440 444 500 550 555 600 640 644 660 664 666 700 740 750 755 770 775 777'.split(' '),
);

/** How a number without quotes changes on its way to the service: `pattern` of what is written, `comesTo` of what arrives. */
export const respellings: readonly {
  readonly pattern?: RegExp;
  readonly comesTo?: RegExp;
  readonly message: string;
  readonly weight?: Weight;
}[] = [
  {
    pattern: /^[+-]?0[0-7_]+$/,
    message: 'a leading zero makes it an octal number, and the service gets the decimal one',
  },
  { pattern: /^[+-]?0[\d_]/, message: 'it is a number to YAML, and the service gets it without the leading zero' },
  { pattern: /^[+-]?0[xob]/i, message: 'it is a number to YAML, and the service gets the decimal one' },
  { comesTo: / UTC$/, message: 'it is a date to YAML, and the service gets it with a time of day and UTC' },
  { comesTo: /e[+-]\d+$/, message: 'it is a number to YAML, and the service gets it with an exponent' },
  { pattern: /./, message: 'it is a number to YAML, and the service gets another spelling of it', weight: 'light' },
];

/** Names that machines and pipelines which deploy have in their environment. */
export const deployersOwn =
  /^(?:PATH|HOME|USER|LANG|LC_ALL|TZ|TERM|SHELL|HOSTNAME|CI|(?:HTTPS?|NO|ALL)_PROXY|(?:https?|no|all)_proxy|DOCKER_HOST|SSH_AUTH_SOCK|(?:GITHUB|GITLAB)_TOKEN|AWS_[A-Z_]+|NODE_ENV|NODE_OPTIONS)$/;
