/** What makes a YAML file a stack file: what it holds, not what it is called. */
import type { MapNode } from '../../facts/index.ts';
import { childOf } from './nodes.ts';

/** Keys of a service, in Swarm's dialect or Compose's. */
const serviceKeys = new Set(
  `annotations attach blkio_config build cap_add cap_drop cgroup cgroup_parent cgroupns_mode command configs container_name cpu_count
  cpu_percent cpu_period cpu_quota cpu_rt_period cpu_rt_runtime cpu_shares cpus cpuset credential_spec depends_on deploy develop
  device_cgroup_rules devices dns dns_opt dns_search domainname entrypoint env_file environment expose extends external_links extra_hosts gpus
  group_add healthcheck hostname image init ipc isolation label_file labels links logging mac_address mem_limit mem_reservation
  mem_swappiness memswap_limit models network_mode networks oom_kill_disable oom_score_adj pid pids_limit platform ports privileged profiles
  pull_policy read_only restart runtime scale secrets security_opt shm_size stdin_open stop_grace_period stop_signal storage_opt sysctls tmpfs
  tty ulimits user userns_mode uts volumes volumes_from working_dir`.split(/\s+/),
);

/** One of these at least: the others are words that other tools use too. */
const telling = new Set(
  `build command configs container_name depends_on deploy entrypoint env_file environment extends healthcheck image labels logging networks ports
  restart secrets volumes`.split(/\s+/),
);

const servicesLine = /^\uFEFF?(?:services|"services"|'services')[ \t]*:/m;
/** Top-level keys of other formats that have `services` too: Kubernetes, OpenFaaS, CI systems, OpenAPI, CloudFormation, Lando. */
const foreignLine =
  /^\uFEFF?(?:apiVersion|functions|jobs|stages|openapi|swagger|AWSTemplateFormatVersion|Resources|provider|pipeline|steps|kind|recipe)[ \t]*:/m;
const namedLikeStack = /(^|\/)([^/]*(compose|stack|swarm)[^/]*)\.ya?ml$/i;

/** A telling key somewhere, or a key written in a way that hides it. Files of frameworks that wire their objects under `services` have none. */
const tellingLine = new RegExp(String.raw`\b(?:${[...telling].join('|')})["']?[ \t]*:|^[ \t]*\?[ \t]`, 'm');

export const mayBeStack = (path: string, text: string): boolean =>
  servicesLine.test(text) && !foreignLine.test(text) && (tellingLine.test(text) || isNamedLikeStack(path));

/** For text that cannot be parsed: it has lines that a service would have, or the name of a stack file. */
export const looksLikeStack = (text: string): boolean => /^[ \t]+(image|build|deploy)[ \t]*:/m.test(text);

export const isNamedLikeStack = (path: string): boolean => namedLikeStack.test(path);

/** Services with a telling key, and more keys of services than others. */
export function isStack(root: MapNode | undefined): boolean {
  const services = childOf(root, 'services');
  if (services?.kind !== 'map') return false;
  const keys = services.entries.flatMap(({ value }) =>
    value.kind === 'map' ? value.entries.map(({ key }) => key) : [],
  );
  const known = keys.filter((key) => serviceKeys.has(key) || key.startsWith('x-')).length;
  return known * 2 >= keys.length && keys.some((key) => telling.has(key));
}

/** A template engine at work outside quotes; Swarm's own `{{.Task.Slot}}` stands inside strings. */
const engine = /^[^'"#\n]*\{%|^[ \t]*\{\{|^[ \t-]*[\w.][\w.-]*:[ \t]*\{\{|^[ \t]*-[ \t]*\{\{|<%[=-]?/m;
const templateName = /\.(j2|jinja2?|tpl|tmpl|template|erb)$/i;

export const isTemplate = (path: string, text: string): boolean => templateName.test(path) || engine.test(text);

/** Swarm expands nothing in the name of an image or a service: a template there belongs to another engine. */
export const hasForeignTemplate = (root: MapNode): boolean => {
  const services = childOf(root, 'services');
  return (
    services?.kind === 'map' &&
    services.entries.some(({ key, value }) => {
      const image = childOf(value, 'image');
      return key.includes('{{') || (image?.kind === 'scalar' && image.raw.includes('{{'));
    })
  );
};
