/** Configuration of nginx, supervisord, php-fpm and uwsgi. Which of them a service starts is asked elsewhere. */
import type { Reader } from '../../facts/reading.ts';
import { fileNameOf, type Source, startOf } from '../../source/index.ts';
import { readNginx } from './nginx.ts';
import { readSections } from './sections.ts';

const largest = 256 * 1024;
const named = /\.conf(\.(template|tmpl|tpl))?$/i;
const folders = /(^|\/)(sites-(enabled|available)|conf\.d|http\.d)\/[^/.]+$/;
const isSections = /^[ \t]*\[[\w:.@-]+\]/m;
/** A block of nginx somewhere in the text. */
const isBlocks = /(^|[\s;{}])(server|http|stream|upstream|location|map|events)\b[^;{}#\n]{0,200}\{/;

export const serverFileReader: Reader = {
  name: 'server-file',
  claims: (path) =>
    named.test(path) || folders.test(path) || /(uwsgi|supervis)[^/]*\.ini$|\/uwsgi\/[^/]+\.ini$/i.test(path),
  read: (source) => {
    if (source.text.length > largest) return {};
    if (isSections.test(source.text) && !/\.template$/.test(source.path)) {
      const file = readSections(source);
      return file ? { serverFiles: [file] } : {};
    }
    return isBlocks.test(source.text) ? nginx(source) : {};
  },
};

function nginx(source: Source) {
  const file = readNginx(source);
  if (file) return { serverFiles: [file] };
  const sure = /nginx/i.test(source.path) && !/\.(tmpl|tpl)$/.test(fileNameOf(source.path));
  return sure ? { gaps: [{ at: startOf(source.path), why: 'could not be read as a configuration of nginx' }] } : {};
}
