/** `docker service update` and `docker service scale` for services that a stack file describes. */
import type { Located, Span } from '../../source/index.ts';
import type { Facts, Service } from '../model.ts';
import type { Invocation } from '../shell.ts';
import { numberOf } from '../units.ts';
import { firstOfEach, isBefore, isCommand, isMeant, isRehearsal, stackServiceNamed, writtenText } from './commands.ts';
import { memoise } from './memoise.ts';

export interface LiveChange extends Located {
  readonly invocation: Invocation;
  readonly service: Service;
  /** Flags that change the definition of the service; `--replicas` for a scale. Empty: nothing of the file is changed. */
  readonly flags: readonly string[];
  /** Later commands of the same file that change the same service. */
  readonly more: readonly Span[];
  /** The number of tasks it asks for, as written. */
  readonly tasks?: string;
  /** The image that was pushed just before: `--force` alone does not bring it. */
  readonly pushed?: Invocation;
}

/** Settings of the update itself, and of the command. */
const harmless =
  /^(detach|quiet|force|with-registry-auth|no-resolve-image|rollback|update-.*|rollback-.*|placement-pref-.*)$/;

type Change = Omit<LiveChange, 'more'>;

export const liveChanges = memoise((facts: Facts): readonly LiveChange[] => {
  const changes = facts.invocations
    .filter((one) => isMeant(one) && !isRehearsal(one))
    .flatMap((invocation): readonly Change[] => {
      if (isCommand(invocation, 'service', 'update')) return ofUpdate(invocation, facts);
      return isCommand(invocation, 'service', 'scale') ? ofScale(invocation, facts) : [];
    });
  // Each setting of a service once in a file, however often it is changed there.
  return firstOfEach(changes, ({ invocation: { path }, service, flags, pushed }) =>
    JSON.stringify([path, service.stack, service.name, flags.length > 0 ? 'changed' : Boolean(pushed)]),
  );
});

function ofUpdate(invocation: Invocation, facts: Facts): readonly Change[] {
  const [target] = invocation.operands;
  const service = target && stackServiceNamed(writtenText(target), facts);
  if (!service) return [];
  const names = invocation.flags.map(({ name }) => name);
  const flags = isUndone(invocation, facts) ? [] : [...new Set(names.filter((name) => !harmless.test(name)))];
  const pushed =
    flags.length === 0 && names.includes('force') && !names.includes('image') && !isDeployed(invocation, facts)
      ? facts.invocations.find((other) => isPush(other) && isBefore(other, invocation) && pushesImageOf(service, other))
      : undefined;
  return [
    { at: invocation.at, invocation, service, flags: flags.map((name) => `--${name}`), ...(pushed ? { pushed } : {}) },
  ];
}

function ofScale(invocation: Invocation, facts: Facts): readonly Change[] {
  return invocation.operands.flatMap((operand): readonly Change[] => {
    const [name = '', tasks = ''] = writtenText(operand).split(/=(.*)/s);
    const service = stackServiceNamed(name, facts);
    if (!service) return [];
    const declared = service.deploy?.replicas;
    const same = Number(tasks) === 0 || (declared ? numberOf(declared) : 1) === Number(tasks);
    const flags = same || isUndone(invocation, facts) ? [] : ['--replicas'];
    return [{ at: operand.at, invocation, service, flags, tasks }];
  });
}

/** A deploy in front of it has looked for the image. */
const isDeployed = (invocation: Invocation, facts: Facts): boolean =>
  facts.invocations.some((other) => isCommand(other, 'stack', 'deploy') && isBefore(other, invocation));

/** A deploy behind it puts the file back in force. */
const isUndone = (invocation: Invocation, facts: Facts): boolean =>
  facts.invocations.some((other) => isCommand(other, 'stack', 'deploy') && isBefore(invocation, other));

const isPush = ({ command, flags }: Invocation): boolean =>
  command[0] === 'push' || (command.at(-1) === 'build' && flags.some(({ name }) => name === 'push'));

function pushesImageOf({ image }: Service, { command, flags, operands }: Invocation): boolean {
  const wanted = image && nameOf(image.raw);
  const pushed =
    command[0] === 'push' ? operands : flags.flatMap(({ name, value }) => (name === 'tag' && value ? [value] : []));
  return wanted !== undefined && pushed.some((one) => nameOf(writtenText(one)) === wanted);
}

/** Last segment without tag; absent when a variable hides it. */
function nameOf(reference: string): string | undefined {
  const name = reference.slice(reference.lastIndexOf('/') + 1).replace(/[:@].*$/s, '');
  return name === '' || name.includes('$') ? undefined : name;
}
