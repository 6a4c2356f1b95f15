export { Acknowledge, AcknowledgedFinding } from './acknowledge';
export * from './guard-report';
