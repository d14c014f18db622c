-- Claims every entry of one feed document at once: for each, which article it is and whether that is new.
-- KEYS[1] prefix of the claims, "{lede}:claims"
-- ARGV[1] hash of the source (4 characters)
-- ARGV[2] now, ms
-- ARGV[3] span, ms: keys are kept for the current span and two more; 0: for ever
-- ARGV[4] first 23 characters of the ids that new articles get; three more count them
-- ARGV[5] "1": refuse while nobody has set the store up (a Redis that lost its data)
-- ARGV[6...] entries: kind (g: head is a guid, t: a title) .. title hash (4) .. hash of all keys (4)
--   .. title signature (12) .. head key (18) .. url keys (18 each)
-- Output: for each entry its outcome and the article's id (26): n new, s seen in this source, j joined (known from
--   another source), e edited (its title changed)
--
-- Kept: one hash per span and bucket (the first four characters of a key). head key -> id .. title hash .. keys hash;
-- url key -> id .. source hash .. title signature.
local claims, source, now, span, stem = KEYS[1], ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
local SKEW_MS, ALIKE, MIGRATED = 3600000, 5, 3
if ARGV[5] == '1' and redis.call('HEXISTS', string.sub(claims, 1, -7) .. 'meta', 'data') == 0 then
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
for n, number in ipairs(spans) do spans[n] = claims .. ':' .. string.format('%.0f', number) .. ':' end

local written = {}
local function find(key)
  if written[key] then return written[key], true end
  local bucket, field = string.sub(key, 1, 4), string.sub(key, 5)
  for n, name in ipairs(spans) do
    local value = redis.call('HGET', name .. bucket, field)
    if value then return value, n == 1 end
  end
end
local function write(key, value)
  local name = spans[1] .. string.sub(key, 1, 4)
  redis.call('HSET', name, string.sub(key, 5), value)
  if lifetime then redis.call('PEXPIRE', name, lifetime) end
  written[key] = value
end
local function alike(a, b)
  local same = 0
  for n = 1, 12 do if string.byte(a, n) == string.byte(b, n) then same = same + 1 end end
  return same >= ALIKE
end

local function read(text)
  local entry = { guid = string.sub(text, 1, 1) == 'g', title = string.sub(text, 2, 5), print = string.sub(text, 2, 9),
    signature = string.sub(text, 10, 21), head = string.sub(text, 22, 39), urls = {} }
  for from = 40, #text, 18 do entry.urls[#entry.urls + 1] = string.sub(text, from, from + 17) end
  entry.known, entry.fresh = find(entry.head)
  return entry
end

-- A url that belongs to another entry is left to it, unless this entry took it over.
local function register(entry, id, takeOver)
  write(entry.head, id .. entry.print)
  for _, url in ipairs(entry.urls) do
    local owner, fresh = find(url)
    if takeOver or not owner then write(url, id .. source .. entry.signature)
    elseif not fresh then write(url, owner) end
  end
end

local function urlOwner(entry)
  local mine
  for _, url in ipairs(entry.urls) do
    local owner = find(url)
    if owner and string.sub(owner, 27, 30) ~= source then return owner, false end
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
    local id = owner and own and string.sub(owner, 1, 26)
    if id and not distinct[id] then distinct[id] = true moved = moved + 1 end
  end
  migrated = moved >= MIGRATED and moved * 2 > guids
  return migrated
end

local made = 0
local BASE32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
local function digit(n) return string.sub(BASE32, n + 1, n + 1) end
local function newId()
  local n = made
  made = made + 1
  return stem .. digit(math.floor(n / 1024) % 32) .. digit(math.floor(n / 32) % 32) .. digit(n % 32)
end

local function claimKnown(entry)
  local id = string.sub(entry.known, 1, 26)
  local print = string.sub(entry.known, 27, 34)
  if print == entry.print then
    if not entry.fresh then register(entry, id) end
    return 's' .. id
  end
  register(entry, id)
  return (string.sub(print, 1, 4) == entry.title and 's' or 'e') .. id
end

local function claimByUrl(entry)
  local owner, own = urlOwner(entry)
  if not owner then
    local id = newId()
    register(entry, id)
    return 'n' .. id
  end
  local id = string.sub(owner, 1, 26)
  if not own then
    register(entry, id)
    return 'j' .. id
  end
  local same = alike(string.sub(owner, 31, 42), entry.signature)
  if same or (entry.guid and guidsMigrated()) then
    register(entry, id, true)
    return ((not same or string.sub(owner, 31, 42) == entry.signature) and 's' or 'e') .. id
  end
  id = newId() -- a page that its feed fills anew: /live
  register(entry, id, true)
  return 'n' .. id
end

for n = 6, #ARGV do entries[n - 5] = read(ARGV[n]) end
local outcomes = {}
for n, entry in ipairs(entries) do
  if not entry.known then entry.known, entry.fresh = written[entry.head], true end
  outcomes[n] = entry.known and claimKnown(entry) or claimByUrl(entry)
end
return outcomes
