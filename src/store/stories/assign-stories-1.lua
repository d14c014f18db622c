-- Writes what the grouping decided and takes the articles off the queue.
-- KEYS[1] list of incoming articles (gives the prefix)
-- ARGV[1] lifetime of a story, ms; 0: for ever  ARGV[2] ids of the articles to take off the queue, by spaces
-- ARGV[3] token of the writer's lease, without which nothing is written; "": none is asked for
-- ARGV[4..] for each article: story id, article id, membership as text, ids of stories that became this one,
--   separated by spaces
-- Output: 1, or an error when somebody else may write stories by now
--
-- Most stories have one article, and are called after it: of these the shelf alone tells, "STORY MEMBERSHIP".
local sub, call = string.sub, redis.call
--- @layout INCOMING, REDIRECTS, SHELF, SHELF_LENGTH, STORY, WRITER
--- @include "writer"
local prefix = sub(KEYS[1], 1, -#INCOMING - 1)
local lifetime = ARGV[1]
if not isWriter(prefix .. WRITER, ARGV[3]) then return redis.error_reply(NOT_WRITER) end
local function shelfOf(id) return prefix .. SHELF .. sub(id, 1, SHELF_LENGTH) end
local function expire(key)
  if lifetime ~= '0' then call('PEXPIRE', key, lifetime) end
end

-- Whose story each article is, by shelf.
local told = {}
local function tell(id, story)
  local shelf = shelfOf(id)
  local fields = told[shelf]
  if not fields then
    fields = {}
    told[shelf] = fields
  end
  fields[#fields + 1], fields[#fields + 2] = id .. ':s', story
end
local function writeTold()
  for shelf, fields in pairs(told) do
    call('HSET', shelf, unpack(fields))
    expire(shelf)
  end
  told = {}
end

-- The members of a story become those of another.
local function absorb(from, story)
  writeTold()
  local first = call('HGET', shelfOf(from), from .. ':s')
  if first and sub(first, 1, #from + 1) == from .. ' ' then
    call('HSET', prefix .. STORY .. story, from, sub(first, #from + 2))
    tell(from, story)
  end
  local moved = call('HGETALL', prefix .. STORY .. from)
  for n = 1, #moved, 2 do call('HSET', prefix .. STORY .. story, moved[n], moved[n + 1]) end
  call('HSET', prefix .. REDIRECTS, from, story)
  call('DEL', prefix .. STORY .. from)
end

for i = 4, #ARGV, 4 do
  local story, article = ARGV[i], ARGV[i + 1]
  for from in string.gmatch(ARGV[i + 3], '%S+') do absorb(from, story) end
  if story == article then
    tell(article, story .. ' ' .. ARGV[i + 2])
  else
    call('HSET', prefix .. STORY .. story, article, ARGV[i + 2])
    expire(prefix .. STORY .. story)
    tell(article, story)
  end
end
writeTold()
-- A command whose answer was lost is sent again: only what still stands at the head of the queue is taken off.
local taken = {}
for id in string.gmatch(ARGV[2], '%S+') do taken[#taken + 1] = id end
local waiting, same = call('LRANGE', KEYS[1], 0, #taken - 1), 0
while same < #taken and waiting[same + 1] == taken[same + 1] do same = same + 1 end
if same > 0 then call('LTRIM', KEYS[1], same, -1) end
return 1
