/** Versions of language runtimes that files ask for. */
import type { Located } from '../source/index.ts';

export type Runtime = 'node' | 'python' | 'ruby' | 'go' | 'php' | 'java' | 'dotnet' | 'rust' | 'elixir';

/** One file's or one pipeline step's word on the version of a runtime. The place is the version. */
export interface RuntimeWish extends Located {
  readonly path: string;
  readonly runtime: Runtime;
  /** As written: `18`, `lts/iron`, `>=3.11,<3.14`. */
  readonly version: string;
  /** `chosen`: what developers install; `required`: what the program says it needs; `pipeline`: what CI tests with. */
  readonly kind: 'chosen' | 'required' | 'pipeline';
  /** How people call it: `.nvmrc`, `engines.node`, `setup-python`. */
  readonly source: string;
}

/** A container image that a pipeline runs its jobs in, or starts beside them. */
export interface PipelineImage extends Located {
  readonly path: string;
  readonly job?: string;
  /** Absent when a variable decides it. */
  readonly reference?: string;
  /** Started beside the job, as the databases of its tests are. */
  readonly beside: boolean;
}
