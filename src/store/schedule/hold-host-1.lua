-- A domain asked to be left alone: no visit and no article request begins there until then. A longer hold stays.
-- KEYS[1] hosts zset (gives the prefix)
-- ARGV[1] host  ARGV[2] ms from now
-- Output: 1
local prefix = string.sub(KEYS[1], 1, -6)
local hold = prefix .. 'hold:' .. ARGV[1]
if redis.call('PTTL', hold) < tonumber(ARGV[2]) then redis.call('SET', hold, '1', 'PX', ARGV[2]) end
return 1
