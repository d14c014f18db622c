-- Registers further addresses of an article: where a redirect led, rel=canonical, og:url.
-- KEYS[1] prefix of the claims  ARGV[1] hash of the source  ARGV[2] now, ms  ARGV[3] span, ms  ARGV[4] spans that a key is
-- kept beside its own; -1: for ever  ARGV[5] the article's id (26)  ARGV[6] its marks (28)  ARGV[7...] urls: place (3) ..
-- key (12)
-- Output: the ids of other articles that own one of the addresses already
local claims, now, span, back = KEYS[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local current = math.floor(now / span)
local names, lifetime = { back < 0 and 0 or current }, nil
if back >= 0 then lifetime = string.format('%.0f', (current + back + 1) * span - now) end
for n = current - (back < 0 and 0 or 1), current - math.max(back, 2), -1 do names[#names + 1] = n end
if back >= 0 then names[#names + 1] = 0 end
local function name(number, hash)
  return claims .. ':' .. string.format('%.0f', number) .. (hash and ':' .. hash or '')
end
local function expire(key)
  if lifetime then redis.call('PEXPIRE', key, lifetime) end
end
local owners = {}
for n = 7, #ARGV do
  local key, owner = ARGV[n], nil
  local place, field = string.sub(key, 1, 3), string.sub(key, 4)
  for _, number in ipairs(names) do owner = owner or redis.call('HGET', name(number, place), field) end
  if not owner then
    redis.call('HSET', name(names[1], place), field, ARGV[5] .. ARGV[1] .. '....' .. ARGV[6] .. '0')
    expire(name(names[1], place))
    redis.call('SET', name(names[1]), '1')
    expire(name(names[1]))
  elseif string.sub(owner, 1, 26) ~= ARGV[5] and owner ~= 'P' then
    owners[#owners + 1] = string.sub(owner, 1, 26)
  end
end
return owners
