/** What a command sees of the process: enough to run it in a test. */
export interface Streams {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Standard output is a terminal. */
  readonly terminal: boolean;
  /** Its width, when it has one. */
  readonly columns?: number;
  /** Standard error is a terminal: somebody waits in front of it. */
  readonly errorTerminal?: boolean;
  /** Milliseconds since the process started. */
  readonly elapsed: () => number;
  /** Where it may be kept what a run says, and the words that called it; absent: nowhere. Nobody else can write into the folder. */
  readonly answers?: { readonly folder: string; readonly words: readonly string[] };
}

/** Part of the contract with scripts. */
export const EXIT = { clean: 0, findings: 1, usage: 2, fault: 3 } as const;

/** Wrong usage: the message is shown, and the exit code is 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}
