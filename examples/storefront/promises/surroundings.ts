import { ALERTS } from './alerts';
import { equal, fail, one } from './checks';
import { api, CONNECTIONS, KONG } from './connections';
import { GUARD } from './guard';
import { checkAlerts } from '../../../test/support/promises/alerts';
import { mayConnect } from '../../../test/support/promises/network';

/** What the storefront promises besides routes and consumers: a name, and what throws if it is not so. */
export const SURROUNDINGS: [name: string, expect: (objects: any[]) => void][] = [
  ['alerts', objects => {
    const rule = one(objects, 'PrometheusRule', 'alerts');
    checkAlerts(rule, ALERTS);
    equal('labels of the alerts', rule.metadata.labels, { release: 'kube-prometheus-stack' });
  }],
  ['scraping', objects => {
    const { metadata, spec } = one(objects, 'PodMonitor', 'metrics');
    equal('labels of the monitor', metadata.labels, { release: 'kube-prometheus-stack' });
    equal('monitor', spec, {
      selector: { matchLabels: KONG },
      podMetricsEndpoints: [{ port: 'status', path: '/metrics', honorLabels: true }, { port: 'cmetrics', path: '/metrics' }],
    });
  }],
  ['connections', objects => {
    const wrong = CONNECTIONS.filter(([, from, to, port, may]) => mayConnect(objects, from, to, port) !== may)
      .map(([what, , , port, may]) => `${what}, port ${port}: promised is that it ${may ? 'may' : 'may not'} connect`);
    fail(wrong);
  }],
  ['the service', objects => {
    const { metadata, spec } = one(objects, 'Service', 'api');
    equal('service api', spec, { selector: api.labels, ports: [{ name: 'http', port: 80, targetPort: 8080 }] });
    equal('annotations of the service', metadata.annotations, {
      'konghq.com/connect-timeout': '60000', 'konghq.com/read-timeout': '30000', 'konghq.com/write-timeout': '60000', 'konghq.com/retries': '2',
    });
  }],
  ['certificates', objects => {
    const certificates = objects.filter(({ kind }) => kind === 'Certificate');
    for (const { metadata, spec } of objects.filter(({ kind }) => kind === 'Ingress')) {
      const here = certificates.filter(each => each.metadata.namespace === metadata.namespace);
      for (const { hosts, secretName } of spec.tls ?? []) {
        const names = here.filter(each => each.spec.secretName === secretName).flatMap(each => each.spec.dnsNames);
        fail(hosts.filter((host: string) => !names.includes(host)).map((host: string) => `no certificate in ${secretName} is asked for with the name ${host} of Ingress ${metadata.name}`));
      }
      const covered = (spec.tls ?? []).flatMap(({ hosts }: any) => hosts);
      fail(spec.rules.filter(({ host }: any) => !covered.includes(host)).map(({ host }: any) => `Ingress ${metadata.name} serves ${host} with kong's own certificate, which no client trusts`));
    }
    for (const { spec } of certificates) {
      equal(`certificate ${spec.secretName}`, { key: spec.privateKey, issuer: spec.issuerRef, usages: spec.usages, renewBefore: spec.renewBefore, duration: spec.duration }, {
        key: { algorithm: 'ECDSA', size: 256, encoding: 'PKCS8', rotationPolicy: 'Always' },
        issuer: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'letsencrypt-prod' },
        usages: ['digital signature', 'server auth'], renewBefore: '720h0m0s', duration: '2160h0m0s',
      });
    }
  }],
  ['settings', objects => {
    equal('settings of the gateway\'s nodes', one(objects, 'ConfigMap', 'kong-settings').data, {
      KONG_HEADERS: 'off', KONG_TRUSTED_IPS: '10.20.0.0/24', KONG_REAL_IP_HEADER: 'X-Forwarded-For', KONG_REAL_IP_RECURSIVE: 'on', KONG_SSL_CIPHER_SUITE: 'intermediate',
      KONG_STATUS_LISTEN: '0.0.0.0:8100', KONG_UNTRUSTED_LUA_SANDBOX_REQUIRES: 'cjson.safe',
    });
  }],
  ['legacy nginx', objects => {
    // The name that ingress-nginx' Helm chart gives its ConfigMap; another one is read by nobody.
    equal('settings of ingress-nginx', one(objects, 'ConfigMap', 'ingress-nginx-controller').data, {
      'ssl-protocols': 'TLSv1.2 TLSv1.3',
      'ssl-ciphers': ['ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-RSA-AES256-GCM-SHA384',
        'ECDHE-ECDSA-CHACHA20-POLY1305', 'ECDHE-RSA-CHACHA20-POLY1305', 'DHE-RSA-AES128-GCM-SHA256', 'DHE-RSA-AES256-GCM-SHA384', 'DHE-RSA-CHACHA20-POLY1305'].join(':'),
      'ssl-session-tickets': 'false', 'ssl-redirect': 'true', 'force-ssl-redirect': 'true', 'http-redirect-code': '308', 'server-tokens': 'false',
      'hsts': 'true', 'hsts-max-age': '63072000', 'hsts-include-subdomains': 'true', 'hsts-preload': 'false',
    });
  }],
  ...GUARD,
];
