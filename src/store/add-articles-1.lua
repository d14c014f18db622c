-- Queues new articles for the grouping, whose texts were put on their shelves just before: long texts are dear in Lua.
-- KEYS[1] list of incoming articles (gives the prefix)
-- ARGV[1] lifetime, ms; 0: for ever
-- ARGV[2] "1": refuse while nobody has set the store up (a Redis that lost its data)
-- ARGV[3] article ids, by spaces, at most 500  ARGV[4] when each was seen (ms), by spaces
-- Output: 1
local prefix = string.sub(KEYS[1], 1, -9)
local lifetime = ARGV[1]
if ARGV[2] == '1' and redis.call('HEXISTS', prefix .. 'meta', 'data') == 0 then
  return redis.error_reply('NOTSETUP redis does not know yet what was published')
end
local ids, shelves = {}, {}
for id in string.gmatch(ARGV[3], '%S+') do
  ids[#ids + 1] = id
  shelves[string.sub(id, 1, 8)] = id
end
if #ids == 0 then return 1 end
local seen, n = {}, 0
for at in string.gmatch(ARGV[4], '%S+') do
  n = n + 1
  seen[2 * n - 1], seen[2 * n] = at, ids[n]
end
for name, id in pairs(shelves) do
  local shelf = prefix .. 'shelf:' .. name
  -- A shelf is written in one command: with one of its texts the others are there.
  if redis.call('HEXISTS', shelf, id) == 0 then return redis.error_reply('NOTEXT an article came without its text') end
  if lifetime ~= '0' then redis.call('PEXPIRE', shelf, lifetime) end
end
redis.call('ZADD', prefix .. 'articles', unpack(seen))
redis.call('RPUSH', KEYS[1], unpack(ids))
return 1
