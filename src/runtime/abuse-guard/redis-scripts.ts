import { CANDIDATES_KEPT } from './store';

/**
 * Adds rows, given as JSON: `{c: client, k: [age, signal, count, ...], p: [age, mark, ...], s: [samples]}`, ages in buckets before now.
 * Now is the time of Redis, so that all replicas count in the same buckets, whatever their clocks say.
 *
 * KEYS: what keys begin with. ARGV: length of a bucket in ms, buckets of a window, place of `distinctPath`, threshold, most candidates,
 * the weights, the rows.
 */
export const ADD = `
local prefix, bucketMs, buckets = KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2])
local distinct, threshold, most = ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])
local weights, rows = cjson.decode(ARGV[6]), cjson.decode(ARGV[7])
local time = redis.call('TIME')
local now = math.floor((time[1] * 1000 + math.floor(time[2] / 1000)) / bucketMs)
local ttl = bucketMs * (buckets + 1)
local waiting = redis.call('HLEN', prefix .. ':candidates')
for _, row in ipairs(rows) do
  local client = row.c
  if redis.call('EXISTS', prefix .. ':quiet:' .. client) == 0 then
    local key = prefix .. ':counts:' .. client
    local k, p = row.k, row.p
    for i = 1, #k, 3 do
      redis.call('HINCRBY', key, (now - k[i]) .. ':' .. k[i + 1], k[i + 2])
    end
    for i = 1, #p, 2 do
      local bucket = now - p[i]
      local window = math.floor(bucket / buckets)
      local this, last = prefix .. ':paths:' .. client .. ':' .. window, prefix .. ':paths:' .. client .. ':' .. (window - 1)
      if redis.call('GETBIT', this, p[i + 1]) == 0 and redis.call('GETBIT', last, p[i + 1]) == 0 then
        redis.call('HINCRBY', key, bucket .. ':' .. distinct, 1)
      end
      redis.call('SETBIT', this, p[i + 1], 1)
      redis.call('PEXPIRE', this, ttl * 2)
    end
    redis.call('PEXPIRE', key, ttl)
    local counts, score, stale = {}, 0, {}
    for i = 1, #weights do counts[i] = 0 end
    local all = redis.call('HGETALL', key)
    for i = 1, #all, 2 do
      local bucket, signal = string.match(all[i], '^(%d+):(%d+)$')
      bucket, signal = tonumber(bucket), tonumber(signal)
      if bucket <= now - buckets then
        stale[#stale + 1] = all[i]
      else
        counts[signal + 1] = counts[signal + 1] + tonumber(all[i + 1])
        score = score + weights[signal + 1] * tonumber(all[i + 1])
      end
    end
    if #stale > 0 then redis.call('HDEL', key, unpack(stale)) end
    if score > threshold and waiting < most then
      local found = cjson.encode({ score = score, counts = counts, samples = row.s })
      waiting = waiting + redis.call('HSET', prefix .. ':candidates', client, found)
      redis.call('PEXPIRE', prefix .. ':candidates', ${CANDIDATES_KEPT})
    end
  end
end
return 1
`;

/** ARGV: the clients that have been dealt with. */
export const TAKEN = `
local prefix = KEYS[1]
for _, client in ipairs(ARGV) do
  redis.call('HDEL', prefix .. ':candidates', client)
  redis.call('DEL', prefix .. ':counts:' .. client)
end
return 1
`;

/** ARGV: pairs of a client and milliseconds. */
export const QUIET = `
local prefix = KEYS[1]
for i = 1, #ARGV, 2 do
  redis.call('SET', prefix .. ':quiet:' .. ARGV[i], '1', 'PX', ARGV[i + 1])
end
return 1
`;
