-- Claims every entry of one feed document at once: for each, which article it is and whether that is new.
-- KEYS[1] prefix of the claims, "{lede}:claims"
-- ARGV[1] hash of the source (4 characters)
-- ARGV[2] now, ms
-- ARGV[3] span, ms: keys are kept for the current span and two more; 0: for ever
-- ARGV[4] first 23 characters of the ids that new articles get; three more count them
-- ARGV[5] "1": refuse while nobody has set the store up (a Redis that lost its data)
-- ARGV[6] entries, a line each: kind (g: head is a guid, t: a title) .. title hash (4) .. hash of all keys (4)
--   .. title signature (12) .. head key (12) .. url keys (12 each)
-- Output: for each entry its outcome and the article's id (27 characters, one after the other): n new, s seen in this
--   source, j joined (known from another source), e edited (its title changed)
--
-- Kept, for each span: that there is something ("1"); a hash per source, head key -> id .. title hash .. keys hash; a
-- hash per bucket (the first two characters of a url key), rest of the key -> id .. source hash .. title signature.
-- "told:" and the source: the last answer that told of changes, for an hour.
-- While "old" is there, heads of an earlier layout, in buckets too.
local claims, source, now, span, stem = KEYS[1], ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
local SKEW_MS, ALIKE, MIGRATED, MOST_ARGUMENTS, TOLD_MS = 3600000, 5, 3, 2000, 3600000
local sub, call = string.sub, redis.call
if ARGV[5] == '1' and call('HEXISTS', sub(claims, 1, -7) .. 'meta', 'data') == 0 then
  return redis.error_reply('NOTSETUP redis does not know yet what was published')
end
local current, lifetime, spans = 0, nil, { 0 }
if span > 0 then
  current = math.floor(now / span)
  lifetime = string.format('%.0f', (current + 3) * span - now)
  spans = { current, current - 1, current - 2 }
  -- Another machine's clock may already be in the next span.
  if (current + 1) * span - now < SKEW_MS then spans[4] = current + 1 end
end
for n, number in ipairs(spans) do spans[n] = claims .. ':' .. string.format('%.0f', number) end
local here = spans[1] .. ':'

