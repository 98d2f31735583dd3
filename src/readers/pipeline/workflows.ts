/** What a GitHub workflow may put into the environment of its steps beside what it says. */
import { child, scalarChild, scalarsIn, type Yaml } from './yaml.ts';

/**
 * Actions whose variables are their own affair (`AWS_…`, `DOCKER_…`) or that set none: owner, or owner and name.
 * Any other may load variables of any name for the steps behind it.
 */
const setNoneOfOurs: ReadonlySet<string> = new Set(
  `actions docker github appleboy aws-actions azure google-github-actions digitalocean tailscale webfactory/ssh-agent
   shimataro/ssh-key-action kielabokkie/ssh-key-and-known-hosts-action burnett01/rsync-deployments easingthemes/ssh-deploy
   pnpm/action-setup oven-sh/setup-bun ruby/setup-ruby shivammathur/setup-php astral-sh/setup-uv gradle/actions
   codecov/codecov-action softprops/action-gh-release peter-evans dorny/paths-filter slackapi 8398a7/action-slack
   rtcamp/action-slack-notify aquasecurity/trivy-action hadolint/hadolint-action sonarsource cloudflare
   kitconcept/docker-stack-deploy cssnr/stack-deploy-action sigstore useblacksmith depot`.split(/\s+/),
);

/** Machines that GitHub or a service of its kind makes anew for each job: nothing is set on them beforehand. */
const fresh = /^(ubuntu|windows|macos|blacksmith|depot|buildjet|warp|namespace)[\w.-]*$/;

export function mayLoadVariables(step: Yaml): boolean {
  const uses = scalarChild(step, 'uses')?.value.replace(/@.*/, '').toLowerCase();
  if (uses === undefined || uses.startsWith('docker://')) return false;
  const [owner = '', name = ''] = uses.split('/');
  return !setNoneOfOurs.has(owner) && !setNoneOfOurs.has(`${owner}/${name}`);
}

export function runsOnOwnMachine(job: Yaml): boolean {
  const runner = child(job, 'runs-on');
  if (runner === undefined) return false;
  const labels = runner.kind === 'map' ? scalarsIn(child(runner, 'labels')) : scalarsIn(runner);
  return labels.length === 0 || labels.some(({ value }) => !fresh.test(value));
}
