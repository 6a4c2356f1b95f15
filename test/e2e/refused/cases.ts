import { Chart, Duration } from 'cdk8s';
import {
  ApiConsumer, ApiKeyCredential, Authentication, Backend, BackendService, Cidr, GatewaySettings, HostName, Issuer, KongPlugin, MetricsScrape,
  RoutePath, SecuredApi, Tls,
} from 'gatewarden';
import { certificate, clusterPlugin, configMap, consumer, ingress, networkPolicy, plugin, podMonitor, rules, secret, service, upstreamPolicy } from './objects';

/**
 * A wrong object, and who says what against it, in part. `schema` is what `npm test` says of any object of ours, `rule` keeps an app with
 * such an object, written by hand, from being synthesized, and `construct` is the error of a class of ours that is asked for it.
 */
export interface RefusedCase {
  readonly what: string;
  readonly object: any;
  readonly server: string;
  readonly schema: string;
  readonly rule?: string;
  readonly construct?: [make: (chart: Chart) => unknown, says: string];
}

const SECRET_KEY = { secretKeyRef: { name: 'config', key: 'json' } };
const API = { host: 'api.example.com', authentication: Authentication.jwt(), tls: Tls.fromSecret('tls') };
const route = (path: string) => (chart: Chart) => new SecuredApi(chart, 'api', API).addRoute(path, { backend: Backend.service('api', 80) });
const pods = { podLabels: { app: 'api' } };

const PLUGINS: RefusedCase[] = [
  {
    what: 'a plugin without its type', object: plugin({ plugin: undefined }), server: 'plugin: Required value', schema: 'lacks "plugin"', rule: 'plugin-config',
    construct: [chart => new KongPlugin(chart, 'plugin', { plugin: '' }), 'plugin'],
  },
  {
    what: 'a plugin with config and configFrom', object: plugin({ configFrom: SECRET_KEY }), server: 'Using both config and configFrom fields is not allowed',
    schema: 'Using both config and configFrom', rule: 'plugin-config',
  },
  {
    what: 'a plugin with configFrom and configPatches',
    object: plugin({ config: undefined, configFrom: SECRET_KEY, configPatches: [{ path: '/a', valueFrom: SECRET_KEY }] }),
    server: 'Using both configFrom and configPatches fields is not allowed', schema: 'Using both configFrom and configPatches', rule: 'plugin-config',
  },
  { what: 'a plugin with its fields under spec', object: plugin({ spec: { plugin: 'cors' } }), server: '.spec: field not declared in schema', schema: 'unknown field "spec"' },
  { what: 'a plugin with a misspelt field', object: plugin({ configPatch: [] }), server: '.configPatch: field not declared in schema', schema: 'unknown field "configPatch"' },
  {
    what: 'a plugin with an unknown protocol', object: plugin({ protocols: ['ftp'] }), server: 'Unsupported value: "ftp"', schema: '/protocols/0 must be one of',
    construct: [chart => new KongPlugin(chart, 'plugin', { plugin: 'cors', protocols: ['ftp'] }), 'ftp'],
  },
  {
    what: 'a plugin with an underscore in its name', object: plugin({}, { name: 'rate_limit' }), server: 'a lowercase RFC 1123 subdomain must consist of',
    schema: '/metadata/name must be a DNS name', rule: 'object-name', construct: [chart => new KongPlugin(chart, 'plugin', { plugin: 'cors', name: 'rate_limit' }), 'rate_limit'],
  },
  {
    what: 'a plugin with a label that begins with an underscore', object: plugin({}, { labels: { team: '_shop' } }), server: 'a valid label must be an empty string or consist of',
    schema: '/metadata/labels/team must be a label value', rule: 'object-name',
  },
  {
    what: 'a plugin with a number for an annotation', object: plugin({}, { annotations: { 'example.com/wave': -1 } }), server: 'expected string', schema: 'must be string, got -1',
    rule: 'object-name',
  },
  { what: 'a global plugin without its type', object: clusterPlugin({ plugin: undefined }), server: 'plugin: Required value', schema: 'lacks "plugin"', rule: 'plugin-config' },
  {
    what: 'a global plugin whose secret has no namespace', object: clusterPlugin({ configFrom: SECRET_KEY }), server: 'configFrom.secretKeyRef.namespace: Required value',
    schema: '/configFrom/secretKeyRef lacks "namespace"',
  },
];

