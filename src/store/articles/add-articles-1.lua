-- Queues new articles for the grouping, whose texts were put on their shelves just before: long texts are dear in Lua.
-- KEYS[1] list of incoming articles (gives the prefix)
-- ARGV[1] version of the data: refuse while nobody has set the store up so (a Redis that lost its data); "": any
-- ARGV[2] article ids, by spaces, at most 500  ARGV[3] when each was seen (ms), by spaces
-- Output: 1
--- @layout ARTICLES, INCOMING, SHELF, SHELF_LENGTH
--- @include "set-up"
local prefix = string.sub(KEYS[1], 1, -#INCOMING - 1)
if not isSetUp(prefix, ARGV[1]) then return redis.error_reply(NOT_SET_UP) end
local ids = {}
for id in string.gmatch(ARGV[2], '%S+') do
  ids[#ids + 1] = id
  if redis.call('HEXISTS', prefix .. SHELF .. string.sub(id, 1, SHELF_LENGTH), id) == 0 then
    return redis.error_reply('NOTEXT an article came without its text')
  end
end
if #ids == 0 then return 1 end
local seen, n = {}, 0
for at in string.gmatch(ARGV[3], '%S+') do
  n = n + 1
  seen[2 * n - 1], seen[2 * n] = at, ids[n]
end
redis.call('ZADD', prefix .. ARTICLES, unpack(seen))
redis.call('RPUSH', KEYS[1], unpack(ids))
return 1
