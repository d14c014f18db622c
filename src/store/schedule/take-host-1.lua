-- One request for an article page, beside the visits: allowed while the domain has a free place and is not held.
-- KEYS[1] hosts zset (gives the prefix)
-- ARGV[1] host  ARGV[2] token  ARGV[3] lease, ms  ARGV[4] most in flight
-- Output: 0 taken; else after how many ms to ask again
--- @include "schedule"
--- @include "now"
--- @include "in-flight"
local held = redis.call('PTTL', prefix .. HOLD .. ARGV[1])
if held > 0 then return held end
if countInFlight(ARGV[1]) >= tonumber(ARGV[4]) then return 200 end
putInFlight(ARGV[1], ARGV[2], tonumber(ARGV[3]))
return 0
