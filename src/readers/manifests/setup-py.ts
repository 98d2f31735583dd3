/** `setup.py` is a program: the reader of Python tells what stands in it literally. */
import type { Reader } from '../../facts/reading.ts';
import { fileNameOf, startOf } from '../../source/index.ts';
import { emptyManifest } from './empty.ts';

const largest = 512 * 1024;

export const setupPyReader: Reader = {
  name: 'setup.py',
  claims: (path) => fileNameOf(path) === 'setup.py',
  needs: ({ text }) => (text.length > largest ? undefined : 'python'),
  read: (source, { parsers }) => {
    const read = source.text.length > largest ? undefined : parsers.python?.asManifest?.(source);
    return (
      read ?? {
        manifests: [{ ...emptyManifest(source.path, 'python'), computed: true }],
        gaps: [{ at: startOf(source.path), why: 'its dependencies are not known: not read' }],
      }
    );
  },
};
