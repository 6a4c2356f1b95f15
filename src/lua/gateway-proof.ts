import { LUA_ORDER, LuaChunk } from './chunk';
import { clearHeader } from './clear-header';
import { PROOF_VERSION, SHORTEST_SECRET } from './gateway-proof-format';
import { luaText } from './lua-text';
import { HeaderName } from '../values/header-name';

/** What the chunks are made from. */
export interface GatewayProofChunks {
  readonly header: HeaderName;
  /** The environment variable of the gateway's nodes that holds the secret. */
  readonly variable: string;
  /** The headers that are signed; undefined if the header is the bare secret. */
  readonly signed?: HeaderName[];
}

const REFUSAL = { status: 503, message: 'Service Unavailable' };

/**
 * The chunks that clear what a client has sent as proof, before everything else, and set the gateway's own, after everything else. Both
 * clear, so that losing one of the two plugins passes nobody's proof on.
 */
export function gatewayProofChunks(proof: GatewayProofChunks): LuaChunk[] {
  return [
    { id: 'clear-proof', place: 'pre-function', order: LUA_ORDER.clearProof, body: clearHeader(proof.header), onError: REFUSAL },
    {
      id: 'proof',
      place: 'post-function',
      order: LUA_ORDER.proof,
      ...proof.signed && { constants: `local signed = ${luaText(proof.signed.map(name => name.toString().toLowerCase()))}` },
      body: [clearHeader(proof.header), secretLines(proof), proof.signed ? signatureLines() : 'local proof = secret', `kong.service.request.set_header(${luaText(proof.header.toString())}, proof)`].join('\n'),
      onError: REFUSAL,
    },
  ];
}

/** The secret without the line break that an editor or `echo` leaves behind it. A node without one cannot prove anything, and refuses. */
function secretLines({ variable, signed }: GatewayProofChunks): string {
  const bare = signed ? '' : ' or string.find(secret, "[^\\33-\\126]")';
  return `local found, problem = kong.vault.get(${luaText(vaultReference(variable))})
local secret = type(found) == "string" and string.match(found, "^%s*(.-)%s*$") or ""
if #secret < ${SHORTEST_SECRET}${bare} then
  kong.log.err("gatewarden: ${variable} of the node's environment holds no ${signed ? '' : 'printable '}secret of ${SHORTEST_SECRET} characters or more: ", problem)
  return ${REFUSAL.status}, ${luaText(REFUSAL.message)}
end`;
}

/** The text of `gateway-proof-format.ts`: method and target as the backend sees them, after all that Kong has done to them. */
function signatureLines(): string {
  return `local target = ngx.var.upstream_uri
if type(target) ~= "string" or string.sub(target, 1, 1) ~= "/" then
  error("the upstream's path is not known")
end
local query = ngx.var.args or ""
if query ~= "" then
  target = target .. "?" .. query
end
local time = string.format("%d", ngx.time())
local lines = { "${PROOF_VERSION}", time, ngx.req.get_method(), target }
local headers = ngx.req.get_headers(0)
for _, name in ipairs(signed) do
  local value = headers[name] or ""
  if type(value) == "table" then
    value = table.concat(value, ", ")
  end
  lines[#lines + 1] = name .. ":" .. value
end
local signature = ngx.encode_base64(ngx.hmac_sha1(secret, table.concat(lines, "\\n")))
local proof = "${PROOF_VERSION};t=" .. time .. ";s=" .. signature`;
}

/** How Kong's vault of environment variables names one: it makes capitals of it, and underscores of hyphens. */
export function vaultReference(variable: string): string {
  return `{vault://env/${variable.toLowerCase().replace(/_/g, '-')}}`;
}
