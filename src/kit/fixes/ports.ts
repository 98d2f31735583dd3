/** The port a program listens on, where somebody expects another. */
import type { Node, PortClaim, Service } from '../../facts/index.ts';
import type { Edit } from '../fix.ts';
import { changedVariable } from './settings.ts';

/** Undefined where more than a number would have to be changed, or it stands in a file of another kind. */
export function rightPort({ kind, from, to, target, service, at, subject }: PortClaim, port: number): Edit | undefined {
  if (from !== to) return undefined;
  if (kind === 'published') return inPorts(target, at.start, from, port);
  const isHere = ({ name, at: other }: { readonly name: string; readonly at: PortClaim['at'] }): boolean =>
    name === subject && other.file === at.file && other.start === at.start;
  if (kind === 'proxy') {
    const label = [...(target.deploy?.labels ?? []), ...target.labels, ...target.effectiveEnvironment].find(isHere);
    return label && changedVariable(target, label, String(port));
  }
  const variable = kind === 'caller' ? service.effectiveEnvironment.find(isHere) : undefined;
  const told = `${target.name}:${from}`;
  const [before, after, ...more] = variable?.value?.raw.split(told) ?? [];
  if (!variable || before === undefined || after === undefined || more.length > 0) return undefined;
  // `my-api:80` is another host than `api:80`, and 8080 another port than 80.
  if (/[\w.-]$/.test(before) || /^\d/.test(after)) return undefined;
  return changedVariable(service, variable, `${before}${target.name}:${port}${after}`);
}

const childOf = (node: Node | undefined, key: string): Node | undefined =>
  node?.kind === 'map' ? node.entries.find((entry) => entry.key === key)?.value : undefined;

function inPorts({ body }: Service, start: number, from: number, port: number): Edit | undefined {
  const ports = childOf(body, 'ports');
  const item = ports?.kind === 'list' ? ports.items.find(({ at }) => at.start === start) : undefined;
  if (item?.kind === 'scalar') {
    const [, front, target, rest] = /^((?:[\d.]+:)?(?:\d+:|\$\{\w+(?::?-\d+)?\}:))(\d+)(\/tcp|)$/.exec(item.raw) ?? [];
    return Number(target) === from ? { kind: 'value', at: item.at, value: `${front}${port}${rest}` } : undefined;
  }
  const target = childOf(item, 'target');
  return target?.kind === 'scalar' && Number(target.raw) === from
    ? { kind: 'value', at: target.at, value: port }
    : undefined;
}
