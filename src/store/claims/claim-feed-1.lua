-- Claims entries of one feed document at once: for each, which article it is and whether that is new.
-- KEYS[1] prefix of the claims, "{lede}:claims"
-- ARGV[1] hash of the source
-- ARGV[2] now, ms
-- ARGV[3] span, ms: keys are kept for the current span and two more; 0: for ever
-- ARGV[4] first 22 characters of the ids that new articles get
-- ARGV[5] version of the data: refuse while nobody has set the store up so (a Redis that lost its data); "": any
-- ARGV[6] guids of the document that are not asked about, for they stand as they did
-- ARGV[7] entries, one after the other: kind (g: head is a guid, t: a title) .. characters that follow (SIZE_LENGTH digits)
--   .. head key .. what is to be kept of it if it is new: id .. title hash .. hash of all keys
--   .. what is to be kept of its urls then: id .. source hash .. title signature
--   .. for each url its place .. key; how long each is: layout.ts
-- Output: for each entry "n": new, by the given id; or a letter and the article's id : s seen in this source, j joined
--   (known from another source), e edited (its title changed); one after the other
--
-- Kept, for each span: that there is something ("1"); a hash per source, head key -> id .. title hash .. keys hash; a
-- hash per place, url key -> id .. source hash .. title signature. Values come as they are kept: every string that is
-- made in Lua is hashed whole, and most entries that are asked about are new.
-- "told:" and the source: the last answer that told of changes, for an hour.
--- @layout CLAIMS, ID_LENGTH, KEY_LENGTH, KEYS_LENGTH, PLACE_LENGTH, SIGNATURE_LENGTH, SIZE_LENGTH, SOURCE_LENGTH, TITLE_LENGTH
--- @include "set-up"
local claims, source, now, span, stem = KEYS[1], ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
local SKEW_MS, ALIKE, MIGRATED, MOST_ARGUMENTS, TOLD_MS = 3600000, 5, 3, 2000, 3600000
local sub, byte, call = string.sub, string.byte, redis.call
if not isSetUp(sub(claims, 1, -#CLAIMS - 1), ARGV[5]) then return redis.error_reply(NOT_SET_UP) end
-- Where, in what is kept of a key, what follows the article's id begins; in a url's, the source's hash ends.
local REST, SOURCE_END = ID_LENGTH + 1, ID_LENGTH + SOURCE_LENGTH
-- A call whose answer was lost is sent again, with the stem of its ids: it is told the same once more. What is new shows
-- by its id; what was told of old articles would be `seen` now, and is kept for longer than Redis may be away.
local toldKey = claims .. ':told:' .. source
local told = call('GET', toldKey)
if told and sub(told, 1, #stem) == stem then return sub(told, #stem + 1) end

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

-- Spans with something in them: a young installation has one of three.
local filled = { spans[1] }
for n = 2, #spans do
  if call('EXISTS', spans[n]) == 1 then filled[#filled + 1] = spans[n] end
end

-- What is known of a key, false: nothing; and whether the current span has it.
local known, fresh = {}, {}
-- Looks keys up in a hash. Gives those that it does not have.
local function ask(hash, keys, isFresh)
  local missing = {}
  for from = 1, #keys, MOST_ARGUMENTS do
    local fields = {}
    for n = from, math.min(#keys, from + MOST_ARGUMENTS - 1) do fields[#fields + 1] = keys[n] end
    for n, value in ipairs(call('HMGET', hash, unpack(fields))) do
      local key = keys[from + n - 1]
      if value then known[key], fresh[key] = value, isFresh
      else missing[#missing + 1] = key end
    end
  end
  return missing
end
-- The same in the hash of that name of each span, the current one first.
local function askSpans(name, keys)
  for _, one in ipairs(filled) do
    if #keys == 0 then break end
    local hash = one .. ':' .. name
    if call('EXISTS', hash) == 1 then keys = ask(hash, keys, one == spans[1]) end
  end
end
local function findUrls(places)
  for place, urls in pairs(places) do
    for _, url in ipairs(urls) do known[url] = false end
    askSpans(place, urls)
  end
end
-- Nearly all are looked up together; not those of an entry that stood as it did until one before it had its key.
local function ownerOf(place, url)
  if known[url] == nil then findUrls({ [place] = { url } }) end
  return known[url]
end

-- What is written is gathered first: a hash is then written in one command.
local writes = {}
local function expire(name)
  if lifetime then call('PEXPIRE', name, lifetime) end
end
local function write(name, key, value)
  local fields = writes[name]
  if not fields then
    fields = {}
    writes[name] = fields
  end
  local count = #fields
  fields[count + 1], fields[count + 2] = key, value
  known[key], fresh[key] = value, true
end
local function finish()
  if next(writes) == nil then return end
  for name, fields in pairs(writes) do
    for from = 1, #fields, MOST_ARGUMENTS do
      call('HSET', here .. name, unpack(fields, from, math.min(#fields, from + MOST_ARGUMENTS - 1)))
    end
    expire(here .. name)
  end
  call('SET', spans[1], '1')
  expire(spans[1])
end

local function alike(a, b)
  local same = 0
  for n = 1, SIGNATURE_LENGTH do if byte(a, n) == byte(b, n) then same = same + 1 end end
  return same >= ALIKE
end

-- A url that belongs to another entry is left to it, unless this one took it over. `id`: of an article that is known;
-- nil: it is new.
local function register(entry, id, takeOver)
  local value, owned = entry.value, entry.owned
  if id then value, owned = id .. sub(value, REST), id .. sub(owned, REST) end
  write(source, entry.head, value)
  local urls = entry.urls
  for n = 2, #urls, 2 do
    local url = urls[n]
    local owner = ownerOf(urls[n - 1], url)
    if takeOver or not owner then write(urls[n - 1], url, owned)
    elseif not fresh[url] then write(urls[n - 1], url, owner) end
  end
end

local function urlOwner(entry)
  local mine
  local urls = entry.urls
  for n = 2, #urls, 2 do
    local owner = ownerOf(urls[n - 1], urls[n])
    if owner and sub(owner, REST, SOURCE_END) ~= source then return owner, false end
    mine = mine or owner
  end
  return mine, true
end

-- Whether more than half of the document's guids are unknown while their links are known: the guids changed,
-- not the articles.
local entries, migrated = {}, nil
local function guidsMigrated()
  if migrated ~= nil then return migrated end
  local guids, moved, distinct = tonumber(ARGV[6]), 0, {}
  for _, entry in ipairs(entries) do
    if entry.guid then guids = guids + 1 end
    local owner, own = nil, nil
    if entry.guid and not entry.known then owner, own = urlOwner(entry) end
    local id = owner and own and sub(owner, 1, ID_LENGTH)
    if id and not distinct[id] then
      distinct[id] = true
      moved = moved + 1
    end
  end
  migrated = moved >= MIGRATED and moved * 2 > guids
  return migrated
end

local function claimKnown(entry, value)
  local id = sub(value, 1, ID_LENGTH)
  local print, before = sub(entry.value, REST), sub(value, REST)
  if print == before then
    if not fresh[entry.head] then register(entry, id) end
    return 's' .. id
  end
  register(entry, id)
  return (sub(print, 1, TITLE_LENGTH) == sub(before, 1, TITLE_LENGTH) and 's' or 'e') .. id
end

local function claimByUrl(entry)
  local owner, own = urlOwner(entry)
  if not owner then
    register(entry)
    return 'n'
  end
  local id = sub(owner, 1, ID_LENGTH)
  if not own then
    register(entry, id)
    return 'j' .. id
  end
  local signature, before = sub(entry.owned, SOURCE_END + 1), sub(owner, SOURCE_END + 1)
  local same = alike(before, signature)
  if same or (entry.guid and guidsMigrated()) then
    register(entry, id, true)
    return ((not same or before == signature) and 's' or 'e') .. id
  end
  register(entry, nil, true) -- a page that its feed fills anew: /live
  return 'n'
end

local text, G, heads, at = ARGV[7], byte('g'), {}, 1
-- Where the parts of an entry begin, counted from its first character.
local HEAD = SIZE_LENGTH + 1
local VALUE = HEAD + KEY_LENGTH
local OWNED = VALUE + ID_LENGTH + TITLE_LENGTH + KEYS_LENGTH
local URLS = OWNED + ID_LENGTH + SOURCE_LENGTH + SIGNATURE_LENGTH
local URL_LENGTH = PLACE_LENGTH + KEY_LENGTH
while at < #text do
  local last = at + SIZE_LENGTH + tonumber(sub(text, at + 1, at + SIZE_LENGTH))
  local urls = {}
  for from = at + URLS, last, URL_LENGTH do
    local count = #urls
    urls[count + 1], urls[count + 2] = sub(text, from, from + PLACE_LENGTH - 1), sub(text, from + PLACE_LENGTH, from + URL_LENGTH - 1)
  end
  local head, value, owned = sub(text, at + HEAD, at + VALUE - 1), sub(text, at + VALUE, at + OWNED - 1), sub(text, at + OWNED, at + URLS - 1)
  entries[#entries + 1] = { guid = byte(text, at) == G, head = head, value = value, owned = owned, urls = urls }
  heads[#heads + 1] = head
  at = last + 1
end
askSpans(source, heads)
local places = {}
for _, entry in ipairs(entries) do
  local value = known[entry.head]
  entry.known = value
  -- An entry that stands as it did needs no look at its addresses.
  if not value or not fresh[entry.head] or sub(value, REST) ~= sub(entry.value, REST) then
    local urls = entry.urls
    for n = 2, #urls, 2 do
      local asked = places[urls[n - 1]]
      if asked then asked[#asked + 1] = urls[n] else places[urls[n - 1]] = { urls[n] } end
    end
  end
end
findUrls(places)
local outcomes, changes = {}, false
for n, entry in ipairs(entries) do
  local value = known[entry.head] -- an entry before it may have the same key
  local outcome
  if entry.known and sub(entry.known, 1, ID_LENGTH) == sub(entry.value, 1, ID_LENGTH) then outcome = 'n' -- sent again
  elseif value then outcome = claimKnown(entry, value)
  else outcome = claimByUrl(entry) end
  outcomes[n] = outcome
  local kind = byte(outcome)
  changes = changes or kind == 106 or kind == 101
end
finish()
local answer = table.concat(outcomes)
if changes then call('SET', toldKey, stem .. answer, 'PX', TOLD_MS) end
return answer
