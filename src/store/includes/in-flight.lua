-- Requests to a domain: how many are in flight now, those whose lease has ended not counted.
local function countInFlight(host)
  local key = prefix .. IN_FLIGHT .. host
  redis.call('ZREMRANGEBYSCORE', key, '-inf', now)
  return redis.call('ZCARD', key)
end
-- One more, until its lease ends.
local function putInFlight(host, token, lease)
  local key = prefix .. IN_FLIGHT .. host
  redis.call('ZADD', key, now + lease, token)
  redis.call('PEXPIRE', key, lease * 2)
end
