export * from './code.ts';
export * from './environment.ts';
export * from './memoise.ts';
export * from './secrets.ts';
export * from './services.ts';
export * from './storage.ts';
