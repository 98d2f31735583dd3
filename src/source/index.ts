export * from './change.ts';
export * from './late.ts';
export * from './lines.ts';
export * from './own.ts';
export * from './paths.ts';
export * from './pattern.ts';
export * from './span.ts';
export * from './tree.ts';
