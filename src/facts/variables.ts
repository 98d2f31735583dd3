/** Names of variables that stand for keys inside others, `A__B`, are those of .NET, which knows no case. */
export const isSameVariable = (one: string, other: string): boolean =>
  one === other || (one.includes('__') && one.toLowerCase() === other.toLowerCase());
