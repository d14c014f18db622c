-- Makes sources due earlier than they were. One that is being polled keeps its lease: its poll decides anew.
-- KEYS[1] hosts zset (gives the prefix)
-- ARGV[1] lease, ms  ARGV[2..] host, source id, due time in ms, for each source
-- Output: how many are due earlier now
--- @include "schedule"
--- @include "now"
--- @include "in-flight"
local leases = now + tonumber(ARGV[1])
local moved = 0
for n = 2, #ARGV, 3 do
  local host, id, at = ARGV[n], ARGV[n + 1], tonumber(ARGV[n + 2])
  local due = prefix .. DUE .. host
  local score = tonumber(redis.call('ZSCORE', due, id) or '0')
  local visited = countInFlight(host) > 0
  -- A score so near may be the end of a lease: only while nobody visits the domain it cannot be.
  if score > at and (score > leases or not visited) then
    redis.call('ZADD', due, at, id)
    if not visited then redis.call('ZADD', KEYS[1], 'LT', at, host) end
    moved = moved + 1
  end
end
return moved
