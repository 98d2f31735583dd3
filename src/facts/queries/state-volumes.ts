/** Volumes and folders of a node that services write to. */
import type { Located } from '../../source/index.ts';
import type { Mount } from '../compose.ts';
import type { Facts, Service, Stack } from '../model.ts';
import { dependenciesIn } from '../tables/dependency-folders.ts';
import { memoise } from './memoise.ts';
import { bringsProgram } from './mounts-program.ts';
import { hasRole, judgedStacks } from './services.ts';
import { pinOf, storageOf, volumeOf } from './storage.ts';

/** One place on a node's disk that a service writes to. */
export interface NodeVolume extends Located {
  readonly service: Service;
  readonly mount: Mount;
  /** Other services of the stack that mount the same, wherever they run. */
  readonly partners: readonly { readonly service: Service; readonly mount: Mount }[];
  /** All of them are tied to the same one node. */
  readonly together: boolean;
  /** A folder of the node by its absolute path: the same network file system may be mounted there on every node. */
  readonly outside: boolean;
  /** Another service of the stack has been named for this place already. */
  readonly repeated: boolean;
}

/** Targets that hold nothing a sibling would miss. */
const disposable =
  /(^|\/)(node_modules|\.cache|cache|caches|tmp|temp|logs?|run|\.npm|\.yarn|__pycache__|\.next)(\/|$)|^\/(dev|proc|sys|etc\/(localtime|timezone|hosts))(\/|$)/i;
/** Places of a node that agents read and write on purpose. */
const system =
  /^\/(var\/run|run|dev|proc|sys|boot|lib\/modules|var\/lib\/(docker|sss|dbus)|var\/log|etc\/(localtime|timezone|machine-id|hosts|hostname|resolv\.conf))(\/|$)|\.sock$|^\/$/;

/** The socket of the engine, `/proc`, the time zone: each node has its own on purpose, and nothing is stored there. */
export const isOfTheNode = ({ type, source }: Mount): boolean => type === 'bind' && system.test(source ?? '');

const settingsFile =
  /\.(conf|cnf|cfg|ini|ya?ml|json|toml|xml|env|sh|sql|js|ts|py|html|crt|pem|key|properties|template|acl|hcl|list|txt)$/i;
const perTask = /\{\{\s*\.(Task|Node)\./;

export const nodeVolumes = memoise((facts: Facts): readonly NodeVolume[] =>
  judgedStacks(facts).flatMap((stack) => {
    const named = new Set<string>();
    return stack.services
      .filter((service) => !hasRole(service, 'datastore', 'job', 'tool', 'scheduler'))
      .flatMap((service) => service.mounts.map((mount) => ({ service, mount })))
      .filter(({ service, mount }) => isData(mount, service, stack, facts))
      .map(({ service, mount }) => {
        const partners = partnersOf(service, mount, stack);
        const repeated = partners.length > 0 && named.has(mount.source!);
        if (partners.length > 0) named.add(mount.source!);
        const pins = [service, ...partners.map((partner) => partner.service)].map(pinOf);
        const together = pins.every((pin) => pin?.to === 'one-node' && pin.text === pins[0]?.text);
        const outside = mount.type === 'bind' && mount.source!.startsWith('/');
        return { at: mount.at, service, mount, partners, together, outside, repeated };
      });
  }),
);

function isData(mount: Mount, service: Service, stack: Stack, facts: Facts): boolean {
  const { source, target, readOnly } = mount;
  if (readOnly || target === undefined || disposable.test(target) || bringsProgram(mount, facts)) return false;
  // Packages that were installed into the image are asked about elsewhere.
  if (dependenciesIn(target) !== undefined) return false;
  if (storageOf(mount, service, facts) !== 'node-local') return false;
  if (perTask.test(source ?? '') || perTask.test(volumeOf(mount, stack)?.givenName?.raw ?? '')) return false;
  // Caddy writes there what it could also read from its settings.
  if (service.family?.family === 'caddy' && target === '/config') return false;
  if (mount.type !== 'bind') return true;
  return (
    !isOfTheNode(mount) &&
    !settingsFile.test(source ?? '') &&
    !settingsFile.test(target) &&
    !isOfRepository(source ?? '', stack, facts)
  );
}

/** `./nginx:/etc/nginx`: what is mounted is the repository's own content, not what the service writes. */
function isOfRepository(source: string, stack: Stack, facts: Facts): boolean {
  if (!source.startsWith('.')) return false;
  const directory = stack.id.includes('/') ? stack.id.slice(0, stack.id.lastIndexOf('/') + 1) : '';
  const path = `${directory}${source.replace(/^\.\//, '').replace(/(?<!\/)\/+$/, '')}`;
  return path === '' || path.startsWith('.') || facts.files.has(path) || facts.files.hasDirectory(path);
}

/** Services that see the same files as long as all of them run on one node. Agents that run everywhere bring their own. */
const partnersOf = (service: Service, { source }: Mount, stack: Stack): NodeVolume['partners'] =>
  source === undefined
    ? []
    : stack.services
        .filter(
          (other) =>
            other.name !== service.name && !(other.scale.global && service.scale.global) && !hasRole(other, 'job'),
        )
        .flatMap((other) =>
          other.mounts.filter((mount) => mount.source === source).map((mount) => ({ service: other, mount })),
        );
