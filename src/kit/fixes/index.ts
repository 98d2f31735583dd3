/** Fixes that several checks, or a check that has no room for them, propose. */
export { keepOutFix, lockFix } from './build-context.ts';
export { addFlag } from './commands.ts';
export { configMountFix } from './config-mount.ts';
export { doubled } from './dollars.ts';
export { envFileFix } from './env-file.ts';
export { addVariable } from './environment.ts';
export { ignoredFix } from './ignored.ts';
export { installFix } from './install.ts';
export { interpolationFix } from './interpolation.ts';
export * from './ports.ts';
export * from './probes.ts';
export { rejectedFix } from './rejected.ts';
export * from './settings.ts';
export * from './signals.ts';
export * from './start-words.ts';
