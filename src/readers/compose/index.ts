/** Compose and stack files, recognised by what they hold and not by their names. */
import type { ComposeFile, Declaration, Entry, MapNode, Reader, Reading, Variables } from '../../facts/index.ts';
import { type Span, span, startOf } from '../../source/index.ts';
import { childOf, entryOf, namedValues, scalarOf } from './nodes.ts';
import { parseFirst } from './parse.ts';
import { hasForeignTemplate, isNamedLikeStack, isStack, isTemplate, looksLikeStack, mayBeStack } from './recognise.ts';
import { serviceOf } from './service.ts';
import { toTree } from './tree.ts';

/** Characters. Real stack files hold some ten thousand. */
const largest = 1024 * 1024;

const gap = (at: Span, why: string): Reading => ({ gaps: [{ at, why }] });
const templateGap = (path: string): Reading =>
  gap(startOf(path), 'templated YAML: it can only be read after its template engine has run');

export const composeReader: Reader = {
  name: 'compose',
  claims: (path) =>
    /\.ya?ml(\.(j2|jinja2?|tpl|tmpl|template|erb))?$/i.test(path) && !/(^|\/)\.github\/workflows\//.test(path),
  // A command or a probe that a shell has to read.
  needs: ({ text }) =>
    /\bservices:/.test(text) && /\b(?:ba|da|a)?sh\b["', ]{1,4}-\w*c\b|CMD-SHELL/.test(text) ? 'shell' : undefined,
  read: ({ path, text }, { variables }) => {
    if (!mayBeStack(path, text)) return {};
    if (isTemplate(path, text)) return looksLikeStack(text) ? templateGap(path) : {};
    if (text.length > largest) return gap(startOf(path), 'larger than 1 MiB: not read as a stack file');
    return read(path, text, variables);
  },
};

function read(path: string, text: string, variables: Variables | undefined): Reading {
  const { document, complaint, rest } = parseFirst(text);
  const at = complaint && span(path, complaint.start, complaint.end);
  if (complaint && isBlankToFill(lineAt(text, complaint.start))) return templateGap(path);
  const why =
    complaint &&
    (complaint.certain ? `broken YAML: ${complaint.message}` : `YAML that could not be parsed: ${complaint.message}`);
  const tree = document && toTree(document, path, text, variables);
  if (!tree?.root || !isStack(tree.root)) {
    // What cannot be parsed is told by its lines or its name.
    const unread = at ? { at, why: why! } : tree?.gaps[0];
    return unread && (looksLikeStack(text) || isNamedLikeStack(path)) ? { gaps: [unread] } : {};
  }
  const { root, problems, gaps, tags, overflow } = tree;
  if (hasForeignTemplate(root)) return templateGap(path);
  // Half a tree is a guess, and it may well be a file that Swarm reads without complaint.
  if (overflow || (complaint && !complaint.certain)) return { gaps: at ? [{ at, why: why! }] : gaps };
  const file = (body: Pick<ComposeFile, 'services' | 'declarations' | 'problems'>): ComposeFile => ({
    at: entryOf(root, 'services')!.at,
    path,
    document: root,
    version: scalarOf(root, 'version'),
    rest: rest === undefined ? undefined : span(path, rest, endOfLine(text, rest)),
    tags,
    ...body,
  });
  // A tree patched together behind a syntax error is a guess as well: nothing is said about its services.
  if (complaint)
    return {
      compose: [file({ services: [], declarations: [], problems: [{ at: at!, message: complaint.message }] })],
      gaps: [{ at: at!, why: why! }],
    };
  const services = childOf(root, 'services') as MapNode;
  return {
    compose: [
      file({
        services: services.entries.flatMap((entry) =>
          entry.value.kind === 'map' ? serviceOf(entry, entry.value) : [],
        ),
        declarations: (['network', 'volume', 'secret', 'config'] as const).flatMap((kind) =>
          declarationsOf(root, kind),
        ),
        problems,
      }),
    ],
    gaps,
  };
}

/** A line that is nothing but a variable: `envsubst` or a script puts whole lines there before Swarm sees the file. */
const isBlankToFill = (line: string): boolean => /^\s*(\$\{\w+\}|\$\w+)\s*$/.test(line);

const lineAt = (text: string, offset: number): string =>
  text.slice(text.lastIndexOf('\n', offset - 1) + 1, endOfLine(text, offset));

const endOfLine = (text: string, from: number): number => {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
};

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
    labels: namedValues(childOf(value, 'labels')),
    file: scalarOf(value, 'file'),
    givenName: scalarOf(value, 'name'),
    externalName: scalarOf(external, 'name'),
  };
}
