/** Root file systems for images, made of what this machine has: no registry is asked. */
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { must, run } from './run.ts';

/** Commands that images get as links to busybox. */
const tools =
  'sh ash awk cat chmod chroot cp date dd echo env false free grep head hostname httpd id ip kill killall ls mkdir mount nc nslookup ping printf ps pwd rm sed seq sleep sort stat sync tail test timeout touch true umask uname wc wget whoami'.split(
    ' ',
  );

/** Its libraries and its loader, at the paths where it looks for them; none when it is static. */
async function librariesOf(program: string): Promise<readonly string[]> {
  const { stdout } = await run('ldd', [program]);
  return [...stdout.matchAll(/(?:=> |^\s+)(\/\S+)/gm)].map(([, path]) => path!);
}

async function install(root: string, program: string, to: string): Promise<void> {
  for (const [from, target] of [[program, to], ...(await librariesOf(program)).map((path) => [path, path])]) {
    await mkdir(dirname(join(root, target!)), { recursive: true });
    await cp(from!, join(root, target!), { dereference: true });
  }
}

/**
 * Fills a folder: `busybox` gives a shell and small tools (2 MB), `node` the running Node as well (100 MB). Add your own files to the folder, then
 * import it.
 */
export async function prepareRoot(root: string, kind: 'busybox' | 'node'): Promise<void> {
  for (const folder of ['bin', 'usr/bin', 'etc', 'tmp', 'app', 'run'])
    await mkdir(join(root, folder), { recursive: true });
  const busybox = (await must('sh', ['-c', 'command -v busybox'])).trim();
  await install(root, busybox, '/bin/busybox');
  const { stdout: known } = await run(busybox, ['--list']);
  for (const tool of tools) if (known.split('\n').includes(tool)) await symlink('busybox', join(root, 'bin', tool));
  await writeFile(join(root, 'etc/passwd'), 'root:x:0:0:root:/:/bin/sh\nnode:x:1000:1000:node:/app:/bin/sh\n');
  await writeFile(join(root, 'etc/group'), 'root:x:0:\nnode:x:1000:\n');
  await must('chmod', ['1777', join(root, 'tmp')]);
  if (kind === 'node') await install(root, process.execPath, '/usr/bin/node');
}
