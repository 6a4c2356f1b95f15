export * from './abuse-guard';
export * from './middleware';
export { ABUSE_SCORING } from '../scoring/abuse-scoring';
export type { AbuseScoring } from '../scoring/abuse-scoring';
