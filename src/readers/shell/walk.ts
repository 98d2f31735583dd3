/** Follows the syntax tree in the order things run and lists the simple commands. */
import type { Node } from 'web-tree-sitter';
import type { ShellCommand, ShellCondition } from '../../facts/shell.ts';
import { type Span, span, type Text } from '../../source/index.ts';
import { followingConditions, otherwise, testsOf, unknownCondition } from './conditions.ts';
import {
  type Assignment,
  childrenOf,
  controlWords,
  type Draft,
  finished,
  type Joint,
  joints,
  newDraft,
  type Place,
  redirectTypes,
  type Script,
  substitutionTypes,
} from './draft.ts';
import { isWord, knownValue } from './expand.ts';
import { deepestNesting } from './limits.ts';
import { fileRedirection, heredoc, hereString } from './redirect.ts';

const wholeScript: Place = {
  before: 'start',
  after: 'end',
  conditional: false,
  conditions: [],
  scope: undefined,
  depth: 0,
};

export function walk(root: Node, script: Script): readonly ShellCommand[] {
  const drafts: Draft[] = [];
  /** Variables with one literal value, from their assignment on. */
  const known = new Map<string, string>();
  const spanOf = (node: Node): Span =>
    span(script.file, script.offset + node.startIndex, script.offset + node.endIndex);

  const textOf = (node: Node): Text => {
    const value = knownValue(node, known);
    const base = { at: spanOf(node), raw: node.text };
    return value === undefined ? base : { ...base, value };
  };

  /** Statements in a row. Gives the commands directly among them, not those in substitutions. `conditionsOf`: what a statement takes. */
  function sequence(
    nodes: readonly Node[],
    place: Place,
    conditionsOf: (node: Node) => readonly ShellCondition[] = () => [],
  ): readonly Draft[] {
    if (place.depth > deepestNesting) return [];
    const found: Draft[] = [];
    const isStatement = (node: Node): boolean => node.isNamed && node.type !== 'comment';
    let before = place.before;
    let conditional = place.conditional;
    let previous: readonly Draft[] = [];
    nodes.forEach((node, index) => {
      if (!isStatement(node)) {
        const joint = joints.get(node.type);
        if (joint !== undefined) before = joint;
        if (controlWords.has(node.type)) conditional = true;
        return;
      }
      let after: Draft['after'] | undefined;
      let more = false;
      for (let next = index + 1; next < nodes.length && !more; next++) {
        after ??= joints.get(nodes[next]!.type);
        more = isStatement(nodes[next]!);
      }
      const ends = more ? (after ?? ';') : after === '&' ? '&' : place.after;
      const inSubshell = ends === '|' || before === '|' || ends === '&';
      const scope = inSubshell ? spanOf(node) : place.scope;
      const conditions = [...place.conditions, ...conditionsOf(node), ...followingConditions(previous, before)];
      previous = statement(node, { before, after: ends, conditional, conditions, scope, depth: place.depth + 1 });
      found.push(...previous);
      before = ';';
    });
    return found;
  }

  function statement(node: Node, place: Place): readonly Draft[] {
    const inside = { ...place, depth: place.depth + 1 };
    if (place.depth > deepestNesting) return [];
    const children = childrenOf(node);
    switch (node.type) {
      case 'command':
        return simple(children, place);
      case 'declaration_command':
      case 'unset_command':
        return command(children, place, true);
      case 'test_command':
        return test(node, place);
      case 'variable_assignment':
        return assignments([node], place);
      case 'variable_assignments':
        return assignments(children, place);
      case 'redirected_statement':
        return redirected(node, place);
      case 'subshell':
        return sequence(children, { ...inside, scope: spanOf(node) });
      case 'if_statement':
      case 'while_statement':
        return branches(children, inside);
      case 'for_statement':
      case 'c_style_for_statement':
      case 'case_statement':
      case 'case_item':
      case 'function_definition': {
        for (const child of children) if (isWord(child)) substitutions(child, inside);
        return sequence(
          children.filter((child) => !isWord(child)),
          { ...inside, conditional: true, conditions: [...place.conditions, unknownCondition] },
        );
      }
      default:
        if (isWord(node)) {
          substitutions(node, inside);
          return [];
        }
        // Lists, pipelines, groups, negations; and what could be read of broken text.
        return sequence(children, inside);
    }
  }

  /** The condition itself always runs, what follows it does not. */
  function branches(children: readonly Node[], place: Place): readonly Draft[] {
    const start = children.findIndex((child) => child.type === 'then' || child.type === 'do_group');
    const cut = start === -1 ? children.length : start;
    const condition = children.slice(1, cut);
    const asked = sequence(condition, { ...place, after: ';' });
    const tests = children[cut]?.type === 'then' ? testsOf(asked) : [unknownCondition];
    const body = sequence(children.slice(cut), { ...place, before: ';', conditional: true }, ({ type }) =>
      type === 'else_clause' && !children.some((child) => child.type === 'elif_clause')
        ? otherwise(tests)
        : type.endsWith('_clause')
          ? [unknownCondition]
          : tests,
    );
    return [...asked, ...body];
  }

  /** Lists the commands of every substitution below a node: they run before the command they stand in. */
  function substitutions(node: Node, place: Place): void {
    if (place.depth > deepestNesting) return;
    const deeper = { ...place, depth: place.depth + 1 };
    if (substitutionTypes.has(node.type)) {
      sequence(childrenOf(node), { ...deeper, before: 'start', after: 'end', scope: spanOf(node) });
    } else for (const child of childrenOf(node)) if (child.childCount > 0) substitutions(child, deeper);
  }

  function assignment(node: Node): Assignment {
    const name = node.child(0)?.text ?? '';
    const written = node.childForFieldName('value');
    const value = node.child(1)?.type === '=' ? (written === null ? '' : knownValue(written, known)) : undefined;
    return value === undefined ? { at: spanOf(node), name } : { at: spanOf(node), name, value: value };
  }

  /** Takes note of a value that holds from here on: set once, and whatever happens. */
  function learn(assigned: Assignment, place: Place): void {
    const always =
      !place.conditional && place.scope === undefined && (place.before === 'start' || place.before === ';');
    if (always && assigned.value !== undefined && script.counts.get(assigned.name) === 1) {
      known.set(assigned.name, assigned.value);
    }
  }

  function emit(draft: Draft): readonly Draft[] {
    drafts.push(draft);
    const name = draft.words[0]?.value;
    // These may set any variable.
    if (name === '.' || name === 'source' || name === 'eval') known.clear();
    return [draft];
  }

  function assignments(nodes: readonly Node[], place: Place): readonly Draft[] {
    const draft = newDraft(nodes[0]!.startIndex, nodes.at(-1)!.endIndex, place);
    for (const node of nodes) {
      substitutions(node, place);
      const assigned = assignment(node);
      draft.assignments.push(assigned);
      learn(assigned, place);
    }
    return emit(draft);
  }

  /** The grammar glues `A=1 B=2` to the command on the next line: cut them apart where a line ends. */
  function simple(children: readonly Node[], place: Place): readonly Draft[] {
    const cut = children.findIndex((child, index) => {
      const left = children[index - 1];
      if (left?.type !== 'variable_assignment') return false;
      return script.text
        .slice(left.endIndex, child.startIndex)
        .replace(/\\\r?\n/g, '')
        .includes('\n');
    });
    if (cut < 1) return command(children, place, false);
    const front = assignments(children.slice(0, cut), { ...place, after: ';' });
    return [...front, ...simple(children.slice(cut), { ...place, before: ';' })];
  }

  function command(children: readonly Node[], place: Place, declares: boolean): readonly Draft[] {
    const draft = newDraft(children[0]?.startIndex ?? 0, children.at(-1)?.endIndex ?? 0, place);
    for (const child of children) {
      if (child.type === 'comment') continue;
      if (redirectTypes.has(child.type)) {
        redirect(child, [draft], place);
        continue;
      }
      substitutions(child, place);
      if (child.type !== 'variable_assignment') {
        // `export` and its like are plain tokens of the grammar.
        draft.words.push(child.isNamed ? textOf(child) : { at: spanOf(child), raw: child.text, value: child.text });
        continue;
      }
      const assigned = assignment(child);
      if (!declares) {
        draft.assignments.push(assigned);
        continue;
      }
      learn(assigned, place);
      const word = { at: assigned.at, raw: child.text };
      draft.words.push(assigned.value === undefined ? word : { ...word, value: `${assigned.name}=${assigned.value}` });
    }
    return draft.words.length + draft.assignments.length + draft.redirections.length === 0 ? [] : emit(draft);
  }

  /** `[ … ]`, `[[ … ]]` and `(( … ))`: operators count as words. */
  function test(node: Node, place: Place): readonly Draft[] {
    substitutions(node, place);
    const draft = newDraft(node.startIndex, node.endIndex, place);
    const add = (from: Node, depth: number): void => {
      for (const child of childrenOf(from)) {
        if (isWord(child)) draft.words.push(textOf(child));
        else if (child.childCount === 0) draft.words.push({ at: spanOf(child), raw: child.text, value: child.text });
        else if (depth < deepestNesting) add(child, depth + 1);
      }
    };
    add(node, 0);
    return emit(draft);
  }

  function redirected(node: Node, place: Place): readonly Draft[] {
    const body = node.childForFieldName('body');
    const redirects = childrenOf(node).filter((child) => redirectTypes.has(child.type));
    let found: readonly Draft[];
    if (body === null) found = emit(newDraft(node.startIndex, node.endIndex, place));
    else found = statement(body, place);
    // Behind a list or a pipeline it belongs to the last command; behind a group it holds for all of them.
    const last = body === null || ['command', 'list', 'pipeline', 'negated_command'].includes(body.type);
    const owners = last ? found.slice(-1) : found;
    const more: Draft[] = [];
    for (const each of redirects) more.push(...redirect(each, owners, place));
    return [...found, ...more];
  }

  /** Hands a redirection to its commands. A heredoc may carry the rest of its line: gives the commands found there. */
  function redirect(node: Node, owners: readonly Draft[], place: Place): readonly Draft[] {
    const [first] = owners;
    const last = owners.at(-1);
    if (first === undefined || last === undefined) return [];
    substitutionsOf(node, place);
    if (node.type === 'file_redirect') {
      const redirection = fileRedirection(node, known, script);
      const reads = redirection.raw.trimStart().startsWith('<');
      for (const owner of reads ? [first] : owners) owner.redirections.push(redirection);
      for (const word of node.childrenForFieldName('destination').slice(1))
        if (word !== null) last.words.push(textOf(word));
      last.end = Math.max(last.end, node.endIndex);
      return [];
    }
    if (node.type === 'herestring_redirect') {
      const { line, input } = hereString(node, known, script);
      first.redirections.push(line);
      first.input = input;
      first.end = Math.max(first.end, node.endIndex);
      return [];
    }
    const { line, input } = heredoc(node, script);
    first.redirections.push(line);
    if (input !== undefined) first.input = input;
    return restOfLine(node, last, place);
  }

  /** Substitutions in a redirection; those in the rest of a heredoc's line are found with their commands. */
  function substitutionsOf(node: Node, place: Place): void {
    for (const child of childrenOf(node)) {
      if (isWord(child) || child.type === 'heredoc_body') substitutions(child, place);
    }
  }

  function restOfLine(node: Node, owner: Draft, place: Place): readonly Draft[] {
    const found: Draft[] = [];
    const after = owner.after;
    let joint: Joint = ';';
    for (const child of childrenOf(node)) {
      if (isWord(child)) owner.words.push(textOf(child));
      else if (redirectTypes.has(child.type)) redirect(child, [owner], place);
      else if (joints.has(child.type)) joint = joints.get(child.type)!;
      else if (child.isNamed && !child.type.startsWith('heredoc_') && !child.isError) {
        // A pipeline here begins with its own `|`.
        const first = child.child(0)?.type ?? '';
        const before = joints.get(first) ?? joint;
        if (found.length === 0) owner.after = before;
        found.push(...statement(child, { ...place, before, after }));
      }
    }
    return found;
  }

  sequence(childrenOf(root), wholeScript);
  return drafts.map((draft) => finished(draft, script));
}
