import { KongEdition, KongGateway, KongVersion, RealIpHeader, UntrustedLua } from '../../src';
import { testChart } from '../support/app';

const LATE = { version: KongVersion.V3_14, edition: KongEdition.ENTERPRISE };

test('values are those of kong.conf', () => {
  expect(Object.values(UntrustedLua)).toEqual(['off', 'sandbox', 'strict', 'lax', 'on']);
  expect(Object.values(RealIpHeader)).toEqual(['X-Forwarded-For', 'X-Real-IP', 'proxy_protocol']);
});

test("kong's default is the sandbox, and strict from 3.14 on", () => {
  expect(new KongGateway(testChart(), 'gateway').untrustedLua).toBe(UntrustedLua.SANDBOX);
  expect(new KongGateway(testChart(), 'gateway', LATE).untrustedLua).toBe(UntrustedLua.STRICT);
});

test.each([UntrustedLua.STRICT, UntrustedLua.LAX])('fails on %s before 3.14', (untrustedLua) => {
  expect(() => new KongGateway(testChart(), 'gateway', { untrustedLua })).toThrow(new Error(
    `untrusted_lua ${untrustedLua} does not exist in kong 3.9: expected off, sandbox or on; leave untrustedLua out for the sandbox [test/gateway]`));
});

test.each([
  [{ ...LATE }, 'strict'], [{ ...LATE, untrustedLua: UntrustedLua.LAX }, 'lax'], [{ untrustedLua: UntrustedLua.OFF }, 'off'],
])('fails on lua modules that would not be loaded: %o', (props, mode) => {
  expect(() => new KongGateway(testChart(), 'gateway', { ...props, luaModules: ['cjson.safe'] })).toThrow(new Error(
    `lua modules cjson.safe would not be loaded: with untrusted_lua ${mode} kong has a list of its own, or runs nothing; leave luaModules out, or set untrustedLua: UntrustedLua.SANDBOX [test/gateway]`));
});

test('modules can be listed for the sandbox of 3.14', () => {
  const gateway = new KongGateway(testChart(), 'gateway', { ...LATE, untrustedLua: UntrustedLua.SANDBOX, luaModules: ['cjson.safe'] });

  expect(gateway.luaModules).toEqual(['cjson.safe']);
});

test.each(['cjson safe', 'a,b', '', '.x'])('fails on the lua module %p', (module) => {
  expect(() => new KongGateway(testChart(), 'gateway', { luaModules: [module] })).toThrow(new Error(
    `lua module '${module}' is not a module: expected words joined by '.'; write each as require takes it, for instance 'cjson.safe' [test/gateway]`));
});
