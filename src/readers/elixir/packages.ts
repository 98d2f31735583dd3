/** The libraries a file names: the first part of each module it aliases, imports, uses or calls. */
const statement = /^[ \t]*(?:alias|import|use|require)[ \t(]+([A-Z]\w*)/;
const named = /(?<![\w.:"@])([A-Z]\w*)\.[A-Za-z_]/g;
const child = /\{[ \t]*([A-Z]\w*)[ \t]*[,}]/g;
const mounted = /^[ \t]*([A-Z]\w*),?[ \t]*$/;

/** Modules that come with the language. Sources: the documentation of Elixir and Logger. */
export const ownModules = new Set([
  ...['Access', 'Agent', 'Application', 'Atom', 'Base', 'Bitwise', 'Calendar', 'Code', 'Config', 'Date', 'DateTime'],
  ...['DynamicSupervisor', 'Enum', 'Exception', 'File', 'Float', 'Function', 'GenEvent', 'GenServer', 'IO', 'Integer'],
  ...['Kernel', 'Keyword', 'List', 'Logger', 'Macro', 'Map', 'MapSet', 'Mix', 'Module', 'NaiveDateTime', 'Node'],
  ...['OptionParser', 'PartitionSupervisor', 'Path', 'Port', 'Process', 'Protocol', 'Range', 'Regex', 'Registry'],
  ...['Stream', 'String', 'StringIO', 'Supervisor', 'System', 'Task', 'Time', 'Tuple', 'URI', 'Version'],
]);

const largest = 20_000;

export function packagesIn(text: string): readonly string[] {
  const found = new Set<string>();
  const add = (name: string | undefined): void => {
    if (name !== undefined && !ownModules.has(name)) found.add(name);
  };
  for (const line of text.split('\n')) {
    if (line.length > largest || /^[ \t]*(?:#|defmodule\b)/.test(line)) continue;
    add(statement.exec(line)?.[1]);
    add(mounted.exec(line)?.[1]);
    for (const [, name] of line.matchAll(named)) add(name);
    for (const [, name] of line.matchAll(child)) add(name);
    // S3 is one of many services behind that name.
    if (line.includes('ExAws.S3')) found.add('ExAws.S3');
  }
  return [...found];
}
