import { Duration } from 'cdk8s';
import { Hsts, HstsOptions } from '../../src';

test("the default is mozilla's two years with subdomains, and no preload", () => {
  expect(Hsts.of().toString()).toBe('max-age=63072000; includeSubDomains');
});

test('all options are in the header', () => {
  const options: Required<HstsOptions> = { maxAge: Duration.days(365), includeSubdomains: true, preload: true };

  expect(Hsts.of(options).toString()).toBe('max-age=31536000; includeSubDomains; preload');
  expect(Hsts.of(options)).toMatchObject({ maxAgeSeconds: 31_536_000, includeSubdomains: true, preload: true });
});

test('subdomains can be left out', () => {
  expect(Hsts.of({ includeSubdomains: false, maxAge: Duration.days(1) }).toString()).toBe('max-age=86400');
});

test.each<[HstsOptions, string]>([
  [{ maxAge: Duration.hours(23) }, 'hsts lasts 82800 seconds: expected at least a day; two years are usual, Duration.days(730)'],
  [{ maxAge: Duration.millis(86_400_500) }, 'hsts is 86400500 milliseconds: expected whole seconds; write Duration.seconds(86401)'],
  [{ preload: true, maxAge: Duration.days(364) }, 'hsts preload with maxAge 31449600 and includeSubdomains true: expected at least 31536000 seconds and subdomains; raise them, or leave preload out'],
  [{ preload: true, includeSubdomains: false }, 'hsts preload with maxAge 63072000 and includeSubdomains false: expected at least 31536000 seconds and subdomains; raise them, or leave preload out'],
])('fails on %o', (options, message) => {
  expect(() => Hsts.of(options)).toThrow(new Error(message));
});
