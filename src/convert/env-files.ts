/** Files of variables that Swarm reads in another way than Docker Compose. */
import { isMap, isSeq } from 'yaml';
import { type EnvFileTrouble, envFileProblems } from '../facts/swarm/env-file.ts';
import { directoryOf, joinPath, span } from '../source/index.ts';
import { resolve, slotOf, slotsOf, valueAt } from './draft.ts';
import { textOf } from './edit.ts';
import type { Job } from './job.ts';

const troubles: Readonly<Record<EnvFileTrouble, string>> = {
  export: 'export stops the deploy',
  'blank-in-name': 'a blank before = stops the deploy',
  colon: 'a colon instead of = stops the deploy',
  'no-name': 'a line without a name stops the deploy',
  lines: 'a value over several lines is cut',
  quotes: 'quotes become part of the value',
  comment: 'a comment behind a value becomes part of it',
  variable: 'a variable in a value stays as it is written',
  blanks: 'blanks around a value stay',
};

export function tellOfEnvFiles({ draft, request, tell }: Job): void {
  const services = valueAt(draft, draft.root, 'services');
  if (!isMap(services)) return;
  for (const { key, value } of slotsOf(draft, services)) {
    const slot = isMap(value) ? slotOf(draft, value, 'env_file') : undefined;
    for (const item of isSeq(slot?.value) ? slot.value.items : slot?.value ? [slot.value] : []) {
      const node = resolve(draft, item);
      const name = textOf(node) ?? '';
      const path = joinPath(directoryOf(draft.path), name);
      const base = { kind: 'note', path: `services.${key}.env_file`, node } as const;
      const text = path === undefined || name.includes('$') ? undefined : request.read(path);
      if (text === undefined) {
        tell({ ...base, reason: `${name} must lie where the stack is deployed: Swarm stops without it` });
        continue;
      }
      const rows = text.split(/\r?\n/).flatMap((row) => {
        const raw = row.trimStart();
        return raw === '' || raw.startsWith('#') ? [] : [{ at: span('', 0, 0), raw }];
      });
      const found = new Map(envFileProblems(rows).map(({ trouble, refused }) => [trouble, refused]));
      if (found.size === 0) continue;
      const refused = [...found.values()].includes(true);
      tell({
        ...base,
        reason: `Swarm reads ${name} in its own way: ${[...found.keys()].map((one) => troubles[one]).join('; ')}`,
        loss: refused ? 'heavy' : 'light',
      });
    }
  }
}
