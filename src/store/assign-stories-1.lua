-- Writes what the grouping decided and takes the articles off the queue.
-- KEYS[1] list of incoming articles (gives the prefix)
-- ARGV[1] lifetime of a story, ms; 0: for ever  ARGV[2] ids of the articles to take off the queue, by spaces
-- ARGV[3..] for each article: story id, article id, membership as text, ids of stories that became this one,
--   separated by spaces
-- Output: 1
local prefix = string.sub(KEYS[1], 1, -9)
local lifetime = ARGV[1]
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
  if lifetime ~= '0' then redis.call('PEXPIRE', story, lifetime) end
  -- An article that expired meanwhile must not come back without its text.
  local article = prefix .. 'article:' .. ARGV[i + 1]
  if redis.call('EXISTS', article) == 1 then redis.call('HSET', article, 's', ARGV[i]) end
end
-- A command whose answer was lost is sent again: only what still stands at the head of the queue is taken off.
local taken = {}
for id in string.gmatch(ARGV[2], '%S+') do taken[#taken + 1] = id end
local waiting, same = redis.call('LRANGE', KEYS[1], 0, #taken - 1), 0
while same < #taken and waiting[same + 1] == taken[same + 1] do same = same + 1 end
if same > 0 then redis.call('LTRIM', KEYS[1], same, -1) end
return 1
