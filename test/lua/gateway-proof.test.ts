import { HeaderName } from '../../src';
import { gatewayProofChunks, vaultReference } from '../../src/lua/gateway-proof';

const HEADER = HeaderName.of('X-Proof');

test('what clients send is cleared before everything else, in every spelling', () => {
  expect(gatewayProofChunks({ header: HEADER, variable: 'GW_PROOF' })[0]).toEqual({
    id: 'clear-proof',
    place: 'pre-function',
    order: 50,
    onError: { status: 503, message: 'Service Unavailable' },
    body: 'kong.service.request.clear_header("X-Proof")\nkong.service.request.clear_header("X_Proof")',
  });
});

test('the whole chunk that sets a bare secret', () => {
  expect(gatewayProofChunks({ header: HEADER, variable: 'GW_PROOF' })[1]).toEqual({
    id: 'proof',
    place: 'post-function',
    order: 190,
    onError: { status: 503, message: 'Service Unavailable' },
    body: `kong.service.request.clear_header("X-Proof")
kong.service.request.clear_header("X_Proof")
local found, problem = kong.vault.get("{vault://env/gw-proof}")
local secret = type(found) == "string" and string.match(found, "^%s*(.-)%s*$") or ""
if #secret < 16 or string.find(secret, "[^\\33-\\126]") then
  kong.log.err("gatewarden: GW_PROOF of the node's environment holds no printable secret of 16 characters or more: ", problem)
  return 503, "Service Unavailable"
end
local proof = secret
kong.service.request.set_header("X-Proof", proof)`,
  });
});

test('the whole chunk that signs', () => {
  const [, proof] = gatewayProofChunks({ header: HEADER, variable: 'GW_PROOF', signed: [HeaderName.of('X-User-ID')] });
  expect(proof.constants).toBe('local signed = { "x-user-id" }');
  expect(proof.body).toBe(`kong.service.request.clear_header("X-Proof")
kong.service.request.clear_header("X_Proof")
local found, problem = kong.vault.get("{vault://env/gw-proof}")
local secret = type(found) == "string" and string.match(found, "^%s*(.-)%s*$") or ""
if #secret < 16 then
  kong.log.err("gatewarden: GW_PROOF of the node's environment holds no secret of 16 characters or more: ", problem)
  return 503, "Service Unavailable"
end
local target = ngx.var.upstream_uri
if type(target) ~= "string" or string.sub(target, 1, 1) ~= "/" then
  error("the upstream's path is not known")
end
local query = ngx.var.args or ""
if query ~= "" then
  target = target .. "?" .. query
end
local time = string.format("%d", ngx.time())
local lines = { "v1", time, ngx.req.get_method(), target }
local headers = ngx.req.get_headers(0)
for _, name in ipairs(signed) do
  local value = headers[name] or ""
  if type(value) == "table" then
    value = table.concat(value, ", ")
  end
  lines[#lines + 1] = name .. ":" .. value
end
local signature = ngx.encode_base64(ngx.hmac_sha1(secret, table.concat(lines, "\\n")))
local proof = "v1;t=" .. time .. ";s=" .. signature
kong.service.request.set_header("X-Proof", proof)`);
});

test("a variable as kong's vault names it", () => {
  expect(vaultReference('GW_PROOF_2')).toBe('{vault://env/gw-proof-2}');
});
