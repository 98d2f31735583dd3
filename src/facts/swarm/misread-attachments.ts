/** Ports, mounts, secrets and configs that come to something else than is written. Verified on a real Swarm, Docker 20.10 and 28.2. */
import type { ComposeService, Scalar } from '../compose.ts';
import { fileModes, knownOptions } from './known-values.ts';
import type { Remark } from './misread.ts';
import { entryOf, itemsOf, scalarIn } from './nodes.ts';

export function ofPorts({ body }: ComposeService): readonly Remark[] {
  return itemsOf(body, 'ports').flatMap((port, index): readonly Remark[] => {
    const path = `ports.${index}`;
    const mode = scalarIn(port, 'mode');
    const found: Remark[] = [];
    if (mode?.value && mode.value !== 'host' && mode.value !== 'ingress')
      found.push({
        at: mode.at,
        path: `${path}.mode`,
        verdict: 'changed',
        message: 'Swarm takes every word but host for ingress',
        instead: 'write host or ingress',
      });
    if (port.kind === 'map' && entryOf(port, 'published') && !entryOf(port, 'target'))
      found.push({
        at: port.at,
        path,
        verdict: 'changed',
        message: 'without a target the port leads to port 0, where nothing listens',
        instead: 'name the port of the container in target',
        weight: 'heavy',
      });
    return found;
  });
}

export function ofMounts({ body, mounts }: ComposeService): readonly Remark[] {
  const nodes = itemsOf(body, 'volumes');
  return mounts.flatMap(({ at, form, type, source, target }): readonly Remark[] => {
    const index = nodes.findIndex((node) => node.at.start === at.start && node.at.file === at.file);
    const node = nodes[index];
    const path = `volumes.${index}`;
    const found: Remark[] = form === 'short' && node?.kind === 'scalar' ? [...ofOptions(node, path)] : [];
    if (target === undefined || target.includes('$') || node === undefined) return found;
    if (form === 'short' && source === undefined && /^[a-z]:\//.test(target))
      found.push({
        at,
        path,
        verdict: 'changed',
        message: `one letter before a colon is a Windows drive: the mount gets the target ${target}, which is no absolute path, and every task is rejected`,
        instead: 'give the volume a longer name, or use the long form',
        weight: 'heavy',
      });
    else if (type !== 'npipe' && !/^(?:\/|[A-Za-z]:[\\/]|\\\\|\{\{)/.test(target) && target !== '')
      found.push({
        at,
        path,
        verdict: 'changed',
        message: `the path in the container is not absolute, and every task is rejected`,
        instead: `write /${target.replace(/^\.\//, '')}`,
        weight: 'heavy',
      });
    return found;
  });
}

/** Options of a short mount: the words behind its second colon. */
function ofOptions({ at, value }: Scalar, path: string): readonly Remark[] {
  const [, , options, ...more] = (value ?? '').replace(/^\p{L}:/u, 'drive').split(':');
  if (options === undefined || more.length > 0) return [];
  return options
    .split(',')
    .filter((word) => word !== '' && !knownOptions.honoured.has(word))
    .slice(0, 1)
    .map((word) => ({
      at,
      path,
      verdict: 'ignored',
      message: knownOptions.dropped.get(word)?.cost ?? `the loader does not know the option ${word} and drops it`,
      weight: knownOptions.dropped.get(word)?.weight,
    }));
}

export function ofGrants(service: ComposeService): readonly Remark[] {
  return (['secrets', 'configs'] as const).flatMap((kind) => {
    const seen = new Set<string>();
    return itemsOf(service.body, kind).flatMap((grant, index): readonly Remark[] => {
      const path = `${kind}.${index}`;
      const mode = scalarIn(grant, 'mode');
      if (mode?.type === 'number' && fileModes.has(mode.raw))
        return [
          {
            at: mode.at,
            path: `${path}.mode`,
            verdict: 'changed',
            message: `it is a decimal number, and the file gets the mode 0${Number(mode.raw).toString(8)}`,
            instead: `write 0${mode.raw}`,
          },
        ];
      if (grant.kind !== 'scalar' || grant.value === undefined) return [];
      const twice = seen.has(grant.value);
      seen.add(grant.value);
      return twice
        ? [
            {
              at: grant.at,
              path,
              verdict: 'changed',
              message: `${grant.value} is listed twice, and every deploy restarts the tasks because of it`,
              instead: 'list it once',
            },
          ]
        : [];
    });
  });
}
