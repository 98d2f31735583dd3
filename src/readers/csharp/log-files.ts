/**
 * `nlog.config` and `log4net.config`: targets that write files, as far as a rule leads to them.
 * Sources: https://nlog-project.org/config/, https://logging.apache.org/log4net/manual/configuration.html
 */
import type { StateFact } from '../../facts/code.ts';
import type { Reader } from '../../facts/reading.ts';
import { span } from '../../source/index.ts';
import { childOf, childrenNamed, parseXml, type XmlElement } from '../xml.ts';
import { claimsLogFile } from './paths.ts';

const largest = 256 * 1024;

export const dotnetLogReader: Reader = {
  name: 'NLog and log4net',
  claims: claimsLogFile,
  read: ({ path, text }) => {
    const root = text.length > largest ? undefined : parseXml(text);
    if (!root || 'problem' in root) return {};
    const facts = sinksIn(root, path);
    const at = span(path, 0, text.length);
    return { code: [{ path, language: 'csharp', at, imports: [], packages: [], facts, parsed: true }] };
  },
};

/** Of a file of their own, or of the sections of another configuration. */
export const sinksIn = (root: XmlElement, path: string): readonly StateFact[] =>
  [...ofNlog(root), ...ofLog4net(root)].map(
    ({ element, ...fact }): StateFact => ({
      kind: 'log-sink',
      at: span(path, element.start, element.end),
      guard: 'always',
      confidence: 'high',
      ...fact,
    }),
  );

type Found = Pick<StateFact, 'module' | 'label' | 'scope' | 'path' | 'ships'> & { readonly element: XmlElement };

const consoles = /^(?:Colored)?Console$|^LimitingWrapper$/i;
const shippers = /^(?:Network|NLogViewer|Seq|ElasticSearch|Gelf\w*|Syslog|GrafanaLoki|loki|LogstashTcp|OTLP|Otlp)$/i;

function ofNlog(root: XmlElement): readonly Found[] {
  const top = root.name === 'nlog' ? root : childOf(root, 'nlog');
  if (!top) return [];
  const used = childrenNamed(top, 'rules')
    .flatMap((rules) => childrenNamed(rules, 'logger'))
    .filter(({ attributes }) => attributes.enabled !== 'false')
    .flatMap(({ attributes }) => (attributes.writeTo ?? '').split(',').map((one) => one.trim()));
  return childrenNamed(top, 'targets').flatMap((targets) =>
    targets.children.flatMap((target) => (used.includes(target.attributes.name ?? '') ? targetOf(target, 0) : [])),
  );
}

/** Wrappers hold the target that writes. */
function targetOf(element: XmlElement, depth: number): readonly Found[] {
  const type = element.attributes.type ?? '';
  const inside = childrenNamed(element, 'target');
  if (inside.length > 0 && depth < 4) return inside.flatMap((one) => targetOf(one, depth + 1));
  if (type === 'File') {
    const path = element.attributes.fileName;
    // Layouts such as `${basedir}` are filled in later.
    const known = path?.replace(/^\$\{basedir[^}]*\}[\\/]?/, '').replaceAll('\\', '/');
    return [
      {
        element,
        module: 'NLog',
        label: 'NLog file',
        scope: 'local',
        ...(known && !known.includes('${') ? { path: known } : {}),
      },
    ];
  }
  if (consoles.test(type)) return [{ element, module: 'NLog', label: 'NLog console', scope: 'shared' }];
  return shippers.test(type) ? [{ element, module: 'NLog', label: 'log shipper', scope: 'shared', ships: true }] : [];
}

function ofLog4net(root: XmlElement): readonly Found[] {
  const top = root.name === 'log4net' ? root : childOf(root, 'log4net');
  if (!top) return [];
  const used = [...childrenNamed(top, 'root'), ...childrenNamed(top, 'logger')]
    .flatMap((one) => childrenNamed(one, 'appender-ref'))
    .flatMap(({ attributes }) => attributes.ref ?? []);
  return childrenNamed(top, 'appender').flatMap((element): readonly Found[] => {
    if (!used.includes(element.attributes.name ?? '')) return [];
    const type = /^(?:log4net\.Appender\.)?(\w+)Appender\b/.exec(element.attributes.type ?? '')?.[1] ?? '';
    if (type === 'File' || type === 'RollingFile') {
      const path = childOf(element, 'file')?.attributes.value?.replaceAll('\\', '/');
      const known = path && !/[%$]/.test(path) ? { path } : {};
      return [{ element, module: 'log4net', label: 'log4net file', scope: 'local', ...known }];
    }
    if (/^(?:(?:Managed)?Colored)?Console$/.test(type))
      return [{ element, module: 'log4net', label: 'log4net console', scope: 'shared' }];
    return /^(?:Udp|RemoteSyslog|Gelf\w*)$/.test(type)
      ? [{ element, module: 'log4net', label: 'log shipper', scope: 'shared', ships: true }]
      : [];
  });
}