-- Spans with something in them, asked for once an address is looked up: a young installation has one of three.
local filled
local function filledSpans()
  if filled then return filled end
  filled = { here }
  for n = 2, #spans do
    if call('EXISTS', spans[n]) == 1 then filled[#filled + 1] = spans[n] .. ':' end
  end
  return filled
end

-- What is known of a key, false: nothing; and whether the current span has it.
local known, fresh = {}, {}
-- Heads of an earlier layout are not kept by source (upgrade-claims.ts).
local function findOldHeads(heads)
  for _, head in ipairs(heads) do
    for n = 1, #spans do
      known[head] = known[head] or call('HGET', spans[n] .. ':old:' .. sub(head, 1, 2), sub(head, 3)) or nil
    end
  end
end
local function findHeads(heads)
  for from = 1, #heads, MOST_ARGUMENTS do
    local asked = {}
    for n = from, math.min(#heads, from + MOST_ARGUMENTS - 1) do asked[#asked + 1] = heads[n] end
    for n, name in ipairs(spans) do
      if #asked == 0 then break end
      local key = name .. ':' .. source
      if call('EXISTS', key) == 1 then
        local missing = {}
        for m, value in ipairs(call('HMGET', key, unpack(asked))) do
          if value then known[asked[m]], fresh[asked[m]] = value, n == 1
          else missing[#missing + 1] = asked[m] end
        end
        asked = missing
      end
    end
    if #asked > 0 and call('EXISTS', claims .. ':old') == 1 then findOldHeads(asked) end
  end
end
local function findUrl(url)
  local value = known[url]
  if value ~= nil then return value, fresh[url] end
  local bucket, field = sub(url, 1, 2), sub(url, 3)
  for n, name in ipairs(filledSpans()) do
    value = call('HGET', name .. bucket, field)
    if value then
      fresh[url] = n == 1
      break
    end
  end
  known[url] = value or false
  return known[url], fresh[url]
end

local heads = {}
local function expire(name)
  if lifetime then call('PEXPIRE', name, lifetime) end
end
local function writeHead(key, value)
  heads[#heads + 1], heads[#heads + 2] = key, value
  known[key], fresh[key] = value, true
end
local function writeUrl(url, value)
  local name = here .. sub(url, 1, 2)
  call('HSET', name, sub(url, 3), value)
  -- All of a span end at the same time: once is enough, and looking costs a sixth of saying it again.
  if call('HLEN', name) == 1 then expire(name) end
  known[url], fresh[url] = value, true
end
local function finish()
  if #heads == 0 then return end
  for from = 1, #heads, MOST_ARGUMENTS do
    call('HSET', here .. source, unpack(heads, from, math.min(#heads, from + MOST_ARGUMENTS - 1)))
  end
  expire(here .. source)
  call('SET', spans[1], '1')
  expire(spans[1])
end

local function alike(a, b)
  local same = 0
  for n = 1, 12 do if string.byte(a, n) == string.byte(b, n) then same = same + 1 end end
  return same >= ALIKE
end

-- Most entries are known by their head and as they were: no more is read of these.
local function read(text)
  return { text = text, guid = sub(text, 1, 1) == 'g', print = sub(text, 2, 9), head = sub(text, 22, 33) }
end
local function readUrls(entry)
  if entry.urls then return entry.urls end
  local text = entry.text
  entry.signature, entry.urls = sub(text, 10, 21), {}
  for from = 34, #text, 12 do entry.urls[#entry.urls + 1] = sub(text, from, from + 11) end
  return entry.urls
end

-- A url that belongs to another entry is left to it, unless this entry took it over.
local function register(entry, id, takeOver)
  writeHead(entry.head, id .. entry.print)
  for _, url in ipairs(readUrls(entry)) do
    local owner, isFresh = findUrl(url)
    if takeOver or not owner then writeUrl(url, id .. source .. entry.signature)
    elseif not isFresh then writeUrl(url, owner) end
  end
end

local function urlOwner(entry)
  local mine
  for _, url in ipairs(readUrls(entry)) do
    local owner = findUrl(url)
    if owner and sub(owner, 27, 30) ~= source then return owner, false end
    mine = mine or owner
  end
  return mine, true
end

-- Whether more than half of the document's guids are unknown while their links are known: the guids changed,
-- not the articles.
local entries, migrated = {}, nil
local function guidsMigrated()
  if migrated ~= nil then return migrated end
  local guids, moved, distinct = 0, 0, {}
  for _, entry in ipairs(entries) do
    if entry.guid then guids = guids + 1 end
    local owner, own = nil, nil
    if entry.guid and not entry.known then owner, own = urlOwner(entry) end
    local id = owner and own and sub(owner, 1, 26)
    if id and not distinct[id] then distinct[id] = true moved = moved + 1 end
  end
  migrated = moved >= MIGRATED and moved * 2 > guids
  return migrated
end

local made = 0
local BASE32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
local function digit(n) return sub(BASE32, n + 1, n + 1) end
local function newId()
  local n = made
  made = made + 1
  return stem .. digit(math.floor(n / 1024) % 32) .. digit(math.floor(n / 32) % 32) .. digit(n % 32)
end

local function claimKnown(entry)
  local id = sub(entry.known, 1, 26)
  local print = sub(entry.known, 27, 34)
  if print == entry.print then
    if not fresh[entry.head] then register(entry, id) end
    return 's' .. id
  end
  register(entry, id)
  return (sub(print, 1, 4) == sub(entry.print, 1, 4) and 's' or 'e') .. id
end

local function claimByUrl(entry)
  local owner, own = urlOwner(entry)
  if not owner then
    local id = newId()
    register(entry, id)
    return 'n' .. id
  end
  local id = sub(owner, 1, 26)
  if not own then
    register(entry, id)
    return 'j' .. id
  end
  local same = alike(sub(owner, 31, 42), entry.signature)
  if same or (entry.guid and guidsMigrated()) then
    register(entry, id, true)
    return ((not same or sub(owner, 31, 42) == entry.signature) and 's' or 'e') .. id
  end
  id = newId() -- a page that its feed fills anew: /live
  register(entry, id, true)
  return 'n' .. id
end

-- A call whose answer was lost is sent again, with the stem of its ids: it is told the same once more. What is new shows
-- by its id; what was told of old articles would be `seen` now, and is kept for longer than Redis may be away.
local toldKey = claims .. ':told:' .. source
local told = call('GET', toldKey)
if told and sub(told, 1, #stem) == stem then return sub(told, #stem + 1) end

local asked = {}
for line in string.gmatch(ARGV[6], '[^\n]+') do
  local entry = read(line)
  entries[#entries + 1], asked[#asked + 1] = entry, entry.head
end
findHeads(asked)
for _, entry in ipairs(entries) do
  entry.known = known[entry.head]
  entry.again = entry.known and sub(entry.known, 1, #stem) == stem
end
local outcomes, changes = {}, false
for n, entry in ipairs(entries) do
  entry.known = known[entry.head] -- an entry before it may have the same key
  if entry.again then outcomes[n] = 'n' .. sub(entry.known, 1, 26)
  else outcomes[n] = entry.known and claimKnown(entry) or claimByUrl(entry) end
  local kind = sub(outcomes[n], 1, 1)
  changes = changes or kind == 'j' or kind == 'e'
end
finish()
local answer = table.concat(outcomes)
if changes then call('SET', toldKey, stem .. answer, 'PX', TOLD_MS) end
return answer
