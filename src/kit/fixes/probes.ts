/** Health checks of a stack file that cannot fail, so that they can. Those of images are written by others, or in another form. */
import type { AskedProbe, Node, Scalar } from '../../facts/index.ts';
import type { Edit, Fix } from '../fix.ts';
import { fixOf } from './settings.ts';

export function probeFix({ service, fault }: AskedProbe): Fix | undefined {
  const section = service.body.entries.find(({ key, merged }) => key === 'healthcheck' && !merged)?.value;
  const test = section?.kind === 'map' ? section.entries.find(({ key }) => key === 'test')?.value : undefined;
  if (!test) return undefined;
  switch (fault) {
    case 'always-succeeds':
    case 'any-answer':
      return scripted(test);
    case 'one-word':
      return words(test)?.length === 2 ? fixOf('Let a shell read it', 'suggested', [inShell(test)]) : undefined;
    case 'shell-words':
      return withoutExit(test);
    default:
      return undefined;
  }
}

const words = (test: Node): readonly Scalar[] | undefined =>
  test.kind === 'list' && test.items.every((item) => item.kind === 'scalar')
    ? (test.items as readonly Scalar[])
    : undefined;

function inShell(test: Node): Edit | undefined {
  const [first] = words(test) ?? [];
  return first?.raw === 'CMD' ? { kind: 'value', at: first.at, value: 'CMD-SHELL' } : undefined;
}

/** `["CMD", "curl", …, "||", "exit", "1"]`: a program that fails is enough. */
function withoutExit(test: Node): Fix | undefined {
  const items = words(test) ?? [];
  const tail = items.slice(-3);
  if (items[0]?.raw !== 'CMD' || tail.map(({ raw }) => raw).join(' ') !== '|| exit 1') return undefined;
  if (items.slice(1, -3).some(({ raw }) => /[|&;$<>*]/.test(raw))) return undefined;
  return fixOf(
    'Leave out what only a shell reads',
    'suggested',
    tail.toReversed().map(({ at }) => ({ kind: 'remove', at })),
  );
}

/** One request by curl or wget, and whatever makes its failure count as success. */
const request = /^(\s*(?:curl|wget)\s[^|&;<>]*?)(\s{0,99}\|\|\s{0,99}(?:true|:|exit 0|exit 1))?\s{0,99}$/;

function scripted(test: Node): Fix | undefined {
  const list = words(test);
  const [form, program] = list ?? [];
  if (form?.raw === 'CMD' && program?.raw === 'curl')
    // Inside of brackets the first word stands right behind one.
    return form.at.start === test.at.start + 1
      ? fixOf('Let curl fail on an error page', 'suggested', [
          { kind: 'text', at: { ...program.at, start: program.at.end }, text: ', "-f"' },
        ])
      : undefined;
  const script =
    test.kind === 'scalar' ? test : list?.length === 2 && list[0]!.raw === 'CMD-SHELL' ? list[1] : undefined;
  const [, command, tail = ''] = request.exec(script?.raw ?? '') ?? [];
  if (!script || command === undefined || /\n/.test(script.raw)) return undefined;
  const failing = takesErrors(command) ? command.replace(/^(\s*curl)\s/, '$1 -f ') : command;
  const after = /exit 1$/.test(tail) || tail === '' ? tail : ' || exit 1';
  if (failing + after === script.raw) return undefined;
  return fixOf('Let the answer decide', 'suggested', [{ kind: 'value', at: script.at, value: failing + after }]);
}

const takesErrors = (command: string): boolean =>
  /^\s*curl\s/.test(command) && !/\s(?:-[a-zA-Z]*f|--fail|-w|--write-out|-K|--config)/.test(command);
