/** What the libraries of a build do by being there. */
import type { CodeFact, SignalHandler } from '../../facts/code.ts';
import type { Dependency, Manifest } from '../../facts/manifest.ts';
import type { Reader } from '../../facts/reading.ts';
import { fileNameOf, type Source, span } from '../../source/index.ts';
import { emptyManifest } from '../manifests/empty.ts';
import { readGradle } from '../manifests/gradle.ts';
import { isCatalog, springBootIn } from '../manifests/gradle-catalog.ts';
import { type Framework, readPom } from '../manifests/maven.ts';
import { claimsBuild } from './paths.ts';
import { type DependencyRow, dependencyRows } from './tables/dependencies.ts';

interface Build {
  readonly manifest: Manifest;
  readonly springBoot?: Framework;
}

function buildOf(source: Source): Build | undefined {
  if (isCatalog(source.path)) {
    // What it lists a build may use, or not; the framework is one that every part of it shares.
    const springBoot = springBootIn(source);
    return springBoot && { manifest: emptyManifest(source.path, 'jvm'), springBoot };
  }
  if (fileNameOf(source.path) !== 'pom.xml') return readGradle(source);
  const pom = readPom(source);
  return 'problem' in pom ? undefined : pom;
}

export const jvmDependencyReader: Reader = {
  name: 'libraries of the JVM',
  claims: claimsBuild,
  read: (source) => {
    const build = buildOf(source);
    const facts = build ? [...factsOf(build.manifest.dependencies), ...graceful(build)] : [];
    if (facts.length === 0) return {};
    const { path, text } = source;
    return {
      code: [
        { path, language: 'java', at: span(path, 0, text.length), imports: [], packages: [], facts, parsed: true },
      ],
    };
  },
};

function factsOf(dependencies: readonly Dependency[]): readonly CodeFact[] {
  const all = dependencies.filter(({ group }) => group === 'runtime' || group === 'optional');
  const runtime = all.filter(({ group }) => group === 'runtime');
  const has = (pattern: RegExp): boolean => all.some(({ name }) => pattern.test(name));
  return dependencyRows.flatMap((row): readonly CodeFact[] => {
    const found = runtime.find(
      ({ name }) => row.names.includes(name) || row.names.includes(name.slice(name.indexOf(':') + 1)),
    );
    const stands = found && (row.beside === undefined || has(row.beside)) && !(row.without && has(row.without));
    return found && stands ? [factOf(row, found)] : [];
  });
}

const factOf = ({ fact, confidence }: DependencyRow, { at, name }: Dependency): CodeFact => ({
  ...fact,
  at,
  module: name,
  guard: 'always',
  confidence,
});

/** From 3.4 on Spring Boot finishes open requests by itself. https://github.com/spring-projects/spring-boot/wiki/Spring-Boot-3.4-Release-Notes */
function graceful({ springBoot }: Build): readonly SignalHandler[] {
  const [, major, minor] = /^(\d+)\.(\d+)\./.exec(`${springBoot?.version ?? ''}.`) ?? [];
  if (!springBoot || major === undefined) return [];
  const since = Number(major) > 3 || (Number(major) === 3 && Number(minor) >= 4);
  return since
    ? [
        {
          kind: 'signal-handler',
          at: springBoot.at,
          module: 'org.springframework.boot',
          label: `graceful shutdown of Spring Boot ${major}.${minor}`,
          guard: 'always',
          confidence: 'high',
          signals: ['SIGTERM'],
          does: 'drains',
          unlessSet: true,
        },
      ]
    : [];
}
