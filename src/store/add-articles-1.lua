-- Stores new articles and queues them for the grouping: one call instead of a transaction of three commands each.
-- KEYS[1] list of incoming articles (gives the prefix)
-- ARGV[1] lifetime, ms; 0: for ever
-- ARGV[2] "1": refuse while nobody has set the store up (a Redis that lost its data)
-- ARGV[3..] triples: article id, when it was seen (ms), article as JSON; at most 500
-- Output: 1
local prefix = string.sub(KEYS[1], 1, -9)
local lifetime = ARGV[1]
if ARGV[2] == '1' and redis.call('HEXISTS', prefix .. 'meta', 'data') == 0 then
  return redis.error_reply('NOTSETUP redis does not know yet what was published')
end
if #ARGV < 3 then return 1 end
local seen, ids = {}, {}
for i = 3, #ARGV, 3 do
  local key = prefix .. 'article:' .. ARGV[i]
  redis.call('HSET', key, 'a', ARGV[i + 2])
  if lifetime ~= '0' then redis.call('PEXPIRE', key, lifetime) end
  seen[#seen + 1] = ARGV[i + 1]
  seen[#seen + 1] = ARGV[i]
  ids[#ids + 1] = ARGV[i]
end
redis.call('ZADD', prefix .. 'articles', unpack(seen))
redis.call('RPUSH', KEYS[1], unpack(ids))
return 1
