import { isHeaderName, isIpOrCidr, isPath, isVaultReference, regexProblem, urlParts } from '../../../src/kong/facts/formats';

test('addresses and ranges', () => {
  for (const good of ['10.0.0.1', '10.0.0.0/8', '10.1.2.3/8', '0.0.0.0/0', '::1', '2001:db8::/32', '::/0', '::ffff:10.0.0.1/128']) expect([good, isIpOrCidr(good)]).toEqual([good, true]);
  for (const bad of ['', '10.0.0', '10.0.0.256', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/-1', '10.0.0.0/8/8', '::/129', 'fe80::1%eth0', 'localhost', '10.0.0.1 ']) {
    expect([bad, isIpOrCidr(bad)]).toEqual([bad, false]);
  }
});

test('header names', () => {
  for (const good of ['X-User-ID', 'x_user', 'apikey', '1']) expect(isHeaderName(good)).toBe(true);
  for (const bad of ['', 'X User', 'X:Y', 'Ünder']) expect(isHeaderName(bad)).toBe(false);
});

test('urls', () => {
  expect(urlParts('https://user:pass@logs.example:8080/a?b')).toEqual({ scheme: 'https', userinfo: 'user:pass', host: 'logs.example:8080' });
  expect(urlParts('HTTP://logs')).toEqual({ scheme: 'http', userinfo: undefined, host: 'logs' });
  for (const bad of ['', 'logs:8080', 'http://', 'http:///a', '//logs', 'http://a@']) expect(urlParts(bad)).toBeUndefined();
});

test('paths', () => {
  expect(isPath('/a/b')).toBe(true);
  expect(isPath('a')).toBe(false);
  expect(isPath('/a//b')).toBe(false);
});

test('vault references', () => {
  expect(isVaultReference('{vault://env/a}')).toBe(true);
  for (const bad of ['vault://env/a', '{vault://}', 'x{vault://env/a}', '{vault://env/a} ']) expect(isVaultReference(bad)).toBe(false);
});

test('regular expressions of pcre', () => {
  const good = ['curl', '(?i)googlebot', 'a{1,2}', '[]a]', '[^]]+', '[[:alpha:]]+', 'a\\(', '(a|b)*?', 'a++', '^$', '(?:a)+', '(?<n>a)', '\\d+', 'a|', '[(]', '()'];
  for (const pattern of good) expect([pattern, regexProblem(pattern)]).toEqual([pattern, undefined]);
  expect(regexProblem('a(')).toBe('has a ( that is not closed');
  expect(regexProblem('a)')).toBe('has a ) that was not opened');
  expect(regexProblem('[a')).toBe('has a [ that is not closed');
  expect(regexProblem('[[:alpha:]')).toBe('has a [ that is not closed');
  expect(regexProblem('a\\')).toBe('ends in a lone backslash');
  expect(regexProblem('*a')).toBe('has a * with nothing to repeat');
  expect(regexProblem('a|+')).toBe('has a + with nothing to repeat');
  expect(regexProblem('(?)')).toBeUndefined();
});