const CONSUMERS: RefusedCase[] = [
  {
    what: 'a consumer without any name', object: consumer({ username: undefined }), server: 'Need to provide either username or custom_id', schema: 'Need to provide either username or custom_id',
    rule: 'consumer-name', construct: [chart => new ApiConsumer(chart, 'web', { username: '', credentials: [ApiKeyCredential.fromSecret('web-key')] }), 'username'],
  },
  { what: 'a consumer with one credential and no list', object: consumer({ credentials: 'web-key' }), server: '.credentials: expected list', schema: '/credentials must be array' },
  { what: 'an unknown way of balancing', object: upstreamPolicy({ algorithm: 'random' }), server: 'Unsupported value: "random"', schema: '/spec/algorithm must be one of' },
  {
    what: 'a hash of two things', object: upstreamPolicy({ algorithm: 'consistent-hashing', hashOn: { header: 'x', cookie: 'y', cookiePath: '/' } }),
    server: 'Only one of spec.hashOn', schema: '/spec/hashOn Only one of spec.hashOn',
  },
];

const ROUTES: RefusedCase[] = [
  { what: 'a route without pathType', object: ingress({ path: { pathType: undefined } }), server: 'pathType must be specified', schema: 'lacks "pathType"' },
  {
    what: 'a host in capitals', object: ingress({ rule: { host: 'API.example.com' } }), server: 'a lowercase RFC 1123 subdomain', schema: '/spec/rules/0/host must be a lower-case DNS name',
    construct: [() => HostName.of('API.example.com'), 'API.example.com'],
  },
  {
    what: 'an address for a host', object: ingress({ rule: { host: '10.0.0.1' } }), server: 'must be a DNS name, not an IP address', schema: '/spec/rules/0/host must be',
    construct: [() => HostName.of('10.0.0.1'), '10.0.0.1'],
  },
  {
    what: 'a wildcard inside of a host', object: ingress({ rule: { host: 'api.*.example.com' } }), server: 'a wildcard DNS-1123 subdomain must start with', schema: '/spec/rules/0/host must be',
    construct: [() => HostName.of('api.*.example.com'), 'api.*.example.com'],
  },
  { what: 'a port as text', object: ingress({ port: { number: '80' } }), server: 'port.number: expected numeric', schema: '/port/number must be integer' },
  { what: 'a port by number and name', object: ingress({ port: { number: 80, name: 'http' } }), server: 'cannot set both port name & port number', schema: 'must have exactly one of name, number' },
  {
    what: 'a path without a slash in front', object: ingress({ path: { path: 'v1' } }), server: 'must be an absolute path', schema: '/path must begin with "/"',
    construct: [route('v1'), 'v1'],
  },
  {
    what: 'a path with an encoded slash', object: ingress({ path: { path: '/v1%2Fadmin' } }), server: 'must not contain \'%2F\'', schema: 'holds no "//", "/./", "/../" or "%2f"',
    construct: [() => RoutePath.of('/v1%2Fadmin'), '/v1%2Fadmin'],
  },
  {
    what: 'a path that goes up', object: ingress({ path: { path: '/v1/../admin' } }), server: 'must not contain \'/../\'', schema: 'holds no "//", "/./", "/../" or "%2f"',
    construct: [() => RoutePath.exact('/v1/../admin'), '/v1/../admin'],
  },
  {
    what: 'a route of two classes', object: ingress({ metadata: { annotations: { 'kubernetes.io/ingress.class': 'nginx' } } }), server: 'kubernetes.io/ingress.class',
    schema: 'must not both be set',
  },
  { what: 'a route with neither rules nor backend', object: ingress({ spec: { rules: undefined } }), server: 'either `defaultBackend` or `rules`', schema: 'must have rules or a defaultBackend' },
];

const TLS_AND_ALERTS: RefusedCase[] = [
  { what: 'a certificate to be renewed after a number', object: certificate({ renewBefore: 720 }), server: '.spec.renewBefore: expected string', schema: '/spec/renewBefore must be string' },
  { what: 'a certificate with an unknown algorithm', object: certificate({ privateKey: { algorithm: 'DSA' } }), server: 'Unsupported value: "DSA"', schema: '/spec/privateKey/algorithm must be one of' },
  {
    what: 'a certificate without an issuer', object: certificate({ issuerRef: undefined }), server: 'spec.issuerRef: Required value', schema: '/spec lacks "issuerRef"',
    construct: [() => Issuer.cluster(''), 'name'],
  },
  { what: 'a certificate with an unknown usage', object: certificate({ usages: ['tls server'] }), server: 'Unsupported value: "tls server"', schema: '/spec/usages/0 must be one of' },
  { what: 'an alert with a number for a label', object: rules({ labels: { priority: 1 } }), server: '.labels.priority: expected string', schema: '/labels/priority must be string' },
  { what: 'an alert for a time in words', object: rules({ for: '5 minutes' }), server: 'for in body should match', schema: '/rules/0/for must match pattern' },
  { what: 'an alert without expression', object: rules({ expr: undefined }), server: 'rules[0].expr: Required value', schema: 'lacks "expr"' },
  { what: 'two groups of rules with one name', object: rules({}, [{ name: 'group', rules: [] }, { name: 'group', rules: [] }]), server: 'duplicate entries for key [name="group"]', schema: 'has name "group" twice' },
  {
    what: 'a scrape interval that is none', object: podMonitor({ interval: 'often' }), server: 'interval in body should match', schema: '/interval must match pattern',
    construct: [() => MetricsScrape.podMonitor({ interval: Duration.seconds(0) }), 'interval'],
  },
  { what: 'a scrape of no scheme that is', object: podMonitor({ scheme: 'gopher' }), server: 'Unsupported value: "gopher"', schema: '/scheme must be one of' },
];

