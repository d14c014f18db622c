-- Claims visits: for each domain that may be visited now, the sources that are due there.
-- One visit a domain at a time, so no server sees more of us than one worker, however many run.
-- KEYS[1] hosts zset (its key minus "hosts" is the prefix of every other key; all in one hash tag)
-- ARGV[1] most visits  ARGV[2] most sources in one visit  ARGV[3] lease, ms  ARGV[4] a name of this call
-- Output: {host, token, id, lease end, round, id, lease end, round, ...} for each visit; round is "" when nobody waits
--- @include "schedule"
--- @include "now"
--- @include "in-flight"
--- @include "next-visit"
--- @layout CLAIMED, FORCED
-- A call whose answer was lost is sent again: what it has claimed it is told once more, or nobody would visit it before
-- the lease ends.
local told = redis.call('GET', prefix .. CLAIMED .. ARGV[4])
if told then return cjson.decode(told) end
local mostVisits, mostSources, lease = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local anyForced = redis.call('EXISTS', prefix .. FORCED) == 1
local visits = {}
local hosts = redis.call('ZRANGE', KEYS[1], '-inf', now, 'BYSCORE', 'LIMIT', 0, mostVisits)
for _, host in ipairs(hosts) do
  local due = prefix .. DUE .. host
  local ids = redis.call('ZRANGE', due, '-inf', now, 'BYSCORE', 'LIMIT', 0, mostSources)
  local busy = countInFlight(host) > 0
  local held = redis.call('PTTL', prefix .. HOLD .. host)
  if held > 0 then
    redis.call('ZADD', KEYS[1], now + held, host)
  elseif #ids == 0 then
    setNextVisit(host, 0)
  elseif busy then
    redis.call('ZADD', KEYS[1], now + 250, host)
  else
    local token = 'v:' .. now .. ':' .. ids[1]
    local ends = now + lease
    local visit = { host, token }
    putInFlight(host, token, lease)
    redis.call('ZADD', KEYS[1], ends, host)
    for _, id in ipairs(ids) do
      redis.call('ZADD', due, ends, id)
      local round = anyForced and redis.call('HGET', prefix .. FORCED, id) or ''
      if round and round ~= '' then redis.call('HDEL', prefix .. FORCED, id) else round = '' end
      visit[#visit + 1] = id
      visit[#visit + 1] = tostring(ends)
      visit[#visit + 1] = round
    end
    visits[#visits + 1] = visit
  end
end
if #visits > 0 then redis.call('SET', prefix .. CLAIMED .. ARGV[4], cjson.encode(visits), 'PX', lease) end
return visits
