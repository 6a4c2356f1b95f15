export { Acknowledge } from './acknowledge';
export type { AcknowledgedFinding } from './acknowledge';
export * from './guard-report';
