/** Which key of a stack file a message of the command line or the daemon (28.2) is about. */

interface Named {
  /** Last word of the path that is meant; empty: the file as a whole. */
  readonly key: string;
  /** A name of the file that the message quotes. */
  readonly name?: string;
}

/** Messages that hold no path. `$1` is what the first group of the pattern found. */
const rows: readonly (readonly [pattern: RegExp, key: string])[] = [
  [/^Compose file contains unsupported options: ⏎ (\w+):/, '$1'],
  [/^Configuration contains forbidden/, ''],
  [/unknown restart policy/, 'restart'],
  [/test and disable/, 'test'],
  [/Interval in HealthConfig/, 'interval'],
  [/duplicate published ports|port '\d+' is already in use|can't be used with dnsrr/, 'ports'],
  [/replicas can only be used/, 'replicas'],
  [/Unknown mode/, 'mode'],
  [/invalid resolution mode/, 'endpoint_mode'],
  [/unrecognized update failure action/, 'failure_action'],
  [/update-maxfailureratio/, 'max_failure_ratio'],
  [/Jobs may not have an update config/, 'update_config'],
  [/invalid memory value/, 'memory'],
  [/as a rational number|invalid cpu value/, 'cpus'],
  [/invalid RestartCondition/, 'condition'],
  [/constraint expected|key '.*' is invalid|value '.*' is invalid/, 'constraints'],
  [/undefined (volume|network|secret|config) "([^"]*)"/, '$1s'],
  [
    /duplicate mount point|invalid tmpfs source|invalid MountType|volume type must be|options are incompatible/,
    'volumes',
  ],
  [/^failed to create service .*network none not found/, 'networks'],
  [
    /cannot be used with services|only one instance of "host"|operation not supported|plugin "bogus" not found/,
    'driver',
  ],
  [/^network "([^"]*)" is declared as external/, 'networks'],
  [/^network "([^"]*)" is .*, but it is not in the right scope/, 'networks'],
  [/explicitly attached to the ingress network/, 'networks'],
  [/\.external\.name and \w+\.name conflict/, 'external'],
  [/conflicting parameters "external" and "(\w+)"/, '$1'],
  [/secret\.driver and secret\.file conflict/, 'file'],
  [/^(networks|volumes|secrets|configs|services) must be a mapping/, '$1'],
  [/^service \w+: (secret|config) not found: (\S+)/, '$1s'],
  [/plugin "vault" not found/, 'driver'],
  [/^open DIR\/.*\.env: no such file/, 'env_file'],
  [/^open DIR\/.*: no such file|data must be larger than 0/, 'file'],
  [/^read DIR: is a directory/, 's'],
  [/duplicate (secret|config) target/, '$1s'],
  [/^failed to create (?:secret|config) .*invalid name/, 'name'],
  [/^invalid image reference|is not a valid repository\/tag/, 'image'],
  [/unsupported Compose file version|version must be a string|version mismatched/, 'version'],
  [/mapping key "(\w+)" already defined/, ''],
  [/^failed to create service slt_(\S+): .*(?:DNS name component|63 characters)/, '$1'],
  [/^(?:top-level object must be a mapping|yaml: )/, ''],
];

/** `undefined`: the message names no key that we know. */
export function namedIn(message: string): Named | undefined {
  const line = message
    .split(' ⏎ ')
    .filter((one) => !/^(?:Ignoring|level=)/.test(one))
    .join(' ⏎ ');
  const extra = /^(\S+) Additional property (.+) is not allowed/.exec(line);
  if (extra) return { key: extra[2]! };
  const path = /^(?:services|networks|volumes|secrets|configs)\.\S+/.exec(line)?.[0];
  if (path) return { key: path.split('.').findLast((part) => !/^\d+$/.test(part))! };
  // A key that is no string makes the whole file unreadable to the command line; it does not say which.
  if (/^(?:json: unsupported (?:type|value)|panic:)/.test(line)) return { key: '' };
  if (line.includes('error while interpolating') || line.startsWith('invalid interpolation format for'))
    return {
      key: /(?:interpolating|format for) (\S+?):? /
        .exec(line)![1]!
        .split('.')
        .findLast((part) => part !== '[]')!,
    };
  const decoded = /'(?:[\w.[\]]+\.)?(\w+)(?:\[\w+\])?'(?:,| expected type|: )/.exec(
    line.startsWith('decoding failed') ? line : '',
  );
  if (decoded) return { key: decoded[1]!.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase() };
  for (const [pattern, key] of rows) {
    const match = pattern.exec(line);
    if (match)
      return {
        key: key.replace('$1', match[1] ?? ''),
        name: key === '$1s' ? match[2] : key === 'networks' ? match[1] : undefined,
      };
  }
  return undefined;
}
