/** Every key of the file and of its networks, volumes, secrets and configs. Verified on Docker 28.2. */
import { serviceKeys, unknownServiceKeys } from './service-keys.ts';
import { type Field, fields, flag, list, mapOf, namesTo, pairs, type Shape, text } from './shape.ts';

const name: Field = { shape: text, since: 5 };
const external: Shape = { types: ['boolean', 'map'], cast: 'boolean', keys: fields({ name: text }) };
/** The one place where unknown keys pass: `external` of secrets and configs. */
const looseExternal: Shape = { ...external, others: true };
const driverOptions: Shape = namesTo({ types: ['string', 'number'] });
/** Names of things in a stack file. */
const names = /^[a-zA-Z0-9._-]+$/;

const subnetOnly = {
  gateway: 'name the subnet only',
  ip_range: 'name the subnet only',
  aux_addresses: 'name the subnet only',
};

const network: Shape = {
  types: ['map', 'null'],
  unknown: {
    enable_ipv6: 'create the network outside the stack, and declare it external',
    enable_ipv4: 'leave it out',
    check_duplicate: 'leave it out',
  },
  extensionsSince: 7,
  keys: {
    ...fields({ driver: text, driver_opts: driverOptions, external, internal: flag, labels: pairs }),
    ipam: {
      shape: mapOf(fields({ driver: text, config: list(mapOf(fields({ subnet: text }), { unknown: subnetOnly })) }), {
        unknown: { options: 'leave it out' },
      }),
    },
    attachable: { shape: flag, since: 2 },
    name,
  },
};

const volume: Shape = {
  types: ['map', 'null'],
  extensionsSince: 7,
  keys: {
    ...fields({ driver: text, driver_opts: driverOptions, external, labels: pairs }),
    name: { shape: text, since: 4 },
  },
};

const stored = (more: Readonly<Record<string, Field>>): Shape => ({
  types: ['map'],
  unknown: {
    content: 'write it to a file, and name that in file',
    environment: 'write the value to a file before the deploy, or create it outside the stack and declare it external',
  },
  extensionsSince: 7,
  keys: {
    ...fields({ file: text, external: looseExternal, labels: pairs }),
    name,
    template_driver: { shape: text, since: 8 },
    ...more,
  },
});

/** What to write instead of keys of the Compose Specification that the loader does not know. */
const unknownTopLevelKeys: Readonly<Record<string, string>> = {
  name: 'name the stack on the command line: docker stack deploy -c FILE NAME',
  include: 'name every file with -c',
  profiles: 'keep services of other profiles in a file of their own',
  models: 'leave it out',
};

export const documentShape: Shape = {
  types: ['map'],
  extensionsSince: 4,
  unknown: unknownTopLevelKeys,
  keys: {
    version: { shape: text },
    services: {
      shape: namesTo(
        { types: ['map'], keys: serviceKeys, unknown: unknownServiceKeys, extensionsSince: 7 },
        { keyPattern: names },
      ),
    },
    networks: { shape: namesTo(network, { keyPattern: names }) },
    volumes: { shape: namesTo(volume, { keyPattern: names }) },
    secrets: {
      shape: namesTo(stored({ driver: { shape: text, since: 8 }, driver_opts: { shape: driverOptions, since: 8 } }), {
        keyPattern: names,
      }),
      since: 1,
    },
    configs: { shape: namesTo(stored({}), { keyPattern: names }), since: 3 },
  },
};
