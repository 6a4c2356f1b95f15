import { Pod } from '../../../test/support/promises/network';

/** The labels of the gateway's pods. */
export const KONG = { 'app.kubernetes.io/name': 'kong' };
const gateway: Pod = { namespace: 'kong', labels: KONG };
export const api: Pod = { namespace: 'shop', labels: { app: 'api' } };
/** The labels of the guard's pods. */
export const GUARD_PODS = { 'app.kubernetes.io/name': 'gatewarden-abuse-guard', 'app.kubernetes.io/instance': 'abuse-guard' };
const guard: Pod = { namespace: 'kong', labels: GUARD_PODS };
const stranger: Pod = { namespace: 'shop', labels: { app: 'batch' } };
const prometheus: Pod = { namespace: 'monitoring', labels: { app: 'prometheus' } };

/** Who may connect to whom, at which port of the pod. */
export const CONNECTIONS: [what: string, from: Pod, to: Pod, port: number, may: boolean][] = [
  ['the gateway to the api', gateway, api, 8080, true],
  ['another pod of the shop to the api', stranger, api, 8080, false],
  ['another pod of the gateway\'s namespace to the api', { namespace: 'kong', labels: { app: 'debug' } }, api, 8080, false],
  ['a pod of the shop that calls itself kong to the api', { namespace: 'shop', labels: KONG }, api, 8080, false],
  ['the gateway to another port of the api', gateway, api, 9090, false],
  ['anybody to the gateway by https', stranger, gateway, 8443, true],
  ['prometheus to the gateway\'s metrics', prometheus, gateway, 8100, true],
  ['prometheus to the controller\'s metrics', prometheus, gateway, 10255, true],
  ['another pod to the gateway\'s metrics', stranger, gateway, 8100, false],
  ['anybody to the Admin API', stranger, gateway, 8444, false],
  ['the gateway to the abuse guard', gateway, guard, 8080, true],
  ['another pod to the abuse guard', stranger, guard, 8080, false],
  ['prometheus to the abuse guard, as if it were the gateway', prometheus, guard, 8080, false],
  ['prometheus to the metrics of the abuse guard', prometheus, guard, 9090, true],
  ['the gateway to the metrics of the abuse guard', gateway, guard, 9090, false],
];
