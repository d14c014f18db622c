-- A worker begins a visit, or begins it again after a crash: takes the lease anew and reads the sources' states.
-- KEYS[1] hosts zset (gives the prefix)
-- ARGV[1] host  ARGV[2] token  ARGV[3] lease, ms  ARGV[4..] pairs: source id, the lease end it was claimed with
-- Output: {} when the visit is no longer ours, else {id, state or "", "1" when a poll began and never settled, ids of
--   sources that have the same feed by spaces, ...} for the sources that nobody else has claimed since
--- @include "schedule"
--- @include "now"
--- @include "in-flight"
--- @include "next-visit"
--- @layout SAME, SOURCE
local host, token, lease = ARGV[1], ARGV[2], tonumber(ARGV[3])
local due, inFlight = prefix .. DUE .. host, prefix .. IN_FLIGHT .. host
if countInFlight(host) > 0 and not redis.call('ZSCORE', inFlight, token) then return {} end
local found = {}
for i = 4, #ARGV, 2 do
  local id = ARGV[i]
  local score = redis.call('ZSCORE', due, id)
  if score and tonumber(score) == tonumber(ARGV[i + 1]) then
    local key = prefix .. SOURCE .. id
    local kept = redis.call('HMGET', key, 'state', 'open')
    redis.call('HSET', key, 'open', '1')
    found[#found + 1] = id
    found[#found + 1] = kept[1] or ''
    found[#found + 1] = kept[2] or ''
    found[#found + 1] = redis.call('HGET', prefix .. SAME, id) or ''
  end
end
if #found > 0 then
  putInFlight(host, token, lease)
  redis.call('ZADD', KEYS[1], now + lease, host)
elseif redis.call('ZREM', inFlight, token) == 1 then
  -- Whoever had the visit settled all of it and did not live to end it: the domain would stay shut for a lease.
  setNextVisit(host, 0)
end
return found
