/** Kinds of code actions. A kind stands for all that begin with it and a dot. */

/** All safe fixes of a document, for editors that mend when they save. */
export const FIX_ALL = 'source.fixAll.swarm-lint';
export const QUICK_FIX = 'quickfix';

/** Whether actions of this kind are asked for; `only` absent: those an editor shows at a place. */
export const isWanted = (kind: string, only: readonly string[] | undefined): boolean =>
  only?.some((one) => one === '' || kind === one || kind.startsWith(`${one}.`)) ?? kind === QUICK_FIX;
