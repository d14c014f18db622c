-- Writes what the grouping decided and takes the articles off the queue.
-- KEYS[1] list of incoming articles (gives the prefix)
-- ARGV[1] lifetime of a story, ms; 0: for ever  ARGV[2] articles to take off the queue
-- ARGV[3..] for each article: story id, article id, membership as text, ids of stories that became this one,
--   separated by spaces
-- Output: 1
local prefix = string.sub(KEYS[1], 1, -9)
local lifetime = tonumber(ARGV[1])
for i = 3, #ARGV, 4 do
  local story = prefix .. 'story:' .. ARGV[i]
  for from in string.gmatch(ARGV[i + 3], '%S+') do
    local absorbed = prefix .. 'story:' .. from
    local moved = redis.call('HGETALL', absorbed)
    for n = 1, #moved, 2 do redis.call('HSET', story, moved[n], moved[n + 1]) end
    redis.call('HSET', prefix .. 'redirects', from, ARGV[i])
    redis.call('DEL', absorbed)
  end
  redis.call('HSET', story, ARGV[i + 1], ARGV[i + 2])
  if lifetime > 0 then redis.call('PEXPIRE', story, lifetime) end
  -- An article that expired meanwhile must not come back without its text.
  local article = prefix .. 'article:' .. ARGV[i + 1]
  if redis.call('EXISTS', article) == 1 then redis.call('HSET', article, 's', ARGV[i]) end
end
redis.call('LTRIM', KEYS[1], ARGV[2], -1)
return 1
