/** Commands, and where the twins keep what takes long to make. */
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Kept between runs: root file systems, downloaded packages, images with their layers. */
export const store = process.env.SWARM_TWINS ?? join(tmpdir(), 'swarm-lint-twins');

/**
 * What a command prints. `input` is a stream or a text. With `show`, both outputs go to standard error of this process instead.
 * @throws with what it said when it fails
 */
export const run = (command, argv, { input, show = false, ...options } = {}) =>
  new Promise((resolve, reject) => {
    const stdio = ['pipe', show ? 2 : 'pipe', show ? 2 : 'pipe'];
    const child = spawn(command, argv, { ...options, stdio });
    let printed = '';
    let complaints = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      printed += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      complaints += text;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(printed);
      else reject(new Error(`${command} ${argv.join(' ')}: ${code}\n${(complaints + printed).slice(-4000)}`));
    });
    // Who reads no input may be gone before it was written.
    child.stdin.on('error', () => {});
    if (typeof input === 'object') input.pipe(child.stdin);
    else child.stdin.end(input);
  });
