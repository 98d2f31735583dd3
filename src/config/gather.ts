/** A configuration with all it builds on: presets and files of the repository, put together. */
import { type LevelRule, noCluster, noSettings, type Settings } from '../facts/settings.ts';
import { directoryOf, joinPath, type Text } from '../source/index.ts';
import type { KnownCheck } from './checks.ts';
import { presetNames, presets } from './presets.ts';
import { readFile } from './read.ts';
import type { SettingsProblem } from './validate.ts';

/** The text of a file of the repository, or why there is none. */
export type LoadText = (path: string) => { readonly text: string } | { readonly why: string };

export interface SettingsRead {
  readonly settings: Settings;
  readonly problems: readonly SettingsProblem[];
  /** Every file that was read, by its path: places of problems and settings are in these. */
  readonly files: ReadonlyMap<string, string>;
}

const nothingElse: LoadText = () => ({ why: 'only one file was given' });

/** `checks`: all that the configuration may name. */
export function readSettings(
  path: string,
  text: string,
  checks: readonly KnownCheck[],
  load: LoadText = nothingElse,
): SettingsRead {
  const files = new Map<string, string>();
  const problems: SettingsProblem[] = [];
  let reads = 0;
  /** `way`: the files that led here. */
  const follow = (at: string, content: string, way: readonly string[]): Partial<Settings> => {
    files.set(at, content);
    const { extended, said, problems: own } = readFile(at, content, checks);
    problems.push(...own);
    return [...extended.map((name) => basis(name, [...way, at])), said].reduce(over, {});
  };
  const basis = (name: Text, way: readonly string[]): Partial<Settings> => {
    const complain = (message: string, hint?: Pick<SettingsProblem, 'word' | 'known'>): Partial<Settings> => {
      problems.push({ at: name.at, message, ...hint });
      return {};
    };
    if (Object.hasOwn(presets, name.raw)) return presetSettings(name, checks);
    if (!/[/.]/.test(name.raw)) return complain(`unknown preset "${name.raw}"`, { word: name.raw, known: presetNames });
    const target = name.raw.startsWith('/') ? undefined : joinPath(directoryOf(name.at.file), name.raw);
    if (target === undefined) return complain(`"${name.raw}" lies outside the repository`);
    if (way.includes(target)) return complain(`"${name.raw}" builds on itself: ${[...way, target].join(' → ')}`);
    // A file that several build on is read for each of them: forks upon forks would not end.
    if (++reads > 100) return complain('more than a hundred files to build on');
    const loaded = load(target);
    return 'text' in loaded ? follow(target, loaded.text, way) : complain(`cannot read "${name.raw}": ${loaded.why}`);
  };
  const said = follow(path, text, []);
  return { settings: problems.length > 0 ? noSettings : { ...noSettings, ...said }, problems, files };
}

function presetSettings({ at, raw }: Text, checks: readonly KnownCheck[]): Partial<Settings> {
  const level = presets[raw]?.level;
  if (level === undefined) return {};
  const rule: LevelRule = { at, level, checks: { at, name: '*', ids: checks.map(({ id }) => id) } };
  return { levels: [rule] };
}

/** Single values of the later one count; lists add up. */
function over(base: Partial<Settings>, later: Partial<Settings>): Partial<Settings> {
  const both = <K extends 'deploys' | 'production' | 'development' | 'levels' | 'acceptances'>(key: K) => {
    const all = [...(base[key] ?? []), ...(later[key] ?? [])];
    return all.length === 0 ? {} : { [key]: all };
  };
  const first = base.cluster ?? noCluster;
  const second = later.cluster ?? noCluster;
  return {
    ...base,
    ...later,
    ...both('deploys'),
    ...both('production'),
    ...both('development'),
    ...both('levels'),
    ...both('acceptances'),
    ...((base.cluster || later.cluster) && {
      cluster: {
        ...first,
        ...second,
        sharedVolumes: [...first.sharedVolumes, ...second.sharedVolumes],
        environment: [...first.environment, ...second.environment],
      },
    }),
  };
}
