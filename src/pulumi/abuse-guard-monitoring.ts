import { lift } from './lift';
import * as gateway from '../gateway/abuse-guard/abuse-guard-monitoring';

/** Whether and how an abuse guard is watched. */
export const AbuseGuardMonitoring = lift('AbuseGuardMonitoring', gateway.AbuseGuardMonitoring, { names: { prometheusOperator: ['options'] } });
export type AbuseGuardMonitoring = gateway.AbuseGuardMonitoring;
