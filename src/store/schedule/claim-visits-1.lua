-- Claims visits: for each domain that may be visited now, the sources that are due there.
-- One visit a domain at a time, so no server sees more of us than one worker, however many run.
-- KEYS[1] hosts zset (its key minus "hosts" is the prefix of every other key; all in one hash tag)
-- ARGV[1] most visits  ARGV[2] most sources in one visit  ARGV[3] lease, ms
-- Output: {host, token, id, lease end, round, id, lease end, round, ...} for each visit; round is "" when nobody waits
local prefix = string.sub(KEYS[1], 1, -6)
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local mostVisits, mostSources, lease = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local anyForced = redis.call('EXISTS', prefix .. 'forced') == 1
local visits = {}
local hosts = redis.call('ZRANGE', KEYS[1], '-inf', now, 'BYSCORE', 'LIMIT', 0, mostVisits)
for _, host in ipairs(hosts) do
  local due, inFlight = prefix .. 'due:' .. host, prefix .. 'in-flight:' .. host
  local ids = redis.call('ZRANGE', due, '-inf', now, 'BYSCORE', 'LIMIT', 0, mostSources)
  redis.call('ZREMRANGEBYSCORE', inFlight, '-inf', now)
  local held = redis.call('PTTL', prefix .. 'hold:' .. host)
  if held > 0 then
    redis.call('ZADD', KEYS[1], now + held, host)
  elseif #ids == 0 then
    local first = redis.call('ZRANGE', due, 0, 0, 'WITHSCORES')
    if first[2] then redis.call('ZADD', KEYS[1], first[2], host) else redis.call('ZREM', KEYS[1], host) end
  elseif redis.call('ZCARD', inFlight) > 0 then
    redis.call('ZADD', KEYS[1], now + 250, host)
  else
    local token = 'v:' .. now .. ':' .. ids[1]
    local ends = now + lease
    local visit = { host, token }
    redis.call('ZADD', inFlight, ends, token)
    redis.call('PEXPIRE', inFlight, lease * 2)
    redis.call('ZADD', KEYS[1], ends, host)
    for _, id in ipairs(ids) do
      redis.call('ZADD', due, ends, id)
      local round = anyForced and redis.call('HGET', prefix .. 'forced', id) or ''
      if round and round ~= '' then redis.call('HDEL', prefix .. 'forced', id) else round = '' end
      visit[#visit + 1] = id
      visit[#visit + 1] = tostring(ends)
      visit[#visit + 1] = round
    end
    visits[#visits + 1] = visit
  end
end
return visits
