/** Outputs kept as files, to be read and reviewed. After an intended change `UPDATE_EXPECTED=1` writes them anew. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from '@jest/globals';

export function expectGolden(name: string, output: string): void {
  const file = join('test/report/golden', name);
  if (process.env.UPDATE_EXPECTED) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, output);
  }
  expect(output).toBe(existsSync(file) ? readFileSync(file, 'utf8') : '');
}
