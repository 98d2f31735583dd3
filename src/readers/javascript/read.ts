/** Reads one JavaScript or TypeScript file with the compiler it is handed. */
import type { ts } from 'ts-morph';
import type { CodeFact, CodeFile } from '../../facts/code.ts';
import type { Parsers } from '../../facts/reading.ts';
import { secretFilesIn } from '../../facts/secret-files.ts';
import type { Source } from '../../source/index.ts';
import { span } from '../../source/index.ts';
import { withoutTwins } from '../code/texts.ts';
import { addressOfCall, addressOfMember, addressOfOption } from './addresses.ts';
import { readsAny } from './any-reads.ts';
import { aroundFacts, taggedFact } from './around.ts';
import { backgroundFact } from './background.ts';
import { consumerFact } from './consumers.ts';
import { envAccess, envDestructuring, envGetter } from './env-reads.ts';
import { envSchema } from './env-schemas.ts';
import { healthFileRoute, healthRoutes } from './health.ts';
import { intervalFact } from './intervals.ts';
import { listenFact } from './listeners.ts';
import { stateFacts } from './match.ts';
import { insistedOn } from './missing.ts';
import { modulesOf } from './modules.ts';
import { isClient, isTest, isTool } from './paths.ts';
import { signalFact } from './signals.ts';
import { moduleState } from './state.ts';
import { writtenByBuild } from './tables/environment.ts';
import { advisoryLock } from './tables/locks.ts';
import { type TextNode, textFacts, textOfNode } from './texts.ts';
import type { Unit } from './unit.ts';
import { createUnit } from './unit.ts';
import { writeFact } from './writes.ts';

/** What is used of ts-morph: the compiler it carries. */
interface TsMorph {
  readonly ts: typeof ts;
}

type ReadFile = NonNullable<Parsers['javascript']>;

const inlinedRead =
  /(?:process\.env|import\.meta\.env)\??\.((?:NEXT_PUBLIC|VITE|REACT_APP|VUE_APP|GATSBY|EXPO_PUBLIC|NG_APP)_\w+)/g;
/** Only comments may stand in front of it. */
const useClient = /^(?:\s|\/\/[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)*["']use client["']/;

/** A file as far as its text tells without a parser: its modules, no facts. */
export function unparsed(source: Source, exists: (path: string) => boolean): CodeFile {
  const secretFiles = secretFilesIn(source);
  const inlined = [...new Set([...source.text.matchAll(inlinedRead)].map(([, name]) => name!))];
  return {
    path: source.path,
    language: 'javascript',
    at: span(source.path, 0, source.text.length),
    ...modulesOf(source.path, source.text, exists),
    facts: [],
    ...(secretFiles && { secretFiles }),
    ...(inlined.length > 0 && { inlined }),
    ...(useClient.test(source.text) && { client: true as const }),
    parsed: false,
  };
}

function kindOf(compiler: typeof ts, path: string): ts.ScriptKind {
  if (path.endsWith('.tsx')) return compiler.ScriptKind.TSX;
  // JSX is common in plain `.js`, and no valid JavaScript reads otherwise with it.
  return /\.[cm]?ts$/.test(path) ? compiler.ScriptKind.TS : compiler.ScriptKind.JSX;
}

/** `'use client'`: sent to browsers. */
function isClientFile(compiler: typeof ts, file: ts.SourceFile): boolean {
  for (const statement of file.statements) {
    if (!compiler.isExpressionStatement(statement) || !compiler.isStringLiteral(statement.expression)) return false;
    if (statement.expression.text === 'use client') return true;
  }
  return false;
}

function factsOf(unit: Unit): Pick<CodeFile, 'facts' | 'readsAny'> {
  const { compiler } = unit;
  const insisted = insistedOn(unit);
  const facts: CodeFact[] = [];
  let any: CodeFile['readsAny'];
  const add = (...found: readonly (CodeFact | undefined)[]): void => {
    for (const fact of found) if (fact !== undefined) facts.push(fact);
  };
  const texts: TextNode[] = [];
  const visit = (node: ts.Node): void => {
    const text = textOfNode(unit, node);
    if (text !== undefined) texts.push(text);
    if (compiler.isCallExpression(node)) {
      add(
        ...stateFacts(unit, node),
        listenFact(unit, node),
        signalFact(unit, node),
        intervalFact(unit, node),
        writeFact(unit, node),
        consumerFact(unit, node),
        addressOfCall(unit, node),
        ...aroundFacts(unit, node),
      );
      add(...healthRoutes(unit, node), envGetter(unit, node), ...envSchema(unit, node));
    } else if (compiler.isNewExpression(node))
      add(...stateFacts(unit, node), listenFact(unit, node), ...aroundFacts(unit, node));
    else if (compiler.isTaggedTemplateExpression(node)) add(taggedFact(unit, node));
    else if (compiler.isPropertyAccessExpression(node) || compiler.isElementAccessExpression(node))
      add(...envAccess(unit, node, insisted), addressOfMember(unit, node));
    else if (compiler.isExpressionStatement(node)) add(backgroundFact(unit, node));
    else if (compiler.isPropertyAssignment(node)) add(addressOfOption(unit, node));
    else if (compiler.isVariableDeclaration(node)) add(...envDestructuring(unit, node, insisted));
    if (
      any === undefined &&
      compiler.isImportDeclaration(node) &&
      compiler.isStringLiteral(node.moduleSpecifier) &&
      writtenByBuild.test(node.moduleSpecifier.text)
    )
      any = unit.at(node);
    if (any === undefined && compiler.isPropertyAccessExpression(node)) {
      if (readsAny(unit, node, (call) => envSchema(unit, call).length > 0)) any = unit.at(node);
    }
    // Types are no code.
    if (!compiler.isTypeNode(node) || compiler.isExpressionWithTypeArguments(node)) compiler.forEachChild(node, visit);
  };
  visit(unit.file);
  add(healthFileRoute(unit), ...withoutTwins(textFacts(unit, texts), facts), ...moduleState(unit));
  return {
    facts: facts.sort((one, other) => one.at.start - other.at.start),
    ...(any && { readsAny: any }),
  };
}

/** Makes the reader of single files. Pure: the same path and text give the same facts, whatever else was read. */
export function createJavascriptReader(tsMorph: TsMorph): ReadFile {
  const compiler = tsMorph.ts;
  return (source, exists) => {
    const file = unparsed(source, exists);
    if (isClient(source.path)) return { ...file, parsed: true };
    const tree = compiler.createSourceFile(
      source.path,
      source.text,
      compiler.ScriptTarget.Latest,
      true,
      kindOf(compiler, source.path),
    );
    if (isClientFile(compiler, tree)) return { ...file, parsed: true };
    const unit = createUnit({
      compiler,
      path: source.path,
      file: tree,
      packages: file.packages,
      test: isTest(source.path),
      tool: isTool(source.path),
      advisoryLock: advisoryLock.test(source.text),
    });
    return { ...file, ...factsOf(unit), parsed: true };
  };
}
