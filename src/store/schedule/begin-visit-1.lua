-- A worker begins a visit, or begins it again after a crash: takes the lease anew and reads the sources' states.
-- KEYS[1] hosts zset (gives the prefix)
-- ARGV[1] host  ARGV[2] token  ARGV[3] lease, ms  ARGV[4..] pairs: source id, the lease end it was claimed with
-- Output: {} when the visit is no longer ours, else {id, state or "", "1" when a poll began and never settled, ...}
--   for the sources that nobody else has claimed since
local prefix = string.sub(KEYS[1], 1, -6)
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local host, token, lease = ARGV[1], ARGV[2], tonumber(ARGV[3])
local due, inFlight = prefix .. 'due:' .. host, prefix .. 'in-flight:' .. host
redis.call('ZREMRANGEBYSCORE', inFlight, '-inf', now)
if redis.call('ZCARD', inFlight) > 0 and not redis.call('ZSCORE', inFlight, token) then return {} end
local ends = now + lease
local found = {}
for i = 4, #ARGV, 2 do
  local id = ARGV[i]
  local score = redis.call('ZSCORE', due, id)
  if score and tonumber(score) == tonumber(ARGV[i + 1]) then
    local key = prefix .. 'source:' .. id
    local kept = redis.call('HMGET', key, 'state', 'open')
    redis.call('HSET', key, 'open', '1')
    found[#found + 1] = id
    found[#found + 1] = kept[1] or ''
    found[#found + 1] = kept[2] or ''
  end
end
if #found > 0 then
  redis.call('ZADD', inFlight, ends, token)
  redis.call('PEXPIRE', inFlight, lease * 2)
  redis.call('ZADD', KEYS[1], ends, host)
elseif redis.call('ZREM', inFlight, token) == 1 then
  -- Whoever had the visit settled all of it and did not live to end it: the domain would stay shut for a lease.
  local first = redis.call('ZRANGE', due, 0, 0, 'WITHSCORES')
  if first[2] then redis.call('ZADD', KEYS[1], first[2], host) else redis.call('ZREM', KEYS[1], host) end
end
return found
