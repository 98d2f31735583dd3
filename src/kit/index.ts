/** All that a check may import. */
export * from '../facts/index.ts';
export * from '../source/index.ts';
export * from './check.ts';
export * from './escalate.ts';
export * from './fix.ts';
export * from './fixes/ports.ts';
export * from './fixes/probes.ts';
export * from './fixes/settings.ts';
export * from './fixes/signals.ts';
export * from './fixes/start-words.ts';
export * from './joined.ts';
export * from './nearest.ts';
export * from './placed.ts';
export * from './rule.ts';
export * from './wording.ts';
