/** What a stack promises in its files beside what it does on a Swarm. */
export { compare, type Proof, type ProvedObligation, type ProvedService, type Relation } from './compare.ts';
export * from './observed.ts';
export { planOf, type ServicePlan } from './plan.ts';
export { signsOfProduction } from './production.ts';
export { seconds } from './words.ts';
