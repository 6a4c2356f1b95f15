import { LUA_ORDER, LuaChunk } from './chunk';
import { clearHeader } from './clear-header';
import { luaText } from './lua-text';
import { UNEXPECTED } from './token';
import { BotScoring } from '../scoring/bot-scoring';
import { HeaderName } from '../values/header-name';

/** What a request gets from the suspicious score on, in place of the header. */
export interface ChallengeAnswer {
  readonly status: number;
  readonly message: string;
  /** Seconds for `Retry-After`. */
  readonly retryAfter?: number;
}

/** What the chunk is made from. */
export interface BotScoreChunk {
  readonly scoring: BotScoring;
  readonly header: HeaderName;
  readonly challenge?: ChallengeAnswer;
  /** Whose requests are counted together: the API. */
  readonly counted: string;
}

/**
 * The dictionary of Kong's own rate limits. It is in every Kong, whatever its database and plugins (kong/templates/nginx_kong.lua). When it
 * is full, the counter that was used least recently makes room, so that counting never stops; a client counts once, however many
 * addresses of an IPv6 network it uses.
 */
const DICTIONARY = 'kong_rate_limiting_counters';

/** The chunk that scores a request before authentication, refuses it, or tells the backend its score. */
export function botScoreChunk({ scoring, header, challenge, counted }: BotScoreChunk): LuaChunk {
  const { weights, signatures, refusedFrom, suspiciousFrom } = scoring;
  const signed = signatures.length > 0 && weights.signature > 0;
  return {
    id: 'bot-score',
    place: 'pre-function',
    order: LUA_ORDER.botScore,
    constants: lines(
      signed && `local signatures = ${luaText(signatures)}`,
      weights.frequency > 0 && `local counters = ngx.shared.${DICTIONARY}`,
    ),
    body: lines(
      clearHeader(header),
      'local score = 0',
      (signed || weights.noUserAgent > 0) && agentLines(weights, signed),
      weights.noAcceptLanguage > 0 && signal('not string.find(ngx.var.http_accept_language or "", "%S")', weights.noAcceptLanguage),
      weights.frequency > 0 && frequencyLines(scoring, counted),
      `if score >= ${refusedFrom} then\n  return 403, "Forbidden"\nend`,
      `if score >= ${suspiciousFrom} then\n  ${suspicious(header, challenge)}\nend`,
    ),
    onError: UNEXPECTED,
  };
}

function agentLines({ noUserAgent, signature }: BotScoring['weights'], signed: boolean): string {
  return lines(
    'local agent = string.lower(ngx.var.http_user_agent or "")',
    'if not string.find(agent, "%S") then',
    `  score = score + ${noUserAgent}`,
    signed && `else
  for _, text in ipairs(signatures) do
    if string.find(agent, text, 1, true) then
      score = score + ${signature}
      break
    end
  end`,
    'end',
  );
}

/** The address is what nginx takes for the client's, in four bytes or sixteen. An IPv4 client of a listener for both has its own in the last four. */
function frequencyLines({ weights, window, maxRequests }: BotScoring, counted: string): string {
  return `local address = ngx.var.binary_remote_addr or ""
if #address == 16 then
  local mapped = string.sub(address, 1, 12) == ${luaText('\0'.repeat(10))} .. "\\255\\255"
  address = mapped and string.sub(address, 13) or string.sub(address, 1, 8)
end
local count, problem
if counters then
  count, problem = counters:incr(${luaText(`gatewarden:bot-score:${counted}:${window}:`)} .. address, 1, 0, ${window})
else
  problem = "no dictionary ${DICTIONARY}"
end
if not count then
  kong.log.err("gatewarden: requests are not counted and taken for too many: ", problem)
end
${signal(`not count or count > ${maxRequests}`, weights.frequency)}`;
}

function signal(condition: string, weight: number): string {
  return `if ${condition} then\n  score = score + ${weight}\nend`;
}

/** The highest score is always refused, so that the header never needs to say 1.0. */
function suspicious(header: HeaderName, challenge?: ChallengeAnswer): string {
  if (!challenge) {
    return `kong.service.request.set_header(${luaText(header.toString())}, "0." .. score)`;
  }
  const { status, message, retryAfter } = challenge;
  const headers = retryAfter === undefined ? '' : `, { ["Retry-After"] = "${retryAfter}" }`;
  return `return ${status}, ${luaText(message)}${headers}`;
}

function lines(...parts: (string | false)[]): string {
  return parts.filter(part => part !== false && part !== '').join('\n');
}
