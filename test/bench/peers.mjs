/** Other linters on the same trees, installed from npm for the length of a benchmark. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGES = ['dclint', 'dockerfilelint', 'eslint', 'oxlint', '@biomejs/biome'];

/** Returns the folder of their commands. */
export function installPeers(folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  writeFileSync(
    join(folder, 'eslint.config.js'),
    "export default [{ rules: { 'no-undef': 'error', 'no-unused-vars': 'error' } }];\n",
  );
  for (const name of PACKAGES) {
    try {
      execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', name], {
        cwd: folder,
        stdio: 'ignore',
      });
      const { version } = JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8'));
      console.log(`installed: ${name} ${version}`);
    } catch {
      console.log(`skipped: ${name} (cannot be installed here)`);
    }
  }
  return join(folder, 'node_modules', '.bin');
}

/** `trees`: pairs of a name and a folder. */
export function peerCases(bin, trees) {
  const found = (folder, pattern) =>
    readdirSync(folder, { recursive: true })
      .filter((name) => pattern.test(name))
      .map((name) => join(folder, name));
  return trees.flatMap(([tree, folder]) => {
    const stacks = found(folder, /(?:stack|compose)[^/]*\.ya?ml$/);
    const dockerfiles = found(folder, /(?:^|\/)Dockerfile$/);
    return [
      ['dclint', stacks],
      ['dockerfilelint', dockerfiles],
      ['eslint', ['--no-config-lookup', '--config', join(bin, '../../eslint.config.js'), folder]],
      ['oxlint', [folder]],
      ['biome', ['lint', folder]],
    ]
      .filter(([name, args]) => args.length > 0 && existsSync(join(bin, name)))
      .map(([name, args]) => ({ name: `${name}: ${tree}`, command: join(bin, name), args }));
  });
}
