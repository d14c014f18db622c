-- A visit is over: the domain may be visited again when its next source is due, but not before the gap has passed.
-- KEYS[1] hosts zset (gives the prefix)
-- ARGV[1] host  ARGV[2] token  ARGV[3] gap, ms  ARGV[4] hold, ms from now (0: none)
-- Output: 1 when more is due there already
--- @include "schedule"
--- @include "now"
--- @include "hold"
--- @include "next-visit"
local host = ARGV[1]
redis.call('ZREM', prefix .. IN_FLIGHT .. host, ARGV[2])
if tonumber(ARGV[4]) > 0 then holdHost(host, ARGV[4]) end
local due = setNextVisit(host, now + tonumber(ARGV[3]))
return due and due <= now and 1 or 0
