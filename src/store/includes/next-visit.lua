-- Sets when a domain is visited next: when its first source is due, but not before `earliest`; never, without a source.
-- Gives when that source is due, nil: there is none.
local function setNextVisit(host, earliest)
  local due = redis.call('ZRANGE', prefix .. DUE .. host, 0, 0, 'WITHSCORES')[2]
  if due then redis.call('ZADD', KEYS[1], math.max(tonumber(due), earliest), host) else redis.call('ZREM', KEYS[1], host) end
  return due and tonumber(due)
end
