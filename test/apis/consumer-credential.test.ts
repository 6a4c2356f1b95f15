import { ApiKeyCredential, ConsumerCredential, JwtCredential } from '../../src';

test.each<[ConsumerCredential, string]>([
  [ApiKeyCredential.fromSecret('a'), 'key-auth'],
  [JwtCredential.fromSecret('a'), 'jwt'],
])('a credential says what type Kong has for it', (credential, type) => {
  expect(credential).toBeInstanceOf(ConsumerCredential);
  expect(credential.credentialType).toBe(type);
});
