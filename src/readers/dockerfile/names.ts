import { fileNameOf } from '../../source/index.ts';

/** `Dockerfile.md`, `Dockerfile.test.ts` …: files about a Dockerfile, not Dockerfiles. */
const OTHER_ENDINGS = new Set(
  'dockerignore md mdx rst adoc txt html htm json yml yaml toml xml js jsx mjs cjs ts tsx mts cts py rb go rs php java kt cs sh bash ps1 css svg png lock patch diff log'.split(
    ' ',
  ),
);

/** Names people give to Dockerfiles: `Dockerfile`, `Containerfile`, with a suffix, or as an extension. */
export function isDockerfileName(path: string): boolean {
  const name = fileNameOf(path);
  if (OTHER_ENDINGS.has(name.slice(name.lastIndexOf('.') + 1).toLowerCase())) return false;
  if (/^(?:[Dd]ockerfile|[Cc]ontainerfile)(?:[._-].*)?$/.test(name)) return true;
  return /.\.(?:[Dd]ockerfile|[Cc]ontainerfile)$/.test(name);
}
