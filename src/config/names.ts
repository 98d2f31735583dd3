/** Files that hold a configuration. JSON is read as the YAML it is. */
export const settingsNames: readonly string[] = ['.swarm-lint.yaml', '.swarm-lint.yml', '.swarm-lint.json'];
