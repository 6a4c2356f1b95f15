import { AlertContext } from './alert-context';
import { AlertRule } from './alert-rule';
import { certificateAlerts } from './certificate-alerts';
import { controllerAlerts } from './controller-alerts';
import { errorAlerts } from './error-alerts';
import { latencyAlerts } from './latency-alerts';
import { nodeAlerts } from './node-alerts';
import { rejectionAlerts } from './rejection-alerts';

/** Every alert, in the order of the rule group. */
export function allAlerts(context: AlertContext): AlertRule[] {
  return [rejectionAlerts, errorAlerts, latencyAlerts, certificateAlerts, controllerAlerts, nodeAlerts].flatMap(alerts => alerts(context));
}
