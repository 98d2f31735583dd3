/**
 * Values that the loader takes, and that come to something else than is written: dropped, read differently, or refused to every single task.
 * One file's service at a time; verified on a real Swarm, Docker 20.10 and 28.2.
 */
import type { Span } from '../../source/index.ts';
import type { ComposeService, Node } from '../compose.ts';
import { booleanOf } from '../units.ts';
import { deployersOwn, respellings } from './known-values.ts';
import { ofGrants, ofMounts, ofPorts } from './misread-attachments.ts';
import { childOf, entryOf, itemsOf, scalarIn } from './nodes.ts';
import type { LoaderNote, Weight } from './notes.ts';

export interface Remark {
  readonly at: Span;
  /** Behind `services.NAME.`. */
  readonly path: string;
  readonly verdict: 'ignored' | 'changed';
  readonly message: string;
  readonly instead?: string;
  readonly weight?: Weight;
}

export const misread = (service: ComposeService): readonly LoaderNote[] =>
  [
    ...ofPorts(service),
    ...ofMounts(service),
    ...ofGrants(service),
    ...ofHealthcheck(service),
    ...ofText(service),
    ...ofDeploy(service),
    ...ofStart(service),
  ].map(({ path, ...remark }) => ({
    ...remark,
    path: `services.${service.name}.${path}`,
    key: path.split('.').findLast((part) => !/^\d+$/.test(part))!,
    stage: 'convert',
  }));

function ofHealthcheck({ healthcheck }: ComposeService): readonly Remark[] {
  const { test, disabled } = healthcheck ?? {};
  return test?.form === 'invalid' && !disabled && test.argv[0] !== undefined && !test.argv[0].includes('${')
    ? [
        {
          at: test.at,
          path: 'healthcheck.test',
          verdict: 'ignored',
          message:
            'a list must begin with CMD or CMD-SHELL: without it no check runs, and Swarm waits for its answer for ever',
          instead: `put CMD in front of it, or write it as one string`,
          weight: 'heavy',
        },
      ]
    : [];
}

/** What YAML takes for a number or a date comes out in another spelling; empty variables are filled by whoever deploys. */
function ofText({ body }: ComposeService): readonly Remark[] {
  const found: Remark[] = [];
  for (const path of ['environment', 'labels', 'sysctls', 'deploy.labels', 'logging.options']) {
    const node = path.split('.').reduce<Node | undefined>((one, key) => one && entryOf(one, key)?.value, body);
    if (node?.kind !== 'map') continue;
    for (const { at, key, value, merged } of node.entries) {
      if (value.kind !== 'scalar') continue;
      const respelt =
        value.type === 'number' && value.value !== undefined && value.value !== value.raw
          ? respellings.find(({ pattern, comesTo }) => (pattern ?? comesTo)!.test(pattern ? value.raw : value.value!))
          : undefined;
      if (respelt)
        found.push({
          at: merged ? value.at : at,
          path: `${path}.${key}`,
          verdict: 'changed',
          message: respelt.message,
          instead: 'put quotes around the value',
          weight: respelt.weight,
        });
      if (path === 'environment' && value.raw === '' && value.quoted && deployersOwn.test(key))
        found.push({
          at,
          path: `${path}.${key}`,
          verdict: 'changed',
          message: `an empty value is filled with the ${key} of whoever runs the deploy`,
          instead: 'unset it in front of docker stack deploy, or in the start command',
          weight: 'light',
        });
    }
  }
  return found;
}

function ofDeploy({ deploy, body }: ComposeService): readonly Remark[] {
  const found: Remark[] = [];
  if (deploy?.maxReplicasPerNode && deploy.mode?.value?.startsWith('global'))
    found.push({
      at: deploy.maxReplicasPerNode.at,
      path: 'deploy.placement.max_replicas_per_node',
      verdict: 'ignored',
      message: `with mode: ${deploy.mode.value} every node gets one task`,
      instead: 'leave it out',
      weight: 'light',
    });
  const placement = childOf(childOf(body, 'deploy'), 'placement');
  for (const [index, preference] of itemsOf(placement, 'preferences').entries()) {
    const spread = scalarIn(preference, 'spread');
    if (/^node\.(?:id|hostname)$/.test(spread?.value ?? ''))
      found.push({
        at: spread!.at,
        path: `deploy.placement.preferences.${index}.spread`,
        verdict: 'ignored',
        message: 'tasks are spread over nodes anyway',
        instead: 'leave it out',
        weight: 'light',
      });
    else if (spread?.value && !/^(?:node|engine)\.labels\.|\$/.test(spread.value))
      found.push({
        at: spread.at,
        path: `deploy.placement.preferences.${index}.spread`,
        verdict: 'ignored',
        message: 'tasks are spread over node.labels.… and engine.labels.… only',
        instead: 'put a label on the nodes and name that',
      });
  }
  return found;
}

function ofStart({ body, restart, deploy }: ComposeService): readonly Remark[] {
  const found: Remark[] = [];
  const entrypoint = entryOf(body, 'entrypoint');
  if (entrypoint && isEmpty(entrypoint.value))
    found.push({
      at: entrypoint.at,
      path: 'entrypoint',
      verdict: 'ignored',
      message: 'an empty entrypoint changes nothing: the one of the image runs',
      instead: 'name the program to start',
    });
  const kept = entryOf(body, 'restart');
  if (!kept || !restart?.value) return found;
  if (deploy?.restartPolicy)
    found.push({
      at: kept.at,
      path: 'restart',
      verdict: 'ignored',
      message: 'deploy.restart_policy decides',
      instead: 'leave it out',
      weight: 'light',
    });
  else if (restart.value === 'no')
    found.push({
      at: kept.at,
      path: 'restart',
      verdict: 'changed',
      message: 'Swarm restarts the tasks all the same',
      instead: 'write deploy.restart_policy.condition: none',
      weight: 'light',
    });
  return found;
}

/** `tmpfs:` is dropped; beside `read_only` that leaves the directory unwritable. */
export const readOnly = ({ body }: ComposeService): boolean => booleanOf(scalarIn(body, 'read_only')) === true;

const isEmpty = (node: Node): boolean =>
  node.kind === 'list' ? node.items.length === 0 : node.kind === 'scalar' && node.type === 'string' && node.raw === '';
