export { ask } from './ask.ts';
export { factorGrades } from './grade.ts';
export { judge } from './judge.ts';
export { obligations } from './obligations.ts';
export { locator } from './places.ts';
export * from './report.ts';
export { headline, repositoryScore } from './score.ts';
export { idleIgnores } from './suppress.ts';
export { verdicts } from './verdict.ts';
