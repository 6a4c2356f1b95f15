import { Authentication, PublicAccess } from '../../src';

test('public access loosens authentication that is enforced', () => {
  expect(PublicAccess.because('it is a status page')._loosens(Authentication.jwt())).toBe('authentication may not change');
});

test('authentication may not even replace public access that is enforced', () => {
  expect(Authentication.jwt()._loosens(PublicAccess.because('it is a status page'))).toBe('authentication may not change');
});

test('only public access is public', () => {
  expect([Authentication.jwt(), Authentication.apiKey(), PublicAccess.because('it is a status page')].map(p => p.isPublic)).toEqual([false, false, true]);
});
