/** What a service printed, counted. The text itself is nobody's business here. */
import type { Logged, Measure } from '../../prove/index.ts';
import type { Engine } from './engine.ts';
import type { Deployed } from './service.ts';

/** Lines of each task. */
const most = 500;

export async function logsOf({ id }: Pick<Deployed, 'id'>, engine: Engine): Promise<Measure<Logged>> {
  const counts = { stdout: 0, stderr: 0 };
  let complaint = '';
  const status = await engine.follow(
    'GET',
    `/services/${id}/logs?stdout=1&stderr=1&tail=${most}`,
    undefined,
    (text, from) => {
      if (/does not support reading/.test(text)) complaint = text.trim();
      counts[from] += text.split('\n').filter((line) => line.trim() !== '').length;
    },
  );
  if (complaint !== '' || status !== 200) return { missing: 'the log driver cannot be read from here' };
  return counts;
}
