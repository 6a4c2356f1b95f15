import { AbuseGuardImage } from '../../../src';

test('a stock image runs the program from a ConfigMap', () => {
  expect(AbuseGuardImage.bundled()).toMatchObject({ image: 'node:20-alpine', fromBundle: true });
});

test.each(['registry.example.com:5000/team/abuse-guard:1.0.0', `example.com/abuse-guard@sha256:${'0'.repeat(64)}`])('an image of your own holds it: %s', image => {
  expect(AbuseGuardImage.of(image)).toMatchObject({ image, fromBundle: false });
});

test.each(['example.com/abuse-guard', 'registry.example.com:5000/abuse-guard'])('fails for an image without tag and digest: %s', image => {
  expect(() => AbuseGuardImage.of(image)).toThrow(`image '${image}' of the abuse guard has neither tag nor digest: expected one`);
});

test.each(['', 'two words:1', 'https://example.com/guard:1', '-x:1', 20 as unknown as string])('fails for what is no image: %j', image => {
  expect(() => AbuseGuardImage.bundled(image)).toThrow(/^image of the abuse guard is .*: expected registry, path and tag without blanks/);
});
