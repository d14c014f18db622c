-- Registers further addresses of an article: where a redirect led, rel=canonical, og:url.
-- KEYS[1] prefix of the claims  ARGV[1] hash of the source  ARGV[2] now, ms  ARGV[3] span, ms or 0
-- ARGV[4] the article's id (26)  ARGV[5] title signature (12)  ARGV[6...] urls: place (3) .. key (12)
-- Output: the ids of other articles that own one of the addresses already
--- @layout ID_LENGTH, PLACE_LENGTH
local claims, now, span = KEYS[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local current = span > 0 and math.floor(now / span) or 0
local oldest = span > 0 and current - 2 or 0
local lifetime = span > 0 and string.format('%.0f', (current + 3) * span - now)
local function name(number, hash)
  return claims .. ':' .. string.format('%.0f', number) .. (hash and ':' .. hash or '')
end
local function expire(key)
  if lifetime then redis.call('PEXPIRE', key, lifetime) end
end
local owners = {}
for n = 6, #ARGV do
  local key, owner = ARGV[n], nil
  local place, field = string.sub(key, 1, PLACE_LENGTH), string.sub(key, PLACE_LENGTH + 1)
  for number = current, oldest, -1 do
    owner = owner or redis.call('HGET', name(number, place), field)
  end
  if not owner then
    redis.call('HSET', name(current, place), field, ARGV[4] .. ARGV[1] .. ARGV[5])
    expire(name(current, place))
    redis.call('SET', name(current), '1')
    expire(name(current))
  elseif string.sub(owner, 1, ID_LENGTH) ~= ARGV[4] then
    owners[#owners + 1] = string.sub(owner, 1, ID_LENGTH)
  end
end
return owners
