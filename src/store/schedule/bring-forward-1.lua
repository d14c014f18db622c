-- Makes sources due earlier than they were. One that is being polled keeps its lease: its poll decides anew.
-- KEYS[1] hosts zset (gives the prefix)
-- ARGV[1] lease, ms  ARGV[2..] for each source: host, id, due time in ms, the same as its state is to say it, and as that
--   says it now
-- Output: how many are due earlier now
--- @include "schedule"
--- @include "now"
--- @include "in-flight"
--- @layout SOURCE
local leases = now + tonumber(ARGV[1])
local NEXT = '"nextPollAt":'
local moved = 0
for n = 2, #ARGV, 5 do
  local host, id, at = ARGV[n], ARGV[n + 1], tonumber(ARGV[n + 2])
  local due, key = prefix .. DUE .. host, prefix .. SOURCE .. id
  local score = tonumber(redis.call('ZSCORE', due, id) or '0')
  local visited = countInFlight(host) > 0
  local state = redis.call('HGET', key, 'state') or ''
  local from, to = string.find(state, NEXT .. ARGV[n + 4] .. ',', 1, true)
  -- A score so near may be the end of a lease: only while nobody visits the domain it cannot be.
  if from and score > at and (score > leases or not visited) then
    local told = string.sub(state, 1, from - 1) .. NEXT .. ARGV[n + 3] .. ',' .. string.sub(state, to + 1)
    redis.call('HSET', key, 'state', told)
    redis.call('ZADD', due, at, id)
    if not visited then redis.call('ZADD', KEYS[1], 'LT', at, host) end
    moved = moved + 1
  end
end
return moved
