/** The nodes of a running Swarm, and tasks that do not run although they should. */
import type { LiveCluster } from '../../kit/index.ts';
import { type NodeRow, nodeRows } from '../cluster-rows.ts';
import { type Markup, markup } from './markup.ts';

const tone = ({ node: { state, availability, reachability } }: NodeRow): string =>
  state !== 'ready' || reachability === 'unreachable' ? 'bad' : availability === 'active' ? 'good' : 'calm';

const row = (one: NodeRow): Markup =>
  markup`<tr><th scope="row">${one.node.name}</th><td><span class="${tone(one)}">${one.state}</span></td><td>${one.role}</td><td class="number">${one.tasks}</td><td class="quiet">${one.node.engine ?? ''}</td></tr>
`;

export const clusterSection = (cluster: LiveCluster | undefined): Markup | false =>
  cluster !== undefined &&
  cluster.nodes.length > 0 &&
  markup`<section id="nodes" aria-labelledby="nodes-title">
<h2 id="nodes-title">Nodes</h2>
<div class="scroll" role="region" aria-label="Nodes of the Swarm" tabindex="0"><table class="factors">
<thead><tr><th scope="col">Node</th><th scope="col">State</th><th scope="col">Role</th><th scope="col" class="number">Tasks</th><th scope="col">Engine</th></tr></thead>
<tbody>
${nodeRows(cluster).map(row)}</tbody></table></div>
</section>`;
