/** The namespaces a C# file uses, from its text. Which file defines a type is the compiler's business: nothing is followed. */
const statement =
  /^[ \t]*(?:global[ \t]+)?using[ \t]+(?:static[ \t]+)?(?:(\w+)[ \t]*=[ \t]*)?(?:global::)?([A-Za-z_][\w.]*)(?:<[^;\n]*>)?[ \t]*;/gm;

export interface Usings {
  readonly namespaces: readonly string[];
  /** Short names of types by the names the file gives them: `using Redis = StackExchange.Redis.ConnectionMultiplexer`. */
  readonly aliases: ReadonlyMap<string, string>;
}

export function usingsOf(text: string): Usings {
  const namespaces = new Set<string>();
  const aliases = new Map<string, string>();
  for (const [, alias, name = ''] of text.matchAll(statement)) {
    const cut = name.lastIndexOf('.');
    if (alias === undefined) namespaces.add(name);
    else {
      aliases.set(alias, name.slice(cut + 1));
      if (cut !== -1) namespaces.add(name.slice(0, cut));
    }
  }
  return { namespaces: [...namespaces], aliases };
}
