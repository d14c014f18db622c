-- Nobody visits a domain for so many ms. A longer hold stays.
local function holdHost(host, ms)
  local hold = prefix .. HOLD .. host
  if redis.call('PTTL', hold) < tonumber(ms) then redis.call('SET', hold, '1', 'PX', ms) end
end
