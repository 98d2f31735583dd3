/** `setup.cfg`: https://setuptools.pypa.io/en/latest/userguide/declarative_config.html */
import type { Dependency, Manifest } from '../../facts/manifest.ts';
import type { Reader, Reading } from '../../facts/reading.ts';
import { fileNameOf, type Source, span, type Text } from '../../source/index.ts';
import { emptyManifest } from './empty.ts';
import { requirementOf } from './pep508.ts';

export const setupCfgReader: Reader = {
  name: 'setup.cfg',
  claims: (path) => fileNameOf(path) === 'setup.cfg',
  read: readSetupCfg,
};

interface Line extends Text {
  readonly value: string;
}

interface Option {
  readonly section: string;
  readonly key: string;
  /** What stands behind the key and on the lines that go on with it, blank ones and comments left out. */
  readonly lines: Line[];
}

/** Sections that describe a package; without one of them the file only sets up tools such as flake8. */
const ofPackages = /^(?:metadata|options(?:\..+)?|files|entry_points)$/;

function readSetupCfg({ path, text }: Source): Reading {
  const options = optionsOf(path, text);
  if (!options.some(({ section }) => ofPackages.test(section))) return {};
  const linesAt = (section: string, key: string): readonly Line[] =>
    options.findLast((option) => option.section === section && option.key === key)?.lines ?? [];
  const name = linesAt('metadata', 'name')[0]?.value;
  const runtime = linesAt('options', 'python_requires')[0];
  const lists: readonly (readonly [Dependency['group'], readonly Line[]])[] = [
    ['runtime', linesAt('options', 'install_requires')],
    ['development', linesAt('options', 'tests_require')],
    ...options
      .filter(({ section }) => section === 'options.extras_require')
      .map(({ lines }) => ['optional' as const, lines] as const),
  ];
  const files = linesAt('options', 'install_requires').flatMap(({ value }) => filesIn(value));
  const bins = [...linesAt('options.entry_points', 'console_scripts'), ...linesAt('entry_points', 'console_scripts')];
  const manifest: Manifest = {
    ...emptyManifest(path, 'python'),
    ...(name ? { name } : {}),
    ...(runtime ? { runtime } : {}),
    dependencies: lists.flatMap(([group, lines]) => lines.flatMap((line) => dependencyIn(line, group))),
    bins: [
      ...bins.map(({ value }) => value.split('=')[0]!.trim()),
      ...linesAt('options', 'scripts').map(({ value }) => value),
    ],
    ...(files.length > 0 ? { includes: files } : {}),
    // pbr takes what it finds in files of certain names.
    ...(files.length > 0 || options.some(({ section }) => section === 'files') ? { computed: true } : {}),
  };
  return { manifests: [manifest] };
}

/** `file: requirements.txt, more.txt` */
const filesIn = (value: string): readonly string[] =>
  value.startsWith('file:')
    ? value
        .slice('file:'.length)
        .split(',')
        .map((file) => file.trim())
        .filter(Boolean)
    : [];

function dependencyIn({ value, at }: Line, group: Dependency['group']): readonly Dependency[] {
  const requirement = value.startsWith('file:') ? undefined : requirementOf(value);
  return requirement ? [{ ...requirement, group, at }] : [];
}

/** As `configparser` reads: `key = value` or `key: value`, and indented lines that go on with it. */
function optionsOf(path: string, text: string): readonly Option[] {
  const options: Option[] = [];
  let section = '';
  let open: Option | undefined;
  let start = 0;
  for (const raw of text.split('\n')) {
    const content = raw.trim();
    const at = start + raw.length - raw.trimStart().length;
    const isIndented = /^[ \t]/.test(raw);
    start += raw.length + 1;
    if (content === '' || content[0] === '#' || content[0] === ';') continue;
    const line = (value: string, from: number): Line => ({
      raw: value,
      value,
      at: span(path, from, from + value.length),
    });
    if (isIndented && open) {
      open.lines.push(line(content, at));
      continue;
    }
    open = undefined;
    if (content[0] === '[') {
      section = content.slice(1, content.includes(']') ? content.indexOf(']') : undefined).trim();
      continue;
    }
    const cut = content.search(/[=:]/);
    if (cut < 1) continue;
    const value = content.slice(cut + 1).trim();
    open = {
      section,
      // `install-requires` is an old spelling of `install_requires`.
      key: content.slice(0, cut).trim().toLowerCase().replaceAll('-', '_'),
      lines: value === '' ? [] : [line(value, at + content.length - value.length)],
    };
    options.push(open);
  }
  return options;
}
