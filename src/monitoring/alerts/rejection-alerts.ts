import { AlertContext } from './alert-context';
import { AlertRule } from './alert-rule';
import { requestRatio, requestRate } from './request-rates';
import { GatewayAlert } from '../gateway-alert';

/** Requests that the gateway refuses: who is not let in, who asks too often, what is too large or not valid. */
export function rejectionAlerts(context: AlertContext): AlertRule[] {
  const { authenticationFailures, rateLimiting, oversizedRequests, invalidRequests } = context.props;
  return [
    {
      alert: GatewayAlert.HIGH_AUTHENTICATION_FAILURE_RATE,
      prop: 'authenticationFailures',
      settings: authenticationFailures,
      needs: 'statusCodes',
      expr: requestRatio(context, 'authenticationFailures', 0.1, ['code=~"401|403"', 'source="kong"']),
      for: '5m',
      severity: 'warning',
      summary: 'Many requests of route {{ $labels.route }} are refused as not authenticated or not allowed',
      description: 'The gateway answers {{ $value | humanizePercentage }} of the requests of route {{ $labels.route }} with 401 or 403.',
      runbook: 'In the access log, see whether the refused requests come from few addresses (somebody tries tokens or keys: deny the addresses) '
        + 'or from one application (its token expired, its key was rotated, its issuer is unknown). The body of a 401 says what was wrong. '
        + 'A 403 comes from an address rule, bot protection or a missing group. If it began with a deployment, compare the route\'s plugins and the consumers\' credentials.',
    },
    {
      alert: GatewayAlert.RATE_LIMITING_TRIGGERED,
      prop: 'rateLimiting',
      settings: rateLimiting,
      needs: 'statusCodes',
      expr: requestRate(context, 'rateLimiting', 1, ['code="429"', 'source="kong"']),
      for: '1m',
      severity: 'info',
      summary: 'Route {{ $labels.route }} is being rate limited',
      description: 'The gateway refuses {{ $value | humanize }} requests per second of route {{ $labels.route }} with 429.',
      runbook: 'In the access log, find the consumer or the address that is refused. A client in a retry loop: tell its owners. A client that has grown: give it another tier. '
        + 'Everybody at once: the limit is counted by an address that all share (a load balancer), see the gateway\'s trusted proxies. '
        + 'Requests without a token are refused with 401 before they are counted.',
    },
    {
      alert: GatewayAlert.REQUESTS_TOO_LARGE,
      prop: 'oversizedRequests',
      settings: oversizedRequests,
      needs: 'statusCodes',
      expr: requestRate(context, 'oversizedRequests', 0.2, ['code=~"413|417"', 'source="kong"']),
      for: '10m',
      severity: 'info',
      summary: 'Route {{ $labels.route }} is sent bodies above its limit',
      description: 'The gateway refuses {{ $value | humanize }} requests per second of route {{ $labels.route }} with 413 or 417.',
      runbook: 'In the access log, see the size of the refused requests and who sends them. A known client with a real need: raise the body limit of that route only. '
        + 'Anything else: somebody tries to exhaust the backend, and the limit holds; deny the address if it goes on.',
    },
    {
      alert: GatewayAlert.REQUESTS_INVALID,
      prop: 'invalidRequests',
      settings: invalidRequests,
      needs: 'statusCodes',
      expr: requestRate(context, 'invalidRequests', 0.5, ['code="400"', 'source="kong"']),
      for: '10m',
      severity: 'info',
      summary: 'Route {{ $labels.route }} is sent invalid requests',
      description: 'The gateway refuses {{ $value | humanize }} requests per second of route {{ $labels.route }} with 400.',
      runbook: 'The body of the 400 names the field. If it began with a deployment, the schema of the route and the client disagree: compare both. '
        + 'Many different fields from one address: somebody probes the API; deny the address.',
    },
  ];
}
