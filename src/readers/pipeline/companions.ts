/** Lines beside docker commands that tell how they are meant: health polls, `git pull`, the version of the docker client. */
import type { Companion } from '../../facts/companion.ts';
import type { Reader } from '../../facts/reading.ts';
import { type Source, span } from '../../source/index.ts';
import { isPipelineOrScript } from './automation.ts';
import { linesIn } from './decode.ts';
import { formats } from './formats.ts';
import { jenkinsReader } from './jenkins.ts';

const pipelines = [...formats, jenkinsReader].map((reader) => reader.claims);

/** Asks an address; what downloads a file or reports to somebody else is told by its options. */
const asks = /(^|[\s;&|(`"'=])(curl|wget|http|https|xh|nc)\s/;
const downloads =
  /\|\s*(sudo\s+)?(ba|z|da)?sh\b|\|\s*(sudo\s+)?(tar|gpg|apt-key|jq)\b|\s-[a-zA-Z]*O\b|\s--?o(utput)?[\s=](?!\/dev\/null|-)|github\.com\/|get\.docker\.com|hooks\.|\s-X\s*(POST|PUT|DELETE)|\s(-d|--data\S*)\s/;
/** Programs, scripts and steps that are named for it. */
const named =
  /(^|[^a-z])(wait|waits|waiting|healthy|health-?checks?|smoke(-?tests?)?|verify|converged?|readiness)([^a-z]|$)/i;
const updatesSource = /(^|[\s;&|("'])git\s+(-C\s+\S+\s+)?(pull|fetch)\b/;
const script = /(?<![\w.-])([\w.-]+\.(?:sh|bash))\b/g;
const client = /\bimage:\s*["']?(?:\S{0,200}\/)?docker:(\d+)\b/;

export const companionReader: Reader = {
  name: 'companions',
  claims: isPipelineOrScript,
  read: (source) =>
    source.text.includes('docker') || /\.(?:sh|bash)\b/.test(source.text) ? { companions: companionsIn(source) } : {},
};

function companionsIn({ path, text }: Source): readonly Companion[] {
  const isPipeline = pipelines.some((claimed) => claimed(path));
  return linesIn(text, 0, text.length).flatMap(({ from, to }): readonly Companion[] => {
    const line = text.slice(from, Math.min(to, from + 1000));
    if (/^\s*(#|\/\/)/.test(line)) return [];
    const base = { at: span(path, from, to), path };
    const found: Companion[] = [];
    if ((asks.test(line) && !downloads.test(line)) || named.test(line)) found.push({ ...base, kind: 'watches' });
    if (updatesSource.test(line)) found.push({ ...base, kind: 'updates-source' });
    if (isPipeline)
      for (const match of line.matchAll(script)) found.push({ ...base, kind: 'calls', script: match[1]! });
    const version = client.exec(line)?.[1];
    if (version !== undefined) found.push({ ...base, kind: 'client', version: Number(version) });
    return found;
  });
}
