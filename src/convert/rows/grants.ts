/** Files that were mounted from beside the compose file: in a cluster they are configs and secrets. */

import { isMap, type Node } from 'yaml';
import { fileNameOf } from '../../source/index.ts';
import { slotsOf, valueAt } from '../draft.ts';
import { mapping, ownList, ownMap, scalar, textOf } from '../edit.ts';
import { type Scope, tellIn } from './scope.ts';

/** Bytes a Swarm stores in one, and no more. */
const largest = { secrets: 512_000, configs: 1_024_000 } as const;

const secretName =
  /\.(?:key|pem|p12|pfx|jks|keystore)$|id_(?:rsa|ed25519|ecdsa)|secret|passw|credential|token|htpasswd|^\.env|service[-_]?account/i;
/** A program that got one of these without `ro` reads it all the same. */
const readOnlyKind =
  /\.(?:conf|cnf|cfg|ya?ml|json|toml|ini|xml|properties|sql|sh|env|html?|js|css|tmpl|template|crt|cer|pem|key|hcl|rules|vcl|acl|lua|py|rb|php|txt|md)$|(?:^|\/)(?:Caddyfile|nginx\.conf|haproxy\.cfg|\.htpasswd|crontab)$/i;

export interface FileMount {
  /** In the repository. */
  readonly path: string;
  /** As written: what the stack file will name. */
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
}

/** `false`: it has to stay a mount. */
export function grantFor(scope: Scope, mount: FileMount, bytes: number | undefined, node: Node): boolean {
  const { draft } = scope.job;
  const name = fileNameOf(mount.path);
  const section = secretName.test(name) && !/\.(?:crt|cer)$/.test(name) ? 'secrets' : 'configs';
  if (!mount.readOnly && (!readOnlyKind.test(name) || /^acme\.json$/.test(name))) return false;
  if (bytes === 0 || (bytes !== undefined && bytes >= largest[section]) || /\$/.test(mount.source)) return false;
  const declared = ownMap(draft, draft.root, section);
  const known = slotsOf(draft, declared).find(({ value }) => textOf(valueAt(draft, value, 'file')) === mount.source);
  const key =
    known?.key ??
    freeName(
      slotsOf(draft, declared).map((slot) => slot.key),
      name,
    );
  if (!known) {
    declared.items.push(...mapping({ [key]: mapping({ file: scalar(mount.source) }) }).items);
  }
  const list = ownList(draft, scope.map, section);
  const executable = section === 'configs' && /\.sh$/.test(name);
  const mode = scalar(0o555);
  mode.source = '0555';
  const octal = Object.assign(mode, { format: 'OCT' as const, type: 'PLAIN' as const });
  if (!list.items.some((item) => isMap(item) && textOf(item.get('target', true)) === mount.target))
    list.items.push(mapping({ source: key, target: scalar(mount.target), ...(executable && { mode: octal }) }));
  tellIn(scope, {
    kind: 'moved',
    key: 'volumes',
    to: `${section}.${key}`,
    reason: `nodes have no ${mount.source}: Swarm brings the file to every task as a ${section.slice(0, -1)}`,
    node,
  });
  return true;
}

function freeName(taken: readonly string[], file: string): string {
  const base =
    file
      .replace(/^\.+/, '')
      .replace(/[^A-Za-z0-9_-]+/g, '_')
      .replace(/^_+|_+$/g, '')
      .slice(0, 40) || 'file';
  for (let count = 1; ; count++) {
    const name = count === 1 ? base : `${base}_${count}`;
    if (!taken.includes(name)) return name;
  }
}
