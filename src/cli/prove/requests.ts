/** Requests from the probe: single ones, a steady load, and ones that are in flight when a task is told to stop. */
import type { Requests } from '../../prove/index.ts';
import { type Probe, stopFile } from './probe.ts';

export interface Answer {
  /** Something came back that is no complaint of the server or of what stands before it. */
  readonly fine: boolean;
  /** Status line, or what the client says: `Connection refused`. */
  readonly text: string;
}

/** Seconds a request may take. */
const longest = 10;

/** Shell: one request to $ip, port $2, path $3. Prints what the client says behind a mark. */
const request = `
    said=$(timeout ${longest} wget -q -O /dev/null "http://$ip:$2$3" 2>&1); code=$?
    if [ $code -eq 143 ] || [ $code -eq 124 ]; then said=Terminated; fi
    echo "!"$said`;

/** `said`: what the client complains of; nothing when all went well. */
export function answerOf(said: string): Answer {
  const line = said.replace(/^\s*wget: (?:note: )?/, '').trim();
  if (line === '') return { fine: true, text: 'HTTP 200' };
  const status = /HTTP\/\d(?:\.\d)?\s+(\d{3})/.exec(line)?.[1];
  // 500 is an answer of the program itself: it may well be for want of a database, and was one before the measurement.
  if (status !== undefined) return { fine: !['502', '503', '504'].includes(status), text: `HTTP ${status}` };
  // It was sent on to a place that this client does not speak with.
  if (/not an http or ftp url|bad redirection|too many redirections/i.test(line))
    return { fine: true, text: 'HTTP 3xx' };
  const reason =
    /(Connection refused|Connection reset[^()]*|No route to host|Network is unreachable|timed out|short read|error getting response[^()]*|Terminated)/i.exec(
      line,
    )?.[1];
  return {
    fine: false,
    text:
      reason === undefined ? line.slice(0, 120) : reason === 'Terminated' ? `no answer within ${longest} s` : reason,
  };
}

export async function askOnce(probe: Probe, address: string, port: number, path: string): Promise<Answer> {
  const lines = await probe.run(`ip="$1"\n${request}`, [address, String(port), path]);
  return answerOf(lines.join(' ').replace(/^!/, ''));
}

/** $1 address, $2 port. What is run over the connection ends at once: nobody waits for the other side. */
const knock = 'timeout 5 nc -w 3 "$1" "$2" -e true >/dev/null 2>&1; echo $?';

/** Whether a connection is taken. */
export async function accepts(probe: Probe, address: string, port: number): Promise<boolean> {
  const lines = await probe.run(knock, [address, String(port)]);
  return lines.at(-1) === '0';
}

/** Addresses that a name has on the networks of the probe. */
export async function addressesOf(probe: Probe, name: string): Promise<readonly string[]> {
  const lines = await probe.run('nslookup "$1" 127.0.0.11 2>/dev/null', [name]);
  return lines.flatMap((line) => /^Address(?: \d+)?: *(\d+\.\d+\.\d+\.\d+)(?:\s|$)/.exec(line)?.[1] ?? []);
}

/** Seconds after which a script in the probe ends by itself, should nobody be there any more to end it. */
const longestRun = 1800;

/**
 * Workers that ask one after the other without end. $1 name, which is looked up for every request as a client without a cache does, $2 port,
 * $3 path, $4 file that ends it, $5 workers. A line for each answer.
 */
const load = `
end=$(($(date +%s)+${longestRun}))
one() {
  while [ ! -e "$4" ] && [ "$(date +%s)" -lt $end ]; do
    ip=$(nslookup "$1" 127.0.0.11 2>/dev/null | sed -n 's/^Address[^:]*: *\\([0-9.]*\\)\\( .*\\)\\{0,1\\}$/\\1/p' | head -n 1)
    if [ -z "$ip" ]; then echo "?no address"; sleep 0.1; continue; fi
${request}
    sleep 0.1
  done
}
worker=0
while [ $worker -lt "$5" ]; do one "$@" & worker=$((worker+1)); done
wait
`;

/** Requests at the same time. */
const workers = '3';

export interface Load {
  /** Ends it and tells how it went. */
  readonly end: () => Promise<Requests>;
}

export function startLoad(probe: Probe, name: string, port: number, path: string): Load {
  const file = stopFile();
  const reasons = new Map<string, number>();
  let sent = 0;
  let lost = 0;
  const done = probe.run(load, [name, String(port), path, file, workers], (line) => {
    if (line === '') return;
    const { fine, text } = line.startsWith('?')
      ? { fine: false, text: `no address for ${name}` }
      : answerOf(line.slice(1));
    sent += 1;
    if (fine) return;
    lost += 1;
    reasons.set(text, (reasons.get(text) ?? 0) + 1);
  });
  done.catch(() => {});
  return {
    end: async () => {
      await probe.run('touch "$1"', [file]);
      await done;
      const listed = [...reasons].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count);
      return { sent, failed: lost, reasons: listed };
    },
  };
}

/**
 * Requests of at least a second, one after the other, until nobody takes them any more. $1 address, $2 port, $3 path, $4 file that ends it,
 * $5 `slow` for a path that takes its time, otherwise the last line of the request is what comes late. Prints how each ended.
 */
const flight = `
half=/tmp/half.$$
end=$(($(date +%s)+${longestRun}))
while [ ! -e "$4" ] && [ "$(date +%s)" -lt $end ]; do
  if [ "$5" = slow ]; then
    timeout 120 wget -q -O /dev/null "http://$1:$2$3" >$half 2>&1
    if [ ! -s $half ] || grep -q 'HTTP/' $half; then answer=completed; else answer=dropped; fi
  else
    timeout 8 nc -w 3 "$1" "$2" -e sh -c "printf 'GET %s HTTP/1.1\\r\\nHost: %s\\r\\n' '$3' '$1'; sleep 1; printf 'Connection: close\\r\\n\\r\\n'; head -n 1 >&2" 2>$half
    if grep -q '^HTTP/' $half; then answer=completed; else answer=dropped; fi
  fi
  if [ $answer = dropped ] && grep -q -i 'refused\\|no route\\|unreachable\\|timed out' $half; then break; fi
  echo $answer
  # Whoever drops requests may do so at once.
  if [ $answer = dropped ]; then sleep 0.3; fi
done
rm -f $half
`;

export interface Flight {
  /** How the last request ended that a task took; `undefined`: it took none. */
  readonly end: () => Promise<'completed' | 'dropped' | undefined>;
}

export function startFlight(probe: Probe, address: string, port: number, path: string, slow: boolean): Flight {
  const file = stopFile();
  let last: 'completed' | 'dropped' | undefined;
  const done = probe.run(flight, [address, String(port), path, file, slow ? 'slow' : 'half'], (line) => {
    if (line === 'completed' || line === 'dropped') last = line;
  });
  done.catch(() => {});
  return {
    end: async () => {
      await probe.run('touch "$1"', [file]);
      await done;
      return last;
    },
  };
}
