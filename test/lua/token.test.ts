import { luaGateway } from './support';
import { UntrustedLua } from '../../src';
import { composeLua } from '../../src/lua/composer';
import { tokenGuard } from '../../src/lua/token';

const CJSON = luaGateway(UntrustedLua.SANDBOX, ['cjson.safe']);

test('the guard before authentication', () => {
  const guard = tokenGuard(CJSON, 'iss');
  expect(guard).toMatchObject({ id: 'token-guard', place: 'pre-function', order: 20, modules: ['cjson.safe'], onError: { status: 500 } });
  expect(guard.body).toBe(`local authorization = ngx.var.http_authorization
if not authorization then
  return
end
local text = authorization:sub(1, 7) == "Bearer " and authorization:sub(8, 8) > " " and authorization:sub(8)
if not text then
  local found, problem = ngx.re.match(authorization, "\\\\s*[Bb]earer\\\\s+(.+)", "jo")
  if not found and not problem then return end
  text = found and found[1] or ""
end
local first = text:find(".", 1, true)
local second = first and text:find(".", first + 1, true)
local is_whole = second and not text:find(".", second + 1, true)
local header = is_whole and decode_part(text:sub(1, first - 1))
local claims = header and decode_part(text:sub(first + 1, second - 1))
if not claims or not is_sound(header, claims) then
  return 401, "Unauthorized", { ["WWW-Authenticate"] = 'Bearer error="invalid_token"' }
end
kong.ctx.shared.gatewarden_token = { text = text, claims = claims }`);
});

test('the key is that of the plugin, quoted', () => {
  expect(tokenGuard(CJSON, 'a"]b').constants).toContain('local KEY_CLAIM = "a\\"]b"\n');
});

test('plain Lua has a stated size', () => {
  const [{ config: { access: [plain] } }] = composeLua([tokenGuard(luaGateway(), 'iss')], luaGateway());
  const [{ config: { access: [short] } }] = composeLua([tokenGuard(CJSON, 'iss')], CJSON);
  expect(plain.length).toBeLessThan(12_000);
  expect(short.length).toBeLessThan(2_500);
});
