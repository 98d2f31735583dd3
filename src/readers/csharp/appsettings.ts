/**
 * `appsettings.json`: every key is the default of the variable of the same name, `A:B` of `A__B`. What stands there and decides where state
 * is kept is settled by the environment of the service. Source: https://learn.microsoft.com/aspnet/core/fundamentals/configuration/
 */
import type { CodeFact, Guard, StateFact } from '../../facts/code.ts';
import type { Reader } from '../../facts/reading.ts';
import { fileNameOf, type Source, type Span, span } from '../../source/index.ts';
import { factsOf } from '../code/facts.ts';
import type { CallSite, Program, ReadSite, TextSite } from '../code/program.ts';
import { entriesOf, get, type Json, stringOf } from '../manifests/json.ts';
import { fileIn } from './connection-string.ts';
import { parseSettings } from './json.ts';
import { claimsAppsettings } from './paths.ts';
import { csharpTables } from './tables/index.ts';
import { shippingSinks } from './tables/sinks.ts';

const largest = 256 * 1024;

/** Which environment a file is for; a container without `ASPNETCORE_ENVIRONMENT` is Production. */
export function guardOf(path: string): Guard {
  const environment = /^appsettings\.([\w-]+)\.json$/i.exec(fileNameOf(path))?.[1]?.toLowerCase();
  if (environment === undefined || environment === 'production') return 'always';
  if (/^(?:development|dev|local|debug)$/.test(environment)) return 'development';
  return environment.startsWith('test') ? 'test' : 'conditional';
}

export const appsettingsReader: Reader = {
  name: 'appsettings.json',
  claims: claimsAppsettings,
  read: (source) => {
    const { path, text } = source;
    const root = text.length > largest ? undefined : parseSettings(text);
    if (!root || 'problem' in root) return {};
    const facts = factsIn(root, source);
    const at = span(path, 0, text.length);
    return { code: [{ path, language: 'csharp', at, imports: [], packages: [], facts, parsed: true }] };
  },
};

interface Leaf {
  readonly keys: readonly string[];
  readonly value: string | number | boolean;
  readonly at: Span;
}

function factsIn(root: Json, source: Source): readonly CodeFact[] {
  const guard = guardOf(source.path);
  const now = { guard, onLoad: true, entryOnly: false } as const;
  const leaves = leavesOf(root, source, []);
  const reads: ReadSite[] = leaves.map(({ keys, value, at }) => ({
    ...now,
    at,
    name: keys.join('__'),
    module: 'Microsoft.Extensions.Configuration',
    need: 'defaulted',
    fallback: { kind: 'literal', literal: value },
  }));
  const texts: TextSite[] = leaves.flatMap(({ keys, value, at }) =>
    typeof value === 'string' ? [{ ...now, at, name: keys.at(-1)!, text: value, fallbackOf: keys.join('__') }] : [],
  );
  const program: Program = { language: 'csharp', imports: [], packages: new Set(), sites: [], reads, texts };
  const state = [...databases(leaves, guard), ...sinks(root, source, guard)];
  return [...factsOf(program, csharpTables), ...state, ...endpoints(leaves, guard)];
}

/** Texts, numbers and switches by their keys; lists are left out. */
function leavesOf(node: Json, source: Source, keys: readonly string[]): readonly Leaf[] {
  return entriesOf(node).flatMap(({ key, start, value }): readonly Leaf[] => {
    const path = [...keys, ...key.split(':')];
    if (value.kind === 'object') return leavesOf(value, source, path);
    const written = literalOf(value, source.text);
    return written === undefined ? [] : [{ keys: path, value: written, at: span(source.path, start, value.end) }];
  });
}

function literalOf(value: Json, text: string): string | number | boolean | undefined {
  if (value.kind === 'string') return value.value;
  if (value.kind !== 'other') return undefined;
  const raw = text.slice(value.start, value.end);
  if (raw === 'true' || raw === 'false') return raw === 'true';
  return raw === 'null' ? undefined : Number(raw);
}

const module = 'Microsoft.Extensions.Configuration';

/** Connection strings that name a file, unless the service is told another one. */
function databases(leaves: readonly Leaf[], guard: Guard): readonly StateFact[] {
  return leaves.flatMap(({ keys, value, at }): readonly StateFact[] => {
    const file = typeof value === 'string' && keys[0] === 'ConnectionStrings' ? fileIn(value) : undefined;
    if (file === undefined || file === ':memory:') return [];
    const variable = keys.join('__');
    return [
      {
        kind: 'datastore',
        at,
        module,
        guard,
        label: `${keys.join(':')} in ${fileNameOf(at.file)}`,
        confidence: 'medium',
        scope: 'local',
        path: file,
        variable,
        choice: {
          variable,
          words: { 'Data Source=/': 'local', 'DataSource=/': 'local', 'Filename=': 'local' },
          other: 'unknown',
          unset: 'local',
        },
      },
    ];
  });
}

/** `Kestrel:Endpoints:Http:Url` */
function endpoints(leaves: readonly Leaf[], guard: Guard): readonly CodeFact[] {
  const listens = leaves.filter(({ keys }) => keys.length === 4 && /^Kestrel:Endpoints:\w+:Url$/i.test(keys.join(':')));
  return listens.flatMap(({ keys, value, at }) => {
    const site: CallSite = {
      ...{ at, guard, onLoad: true, entryOnly: false, open: false },
      ...{ site: 'call', how: 'call', name: 'Url' },
      arguments: [{ value: { kind: 'literal', literal: value } }],
      meaning: { module: 'Kestrel', path: 'Endpoints.Url' },
    };
    const program: Program = { language: 'csharp', imports: [], packages: new Set(), sites: [site], reads: [] };
    const variable = keys.join('__');
    return factsOf(program, { ...csharpTables, listeners: kestrel }).map((fact) =>
      fact.kind === 'listen' ? { ...fact, portVariable: variable, hostVariable: variable } : fact,
    );
  });
}

const kestrel = [{ calls: ['Kestrel.Endpoints.Url'], address: 0, bind: 'all', label: 'Kestrel:Endpoints' }] as const;

/** `Serilog:WriteTo`: a list, or a mapping whose keys say only in which order. */
function sinks(root: Json, source: Source, guard: Guard): readonly StateFact[] {
  const written = get(get(root, 'Serilog'), 'WriteTo');
  const items = written?.kind === 'array' ? written.items : entriesOf(written).map(({ value }) => value);
  return items.flatMap((item) => sinkOf(item, source, guard, 0));
}

function sinkOf(item: Json, source: Source, guard: Guard, depth: number): readonly StateFact[] {
  const args = get(item, 'Args');
  const inside = get(args, 'configure');
  if (inside?.kind === 'array' && depth < 3)
    return inside.items.flatMap((one) => sinkOf(one, source, guard, depth + 1));
  const name = stringOf(item) ?? stringOf(get(item, 'Name'));
  const base = { kind: 'log-sink', at: span(source.path, item.start, item.end), module: 'Serilog', guard } as const;
  if (name === 'Console') return [{ ...base, label: 'Serilog console', confidence: 'high', scope: 'shared' }];
  if (name === 'File' || name === 'RollingFile') {
    const path = stringOf(get(args, 'path')) ?? stringOf(get(args, 'pathFormat'));
    return [{ ...base, label: 'Serilog file', confidence: 'high', scope: 'local', ...(path ? { path } : {}) }];
  }
  return name !== undefined && shippingSinks.includes(name)
    ? [{ ...base, label: 'log shipper', confidence: 'high', scope: 'shared', ships: true }]
    : [];
}
