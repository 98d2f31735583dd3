/** Whatever a compose file holds: `convert` never throws anything but its own error, and the loader refuses no key of what comes out. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { ConvertError, convert } from '../../src/convert/index.ts';
import { documentNotes } from '../../src/facts/swarm/index.ts';
import { serviceKeys, unknownServiceKeys } from '../../src/facts/swarm/service-keys.ts';
import { parseFirst } from '../../src/readers/compose/parse.ts';
import { toTree } from '../../src/readers/compose/tree.ts';

const word = fc.constantFrom(
  'a',
  'web',
  '80',
  '1g',
  './x',
  '/x',
  'x:/y:z',
  '127.0.0.1:1:2',
  '${A:+b}',
  '$',
  'A=${B:-${C}}',
  'true',
  '',
  '10',
  'host',
  '*',
  '# x',
  '- y',
);
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    word,
    fc.constantFrom(1, 0.5, -1, true, null, 1e30),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom('a', 'test', 'source', 'target', 'published', 'type', 'limits', 'memory', 'x-a', '1', 'driver'),
      tie('any'),
      { maxKeys: 3 },
    ),
  ),
})).any;
const keys = [...Object.keys(serviceKeys), ...Object.keys(unknownServiceKeys), 'x-y', 'oops'];
const service = fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 6 });
const section = fc.dictionary(fc.constantFrom('a', 'web', 'default'), value, { maxKeys: 2 });
const file = fc.record(
  {
    services: fc.dictionary(fc.constantFrom('web', 'db', 'a'), service, { minKeys: 1, maxKeys: 3 }),
    networks: section,
    volumes: section,
    secrets: section,
    configs: section,
    version: fc.constantFrom('3', '2.4', 3.8, '3.1'),
    name: word,
    oops: value,
  },
  { requiredKeys: ['services'] },
);

test('random files', () => {
  fc.assert(
    fc.property(file, fc.boolean(), (content, proposals) => {
      const request = { read: () => undefined, beside: () => undefined, project: 'p', profiles: ['*'], proposals };
      let text: string;
      try {
        text = convert({ ...request, files: [{ path: 'c.yml', text: stringify(content) }] }).text;
      } catch (error) {
        if (error instanceof ConvertError) return;
        throw error;
      }
      const { document, complaint } = parseFirst(text);
      expect(complaint).toBeUndefined();
      const root = document && toTree(document, 'c.yml', text).root;
      expect(documentNotes(root!).filter(({ verdict }) => verdict === 'rejected')).toEqual([]);
      expect(convert({ ...request, files: [{ path: 'c.yml', text }] }).text).toBe(text);
    }),
    { numRuns: 400 },
  );
});
