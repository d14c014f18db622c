-- Stores new articles and queues them for the grouping: one call instead of a transaction of three commands each.
-- KEYS[1] list of incoming articles (gives the prefix)
-- ARGV[1] lifetime, ms; 0: for ever
-- ARGV[2..] triples: article id, when it was seen (ms), article as JSON
-- Output: 1
local prefix = string.sub(KEYS[1], 1, -9)
local lifetime = tonumber(ARGV[1])
for i = 2, #ARGV, 3 do
  local id = ARGV[i]
  local key = prefix .. 'article:' .. id
  redis.call('HSET', key, 'a', ARGV[i + 2])
  if lifetime > 0 then redis.call('PEXPIRE', key, lifetime) end
  redis.call('ZADD', prefix .. 'articles', ARGV[i + 1], id)
  redis.call('RPUSH', KEYS[1], id)
end
return 1
