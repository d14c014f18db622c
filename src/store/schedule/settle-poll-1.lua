-- One source of a visit is done: its state and its next due time; the visit's lease is renewed.
-- KEYS[1] hosts zset (gives the prefix)
-- ARGV[1] host  ARGV[2] token  ARGV[3] source id  ARGV[4] the lease end it was claimed with  ARGV[5] state
-- ARGV[6] next due time, ms  ARGV[7] lease, ms  ARGV[8] round or ""  ARGV[9] result for the round  ARGV[10] masthead
-- Output: 1, or 0 when another worker has claimed the source since (nothing is written then)
--- @include "schedule"
--- @include "now"
--- @layout MASTHEADS, META, ROUND, SOURCE
local host, token, id, lease = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[7])
local due = prefix .. DUE .. host
local score = redis.call('ZSCORE', due, id)
if ARGV[8] ~= '' then
  local round = prefix .. ROUND .. ARGV[8]
  redis.call('HSET', round, id, ARGV[9])
  redis.call('EXPIRE', round, 3600)
end
if not score or tonumber(score) ~= tonumber(ARGV[4]) then return 0 end
redis.call('ZADD', due, ARGV[6], id)
local key = prefix .. SOURCE .. id
redis.call('HSET', key, 'state', ARGV[5])
redis.call('HDEL', key, 'open', 'strikes')
if redis.call('HGET', prefix .. MASTHEADS, id) ~= ARGV[10] then
  redis.call('HSET', prefix .. MASTHEADS, id, ARGV[10])
  redis.call('HINCRBY', prefix .. META, MASTHEADS, 1)
end
redis.call('ZADD', prefix .. IN_FLIGHT .. host, 'XX', now + lease, token)
redis.call('ZADD', KEYS[1], 'XX', now + lease, host)
return 1
