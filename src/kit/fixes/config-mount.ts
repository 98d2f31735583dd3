/** Files that are mounted from the folder of the stack file, as configs of Swarm. */
import type { ConfigurationMount, Facts } from '../../facts/index.ts';
import { directoryOf, fileNameOf, joinPath } from '../../source/index.ts';
import type { Fix } from '../fix.ts';
import { declaration } from './declare.ts';
import { addItems } from './items.ts';
import { childOf } from './spot.ts';

/** Keys and passwords are secrets, scripts need a mode, and folders cannot be configs. */
const text = /\.(?:conf|cfg|cnf|ini|ya?ml|json|toml|xml|properties|sql|tmpl|tpl|rules|vcl|hcl|acl)$|^Caddyfile$/i;
const secret = /secret|credential|password|private|htpasswd|token|(?:^|[._-])key/i;

export function configMountFix({ service, mount, source, from }: ConfigurationMount, facts: Facts): Fix | undefined {
  const { target, form } = mount;
  const path = joinPath(directoryOf(mount.at.file), source);
  const name = fileNameOf(source);
  if (from !== 'repository' || form !== 'short' || target === undefined || path === undefined) return undefined;
  if (!facts.files.has(path) || !text.test(name) || secret.test(path) || !/^[\w./-]+$/.test(source + target))
    return undefined;
  const stack = facts.stacks.find(({ id }) => id === service.stack);
  const document = stack?.documents.find((one) => one.at.file === mount.at.file);
  const body = childOf(document, 'services', service.name);
  if (!document || !body || service.at.file !== mount.at.file) return undefined;
  const key = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
  if (stack?.declarations.some((one) => one.kind === 'config' && one.name === key)) return undefined;
  const grant = addItems(service.at, childOf(body, 'configs'), 'configs', [{ source: key, target }]);
  // A config never changes: the next content gets the next name.
  const declared = declaration(document, 'configs', key, { file: source, name: `${key}_v1` });
  return grant && declared
    ? {
        title: `Hand ${name} to the service as a config`,
        safety: 'suggested',
        // What goes to the end of the file comes first: the end of the last service may be there, too.
        edits: [declared, ...grant, { kind: 'remove', at: mount.at }],
      }
    : undefined;
}
