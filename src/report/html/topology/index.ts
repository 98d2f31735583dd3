/** The picture of every stack, and the same facts as a list for those who do not see it. */
import type { Report, ServiceReport } from '../../../engine/report.ts';
import { type Facts, plural, type Stack, serviceKey } from '../../../kit/index.ts';
import { type Markup, markup } from '../markup.ts';
import { type Anchors, replicasText, verdictTerm } from '../terms.ts';
import { layoutOf } from './layout.ts';
import { type Box, type Topology, topologyOf } from './model.ts';
import { picture } from './picture.ts';

/** With more stacks than this, only those that something stands in the way of are open. */
const OPEN_STACKS = 3;

function sentenceOf(box: Box, topology: Topology, report: ServiceReport | undefined): Markup {
  const own = topology.resources.filter(({ key }) => box.resources.includes(key));
  const parts = [
    report === undefined
      ? 'not judged'
      : `${verdictTerm(report).word}, replicas: ${replicasText(report)}${report.maxSafeReplicas === undefined ? '' : `, safe: ${report.maxSafeReplicas}`}`,
    box.doors.length > 0 &&
      `published: ${box.doors.map(({ text, mode }) => `${text.replace('→', 'to')} (${mode})`).join(', ')}`,
    `networks: ${box.networks.join(', ')}`,
    box.calls.length > 0 && `calls: ${box.calls.join(', ')}`,
    ...own.map(({ kind, name, remark, key }) => {
      const others = topology.boxes.filter((one) => one !== box && one.resources.includes(key));
      const with_ = others.length > 0 ? `, shared with ${others.map((one) => one.name).join(', ')}` : '';
      return `${kind} ${name}: ${remark}${with_}`;
    }),
  ].filter((part) => part !== false);
  return markup`<li><strong>${box.name}</strong>: ${parts.join('; ')}</li>`;
}

function stackPart(
  stack: Stack,
  services: readonly ServiceReport[],
  facts: Facts,
  open: boolean,
  anchors: Anchors,
): Markup {
  const topology = topologyOf(stack, facts);
  const reports = new Map(services.map((one) => [one.service.name, one]));
  const judged = (name: string) => {
    const key = serviceKey({ stack: stack.id, name });
    return { report: reports.get(name), link: anchors.ofService(key), key };
  };
  const stopped = services.filter((one) => verdictTerm(one).tone === 'bad').length;
  const svg = picture(topology, layoutOf(topology), `Services, networks and storage of ${stack.id}`, judged);
  return markup`<details class="stack"${open && markup` open`}>
<summary><code>${stack.id}</code> <span class="quiet">${plural(topology.boxes.length, 'service')}${stopped > 0 && markup`, <span class="bad">${`${stopped} ✗`}</span>`}</span></summary>
<div class="scroll" role="region" aria-label="${`Picture of ${stack.id}`}" tabindex="0">${svg}</div>
<details class="same"><summary>The same as a list</summary><ul>${topology.boxes.map((box) => sentenceOf(box, topology, reports.get(box.name)))}</ul></details>
</details>`;
}

export function topologySection({ services }: Report, facts: Facts, anchors: Anchors): Markup | false {
  const stacks = facts.stacks.filter(({ id }) => services.some(({ service }) => service.stack === id));
  if (stacks.length === 0) return false;
  return markup`<section id="topology" aria-labelledby="topology-title">
<h2 id="topology-title">Topology</h2>
<p class="quiet">Vertical lines at the right of the services are networks, with a ring wherever a service is attached; dashed ones are made outside the stack. At the left, arrows lead from services to those they call. At the far right stands what services mount, and <span class="warn">what each node has for itself</span>. Lines that cross without a dot do not meet.</p>
${stacks.map((stack) => {
  const own = services.filter(({ service }) => service.stack === stack.id);
  const open = stacks.length <= OPEN_STACKS || own.some((one) => verdictTerm(one).tone === 'bad');
  return stackPart(stack, own, facts, open, anchors);
})}
</section>`;
}
