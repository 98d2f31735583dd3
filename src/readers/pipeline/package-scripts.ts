/** Docker commands in the scripts of package.json. */
import type { Reader, Reading } from '../../facts/reading.ts';
import { directoryOf, fileNameOf } from '../../source/index.ts';
import { parseJson } from '../manifests/json.ts';
import { doubleQuoted } from './decode.ts';
import { snippetInvocations, survives, withShell } from './snippet.ts';

/** As a command, not as a dependency or a keyword: those do not call for a shell parser. */
const mentions = /\bdocker(?:-compose)?[ \\]/;

export const packageScriptReader: Reader = {
  name: 'package-scripts',
  claims: (path) => fileNameOf(path) === 'package.json',
  needs: (source) => (survives(source) && mentions.test(source.text) ? 'shell' : undefined),
  read: (source, { parsers }): Reading => {
    if (!survives(source) || !mentions.test(source.text)) return {};
    return withShell(source, parsers.shell, (parse) => {
      const root = parseJson(source.text);
      // Broken JSON is told of by the reader of manifests.
      if (!('kind' in root) || root.kind !== 'object') return {};
      const scripts = root.entries.find(({ key }) => key === 'scripts')?.value;
      if (scripts?.kind !== 'object') return {};
      const invocations = scripts.entries.flatMap(({ key, value }) => {
        if (value.kind !== 'string' || !value.value.includes('docker')) return [];
        const text = doubleQuoted(source.text, value.start + 1, value.end - 1);
        const directory = directoryOf(source.path);
        return snippetInvocations(source, [text], { where: 'package-script', job: key, names: [], directory }, parse);
      });
      return { invocations };
    });
  },
};
