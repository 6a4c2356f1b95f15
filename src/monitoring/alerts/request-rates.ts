import { AlertContext } from './alert-context';
import { RateAlert, RatioAlert } from '../alert-settings';

/** Kong counts here every request that has a route; a refusal by a plugin or by Kong has `source="kong"`, the backend's answer `service`. */
const REQUESTS = 'kong_http_requests_total';

/** Requests per second of a route with these labels, above a threshold. */
export function requestRate(context: AlertContext, prop: 'rateLimiting' | 'oversizedRequests' | 'invalidRequests', rate: number, matchers: string[]): string {
  const given: RateAlert = context.props[prop] ?? {};
  return `${context.rateByRoute(REQUESTS, matchers)} > ${context.positive(`${prop}.rate`, given.rate ?? rate)}`;
}

/** The share of a route's requests that have these labels, above a threshold; silent for a route with little traffic. */
export function requestRatio(context: AlertContext, prop: 'authenticationFailures' | 'gatewayErrors' | 'backendErrors', ratio: number, matchers: string[]): string {
  const given: RatioAlert = context.props[prop] ?? {};
  const all = context.rateByRoute(REQUESTS);
  return [
    context.rateByRoute(REQUESTS, matchers),
    `  / ${all} > ${context.share(`${prop}.ratio`, given.ratio ?? ratio)}`,
    `and ${all} > ${context.minimumRate(prop, given.minimumRate)}`,
  ].join('\n');
}
