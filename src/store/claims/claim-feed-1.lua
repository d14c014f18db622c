-- Claims entries of one feed document at once: for each, which article it is and whether that is new.
-- The rules, their reasons and their tests are a table in docs/decisions/005; this script does what that table says.
-- KEYS[1] prefix of the claims, "{lede}:claims"
-- ARGV[1] hash of the source (4 characters)
-- ARGV[2] now, ms
-- ARGV[3] span, ms
-- ARGV[4] spans that a key is kept beside the one in which it was written; -1: for ever
-- ARGV[5] first 22 characters of the ids that new articles get
-- ARGV[6] version of the data: refuse while nobody has set the store up so (a Redis that lost its data); "": any
-- ARGV[7] articles (26) of the entries that are not asked about, for they stand as they did
-- ARGV[8] how many of these have a guid
-- ARGV[9] entries, each another item, one after the other: kind (g: head is a guid, c: content and address) .. characters
--   that follow (5 digits) .. head key (12) .. content key (12) .. hash of all keys (4) .. flags (1: others have its
--   date, 2: its content is the title alone) .. end of its id if it is new (4) .. marks (28): title (4), form (4), date
--   (4), text (4), title's signature (12) .. for each url a flag (p: a page; 0-3: 1 particular, 2 names the title),
--   place (3), key (12)
-- Output: for each entry "n": new, by the given id; or a letter and the article's id (26): s seen in this source, j joined
--   (known from another source), e edited (its title changed); one after the other
--
-- Kept, for each span: that there is something ("1"); a hash per source, head key -> id .. keys hash .. link (4) .. marks,
-- content key -> id .. link .. guid (4); a hash per place, url key -> id .. source .. guid .. marks .. flag, or "P": a page.
-- None is longer than 64 characters, beyond which Redis takes twice the memory.
-- "kind:" and the source: what its guids and links have proved to be: p lasting, u changing, x leading to
-- others, ? unknown.
-- "told:" and the source: the last answer that told of changes, for an hour.
--- @layout CLAIMS
--- @include "set-up"
local claims, source, now, span, back, stem = KEYS[1], ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), ARGV[5]
local SKEW_MS, CLOSE, ALIKE, SOMEWHAT_ALIKE, MIGRATED, MOST_ARGUMENTS, TOLD_MS = 3600000, 8, 5, 3, 3, 2000, 3600000
local NONE, PAGE = '....', 'P'
local sub, byte, call = string.sub, string.byte, redis.call
if not isSetUp(sub(claims, 1, -#CLAIMS - 1), ARGV[6]) then return redis.error_reply(NOT_SET_UP) end
-- A call whose answer was lost is sent again, with the stem of its ids: it is told the same once more. What is new shows
-- by its id; what was told of old articles would be `seen` now, and is kept for longer than Redis may be away.
local toldKey = claims .. ':told:' .. source
local told = call('GET', toldKey)
if told and sub(told, 1, #stem) == stem then return sub(told, #stem + 1) end

-- Spans do not depend on the window, and what was kept for ever is looked at too: the window may be changed.
local current, lifetime = math.floor(now / span), nil
local names = { back < 0 and 0 or current }
if back >= 0 then lifetime = string.format('%.0f', (current + back + 1) * span - now) end
for n = current - (back < 0 and 0 or 1), current - math.max(back, 2), -1 do names[#names + 1] = n end
if back >= 0 then names[#names + 1] = 0 end
-- Another machine's clock may already be in the next span.
if (current + 1) * span - now < SKEW_MS then names[#names + 1] = current + 1 end
local here = claims .. ':' .. string.format('%.0f', names[1])

-- Spans with something in them: a young installation has one of them.
local filled = { here }
for n = 2, #names do
  local name = claims .. ':' .. string.format('%.0f', names[n])
  if call('EXISTS', name) == 1 then filled[#filled + 1] = name end
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
    if call('EXISTS', hash) == 1 then keys = ask(hash, keys, one == here) end
  end
end

-- What is written is gathered first: a hash is then written in one command.
local writes = {}
local function expire(name)
  if lifetime then call('PEXPIRE', name, lifetime) end
end
local function write(name, key, value)
  if fresh[key] and known[key] == value then return end
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
      call('HSET', here .. ':' .. name, unpack(fields, from, math.min(#fields, from + MOST_ARGUMENTS - 1)))
    end
    expire(here .. ':' .. name)
  end
  call('SET', here, '1')
  expire(here)
end

local function likeness(a, b)
  local same = 0
  for n = 1, 12 do if byte(a, n) == byte(b, n) then same = same + 1 end end
  return same
end

-- What two titles, dates, texts say: 1 the same, -1 another, 0 nothing.
local SAME, ALIKE_TITLE, SERIES, UNLIKE = 1, 2, 3, 4
local function compareTitles(entry, marks)
  if entry.title == sub(marks, 1, 4) then return SAME end
  if sub(entry.marks, 5, 8) == sub(marks, 5, 8) then return SERIES end
  return likeness(sub(entry.marks, 17), sub(marks, 17, 28)) >= ALIKE and ALIKE_TITLE or UNLIKE
end
local function isClose(entry, marks) return likeness(sub(entry.marks, 17), sub(marks, 17, 28)) >= CLOSE end
local function compare(mine, theirs)
  if mine == NONE or theirs == NONE or theirs == '' then return 0 end
  return mine == theirs and 1 or -1
end

local entries = {}
local guids, links = '?', '?'
local migrated, allChanged = false, false

-- Whether another guid, or link, says that it is another article.
local function holds(kind) return kind == 'p' or kind == '?' end

-- The table of docs/decisions/005: how surely an entry is an article that this source had; 0: it is not. `hit` says which
-- of its guid, address and content led to the article, and what is kept of that.
local function surety(entry, hit)
  local g, l, t, d, x = 0, 0, UNLIKE, 0, 0
  if hit.guid then g = guids == 'x' and 0 or 1
  elseif holds(guids) and entry.guid and hit.guid4 and hit.guid4 ~= NONE and hit.guid4 ~= entry.guid4 then g = -1 end
  if hit.link then l = links == 'x' and 0 or 1
  elseif hit.alias and guids ~= 'x' then l = 1
  elseif holds(links) and entry.link ~= NONE and hit.link4 and hit.link4 ~= NONE then l = hit.link4 == entry.link and 1 or -1 end
  if hit.marks then
    t = compareTitles(entry, hit.marks)
    d = compare(entry.date, sub(hit.marks, 9, 12))
    x = compare(entry.text, sub(hit.marks, 13, 16))
  end
  if hit.content then t, d = SAME, math.max(d, entry.date == NONE and 0 or 1) end
  local content = hit.content or (t == SAME and (d == 1 or (d == 0 and x == 1)))
  if d == 1 and entry.dateShared then d = 0 end
  local lastingGuids, lastingLinks, particular = guids == 'p', links == 'p', hit.particular
  if g == 1 and l == 1 then return content and 6 or 5 end
  if content and (g == 1 or l == 1) then return 5 end
  if g == 1 then
    if l == 0 and lastingGuids then return 4 end
    if t == SAME or d == 1 or (t == ALIKE_TITLE and (l == 0 or d == 0 or lastingGuids)) then return 3 end
    return lastingGuids and d == 0 and t == UNLIKE and 2 or 0
  end
  if l == 1 then
    if migrated then return 4 end
    if d == 1 then return 3 end
    if g == -1 then
      if t == SAME then
        if x == 1 or (d == 0 and x == 0) then return 3 end
        return (particular and not lastingGuids) and 3 or 0
      end
      if t == ALIKE_TITLE then return (d ~= -1 or (not lastingGuids and isClose(entry, hit.marks))) and 3 or 0 end
      return (t == SERIES and d == 0 and particular and not lastingGuids) and 2 or 0
    end
    if t == SAME then return (d ~= -1 or x == 1 or particular or lastingLinks) and 3 or 0 end
    if t == ALIKE_TITLE then return 3 end
    return (particular or lastingLinks) and 2 or 0
  end
  if content then return (entry.titleAlone and (g == -1 or l == -1) and not allChanged) and 0 or 2 end
  return 0
end

-- The articles that an entry may be: by its guid, its content, its addresses.
local function hitsOf(entry)
  local hits = {}
  local function hit(id)
    for _, one in ipairs(hits) do if one.id == id then return one end end
    hits[#hits + 1] = { id = id }
    return hits[#hits]
  end
  local value = known[entry.head]
  if value then
    local one = hit(sub(value, 1, 26))
    one.link4, one.marks = sub(value, 31, 34), sub(value, 35)
    if entry.guid then one.guid, one.guid4 = true, entry.guid4
    else one.content, one.guid4 = true, NONE end
  end
  value = known[entry.content]
  if value then
    local one = hit(sub(value, 1, 26))
    one.content, one.link4, one.guid4 = true, sub(value, 27, 30), one.guid4 or sub(value, 31, 34)
  end
  local urls, foreign = entry.urls, nil
  for n = 3, #urls, 3 do
    value = urls[n - 2] ~= 'p' and known[urls[n]]
    if value and value ~= PAGE then
      if sub(value, 27, 30) == source then
        local one = hit(sub(value, 1, 26))
        local flag = urls[n - 2]
        -- A further address may be the guid; only the first is the link.
        if sub(urls[n], 1, 4) == entry.link then one.link = true else one.alias = true end
        one.particular = one.particular or flag == '1' or flag == '3'
        one.guid4, one.marks = one.guid4 or sub(value, 31, 34), one.marks or sub(value, 35, 62)
      else
        foreign = foreign or { value = value, flag = urls[n - 2] }
        for _, one in ipairs(hits) do if one.id == sub(value, 1, 26) then one.link = true end end
      end
    end
  end
  return hits, foreign
end

-- Whether an article of another source under the same address is this one: some likeness of title (less where the address
-- looks like one text's own), the same date, or an address that names one of the two titles.
local function isForeign(entry, foreign)
  local marks = sub(foreign.value, 35, 62)
  if foreign.flag == '2' or foreign.flag == '3' or sub(foreign.value, 63, 63) == '2' then return true end
  local least = foreign.flag == '1' and SOMEWHAT_ALIKE - 1 or SOMEWHAT_ALIKE
  if entry.title == sub(marks, 1, 4) or likeness(sub(entry.marks, 17), sub(marks, 17)) >= least then return true end
  return not entry.dateShared and compare(entry.date, sub(marks, 9, 12)) == 1
end

-- Articles that an entry of this document is.
local taken = {}
for at = 1, #ARGV[7], 26 do taken[sub(ARGV[7], at, at + 25)] = true end

-- A key that leads to another article of this document stays with that.
local function register(entry, id, isNew)
  if not entry.guid or holds(guids) then
    write(source, entry.head, id .. entry.keys .. entry.link .. entry.marks)
  end
  local owner = known[entry.content]
  local lost = not owner or sub(owner, 1, 26) == id or not taken[sub(owner, 1, 26)]
  write(source, entry.content, lost and id .. entry.link .. entry.guid4 or owner)
  local urls = entry.urls
  for n = 3, #urls, 3 do
    local flag, place, url = urls[n - 2], urls[n - 1], urls[n]
    owner = known[url]
    if flag == 'p' or owner == PAGE then write(place, url, PAGE)
    elseif owner and sub(owner, 27, 30) ~= source then write(place, url, owner)
    elseif not owner or sub(owner, 1, 26) == id or not taken[sub(owner, 1, 26)] then
      if owner or isNew or holds(links) then
        local named = (flag == '2' or flag == '3') and '2' or '0'
        write(place, url, id .. source .. entry.guid4 .. entry.marks .. named)
      end
    else write(place, url, owner) end
  end
end

local text, G, asked, at = ARGV[9], byte('g'), {}, 1
local places = {}
while at < #text do
  local last = at + 5 + tonumber(sub(text, at + 1, at + 5))
  local head, marks, flags = sub(text, at + 6, at + 17), sub(text, at + 39, at + 66), byte(text, at + 34) - 48
  local entry = {
    guid = byte(text, at) == G, head = head, content = sub(text, at + 18, at + 29), keys = sub(text, at + 30, at + 33),
    dateShared = flags % 2 == 1, titleAlone = flags >= 2, id = stem .. sub(text, at + 35, at + 38), marks = marks,
    title = sub(marks, 1, 4), date = sub(marks, 9, 12), text = sub(marks, 13, 16), link = NONE, urls = {},
  }
  entry.guid4 = entry.guid and sub(head, 1, 4) or NONE
  local urls = entry.urls
  for from = at + 67, last, 16 do
    local count, flag, place, url = #urls, sub(text, from, from), sub(text, from + 1, from + 3), sub(text, from + 4, from + 15)
    urls[count + 1], urls[count + 2], urls[count + 3] = flag, place, url
    if flag ~= 'p' and entry.link == NONE then entry.link = sub(url, 1, 4) end
    local there = places[place]
    if there then there[#there + 1] = url else places[place] = { url } end
  end
  entries[#entries + 1] = entry
  asked[#asked + 1] = head
  asked[#asked + 1] = entry.content
  at = last + 1
end
askSpans(source, asked)
for place, urls in pairs(places) do askSpans(place, urls) end

local kindKey = claims .. ':kind:' .. source
local kindBefore = call('GET', kindKey) or '??'
guids, links = sub(kindBefore, 1, 1), sub(kindBefore, 2, 2)

-- What the document shows of its guids and links, by the entries whose title and date say which articles they are.
local standing = #ARGV[7] / 26
local guidsKept, guidsMoved, linksKept, linksMoved = tonumber(ARGV[8]), 0, standing, 0
local guidCount, moved, distinct = tonumber(ARGV[8]), 0, {}
local guidsMisled, linksMisled, onlyByTitle = 0, 0, 0
for _, entry in ipairs(entries) do
  entry.hits, entry.foreign = hitsOf(entry)
  if entry.guid then guidCount = guidCount + 1 end
  local byGuid, byLink, byContent
  for _, hit in ipairs(entry.hits) do
    if hit.guid then byGuid = hit end
    if hit.link then byLink = byLink or hit end
    if hit.content then byContent = hit end
  end
  if not byContent then
    for _, hit in ipairs(entry.hits) do
      if hit.marks and sub(hit.marks, 1, 4) == entry.title and sub(hit.marks, 9, 12) == entry.date then byContent = byContent or hit end
    end
  end
  if entry.guid and not byGuid and byLink and not distinct[byLink.id] then
    distinct[byLink.id] = true
    moved = moved + 1
  end
  if byContent and entry.titleAlone and not byGuid and not byLink then
    onlyByTitle = onlyByTitle + 1
  elseif byContent then
    if entry.guid then
      if byContent == byGuid or byContent.guid4 == entry.guid4 then guidsKept = guidsKept + 1
      elseif byContent.guid4 and byContent.guid4 ~= NONE and byContent.guid4 ~= entry.guid4 then guidsMoved = guidsMoved + 1 end
      if byGuid and byGuid ~= byContent then guidsMisled = guidsMisled + 1 end
    end
    if entry.link ~= NONE then
      if byContent == byLink or byContent.link4 == entry.link then linksKept = linksKept + 1
      elseif byContent.link4 and byContent.link4 ~= NONE and byContent.link4 ~= entry.link then linksMoved = linksMoved + 1 end
      if byLink and byLink ~= byContent then linksMisled = linksMisled + 1 end
    end
  end
end
-- More than half of the guids are unknown while their links are known: the guids changed, not the articles.
migrated = moved >= MIGRATED and moved * 2 > guidCount
-- The same of guids and links at once: of undated entries without text their titles are left.
allChanged = onlyByTitle >= MIGRATED and onlyByTitle * 2 > #entries + standing
if allChanged then guidsMoved, linksMoved = guidsMoved + onlyByTitle, linksMoved + onlyByTitle end
-- Guids, or links, that lead to other articles than title and date do number places.
if guidsMisled > 0 and guidsMisled >= guidsKept then guids = 'x' end
if linksMisled > 0 and linksMisled >= linksKept then links = 'x' end

-- The surest first; an article is one entry of a document, so what is taken is no choice for another.
local outcomes, made = {}, 0
for n, entry in ipairs(entries) do
  for _, hit in ipairs(entry.hits) do
    hit.surety = surety(entry, hit)
    if hit.id == entry.id then outcomes[n] = 'n' end -- sent again
  end
  if outcomes[n] then
    entry.resolved = entry.id
    taken[entry.id] = true
  end
end
for least = 6, 2, -1 do
  for n, entry in ipairs(entries) do
    if not entry.resolved then
      for _, hit in ipairs(entry.hits) do
        if hit.surety == least and not taken[hit.id] then
          local same = hit.content or not hit.marks or entry.title == sub(hit.marks, 1, 4)
          local unlike = migrated and not same and compareTitles(entry, hit.marks) == UNLIKE
          entry.resolved, taken[hit.id] = hit.id, true
          outcomes[n] = ((same or unlike) and 's' or 'e') .. hit.id
          break
        end
      end
    end
  end
end
local changes = false
for n, entry in ipairs(entries) do
  if not entry.resolved then
    local id = entry.foreign and sub(entry.foreign.value, 1, 26)
    if id and not taken[id] and isForeign(entry, entry.foreign) then
      entry.resolved, outcomes[n] = id, 'j' .. id
    else
      entry.resolved, outcomes[n] = entry.id, 'n'
      made = made + 1
    end
    taken[entry.resolved] = true
  end
  local kind = byte(outcomes[n])
  changes = changes or kind == 106 or kind == 101
end
for n, entry in ipairs(entries) do register(entry, entry.resolved, outcomes[n] == 'n') end
finish()

-- A guid that kept its item while another one came lasts; one that most items changed does not.
local function kindOf(before, kept, changed, misled)
  if misled > 0 and misled >= kept then return 'x' end
  if changed > 1 and changed > kept then return before == 'x' and 'x' or 'u' end
  if changed + misled == 0 and kept > 0 and made > 0 then return 'p' end
  return before
end
local kind = kindOf(sub(kindBefore, 1, 1), guidsKept, guidsMoved, guidsMisled)
  .. kindOf(sub(kindBefore, 2, 2), linksKept, linksMoved, linksMisled)
if kind ~= kindBefore then call('SET', kindKey, kind) end
if kind ~= '??' and lifetime then call('PEXPIRE', kindKey, lifetime) end

local answer = table.concat(outcomes)
if changes then call('SET', toldKey, stem .. answer, 'PX', TOLD_MS) end
return answer
