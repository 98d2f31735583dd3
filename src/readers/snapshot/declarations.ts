/** Networks, volumes, secrets and configs of the Swarm as the top-level sections of stack files would declare them. */
import type { Declaration, NamedValue } from '../../facts/index.ts';
import { NAMESPACE_LABEL } from '../../facts/snapshot-words.ts';
import type { Span } from '../../source/index.ts';
import { itemsOf, type Json, membersOf, placeOf, textAt, valueAt } from './json.ts';
import { scalar } from './values.ts';

/** `shop_data` is `data` in the stack `shop`. */
export const shortIn = (stack: string | undefined, name: string): string =>
  stack !== undefined && name.startsWith(`${stack}_`) ? name.slice(stack.length + 1) : name;

const named = (json: Json | undefined): readonly NamedValue[] =>
  membersOf(json).flatMap(({ key, at, value }) => {
    const text: unknown = value.node.value;
    return typeof text === 'string' ? [{ name: key, at, value: scalar(text, at) }] : [];
  });

interface Found {
  readonly kind: Declaration['kind'];
  readonly at: Span;
  /** Name in the cluster. */
  readonly name: string;
  /** The stack that made it; absent: somebody else did. */
  readonly owner: string | undefined;
  readonly driver?: Json;
  readonly options?: Json;
}

/** What belongs to this stack is its own; everything else it uses is external. */
function declarationOf({ kind, at, name, owner, driver, options }: Found, stack: string): Declaration {
  const text: unknown = driver?.node.value;
  return {
    kind,
    at,
    name: shortIn(stack === '' ? undefined : stack, name),
    external: owner === undefined || owner !== stack,
    givenName: scalar(name, at),
    ...(driver && typeof text === 'string' && text !== '' ? { driver: scalar(text, placeOf(driver)) } : {}),
    driverOptions: named(options),
  };
}

/** The driver of a volume is known only from the service that mounts it: it is made on the node of the task. */
const volumesOf = (service: Json): readonly Found[] =>
  itemsOf(valueAt(service, 'Spec', 'TaskTemplate', 'ContainerSpec', 'Mounts')).flatMap((mount) => {
    const name = textAt(mount, 'Source');
    if (textAt(mount, 'Type') !== 'volume' || name === undefined) return [];
    const options = valueAt(mount, 'VolumeOptions');
    return [
      {
        kind: 'volume' as const,
        at: placeOf(mount),
        name,
        owner: textAt(options, 'Labels', NAMESPACE_LABEL),
        driver: valueAt(options, 'DriverConfig', 'Name'),
        options: valueAt(options, 'DriverConfig', 'Options'),
      },
    ];
  });

const networksIn = (root: Json): readonly Found[] =>
  itemsOf(valueAt(root, 'networks')).flatMap((network) => {
    const name = textAt(network, 'Name');
    const at = valueAt(network, 'Name');
    return name === undefined || !at
      ? []
      : [
          {
            kind: 'network' as const,
            at: placeOf(at),
            name,
            owner: textAt(network, 'Labels', NAMESPACE_LABEL),
            driver: valueAt(network, 'Driver'),
            options: valueAt(network, 'Options'),
          },
        ];
  });

const storedIn = (root: Json, kind: 'secret' | 'config'): readonly Found[] =>
  itemsOf(valueAt(root, `${kind}s`)).flatMap((object) => {
    const spec = valueAt(object, 'Spec');
    const name = textAt(spec, 'Name');
    const at = valueAt(spec, 'Name');
    return name === undefined || !at
      ? []
      : [{ kind, at: placeOf(at), name, owner: textAt(spec, 'Labels', NAMESPACE_LABEL) }];
  });

/** By the namespace of the stack, for `stacks` and, under the empty name, for services of none. */
export function declarationsBy(
  root: Json,
  stacks: ReadonlyMap<string, readonly Json[]>,
): ReadonlyMap<string, readonly Declaration[]> {
  const shared = [...networksIn(root), ...storedIn(root, 'secret'), ...storedIn(root, 'config')];
  return new Map(
    [...stacks].map(([stack, services]) => {
      const own = new Map<string, Declaration>();
      for (const found of [...shared, ...services.flatMap(volumesOf)]) {
        const declaration = declarationOf(found, stack);
        const key = `${declaration.kind} ${declaration.name}`;
        if (!own.has(key)) own.set(key, declaration);
      }
      return [stack, [...own.values()]];
    }),
  );
}