const BUILT_IN: RefusedCase[] = [
  {
    what: 'a service port out of range', object: service({ ports: [{ port: 70000 }] }), server: 'must be between 1 and 65535', schema: '/spec/ports/0/port must be <= 65535',
    construct: [chart => new BackendService(chart, 'service', { ...pods, port: 70000 }), '70000'],
  },
  { what: 'two service ports with one name', object: service({ ports: [{ name: 'http', port: 80 }, { name: 'http', port: 81 }] }), server: 'Duplicate value: "http"', schema: 'has name "http" twice' },
  { what: 'two service ports without a name', object: service({ ports: [{ port: 80 }, { port: 81 }] }), server: 'spec.ports[0].name: Required value', schema: 'each of several ports must have a name' },
  {
    what: 'a service name that begins with a digit', object: service({}, { name: '2fast' }), server: 'a DNS-1035 label must consist of', schema: 'must be a DNS label that begins with a letter',
  },
  { what: 'a service of no type that is', object: service({ type: 'Public' }), server: 'Unsupported value: "Public"', schema: '/spec/type must be one of' },
  {
    what: 'a range that is none', object: networkPolicy({ ipBlock: { cidr: '10.0.0.0/33' } }), server: 'must be a valid CIDR value', schema: 'must match format "cidr"',
    construct: [() => Cidr.of('10.0.0.0/33'), '10.0.0.0/33'],
  },
  { what: 'a peer by range and by pods', object: networkPolicy({ ipBlock: { cidr: '10.0.0.0/16' }, podSelector: {} }), server: 'may not specify both ipBlock and another peer', schema: 'must not have ipBlock beside a selector' },
  { what: 'a peer by nothing', object: networkPolicy({}), server: 'must specify a peer', schema: '/spec/ingress/0/from/0' },
  { what: 'a policy for http', object: networkPolicy({ podSelector: {} }, [{ port: 80, protocol: 'HTTP' }]), server: 'Unsupported value: "HTTP"', schema: '/protocol must be one of' },
  { what: 'a setting that is a number', object: configMap({ KONG_PROXY_PORT: 8000 }), server: 'KONG_PROXY_PORT: expected string', schema: '/data/KONG_PROXY_PORT must be string' },
  {
    what: 'a setting with a slash in its name', object: configMap({ 'kong/headers': 'off' }), server: 'a valid config key must consist of', schema: 'bad key "kong/headers"',
    construct: [chart => new GatewaySettings(chart, 'settings', { extra: { 'kong/headers': 'off' } }), 'kong/headers'],
  },
  { what: 'a tls secret without its key', object: secret({ type: 'kubernetes.io/tls', stringData: { 'tls.crt': 'x' } }), server: 'data[tls.key]: Required value', schema: 'must have tls.crt and tls.key' },
  { what: 'a secret that is not base64', object: secret({ data: { key: 'not base64!' } }), server: 'illegal base64 data', schema: '/data/key must match pattern' },
  { what: 'a secret with a misspelt field', object: secret({ stringdata: { key: 'web' } }), server: '.stringdata: field not declared in schema', schema: 'unknown field "stringdata"' },
];

export const CASES: RefusedCase[] = [...PLUGINS, ...CONSUMERS, ...ROUTES, ...TLS_AND_ALERTS, ...BUILT_IN];

/** What only the server sees, with why. */
export const ONLY_THE_SERVER: { readonly what: string; readonly object: any; readonly server: string; readonly because: string }[] = [
  {
    what: 'an exception outside of its range', object: networkPolicy({ ipBlock: { cidr: '10.0.0.0/16', except: ['10.1.0.0/24'] } }), server: 'must be a strict subset of `cidr`',
    because: 'a schema does not compare addresses, and no construct of ours makes exceptions',
  },
];
