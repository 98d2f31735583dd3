import type { ComposeService } from '../compose.ts';
import type { Scale } from '../model.ts';
import type { Invocation } from '../shell.ts';
import { booleanOf, numberOf } from '../units.ts';

/** `invocations`: `docker service scale web=3` or `docker service update --replicas 3 web` in a script counts as much as `replicas: 3` in the file. */
export function scaleOf(service: ComposeService, invocations: readonly Invocation[]): Scale {
  const { deploy } = service;
  const mode = deploy?.mode?.value ?? 'replicated';
  const global = mode === 'global' || mode === 'global-job';
  const replicas = deploy?.replicas ? numberOf(deploy.replicas) : 1;
  const startFirst = deploy?.updateConfig?.order?.value === 'start-first';
  const base = { replicas: global ? undefined : replicas, global, startFirst };
  if (global) return { ...base, active: true, text: 'mode: global', at: deploy?.mode?.at };
  if (replicas !== undefined && replicas > 1)
    return { ...base, active: true, text: `replicas: ${replicas}`, at: deploy?.replicas?.at };
  const scaled = scaledBy(service.name, invocations);
  if (scaled) return { ...base, ...scaled, active: true };
  if (startFirst) return { ...base, active: true, text: 'order: start-first', at: deploy?.updateConfig?.order?.at };
  return { ...base, active: false };
}

function scaledBy(
  name: string,
  invocations: readonly Invocation[],
): { readonly text: string; readonly at: Scale['at'] } | undefined {
  const isMeant = (service: string | undefined): boolean => service === name || service?.endsWith(`_${name}`) === true;
  for (const { command, operands, flags } of invocations) {
    if (command[0] !== 'service') continue;
    const count = flags.find((flag) => flag.name === 'replicas')?.value;
    if (command[1] === 'update' && Number(count?.value) > 1 && isMeant(operands[0]?.value))
      return { text: `docker service update --replicas ${count!.value} ${operands[0]!.value}`, at: count!.at };
    if (command[1] !== 'scale') continue;
    for (const operand of operands) {
      const [service, count] = (operand.value ?? '').split('=');
      if (Number(count) > 1 && isMeant(service)) {
        return { text: `docker service scale ${service}=${count}`, at: operand.at };
      }
    }
  }
  return undefined;
}

export const usesInit = (service: ComposeService): boolean => booleanOf(service.init) === true;
