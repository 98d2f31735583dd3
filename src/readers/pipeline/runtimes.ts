/** Container images that pipelines run in or beside, and the language versions their steps set up. */
import type { Reader, Reading } from '../../facts/reading.ts';
import type { PipelineImage, Runtime, RuntimeWish } from '../../facts/runtime.ts';
import { type Source, type Span, span } from '../../source/index.ts';
import { formats } from './formats.ts';
import { child, readYaml, scalarChild, scalarsIn, type Yaml, type YamlScalar } from './yaml.ts';

/** Inputs of the setup actions, from each action's `action.yml`. */
const setups: readonly (readonly [action: RegExp, input: string, runtime: Runtime])[] = [
  [/^actions\/setup-node$/, 'node-version', 'node'],
  [/^actions\/setup-python$/, 'python-version', 'python'],
  [/^actions\/setup-go$/, 'go-version', 'go'],
  [/^actions\/setup-java$/, 'java-version', 'java'],
  [/^actions\/setup-dotnet$/, 'dotnet-version', 'dotnet'],
  [/^ruby\/setup-ruby$/, 'ruby-version', 'ruby'],
  [/^shivammathur\/setup-php$/, 'php-version', 'php'],
  [/^erlef\/setup-beam$/, 'elixir-version', 'elixir'],
];

const names = ['github-actions', 'gitlab', 'circleci', 'drone', 'bitbucket'];
const claimed = formats.filter(({ name }) => names.includes(name));

export const pipelineRuntimeReader: Reader = {
  name: 'pipeline runtimes',
  claims: (path) => claimed.some(({ claims }) => claims(path)),
  read: (source) => (/services|image|setup-|docker/.test(source.text) ? read(source) : {}),
};

/** Read where they stand, or inputs of somebody else's step. */
const apart = new Set(['services', 'docker', 'with', 'inputs']);

interface Job {
  readonly name?: string;
  /** `strategy.matrix`. */
  readonly matrix?: Yaml;
}

function read(source: Source): Reading {
  const format = claimed.find(({ claims }) => claims(source.path))!;
  const wishes: RuntimeWish[] = [];
  const images: PipelineImage[] = [];
  for (const root of readYaml(source.text).documents) visit(root, {}, undefined);
  return { runtimeWishes: wishes, pipelineImages: images };

  function visit(node: Yaml, job: Job, key: string | undefined): void {
    if (node.kind === 'scalar') return;
    if (node.kind === 'list') {
      for (const item of node.items) visit(item, job, key);
      return;
    }
    const isJob =
      key !== undefined && !format.structure.has(key) && (child(node, 'steps') ?? child(node, 'script')) !== undefined;
    const here: Job = isJob ? { name: key, matrix: child(child(node, 'strategy'), 'matrix') } : job;
    step(node, here);
    // `services:` of a workflow is a map of containers; of GitLab and Drone a list of images.
    const services = child(node, 'services');
    if (services?.kind === 'map')
      for (const { value } of services.entries) image(scalarChild(value, 'image'), here, true);
    if (services?.kind === 'list') for (const item of services.items) image(nameOf(item), here, true);
    if (key !== 'services') {
      image(
        scalarChild(node, 'image') ??
          scalarChild(child(node, 'image'), 'name') ??
          scalarChild(node, 'container') ??
          scalarChild(child(node, 'container'), 'image'),
        here,
        false,
      );
    }
    const docker = child(node, 'docker');
    // CircleCI runs the steps in the first image of the list and starts the others beside it.
    if (docker?.kind === 'list')
      for (const [index, item] of docker.items.entries()) image(scalarChild(item, 'image'), here, index > 0);
    for (const entry of node.entries) if (!apart.has(entry.key)) visit(entry.value, here, entry.key);
  }

  function nameOf(node: Yaml): YamlScalar | undefined {
    return node.kind === 'scalar' ? node : (scalarChild(node, 'image') ?? scalarChild(node, 'name'));
  }

  function image(scalar: YamlScalar | undefined, { name, matrix }: Job, beside: boolean): void {
    if (scalar === undefined || scalar.value === '') return;
    for (const { text, at } of filled(scalar, matrix)) {
      const known = text !== undefined && !/[${}<>]/.test(text) ? { reference: text } : {};
      images.push({ at, path: source.path, ...(name === undefined ? {} : { job: name }), ...known, beside });
    }
  }

  function step(node: Yaml, { matrix }: Job): void {
    const action = scalarChild(node, 'uses')?.value.replace(/@.*/s, '').toLowerCase();
    const row = action === undefined ? undefined : setups.find(([pattern]) => pattern.test(action));
    if (!row || action === undefined) return;
    const [, input, runtime] = row;
    for (const scalar of scalarsIn(child(child(node, 'with'), input)))
      for (const { text, at } of filled(scalar, matrix))
        for (const version of (text ?? '').split(/[\n,]/).map((one) => one.trim()))
          if (version !== '' && !version.includes('${'))
            wishes.push({
              at,
              path: source.path,
              runtime,
              version,
              kind: 'pipeline',
              source: action.split('/').at(-1)!,
            });
  }

  /** A value with one matrix variable put in; one for each of the variable's values. */
  function filled(
    scalar: YamlScalar,
    matrix: Yaml | undefined,
  ): readonly { readonly text?: string; readonly at: Span }[] {
    const at = span(source.path, scalar.start, scalar.end);
    const variable = /\$\{\{\s*matrix\.([\w.-]+)\s*\}\}/.exec(scalar.value);
    if (!variable) return [{ text: scalar.value, at }];
    const values = scalarsIn(variable[1]!.split('.').reduce<Yaml | undefined>(child, matrix));
    if (values.length === 0) return [{ at }];
    return values.map((value) => ({
      text: scalar.value.replace(variable[0], value.value),
      at: span(source.path, value.start, value.end),
    }));
  }
}
