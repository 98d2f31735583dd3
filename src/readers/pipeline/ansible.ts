/** Deploys in Ansible playbooks and roles: the `docker_stack` module, and shell text in `shell`, `command` and `raw`. */
import type { Reader, ReaderContext, Reading } from '../../facts/reading.ts';
import type { Flag, Invocation, ParseShell } from '../../facts/shell.ts';
import { directoryOf, joinPath, type Source, span, type Text } from '../../source/index.ts';
import { yamlSegments } from './decode.ts';
import { snippetInvocations, survives, type Template, withShell } from './snippet.ts';
import { child, namesIn, readYaml, scalarChild, scalarsIn, type Yaml, type YamlScalar } from './yaml.ts';

/** Modules by the last part of their name: `community.docker.docker_stack`, `ansible.builtin.shell`. */
const stackModule = 'docker_stack';
const shellModules: ReadonlySet<string> = new Set(['shell', 'command', 'raw']);
const mentions = /^[ \t]*(?:- *)?(?:[\w.]+\.)?(?:docker_stack|shell|command|raw) *:/m;

const jinja: readonly Template[] = [
  ['{{', '}}'],
  ['{%', '%}'],
];

/** Tasks of a developer's own machine. */
const development = /(^|[^a-z])(dev|devel|development|local|vagrant|molecule|tests?|testing)([^a-z]|$)/i;

export const ansibleReader: Reader = {
  name: 'ansible',
  claims: (path) => /\.ya?ml$/i.test(path) && !/(^|\/)\.(github|gitlab|circleci|woodpecker)\//.test(path),
  needs: (source) => (isPlaybook(source) ? 'shell' : undefined),
  read: (source, { parsers, exists }): Reading =>
    isPlaybook(source) ? withShell(source, parsers.shell, (parse) => readPlaybook(source, exists, parse)) : {},
};

/** A list at the top, as no stack file and no pipeline has. */
const isPlaybook = (source: Source): boolean =>
  survives(source) && /^- /m.test(source.text) && mentions.test(source.text);

interface Around {
  readonly names: readonly string[];
  /** The commands run on the machine that runs the playbook. */
  readonly here: boolean;
}

