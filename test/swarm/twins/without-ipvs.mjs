/**
 * A copy of a project that also runs where the kernel has no IPVS, and the virtual address of a service answers nobody: services that publish nothing
 * are found by the addresses of their tasks instead.
 */
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDocument } from 'yaml';

export const hasIpvs = () => existsSync('/proc/net/ip_vs');

/** @returns the folder of the copy */
export async function copyOf(folder) {
  const copy = await mkdtemp(join(tmpdir(), 'twin-'));
  await cp(folder, copy, { recursive: true });
  if (hasIpvs()) return copy;
  const path = join(copy, 'docker-stack.yml');
  const document = parseDocument(await readFile(path, 'utf8'), { merge: true });
  for (const [name, service] of Object.entries(document.toJS().services))
    if (service.ports === undefined && !service.deploy?.mode?.endsWith('-job'))
      document.setIn(['services', name, 'deploy', 'endpoint_mode'], 'dnsrr');
  await writeFile(path, document.toString({ lineWidth: 0 }));
  return copy;
}
