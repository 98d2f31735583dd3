/** What `system.web` says about sessions and keys. Sources: https://learn.microsoft.com/previous-versions/aspnet/h6bb9cz9(v=vs.100), …/w8h3skw9(v=vs.100) */
import type { CodeFact, Guard, StateFact } from '../../facts/code.ts';
import { span } from '../../source/index.ts';
import { secretLiteral } from '../code/texts.ts';
import { childOf, childrenNamed, type XmlElement } from '../xml.ts';

const module = 'System.Web';

export const stateOfWeb = (web: XmlElement, path: string, guard: Guard, firm: Guard): readonly CodeFact[] => [
  ...sessions(web, path, firm),
  ...keys(web, path, guard, firm),
];

function sessions(web: XmlElement, path: string, guard: Guard): readonly StateFact[] {
  const element = childOf(web, 'sessionState');
  const scope = element && scopeOf(element);
  if (!element || scope === undefined) return [];
  return [
    {
      kind: 'session-store',
      at: span(path, element.start, element.end),
      module,
      guard,
      label: `sessionState ${element.attributes.mode ?? 'InProc'}`,
      confidence: 'medium',
      scope,
    },
  ];
}

/** Providers that keep sessions where every replica sees them. */
const sharedProviders =
  /redis|sql|universal|azure|dynamo|mongo|memcached|couchbase|ncache|DefaultSessionStateProvider/i;
const loopback = /^tcpip=(?:localhost|127\.|loopback|\[?::1)/i;

function scopeOf({ attributes, children }: XmlElement): StateFact['scope'] | undefined {
  const mode = (attributes.mode ?? 'InProc').toLowerCase();
  if (mode === 'off') return undefined;
  if (mode === 'inproc') return 'local';
  if (mode === 'sqlserver') return 'shared';
  // Beside the program in the same container nothing else runs.
  if (mode === 'stateserver')
    return loopback.test(attributes.stateConnectionString ?? 'tcpip=loopback') ? 'local' : 'shared';
  const types = children
    .filter(({ name }) => name === 'providers')
    .flatMap((providers) => childrenNamed(providers, 'add'))
    .filter(({ attributes: { name } }) => name === attributes.customProvider)
    .map(({ attributes: { type = '' } }) => type);
  return types.some((type) => sharedProviders.test(type)) ? 'shared' : 'unknown';
}

/** Cookies of forms, view state and anti-forgery tokens are signed with the machine's keys. */
function keys(web: XmlElement, path: string, guard: Guard, firm: Guard): readonly CodeFact[] {
  const machine = childOf(web, 'machineKey');
  const forms = /^forms$/i.test(childOf(web, 'authentication')?.attributes.mode ?? '');
  const element = machine ?? (forms ? childOf(web, 'authentication') : undefined);
  if (!element) return [];
  const at = span(path, element.start, element.end);
  const { validationKey = 'AutoGenerate', decryptionKey = 'AutoGenerate' } = machine?.attributes ?? {};
  const written = [validationKey, decryptionKey].filter((key) => /^[0-9A-F]{16,}$/i.test(key));
  if (written.length > 0) {
    const now = { at, guard, onLoad: true, entryOnly: false } as const;
    return [secretLiteral(now, module, 'machineKey', 'name')];
  }
  if (![validationKey, decryptionKey].every((key) => /^AutoGenerate/i.test(key))) return [];
  const fact: StateFact = {
    kind: 'instance-secret',
    at,
    module,
    guard: firm,
    label: machine ? 'machineKey AutoGenerate' : 'forms authentication without a machineKey',
    confidence: machine ? 'high' : 'medium',
    scope: 'local',
  };
  return [fact];
}