function readPlaybook(source: Source, exists: ReaderContext['exists'], parse: ParseShell): Reading {
  const { documents } = readYaml(source.text);
  const start: Around = { names: [], here: false };
  return {
    invocations: documents.flatMap((root) => (root.kind === 'list' ? visit(root, start) : [])),
  };

  function visit(node: Yaml, around: Around): readonly Invocation[] {
    if (node.kind === 'scalar') return [];
    if (node.kind === 'list') return node.items.flatMap((item) => visit(item, around));
    if (isForDevelopment(node)) return [];
    const environment = child(node, 'environment');
    const names = environment?.kind === 'scalar' ? ['*'] : namesIn(environment);
    const places = ['hosts', 'connection', 'delegate_to'].flatMap((key) => scalarChild(node, key)?.value ?? []);
    const inside: Around = {
      names: [...around.names, ...names],
      here: places.length === 0 ? around.here : places.some((place) => /^(localhost|local|127\.0\.0\.1)$/.test(place)),
    };
    const own = node.entries.flatMap(({ key, value }) => {
      const module = key.slice(key.lastIndexOf('.') + 1);
      if (module === stackModule) return stackTask(node, value, inside);
      return shellModules.has(module) ? shellTask(node, value, inside) : [];
    });
    const lists = node.entries.flatMap(({ value }) => (value.kind === 'list' ? visit(value, inside) : []));
    return [...own, ...lists];
  }

  function stackTask(task: Yaml, module: Yaml, around: Around): readonly Invocation[] {
    if (scalarChild(module, 'state')?.value === 'absent') return [];
    const compose = child(module, 'compose');
    const items = compose?.kind === 'list' ? compose.items : compose ? [compose] : [];
    const flags: Flag[] = items.map((item) => {
      const at = span(source.path, item.start, item.end);
      // A stack written into the task itself.
      if (item.kind !== 'scalar') return { name: 'compose-file', at };
      return { name: 'compose-file', at, value: fileText(item) };
    });
    for (const name of ['with_registry_auth', 'prune', 'resolve_image', 'detach']) {
      const option = scalarChild(module, name);
      const off = /^(no|false)$/i.test(option?.value ?? '');
      if (option === undefined || (off && name !== 'detach')) continue;
      const at = span(source.path, option.start, option.end);
      const value = { at, raw: option.value, value: off ? 'false' : option.value };
      const long = name.replaceAll('_', '-');
      flags.push(/^(yes|true)$/i.test(option.value) ? { name: long, at } : { name: long, at, value });
    }
    const name = scalarChild(module, 'name');
    const job = scalarChild(task, 'name')?.value;
    return [
      {
        at: span(source.path, module.start, Math.max(module.start, module.end)),
        path: source.path,
        where: 'ci',
        ...(job === undefined ? {} : { job }),
        command: ['stack', 'deploy'],
        flags,
        operands: name === undefined ? [] : [textOf(name)],
        piped: false,
        exports: around.names,
        directory: '',
        ...freshness(around),
        ...(around.here ? {} : { remote: true, elsewhere: true }),
      },
    ];
  }

  function shellTask(task: Yaml, module: Yaml, around: Around): readonly Invocation[] {
    const argv = child(module, 'argv');
    const scalars = scalarsIn(module.kind === 'map' ? (argv ?? child(module, 'cmd')) : module);
    if (!scalars.some(({ value }) => value.includes('docker'))) return [];
    const job = scalarChild(task, 'name')?.value;
    const segments = scalars.map((scalar) => yamlSegments(source.text, scalar));
    const glued = argv ? [segments.flatMap((part) => [...part, { text: ' ', from: 0, to: 0 }])] : segments;
    const context = {
      where: 'ci',
      names: around.names,
      templates: jinja,
      ...(job === undefined ? {} : { job }),
    } as const;
    const place = around.here ? {} : ({ remote: true, elsewhere: true } as const);
    return snippetInvocations(source, glued, { ...context, ...place }, parse).map((found) => ({
      ...withFiles(found),
      ...freshness(around),
    }));
  }

  /** The file names of a command are paths on the machine it runs on. */
  function withFiles(invocation: Invocation): Invocation {
    if (invocation.command[0] !== 'stack') return invocation;
    const flags = invocation.flags.map((flag) => {
      const found =
        flag.name === 'compose-file' && flag.value ? sourceOf(flag.value.value ?? flag.value.raw) : undefined;
      return found === undefined ? flag : { ...flag, value: { ...flag.value!, value: found } };
    });
    return { ...invocation, flags };
  }

  function textOf(scalar: YamlScalar): Text {
    const at = span(source.path, scalar.start, scalar.end);
    const raw = source.text.slice(scalar.start, scalar.end);
    return scalar.value.includes('{{') ? { at, raw } : { at, raw, value: scalar.value };
  }

  function fileText(scalar: YamlScalar): Text {
    const found = sourceOf(scalar.value);
    const text = textOf(scalar);
    return found === undefined ? text : { ...text, value: found };
  }

  /** `{{ project ~ '/docker-compose.yml' }}` on the other machine: the file of this name that the role or the playbook brings there. */
  function sourceOf(written: string): string | undefined {
    const name = /(?<![\w.-])([\w.-]+\.ya?ml)(?:\.j2)?['"\s}]*$/.exec(written)?.[1];
    if (name === undefined) return undefined;
    const role = /^(?:.*\/)?roles\/[^/]+(?=\/)/.exec(source.path)?.[0] ?? directoryOf(source.path);
    const places = ['files', 'templates', '', '..', '../files', '../templates'].map((place) => joinPath(role, place));
    for (const place of places) {
      if (place === undefined) continue;
      for (const path of [joinPath(place, name), joinPath(place, `${name}.j2`)])
        if (path !== undefined && exists(path)) return path;
    }
    const direct = joinPath('', written);
    return direct !== undefined && exists(direct) ? direct : undefined;
  }
}

/** A task that lists its variables gets those, and what a login without a shell has. */
const freshness = ({ names }: Around): { readonly fresh?: true } =>
  names.length > 0 && !names.includes('*') ? { fresh: true } : {};

/** `when: is_development`, a name or a tag that says so; `not` in front of it says the opposite. */
function isForDevelopment(task: Yaml): boolean {
  const conditions = scalarsIn(child(task, 'when')).map(({ value }) => value);
  if (conditions.some((one) => /\bnot\b|!=/.test(one))) return false;
  const said = [...conditions, ...scalarsIn(child(task, 'tags')).map(({ value }) => value)];
  return [...said, scalarChild(task, 'name')?.value ?? ''].some((one) => development.test(one));
}
