import { LUA_ORDER, LuaChunk } from './chunk';
import { ClaimHeaders, identitySetter } from './identity';
import { luaSet, luaText } from './lua-text';
import { CLAIM_TEXT, UNEXPECTED, VERIFIED_CLAIMS } from './token';

/** What a verified token must say. */
export interface ClaimChecks {
  /** Of which `aud` must name one. */
  readonly audiences?: string[];
  /** Of which `iss` must be one. */
  readonly issuers?: string[];
  /** Claims that must have a value, or a list with it. */
  readonly required?: { readonly path: string[]; readonly value: string }[];
  /** Words that `scope`, or the list `scp`, must all have. */
  readonly scopes?: string[];
}

/** A piece of the chunk: what it needs once, and for each request. */
interface Part {
  readonly constants: string;
  readonly body: string;
}

/**
 * Checks what a verified token says, then forwards its claims as headers. One chunk for both, so that the token is looked up once and no
 * identity is set before every check is passed; undefined if there is nothing to do.
 */
export function claimsChunk(checks: ClaimChecks, identity: ClaimHeaders | undefined): LuaChunk | undefined {
  const parts = [audience(checks), issuer(checks), required(checks), scopes(checks), ...identity ? [forwarded(identity)] : []]
    .filter((part): part is Part => part !== undefined);
  return parts.length === 0 ? undefined : {
    id: identity ? 'claims-and-identity' : 'claims',
    place: 'post-function',
    order: LUA_ORDER.claims,
    onError: UNEXPECTED,
    constants: [CLAIM_TEXT, ...parts.map(part => part.constants)].filter(Boolean).join('\n\n'),
    body: [VERIFIED_CLAIMS, ...parts.map(part => part.body)].join('\n'),
  };
}

function audience({ audiences }: ClaimChecks): Part | undefined {
  return audiences && {
    constants: `local AUDIENCES = ${luaSet(audiences)}

local function is_audience(aud)
  if type(aud) == "table" then
    for i = 1, #aud do
      if type(aud[i]) == "string" and AUDIENCES[aud[i]] then
        return true
      end
    end
    return false
  end
  return type(aud) == "string" and AUDIENCES[aud] == true
end`,
    body: `if not is_audience(claims.aud) then
  return 401, "Unauthorized", ${WRONG_TOKEN}
end`,
  };
}

function issuer({ issuers }: ClaimChecks): Part | undefined {
  return issuers && {
    constants: `local ISSUERS = ${luaSet(issuers)}`,
    body: `if type(claims.iss) ~= "string" or not ISSUERS[claims.iss] then
  return 401, "Unauthorized", ${WRONG_TOKEN}
end`,
  };
}

function required({ required: claims }: ClaimChecks): Part | undefined {
  return claims && {
    constants: `local REQUIRED = ${luaText(claims.map(({ path, value }) => ({ path, value })))}

local function holds(value, wanted)
  if type(value) == "table" then
    for i = 1, #value do
      if text_of(value[i]) == wanted then
        return true
      end
    end
    return false
  end
  return text_of(value) == wanted
end`,
    body: `for i = 1, #REQUIRED do
  if not holds(claim_at(claims, REQUIRED[i].path), REQUIRED[i].value) then
    return 403, "Forbidden"
  end
end`,
  };
}

function scopes({ scopes: wanted }: ClaimChecks): Part | undefined {
  return wanted && {
    constants: `local SCOPES = ${luaText(wanted)}

local function add_scopes(granted, value)
  if type(value) == "string" then
    for scope in value:gmatch("%S+") do
      granted[scope] = true
    end
  elseif type(value) == "table" then
    for i = 1, #value do
      if type(value[i]) == "string" then
        granted[value[i]] = true
      end
    end
  end
end`,
    body: `local granted = {}
add_scopes(granted, claims.scope)
add_scopes(granted, claims.scp)
for i = 1, #SCOPES do
  if not granted[SCOPES[i]] then
    return 403, "Forbidden", { ["WWW-Authenticate"] = 'Bearer error="insufficient_scope"' }
  end
end`,
  };
}

function forwarded(identity: ClaimHeaders): Part {
  return { constants: identitySetter(identity), body: 'set_identity(claims)' };
}

/** As RFC 6750 says it of a token that is not for here. */
const WRONG_TOKEN = '{ ["WWW-Authenticate"] = \'Bearer error="invalid_token"\' }';
