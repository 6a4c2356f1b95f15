import { HeaderName } from '../../src';
import { BotScoreChunk, botScoreChunk } from '../../src/lua/bot-score';
import { BOT_SCORING } from '../../src/scoring/bot-scoring';

const HEADER = HeaderName.of('X-Bot-Score');

function chunk(given: Partial<BotScoreChunk> = {}) {
  return botScoreChunk({ scoring: BOT_SCORING, header: HEADER, counted: 'shop/api', ...given });
}

test('the whole chunk', () => {
  expect(chunk()).toEqual({
    id: 'bot-score',
    place: 'pre-function',
    order: 30,
    onError: { status: 500, message: 'An unexpected error occurred' },
    constants: `local signatures = { "curl", "wget", "python-requests", "go-http-client", "headlesschrome", "phantomjs" }
local counters = ngx.shared.kong_rate_limiting_counters`,
    body: `kong.service.request.clear_header("X-Bot-Score")
kong.service.request.clear_header("X-Bot_Score")
kong.service.request.clear_header("X_Bot-Score")
kong.service.request.clear_header("X_Bot_Score")
local score = 0
local agent = string.lower(ngx.var.http_user_agent or "")
if not string.find(agent, "%S") then
  score = score + 3
else
  for _, text in ipairs(signatures) do
    if string.find(agent, text, 1, true) then
      score = score + 5
      break
    end
  end
end
if not string.find(ngx.var.http_accept_language or "", "%S") then
  score = score + 1
end
local address = ngx.var.binary_remote_addr or ""
if #address == 16 then
  local mapped = string.sub(address, 1, 12) == "\\000\\000\\000\\000\\000\\000\\000\\000\\000\\000" .. "\\255\\255"
  address = mapped and string.sub(address, 13) or string.sub(address, 1, 8)
end
local count, problem
if counters then
  count, problem = counters:incr("gatewarden:bot-score:shop/api:60:" .. address, 1, 0, 60)
else
  problem = "no dictionary kong_rate_limiting_counters"
end
if not count then
  kong.log.err("gatewarden: requests are not counted and taken for too many: ", problem)
end
if not count or count > 100 then
  score = score + 3
end
if score >= 9 then
  return 403, "Forbidden"
end
if score >= 7 then
  kong.service.request.set_header("X-Bot-Score", "0." .. score)
end`,
  });
});

test('signals without weight leave no code', () => {
  const { constants, body } = chunk({ scoring: { ...BOT_SCORING, weights: { noUserAgent: 0, signature: 0, noAcceptLanguage: 10, frequency: 0 } } });
  expect(constants).toBe('');
  expect(body).not.toMatch(/agent|counters/);
});

test('a challenge takes the place of the header', () => {
  expect(chunk({ challenge: { status: 429, message: 'Too Many Requests', retryAfter: 30 } }).body)
    .toMatch(/if score >= 7 then\n {2}return 429, "Too Many Requests", { \["Retry-After"\] = "30" }\nend$/);
  expect(chunk({ challenge: { status: 403, message: 'no "bots"\n' } }).body).toMatch(/return 403, "no \\"bots\\"\\n"\nend$/);
});

test.each(['"] end os.exit() --', 'a\\', ']]', '%s+', 'a"b', '--[['])('the signature %j stays text', text => {
  const { constants } = chunk({ scoring: { ...BOT_SCORING, signatures: [text] } });
  expect(constants!.split('\n')[0]).toBe(`local signatures = { "${text.replace(/["\\]/g, '\\$&')}" }`);
});
