import type { Reader } from '../../facts/index.ts';

export const pipelineReaders: readonly Reader[] = [];
