import { Without } from '../../src';
import { ALL_POLICIES } from '../../src/apis/route-policies';

const WAYS = ALL_POLICIES.filter(name => name !== 'authentication').map(name => [name] as const);

test.each(WAYS)('%s can be left out with a reason', name => {
  expect(Without[name]('  it is not\nneeded here ')).toMatchObject({ policy: name, reason: 'it is not needed here' });
});

test('authentication cannot be left out', () => {
  expect(Object.keys(Object.getOwnPropertyDescriptors(Without))).not.toContain('authentication');
});

test.each(WAYS)('fails to leave %s out without a sentence', name => {
  for (const reason of ['', 'because', '         ']) {
    expect(() => Without[name](reason)).toThrow(new Error(
      `a route without ${name} has the reason '${reason}': expected a sentence that a reviewer understands; say why it is safe here`));
  }
});
