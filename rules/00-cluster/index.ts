import { defineRule } from '../../src/kit/index.ts';
import drift from './drift.ts';
import engineSkew from './engine-skew.ts';
import evenManagers from './even-managers.ts';
import imageNotResolved from './image-not-resolved.ts';
import imageSkew from './image-skew.ts';
import managerRunsTasks from './manager-runs-tasks.ts';
import noLeader from './no-leader.ts';
import nodeDown from './node-down.ts';
import nodeNotActive from './node-not-active.ts';
import notDeployed from './not-deployed.ts';
import notInFiles from './not-in-files.ts';
import quorumMargin from './quorum-margin.ts';
import sameNode from './same-node.ts';
import singleManager from './single-manager.ts';
import taskFlapping from './task-flapping.ts';
import taskPending from './task-pending.ts';
import taskRejected from './task-rejected.ts';
import unusedConfig from './unused-config.ts';
import unusedSecret from './unused-secret.ts';
import updateStuck from './update-stuck.ts';

/** Of no factor: what a running Swarm shows is about the machines and the moment, not about the program. No score knows it. */
export default defineRule({
  factor: 0,
  id: 'cluster',
  title: 'The running cluster',
  principle: 'What runs is what was released, on machines that can lose one of them.',
  swarm: 'Swarm says what is wrong with nodes and tasks, to whoever asks.',
  address: 'https://docs.docker.com/engine/swarm/admin_guide/',
  checks: [
    noLeader,
    quorumMargin,
    singleManager,
    evenManagers,
    nodeDown,
    nodeNotActive,
    managerRunsTasks,
    engineSkew,
    taskPending,
    taskRejected,
    taskFlapping,
    updateStuck,
    imageSkew,
    imageNotResolved,
    sameNode,
    drift,
    notDeployed,
    notInFiles,
    unusedSecret,
    unusedConfig,
  ],
});
