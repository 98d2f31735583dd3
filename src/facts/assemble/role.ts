/** What part a service plays: the first evidence that says so wins. */
import type { ComposeService } from '../compose.ts';
import type { Because, Image, Role, ServiceCode, ServiceProcess } from '../model.ts';

import { isShell } from '../process/shells.ts';
import type { ImageFamily } from '../tables/image-families.ts';
import { type CommandRole, roleOfCommand } from '../tables/roles.ts';

const roles: readonly Role[] = ['web', 'worker', 'scheduler', 'datastore', 'proxy', 'job', 'tool'];
/** Names people give to what runs once. */
const onceByName = /(^|[-_.])(init|migrate|migrations?|seed|setup|bootstrap|provision|install|import|plugin)([-_.]|$)/i;
const proxyLabel = /^(traefik\.(http|tcp|frontend|port)|caddy(_\d+)?(\.|$)|com\.df\.(servicePath|port|notify))/;

export function roleOf(
  service: ComposeService,
  family: ImageFamily | undefined,
  process: ServiceProcess,
  code: ServiceCode,
  image: Image | undefined,
): Because<Role> {
  const because = (
    value: Role,
    confidence: Because<Role>['confidence'],
    why: string,
    at = service.at,
  ): Because<Role> => ({ value, confidence, why, at });
  const labels = [...(service.deploy?.labels ?? []), ...service.labels];

  const declared = labels.find(({ name }) => name === 'swarm-lint.role');
  const named = roles.find((role) => role === declared?.value?.value);
  if (declared && named) return because(named, 'high', 'a label says so', declared.at);
  if (declared?.value?.value === 'singleton')
    return because('scheduler', 'high', 'a label says that it must be alone', declared.at);

  const mode = service.deploy?.mode;
  if (mode?.value?.endsWith('-job')) return because('job', 'high', `mode: ${mode.value}`, mode.at);

  // A database image is also a handy place for its client: a script in it is no database.
  if (family?.role === 'datastore' && service.entrypoint && isShell(service.entrypoint.argv[0] ?? '')) {
    return because('tool', 'medium', `it runs a script in a ${family.family} image`, service.entrypoint.at);
  }
  const policy = service.deploy?.restartPolicy?.condition;
  if (policy && ['none', 'on-failure'].includes(policy.value ?? '') && onceByName.test(service.name)) {
    return because('job', 'medium', `its name and condition: ${policy.value} say so`, policy.at);
  }

  if (family && !commandRole(process)) return because(family.role, 'high', `${family.family} image`, service.image?.at);

  const command = commandRole(process);
  if (command) return because(command.role, 'high', `it runs ${command.words.join(' ')}`, process.main?.at);

  const routed = labels.find(({ name }) => proxyLabel.test(name));
  if (routed) return because('web', 'high', 'a proxy routes to it', routed.at);
  const port = service.ports[0];
  if (port) return because('web', 'high', 'it publishes a port', port.at);
  const listen = code.facts.find(({ kind, guard }) => kind === 'listen' && guard !== 'test' && guard !== 'development');
  if (listen) return because('web', 'high', `it listens (${listen.label})`, listen.at);
  if (process.serves) return because('web', 'high', process.serves.why, process.serves.at);
  const exposed = image?.exposed[0];
  // Where the code is known, a stack file that starts another program of the image means that one.
  const other = service.entrypoint !== undefined && code.status === 'read';
  if (exposed && !service.command && !other) return because('web', 'medium', 'its image exposes a port', exposed.at);
  if (service.healthcheck?.test?.argv.some((word) => /https?:\/\//.test(word)))
    return because('web', 'medium', 'its health check asks over HTTP', service.healthcheck.at);
  return because('worker', 'low', 'nothing shows that it listens');
}

function commandRole({ main }: ServiceProcess): CommandRole | undefined {
  return main && roleOfCommand(main.argv);
}
