/** Every key of `deploy`. Verified on Docker 28.2; keys that are not listed are refused, extensions included. */
import { count, duration, type Field, fields, integer, list, mapOf, pairs, type Shape, text } from './shape.ts';

const updateKeys: Readonly<Record<string, Field>> = {
  ...fields({
    parallelism: count,
    delay: duration,
    failure_action: text,
    monitor: duration,
    max_failure_ratio: { types: ['number'], cast: 'number' },
  }),
  order: { shape: { types: ['string'], oneOf: ['start-first', 'stop-first'] }, since: 4 },
};

const genericResources: Shape = list(
  mapOf(fields({ discrete_resource_spec: mapOf(fields({ kind: text, value: { types: ['number'] } })) })),
);

const besideDeploy = 'write it beside deploy, not in it';

export const deployShape: Shape = {
  types: ['map', 'null'],
  unknown: {
    restart: 'write restart_policy',
    ports: besideDeploy,
    networks: besideDeploy,
    volumes: besideDeploy,
    environment: besideDeploy,
    healthcheck: besideDeploy,
    logging: besideDeploy,
    constraints: 'write it under placement',
    limits: 'write it under resources',
    reservations: 'write it under resources',
  },
  keys: {
    ...fields({
      mode: text,
      replicas: integer,
      labels: pairs,
      update_config: mapOf(updateKeys),
      restart_policy: mapOf(fields({ condition: text, delay: duration, max_attempts: count, window: duration }), {
        unknown: { name: 'write condition' },
      }),
      resources: mapOf({
        limits: {
          shape: mapOf({ ...fields({ cpus: text, memory: text }), pids: { shape: { types: ['integer'] }, since: 9 } }),
        },
        reservations: {
          shape: mapOf(
            {
              ...fields({ cpus: text, memory: text }),
              generic_resources: { shape: genericResources, since: 5 },
            },
            {
              unknown: {
                devices: 'declare generic resources on the nodes, and reserve them in generic_resources',
                pids: 'set it under limits',
              },
            },
          ),
        },
      }),
      placement: mapOf({
        constraints: { shape: list(text) },
        preferences: { shape: list(mapOf(fields({ spread: text }))), since: 3 },
        max_replicas_per_node: { shape: count, since: 8 },
      }),
    }),
    endpoint_mode: { shape: text, since: 2 },
    rollback_config: { shape: mapOf(updateKeys), since: 7 },
  },
};
