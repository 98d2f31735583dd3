/** Files written where a second replica would miss them. Only what is certain: a literal path, from a request or by a name that says state. */
import type { ts } from 'ts-morph';
import type { StateFact } from '../../facts/code.ts';
import { guardOf } from './guards.ts';
import { isTemporary } from './match.ts';
import { meaningOf } from './meaning.ts';
import { requestAround } from './requests.ts';
import { logFile, stateFile, writers } from './tables/writes.ts';
import type { Unit } from './unit.ts';
import { evaluate } from './values.ts';

const rows = new Map(writers.flatMap((row) => row.callee.map((callee) => [`${row.module} ${callee}`, row] as const)));

/** Text a path starts with, when only its end depends on the request: `` `uploads/${name}` ``. */
function folderOf(unit: Unit, expression: ts.Expression): string | undefined {
  const { compiler } = unit;
  if (compiler.isTemplateExpression(expression)) {
    const folder = expression.head.text.slice(0, expression.head.text.lastIndexOf('/'));
    return folder === '' || folder === '.' || folder === '..' ? undefined : folder;
  }
  if (!compiler.isCallExpression(expression)) return undefined;
  const meaning = meaningOf(unit, expression.expression);
  if (meaning?.module !== 'node:path' || !/^(?:join|resolve)$/.test(meaning.path)) return undefined;
  const parts = expression.arguments.map((argument) => evaluate(unit, argument));
  if (parts.some((part) => part.temporary === true || part.variable !== undefined)) return undefined;
  const known: string[] = [];
  for (const part of parts) {
    if (typeof part.literal !== 'string') break;
    known.push(part.literal);
  }
  const text = known
    .join('/')
    .replace(/\/{2,}/g, '/')
    .replace(/^\.\//, '');
  return known.length < 2 || text === '' ? undefined : text;
}

const reading =
  /^(?:promises\.)?(?:readFile|readFileSync|readJson|readJsonSync|readJSON|createReadStream|existsSync|access|stat)$/;
const known = new WeakMap<Unit, ReadonlySet<string>>();

/** Literal paths that the file reads. */
function pathsRead(unit: Unit): ReadonlySet<string> {
  const found = known.get(unit);
  if (found !== undefined) return found;
  const paths = new Set<string>();
  const visit = (node: ts.Node): void => {
    const first = unit.compiler.isCallExpression(node) ? node.arguments[0] : undefined;
    if (first !== undefined && unit.compiler.isCallExpression(node)) {
      const meaning = meaningOf(unit, node.expression);
      const isRead =
        meaning !== undefined && /^(?:node:fs|fs-extra)/.test(meaning.module) && reading.test(meaning.path);
      const path = isRead ? evaluate(unit, first).literal : undefined;
      if (typeof path === 'string') paths.add(path);
    }
    unit.compiler.forEachChild(node, visit);
  };
  visit(unit.file);
  known.set(unit, paths);
  return paths;
}

export function writeFact(unit: Unit, call: ts.CallExpression): StateFact | undefined {
  const meaning = meaningOf(unit, call.expression);
  const row = meaning === undefined ? undefined : rows.get(`${meaning.module} ${meaning.path}`);
  const target = call.arguments[0];
  if (row === undefined || target === undefined || unit.tool) return undefined;
  const value = evaluate(unit, target);
  const request = requestAround(unit, call) !== undefined;
  const path = typeof value.literal === 'string' ? value.literal : request ? folderOf(unit, target) : undefined;
  if (path === undefined || path === '' || logFile.test(path) || isTemporary({ ...value, literal: path }))
    return undefined;
  if (!request && !stateFile.test(path) && !pathsRead(unit).has(path)) return undefined;
  const guarded = guardOf(unit, call);
  const variable = value.variable ?? guarded.variable;
  return {
    kind: 'file-write',
    module: row.module.startsWith('node:') || row.module === 'global' ? 'runtime' : row.module,
    guard: guarded.guard,
    label: row.label,
    confidence: request && value.literal !== undefined ? 'high' : 'medium',
    at: unit.at(call),
    scope: 'local',
    path,
    ...(pathsRead(unit).has(path) ? { readBack: true } : {}),
    ...(request ? { requests: true } : {}),
    ...(variable === undefined ? {} : { variable }),
  };
}
