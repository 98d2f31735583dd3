/** Finds the shell text of a YAML pipeline and the docker commands in it. */
import type { Reader, Reading } from '../../facts/reading.ts';
import type { Invocation, ParseShell } from '../../facts/shell.ts';
import { joinPath, type Source, span } from '../../source/index.ts';
import { actionInvocation, remoteInputs } from './actions.ts';
import { yamlSegments } from './decode.ts';
import type { Format } from './formats.ts';
import { snippetInvocations, survives, withShell } from './snippet.ts';
import { mayLoadVariables, runsOnOwnMachine } from './workflows.ts';
import { child, namesIn, readYaml, scalarChild, scalarsIn, type Yaml, type YamlScalar } from './yaml.ts';

/** What holds for everything below a node. */
interface Around {
  readonly names: readonly string[];
  readonly directory: string | undefined;
  readonly job: string | undefined;
  readonly before: readonly YamlScalar[];
  /** Names that earlier steps of the same job hand on. */
  readonly later: Set<string>;
}

/** Shells of another language: their text is not for us. */
const otherShells = /^(pwsh|powershell|cmd|python|node)\b/;

/** Files through which a step sets variables of the steps behind it. */
const handOver = /GITHUB_ENV|BASH_ENV|task\.setvariable variable=/;

export const yamlReader = (format: Format): Reader => ({
  name: format.name,
  claims: format.claims,
  needs: (source) => (survives(source) ? 'shell' : undefined),
  read: (source, { parsers }) => withShell(source, parsers.shell, (parse) => readPipeline(source, format, parse)),
});

function readPipeline(source: Source, format: Format, parse: ParseShell): Reading {
  const { documents, broken } = readYaml(source.text);
  const invocations = documents.flatMap((root) => {
    const before = format.beforeAll.flatMap((key) => scalarsIn(child(root, key) ?? child(child(root, 'default'), key)));
    const around: Around = { names: [], directory: '', job: undefined, before, later: new Set() };
    return visit(root, around, undefined);
  });
  if (broken === undefined) return { invocations };
  return { invocations, gaps: [{ at: span(source.path, broken, broken), why: 'broken YAML' }] };

  function visit(node: Yaml, around: Around, key: string | undefined): readonly Invocation[] {
    if (node.kind === 'scalar') return [];
    if (node.kind === 'list') {
      const inList = { ...around, later: new Set(around.later) };
      return node.items.flatMap((item) => {
        const found = visit(item, inList, undefined);
        if (mayLoadVariables(item)) inList.later.add('*');
        return found;
      });
    }
    const here = below(node, around, key);
    const own = shellText(node, here);
    const action = actionInvocation(source, node, { job: here.job, names: allNames(here) });
    const inside = node.entries.flatMap((entry) => visit(entry.value, here, entry.key));
    return [...own, ...(action === undefined ? [] : [action]), ...remoteScript(node, here), ...inside];
  }

  function below(node: Yaml, around: Around, key: string | undefined): Around {
    const names = format.variables.flatMap((name) => namesIn(child(node, name)));
    const named = format.jobNames.map((name) => scalarChild(node, name)?.value).find((name) => name !== undefined);
    const job = named ?? (key === undefined || format.structure.has(key) ? around.job : (around.job ?? key));
    const defaults = child(child(node, 'defaults'), 'run');
    const written = format.directories.flatMap(
      (name) => scalarChild(node, name) ?? scalarChild(defaults, name) ?? [],
    )[0];
    return {
      ...around,
      names: [...around.names, ...names, ...(runsOnOwnMachine(node) ? ['*'] : [])],
      job,
      directory: written === undefined ? around.directory : directoryIn(written.value),
    };
  }

  /** `~/project` is where CircleCI puts the repository. */
  function directoryIn(written: string): string | undefined {
    const path = written.replace(
      /^(~\/project|\$\(System\.DefaultWorkingDirectory\)|\$\{\{ *github\.workspace *\}\})\/?/,
      './',
    );
    return /[$~<]/.test(path) ? undefined : joinPath('', path);
  }

  function shellText(node: Yaml, around: Around): readonly Invocation[] {
    if (otherShells.test(scalarChild(node, 'shell')?.value ?? '')) return [];
    return format.shells.flatMap((group) => {
      const last = group.at(-1)!;
      const found = group.map((key) => ({ key, scalars: scalarsIn(child(node, key)) }));
      if (format.beforeAll.length > 0 && found.at(-1)!.scalars.length === 0) return [];
      const scalars = found.flatMap(({ key, scalars }) =>
        scalars.length === 0 && key !== last && child(node, key) === undefined
          ? format.beforeAll.includes(key)
            ? around.before
            : []
          : scalars,
      );
      const invocations = run(scalars, around, {});
      for (const scalar of scalars) for (const name of handedOn(scalar.value)) around.later.add(name);
      return invocations;
    });
  }

  /** Text that a step hands to a shell on another machine. */
  function remoteScript(node: Yaml, around: Around): readonly Invocation[] {
    const elsewhere = { ...around, names: [], later: new Set<string>(), directory: undefined };
    const remote = { remote: true, elsewhere: true } as const;
    const own = (format.remoteShells ?? []).flatMap(([first = '', second = '']) => {
      const scalars = scalarsIn(child(child(node, first), second));
      return scalars.length === 0 ? [] : run(scalars, elsewhere, remote);
    });
    const action = scalarChild(node, 'uses')?.value;
    const texts =
      action === undefined ? [] : remoteInputs(action).flatMap((name) => scalarChild(child(node, 'with'), name) ?? []);
    if (texts.length === 0) return own;
    const handed = (scalarChild(child(node, 'with'), 'envs')?.value ?? '')
      .split(/[\s,]+/)
      .filter((name) => name !== '');
    return [...own, ...run(texts, { ...elsewhere, names: handed }, remote)];
  }

  function run(
    scalars: readonly YamlScalar[],
    around: Around,
    extra: { readonly remote?: true; readonly elsewhere?: true },
  ): readonly Invocation[] {
    if (!scalars.some(({ value }) => value.includes('docker'))) return [];
    const { job, directory } = around;
    const texts = scalars.map((scalar) => yamlSegments(source.text, scalar));
    const place = { ...(job === undefined ? {} : { job }), ...(directory === undefined ? {} : { directory }) };
    const context = { where: 'ci', names: allNames(around), templates: format.templates, ...place, ...extra } as const;
    const found = snippetInvocations(source, texts, context, parse);
    return format.fresh?.test(source.path)
      ? found.map((one) => (one.elsewhere ? one : { ...one, fresh: true }))
      : found;
  }
}

const allNames = ({ names, later }: Around): readonly string[] => [...new Set([...names, ...later])];

function handedOn(text: string): readonly string[] {
  if (!handOver.test(text)) return [];
  return text
    .split('\n')
    .filter((line) => handOver.test(line))
    .map((line) => /setvariable variable=(\w+)/.exec(line)?.[1] ?? /\b([A-Za-z_]\w*)=/.exec(line)?.[1] ?? '*');
}
