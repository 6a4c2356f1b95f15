import { luaGateway } from './support';
import { UntrustedLua } from '../../src';
import { allowsModule } from '../../src/lua/sandbox';

test.each<[UntrustedLua, string[], boolean]>([
  [UntrustedLua.OFF, ['cjson.safe'], false],
  [UntrustedLua.SANDBOX, [], false],
  [UntrustedLua.SANDBOX, ['cjson'], false],
  [UntrustedLua.SANDBOX, ['cjson.safe'], true],
  [UntrustedLua.STRICT, [], true],
  [UntrustedLua.LAX, [], true],
  [UntrustedLua.ON, [], true],
])('with untrusted_lua %s and modules %j, cjson.safe is allowed: %s', (lua, modules, allowed) => {
  expect(allowsModule(luaGateway(lua, modules), 'cjson.safe')).toBe(allowed);
});

test('a module of nobody\'s is allowed only where there is no sandbox', () => {
  expect([UntrustedLua.SANDBOX, UntrustedLua.STRICT, UntrustedLua.ON].map(lua => allowsModule(luaGateway(lua), 'socket'))).toEqual([false, false, true]);
});
