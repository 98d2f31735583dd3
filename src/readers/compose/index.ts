/** Compose and stack files, recognised by what they hold and not by their names. */
import { type Document, parseAllDocuments } from 'yaml';
import type { ComposeFile, Declaration, Entry, MapNode, Reader, Reading } from '../../facts/index.ts';
import { type Gap, span, startOf } from '../../source/index.ts';
import { childOf, entryOf, namedValues, scalarOf } from './nodes.ts';
import { serviceOf } from './service.ts';
import { toTree } from './tree.ts';

/** The parser checks keys in quadratic time: a document beyond this takes seconds. */
const largest = 1024 * 1024;

const servicesLine = /^(?:services|"services"|'services')[ \t]*:/m;
const foreignLine =
  /^(?:apiVersion|functions|jobs|stages|openapi|swagger|AWSTemplateFormatVersion|Resources|provider|pipeline|steps|kind)[ \t]*:/m;
const serviceKeys = new Set([
  'image',
  'build',
  'command',
  'environment',
  'deploy',
  'ports',
  'volumes',
  'networks',
  'extends',
  'env_file',
  'depends_on',
  'restart',
  'labels',
  'secrets',
  'configs',
  'healthcheck',
  'logging',
  'entrypoint',
  'container_name',
]);
const namedLikeStack = /(^|\/)([^/]*(compose|stack|swarm)[^/]*)\.ya?ml$/i;
/** A template engine at work outside quotes; Swarm's own `{{.Task.Slot}}` stands inside strings. */
const templated = /^[^'"#\n]*\{%|^[ \t]*\{\{|^[ \t-]*[\w.-]+:[ \t]*\{\{|^[ \t]*-[ \t]*\{\{|<%[=-]?/m;

export const composeReader: Reader = {
  name: 'compose',
  claims: (path) =>
    /\.ya?ml(\.(j2|jinja2?|tpl|tmpl|template|erb))?$/i.test(path) && !/(^|\/)\.github\/workflows\//.test(path),
  read: ({ path, text }) => {
    if (!servicesLine.test(text) || foreignLine.test(text)) return {};
    if (templated.test(text) || /\.(j2|jinja2?|tpl|tmpl|template|erb)$/i.test(path)) {
      return looksLikeStack(text)
        ? {
            gaps: [{ at: startOf(path), why: 'templated YAML: it can only be read after its template engine has run' }],
          }
        : {};
    }
    if (text.length > largest)
      return { gaps: [{ at: startOf(path), why: 'larger than 1 MiB: not read as a stack file' }] };
    return read(path, text);
  },
};

const looksLikeStack = (text: string): boolean => /^[ \t]+(image|build|deploy):/m.test(text);

function read(path: string, text: string): Reading {
  const [document] = parseAllDocumentsSafely(text);
  if (!document) return {};
  const { root, problems, gaps } = toTree(document, path, text.length);
  const errors = document.errors.map(({ pos, message }) => ({
    at: span(path, Math.min(pos[0], text.length), Math.min(pos[1], text.length)),
    message: firstLine(message),
  }));
  const services = root && childOf(root, 'services');
  const bodies = services?.kind === 'map' ? services.entries.filter(({ value }) => value.kind === 'map') : [];
  const recognised = bodies.some(
    ({ value }) => value.kind === 'map' && value.entries.some(({ key }) => serviceKeys.has(key)),
  );
  if (!recognised) {
    const meant = looksLikeStack(text) || namedLikeStack.test(path);
    if (errors.length === 0 || !meant) return {};
    return { gaps: errors.slice(0, 1).map(({ at, message }): Gap => ({ at, why: `broken YAML: ${message}` })) };
  }
  const file: ComposeFile = {
    at: entryOf(root, 'services')!.at,
    path,
    document: root!,
    version: scalarOf(root, 'version'),
    // A tree patched together behind a syntax error is a guess: nothing is said about its services.
    services: errors.length > 0 ? [] : bodies.map((entry) => serviceOf(entry, entry.value as MapNode)),
    declarations: (['network', 'volume', 'secret', 'config'] as const).flatMap((kind) => declarationsOf(root!, kind)),
    problems: [...errors, ...problems],
  };
  return {
    compose: [file],
    gaps: [...gaps, ...errors.map(({ at, message }): Gap => ({ at, why: `broken YAML: ${message}` }))],
  };
}

/** Swarm reads the first document of a file and drops the rest. */
function parseAllDocumentsSafely(text: string): readonly Document[] {
  try {
    const parsed = parseAllDocuments(text, {
      uniqueKeys: false,
      strict: false,
      logLevel: 'silent',
      version: '1.2',
      prettyErrors: false,
    });
    return Array.isArray(parsed) ? (parsed as readonly Document[]) : [];
  } catch {
    return [];
  }
}

const firstLine = (message: string): string => message.split('\n')[0]!.slice(0, 200);

function declarationsOf(root: MapNode, kind: Declaration['kind']): readonly Declaration[] {
  const section = childOf(root, `${kind}s`);
  return section?.kind === 'map' ? section.entries.map((entry) => declarationOf(entry, kind)) : [];
}

function declarationOf({ at, key, value }: Entry, kind: Declaration['kind']): Declaration {
  const external = childOf(value, 'external');
  return {
    at,
    kind,
    name: key,
    external:
      external?.kind === 'map' ||
      (external?.kind === 'scalar' && ['true', 'yes', 'on'].includes(external.value?.toLowerCase() ?? '')),
    driver: scalarOf(value, 'driver'),
    driverOptions: namedValues(childOf(value, 'driver_opts')),
    file: scalarOf(value, 'file'),
    givenName: scalarOf(value, 'name'),
    externalName: scalarOf(external, 'name'),
  };
}
