/** What a Pipfile names, with its places. */
import { describe, expect, test } from '@jest/globals';
import { pipfileReader } from '../../../src/readers/manifests/pipfile.ts';

const read = (text: string) => pipfileReader.read({ path: 'Pipfile', text }, { parsers: {}, exists: () => false });

describe('Pipfile', () => {
  const text = `[packages]
django = "==5.2.7"
celery = {extras = ["redis"], version = "*"}
shop = {git = "https://example.com/shop.git", ref = "0123456789012345678901234567890123456789"}

[dev-packages]
pytest = ">=8"

[requires]
python_version = "3.13"
`;
  test('packages by group, pinned or not', () => {
    const [manifest] = read(text).manifests!;
    expect(manifest!.dependencies.map(({ name, version, group, pinned }) => [name, version, group, pinned])).toEqual([
      ['django', '==5.2.7', 'runtime', true],
      ['celery', '', 'runtime', false],
      ['shop', '', 'runtime', true],
      ['pytest', '>=8', 'development', false],
    ]);
    expect(manifest!.runtime?.value).toBe('3.13');
    expect(manifest!.manager).toBe('pipenv');
  });
  test('each stands where it is written', () => {
    for (const { at, name } of read(text).manifests![0]!.dependencies)
      expect(text.slice(at.start, at.end).startsWith(`${name} = `)).toBe(true);
  });
  test('what is not TOML is a gap with its place', () => {
    const { gaps, manifests } = read('[packages\n');
    expect(manifests).toBeUndefined();
    expect(gaps![0]!.why).toContain('not valid TOML');
  });
});
