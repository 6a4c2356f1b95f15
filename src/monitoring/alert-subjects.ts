import { GatewayAlert } from './gateway-alert';

/** What an alert is about, and so whose series it reads. */
export type AlertSubject = 'routes' | 'certificates' | 'controller' | 'nodes';

/** Every alert, in the order of the rule group. */
export const ALERT_SUBJECTS: Record<GatewayAlert, AlertSubject> = {
  [GatewayAlert.HIGH_AUTHENTICATION_FAILURE_RATE]: 'routes',
  [GatewayAlert.RATE_LIMITING_TRIGGERED]: 'routes',
  [GatewayAlert.REQUESTS_TOO_LARGE]: 'routes',
  [GatewayAlert.REQUESTS_INVALID]: 'routes',
  [GatewayAlert.GATEWAY_SERVER_ERRORS]: 'routes',
  [GatewayAlert.BACKEND_SERVER_ERRORS]: 'routes',
  [GatewayAlert.GATEWAY_LATENCY_HIGH]: 'routes',
  [GatewayAlert.BACKEND_LATENCY_HIGH]: 'routes',
  [GatewayAlert.REQUEST_LATENCY_HIGH]: 'routes',
  [GatewayAlert.CERTIFICATE_EXPIRY_SOON]: 'certificates',
  [GatewayAlert.CERTIFICATE_NOT_READY]: 'certificates',
  [GatewayAlert.CERTIFICATE_METRICS_ABSENT]: 'certificates',
  [GatewayAlert.CONFIG_PUSH_FAILING]: 'controller',
  [GatewayAlert.CONFIG_TRANSLATION_BROKEN]: 'controller',
  [GatewayAlert.CONTROLLER_METRICS_ABSENT]: 'controller',
  [GatewayAlert.GATEWAY_METRICS_ABSENT]: 'nodes',
  [GatewayAlert.UPSTREAM_TARGET_UNHEALTHY]: 'nodes',
  [GatewayAlert.SHARED_DICTIONARY_FULL]: 'nodes',
  [GatewayAlert.METRIC_ERRORS]: 'nodes',
};

/** The alerts about one subject. */
export function alertsAbout(subject: AlertSubject): GatewayAlert[] {
  return Object.values(GatewayAlert).filter(alert => ALERT_SUBJECTS[alert] === subject);
}
