import { UntrustedLua } from '../../src';
import { LuaGateway } from '../../src/lua/sandbox';

/** An open-source gateway, as Lua sees it. */
export function luaGateway(untrustedLua = UntrustedLua.SANDBOX, luaModules: string[] = []): LuaGateway {
  return { untrustedLua, luaModules, description: 'oss 3.9' };
}
