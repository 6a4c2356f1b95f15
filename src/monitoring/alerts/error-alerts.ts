import { AlertContext } from './alert-context';
import { AlertRule } from './alert-rule';
import { requestRatio } from './request-rates';
import { GatewayAlert } from '../gateway-alert';

/** Answers with 5xx, by who gave them. */
export function errorAlerts(context: AlertContext): AlertRule[] {
  const { gatewayErrors, backendErrors } = context.props;
  return [
    {
      alert: GatewayAlert.GATEWAY_SERVER_ERRORS,
      prop: 'gatewayErrors',
      settings: gatewayErrors,
      needs: 'statusCodes',
      expr: requestRatio(context, 'gatewayErrors', 0.01, ['code=~"5.."', 'source="kong"']),
      for: '5m',
      severity: 'critical',
      summary: 'The gateway fails requests of route {{ $labels.route }}',
      description: 'The gateway itself answers {{ $value | humanizePercentage }} of the requests of route {{ $labels.route }} with 5xx.',
      runbook: 'See the code in the access log. 500: a plugin failed; the error log of the gateway names it (a function that may not load its module, a Redis that does not answer). '
        + '502 and 504: the gateway cannot reach the backend or waits too long; see the backend\'s pods, its port and its network policies. 503: the backend has no pod that is ready.',
    },
    {
      alert: GatewayAlert.BACKEND_SERVER_ERRORS,
      prop: 'backendErrors',
      settings: backendErrors,
      needs: 'statusCodes',
      expr: requestRatio(context, 'backendErrors', 0.05, ['code=~"5.."', 'source="service"']),
      for: '5m',
      severity: 'warning',
      summary: 'The backend fails requests of route {{ $labels.route }}',
      description: 'The backend answers {{ $value | humanizePercentage }} of the requests of route {{ $labels.route }} with 5xx.',
      runbook: 'The answer comes from the backend, not from the gateway: see its logs and its latest deployment. '
        + 'If only requests with unusual input fail, describe the input in the route\'s request schema, so that the gateway refuses it.',
    },
  ];
}
