import { TlsProfile } from '../../src';
import { settingsProblem } from '../../src/gateway/setting-checks';

const problem = (settings: Record<string, string>, profile = TlsProfile.INTERMEDIATE) => settingsProblem(settings, profile);

test.each<[Record<string, string>]>([
  [{}],
  [{ KONG_LOG_LEVEL: 'info', KONG_NGINX_HTTP_SERVER_TOKENS: 'off' }],
  [{ KONG_SSL_CERT_KEY: '/etc/secrets/tls/tls.key', KONG_LICENSE_PATH: '/etc/secrets/license' }],
  [{ KONG_PG_PASSWORD: '{vault://env/pg-password}' }],
  [{ KONG_TRUSTED_IPS: '10.0.0.0/8,unix:' }],
  [{ KONG_FIPS: 'off' }],
])('%o is taken', (settings) => {
  expect(problem(settings)).toBeUndefined();
});

test.each<[Record<string, string>, string]>([
  [{ log_level: 'info' }, "setting 'log_level' is not a setting: expected the environment variable, KONG_ and the name in capitals; write for instance KONG_LOG_LEVEL"],
  [{ KONG_LOG_LEVEL: ' ' }, 'setting KONG_LOG_LEVEL is empty or has a line break: expected one line; give a value or leave it out'],
  [{ KONG_LOG_LEVEL: 'a\nb' }, 'setting KONG_LOG_LEVEL is empty or has a line break: expected one line; give a value or leave it out'],
  [{ KONG_TRUSTED_IPS: '10.0.0.0/8, 0.0.0.0/0' }, "setting KONG_TRUSTED_IPS is '10.0.0.0/8, 0.0.0.0/0', which trusts everybody: any client could forge its address; list the ranges of the load balancer"],
  [{ KONG_TRUSTED_IPS: '::/0' }, "setting KONG_TRUSTED_IPS is '::/0', which trusts everybody: any client could forge its address; list the ranges of the load balancer"],
  [{ KONG_SSL_PROTOCOLS: 'TLSv1.3' }, "setting KONG_SSL_PROTOCOLS does nothing: kong ignores it with cipher suite 'intermediate'; give the gateway tlsProfile: TlsProfile.custom({ … })"],
  [{ KONG_FIPS: 'on' }, "setting KONG_FIPS is 'on' and the tls profile is 'intermediate': in fips mode kong takes the suite 'fips' whatever is set; give the gateway tlsProfile: TlsProfile.FIPS"],
])('%o is refused', (settings, text) => {
  expect(problem(settings)).toBe(text);
});

test('a setting of the custom suite is taken there', () => {
  expect(problem({ KONG_SSL_DHPARAM: 'ffdhe4096' }, TlsProfile.custom({ ciphers: ['DHE-RSA-AES128-GCM-SHA256'] }))).toBeUndefined();
  expect(problem({ KONG_FIPS: 'on' }, TlsProfile.FIPS)).toBeUndefined();
});

test.each([
  ['KONG_PG_PASSWORD', 's3cret'], ['KONG_LICENSE_DATA', '{}'], ['KONG_SSL_CERT_KEY', 'LS0tLS1'], ['KONG_SSL_CERT', '-----BEGIN PRIVATE KEY-----'],
  ['KONG_ADMIN_GUI_SESSION_CONF', '{"secret":"s3cret"}'], ['KONG_PORTAL_SESSION_SECRET', 's3cret'], ['KONG_VAULT_HCV_TOKEN', 's3cret'],
])('%s is refused, and its value not repeated', (name, value) => {
  const text = problem({ [name]: value });

  expect(text).toBe(`setting ${name} holds a secret: a config map is readable by many, and so is code; set it from a Secret in the pod's environment`);
  expect(text).not.toContain('s3cret');
});
