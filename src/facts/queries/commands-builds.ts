/** Builds of pipelines, and the environment each is for. */
import type { Located } from '../../source/index.ts';
import type { Facts } from '../model.ts';
import type { Invocation } from '../shell.ts';
import { writtenText } from './commands.ts';
import { memoise } from './memoise.ts';

export interface PipelineBuild extends Located {
  readonly invocation: Invocation;
  /** Dockerfile and context as written. */
  readonly source: string;
  readonly environment?: 'production' | 'before-production';
  /** For a production build: the build of the same source for an environment in front of it. */
  readonly other?: Invocation;
}

const production = /(^|[^a-z])(prod|production|live)([^a-z]|$)/i;
const beforeProduction = /(^|[^a-z])(staging|stage|stg|uat|qa|acceptance|preprod|pre-?production)([^a-z]|$)/i;

/** Builds that end in a registry; a build that only tests is no release. */
export const pipelineBuilds = memoise((facts: Facts): readonly PipelineBuild[] => {
  const builds = facts.invocations
    .filter((one) => one.where === 'ci' && one.command.at(-1) === 'build' && one.command[0] !== 'compose')
    .filter((one) => isPushed(one, facts))
    .map((invocation) => ({
      at: invocation.at,
      invocation,
      source: sourceOf(invocation),
      environment: environmentOf(invocation),
    }));
  return builds.map(({ environment, ...build }) => {
    const other =
      environment === 'production'
        ? builds.find((one) => one.environment === 'before-production' && one.source === build.source)
        : undefined;
    return { ...build, ...(environment ? { environment } : {}), ...(other ? { other: other.invocation } : {}) };
  });
});

const valuesOf = ({ flags }: Invocation, ...names: readonly string[]): readonly string[] =>
  flags.flatMap(({ name, value }) => (names.includes(name) && value ? [writtenText(value)] : []));

function isPushed(build: Invocation, facts: Facts): boolean {
  if (build.flags.some(({ name, value }) => name === 'push' || (name === 'output' && value?.raw.includes('registry'))))
    return true;
  const tags = valuesOf(build, 'tag').map(repositoryOf);
  return facts.invocations.some(
    (other) =>
      other.command[0] === 'push' &&
      other.path === build.path &&
      other.job === build.job &&
      other.operands.some((operand) => tags.includes(repositoryOf(writtenText(operand)))),
  );
}

const repositoryOf = (reference: string): string => reference.replace(/(?<=^|\/)([^/:]*):[^/]*$/, '$1');

function sourceOf(build: Invocation): string {
  const context = build.operands[0] ? writtenText(build.operands[0]) : '.';
  const [file = ''] = valuesOf(build, 'file');
  return `${build.directory ?? ''} ${context.replace(/^\.\/|\/$/g, '') || '.'} ${file.replace(/^\.\//, '')}`;
}

/** What the job, the file of the pipeline, the tag or an argument says; two answers are none. */
function environmentOf(build: Invocation): PipelineBuild['environment'] {
  const said = [
    build.job ?? '',
    build.path,
    valuesOf(build, 'tag').join(' '),
    valuesOf(build, 'build-arg', 'target').join(' '),
  ];
  for (const text of said) {
    const [before, live] = [beforeProduction.test(text), production.test(text)];
    if (before !== live) return live ? 'production' : 'before-production';
    if (before) return undefined;
  }
  return undefined;
}
