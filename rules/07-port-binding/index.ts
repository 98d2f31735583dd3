import { defineRule } from '../../src/kit/index.ts';
import bindsLoopback from './binds-loopback.ts';
import hostIpIgnored from './host-ip-ignored.ts';
import hostModeConflict from './host-mode-conflict.ts';
import ignoresPortEnv from './ignores-port-env.ts';
import ingressHidesClientIp from './ingress-hides-client-ip.ts';
import notSelfContained from './not-self-contained.ts';
import portMismatch from './port-mismatch.ts';
import proxyLabels from './proxy-labels.ts';
import publishedPortClash from './published-port-clash.ts';

export default defineRule({
  factor: 7,
  id: 'port-binding',
  title: 'Port binding',
  principle: 'A service exports itself by binding a port.',
  swarm:
    'The ingress mesh and the other services reach a task only on an address and a port that it really listens on.',
  address: 'https://12factor.net/port-binding',
  checks: [
    portMismatch,
    ignoresPortEnv,
    bindsLoopback,
    hostIpIgnored,
    hostModeConflict,
    publishedPortClash,
    proxyLabels,
    ingressHidesClientIp,
    notSelfContained,
  ],
});
