import { GatewayRequirements, settingHolds } from '../../src/gateway/gateway-requirements';

const need = (setting: string, value: string, reason = 'a test', met = false) => ({ setting, value, reason, met });

function requirements(...all: ReturnType<typeof need>[]): GatewayRequirements {
  const result = new GatewayRequirements();
  all.forEach(requirement => result.add(requirement));
  return result;
}

test('the order does not depend on who came first', () => {
  const [a, b, c] = [need('KONG_B', '1'), need('KONG_A', '2'), need('KONG_A', '1')];

  expect(requirements(a, b, c).all()).toEqual([c, b, a]);
  expect(requirements(c, b, a).all()).toEqual(requirements(a, b, c).all());
});

test('the same value from another feature is one requirement', () => {
  expect(requirements(need('KONG_A', '1', 'first'), need('KONG_A', '1', 'second')).all()).toEqual([need('KONG_A', '1', 'first')]);
});

test.each(['KONG_UNTRUSTED_LUA_SANDBOX_REQUIRES', 'KONG_TRUSTED_IPS', 'KONG_LUA_SSL_TRUSTED_CERTIFICATE'])('%s is joined from all who need a part', (setting) => {
  expect(requirements(need(setting, 'b,c'), need(setting, 'a,b')).settings()).toEqual({ [setting]: 'a,b,c' });
});

test('one who needs a set keeps its order', () => {
  expect(requirements(need('KONG_TRUSTED_IPS', 'b,a')).settings()).toEqual({ KONG_TRUSTED_IPS: 'b,a' });
});

test('fails on two values for a setting that has one', () => {
  expect(() => requirements(need('KONG_A', '1', 'first'), need('KONG_A', '2', 'second')).settings()).toThrow(new Error(
    "setting KONG_A is needed as '1' by first and as '2' by second: a node has one value; give one of the two up"));
});

test.each([
  ['KONG_A', 'on', 'ON ', true],
  ['KONG_A', 'on', 'off', false],
  ['KONG_TRUSTED_IPS', '10.0.0.0/8', '10.0.0.0/8, 192.0.2.0/24', true],
  ['KONG_TRUSTED_IPS', '10.0.0.0/8,192.0.2.0/24', '10.0.0.0/8', false],
])('%s needed as %p and set to %p: %p', (setting, needed, actual, expected) => {
  expect(settingHolds(setting, needed, actual)).toBe(expected);
});
