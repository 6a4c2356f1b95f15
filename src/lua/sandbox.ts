import { UntrustedLua } from '../gateway/untrusted-lua';

/** What a piece of Lua must know of the gateway that runs it. */
export interface LuaGateway {
  readonly untrustedLua: UntrustedLua;
  readonly luaModules: string[];
  /** As error texts say it: `oss 3.9`. */
  readonly description: string;
}

/** Of Kong's own list from 3.14 on, which nobody can extend, what this package asks for. */
const STRICT_MODULES = ['cjson', 'cjson.safe'];

/** Whether a chunk may require a module. One that it may not is taken by every check, and then answers every request with 500. */
export function allowsModule({ untrustedLua, luaModules }: LuaGateway, module: string): boolean {
  switch (untrustedLua) {
    case UntrustedLua.OFF: return false;
    case UntrustedLua.ON: return true;
    case UntrustedLua.SANDBOX: return luaModules.includes(module);
    default: return STRICT_MODULES.includes(module);
  }
}
