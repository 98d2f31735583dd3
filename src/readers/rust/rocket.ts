/** `Rocket.toml`: where Rocket listens, and the databases it is told. https://rocket.rs/guide/v0.5/configuration/ */
import type { CodeFact, Listen } from '../../facts/code.ts';
import type { Reader } from '../../facts/reading.ts';
import { directoryOf, joinPath, type Source, span, startOf } from '../../source/index.ts';
import { factsOfText } from '../code/texts.ts';
import { parseToml } from '../manifests/toml.ts';
import { pathKey, tomlPlaces } from '../manifests/toml-places.ts';
import { at, tableAt } from '../manifests/toml-table.ts';
import { claimsRocket } from './paths.ts';

/** Profiles that hold for a program built for release, the strongest first. */
const profiles = ['global', 'release', 'production', 'default'];

export const rocketReader: Reader = {
  name: 'Rocket.toml',
  claims: claimsRocket,
  read: (source) => {
    const facts = factsIn(source);
    if (!facts) return {};
    const { path, text } = source;
    return {
      code: [
        { path, language: 'rust', at: span(path, 0, text.length), imports: [], packages: [], facts, parsed: true },
      ],
    };
  },
};

const everywhere = /^(?:0\.0\.0\.0|::)$/;
const loopback = /^(?:127(?:\.\d{1,3}){3}|::1|localhost)$/;

const now = { guard: 'always', onLoad: true, entryOnly: false } as const;

function factsIn({ path, text }: Source): readonly CodeFact[] | undefined {
  const parsed = parseToml(text);
  if ('problem' in parsed) return undefined;
  const places = tomlPlaces(text);
  const placeOf = (keys: readonly string[]) => {
    const place = places.get(pathKey(...keys));
    return place ? span(path, place.start, place.end) : startOf(path);
  };
  const first = (key: string): readonly [unknown, readonly string[]] => {
    const profile = profiles.find((one) => at(parsed.table, one, key) !== undefined) ?? 'default';
    return [at(parsed.table, profile, key), [profile, key]];
  };
  const [address, addressKeys] = first('address');
  const [port, portKeys] = first('port');
  const bind: Listen['bind'] =
    address === undefined || loopback.test(String(address))
      ? 'loopback'
      : everywhere.test(String(address))
        ? 'all'
        : 'unknown';
  const facts: CodeFact[] = [
    {
      kind: 'listen',
      at: placeOf(address === undefined ? portKeys : addressKeys),
      module: 'rocket',
      guard: 'always',
      label: 'Rocket.toml',
      confidence: 'high',
      bind,
      port: typeof port === 'number' ? port : 8000,
      hostVariable: 'ROCKET_ADDRESS',
      portVariable: 'ROCKET_PORT',
    },
  ];
  for (const profile of profiles)
    for (const name of Object.keys(tableAt(parsed.table, profile, 'databases'))) {
      const keys = [profile, 'databases', name, 'url'];
      const url = at(parsed.table, ...keys);
      if (typeof url === 'string')
        facts.push(...factsOfText({ ...now, at: placeOf(keys), name, text: url, fallbackOf: 'ROCKET_DATABASES' }));
    }
  const [secret, secretKeys] = first('secret_key');
  if (typeof secret === 'string')
    facts.push(...factsOfText({ ...now, at: placeOf(secretKeys), name: 'secret_key', text: secret }));
  return facts.sort((one, other) => one.at.start - other.at.start);
}

/** The file beside the sources of a package, or at the root of the repository. */
export function rocketFile(path: string, exists: (path: string) => boolean): string | undefined {
  const cut = path.lastIndexOf('src/');
  const root = cut === -1 ? directoryOf(path) : path.slice(0, cut).replace(/\/$/, '');
  return [joinPath(root, 'Rocket.toml'), 'Rocket.toml'].find((one) => one !== undefined && exists(one));
}
