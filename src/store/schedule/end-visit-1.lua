-- A visit is over: the domain may be visited again when its next source is due, but not before the gap has passed.
-- KEYS[1] hosts zset (gives the prefix)
-- ARGV[1] host  ARGV[2] token  ARGV[3] gap, ms  ARGV[4] hold, ms from now (0: none)
-- Output: 1 when more is due there already
local prefix = string.sub(KEYS[1], 1, -6)
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local host = ARGV[1]
redis.call('ZREM', prefix .. 'in-flight:' .. host, ARGV[2])
if tonumber(ARGV[4]) > 0 then
  local held = redis.call('PTTL', prefix .. 'hold:' .. host)
  if held < tonumber(ARGV[4]) then redis.call('SET', prefix .. 'hold:' .. host, '1', 'PX', ARGV[4]) end
end
local first = redis.call('ZRANGE', prefix .. 'due:' .. host, 0, 0, 'WITHSCORES')
if not first[2] then
  redis.call('ZREM', KEYS[1], host)
  return 0
end
redis.call('ZADD', KEYS[1], math.max(tonumber(first[2]), now + tonumber(ARGV[3])), host)
return tonumber(first[2]) <= now and 1 or 0
