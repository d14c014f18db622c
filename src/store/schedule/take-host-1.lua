-- One request for an article page, beside the visits: allowed while the domain has a free place and is not held.
-- KEYS[1] hosts zset (gives the prefix)
-- ARGV[1] host  ARGV[2] token  ARGV[3] lease, ms  ARGV[4] most in flight
-- Output: 0 taken; else after how many ms to ask again
local prefix = string.sub(KEYS[1], 1, -6)
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local inFlight = prefix .. 'in-flight:' .. ARGV[1]
local held = redis.call('PTTL', prefix .. 'hold:' .. ARGV[1])
if held > 0 then return held end
redis.call('ZREMRANGEBYSCORE', inFlight, '-inf', now)
if redis.call('ZCARD', inFlight) >= tonumber(ARGV[4]) then return 200 end
redis.call('ZADD', inFlight, now + tonumber(ARGV[3]), ARGV[2])
redis.call('PEXPIRE', inFlight, tonumber(ARGV[3]) * 2)
return 0
