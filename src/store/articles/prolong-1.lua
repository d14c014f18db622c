-- Keeps keys at least until a moment: the windows were widened since they were written. None is made to end earlier.
-- KEYS[1] any key (all have one hash tag)
-- ARGV[1..] key, end in ms or "": for ever, for each
-- Output: how many end later now
--- @include "now"
local prolonged = 0
for n = 1, #ARGV, 2 do
  local left, at = redis.call('PTTL', ARGV[n]), ARGV[n + 1]
  if left >= 0 then
    if at == '' then
      redis.call('PERSIST', ARGV[n])
      prolonged = prolonged + 1
    elseif now + left < tonumber(at) then
      redis.call('PEXPIREAT', ARGV[n], at)
      prolonged = prolonged + 1
    end
  end
end
return prolonged
