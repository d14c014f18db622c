-- Takes the right to write stories, renews it, or gives it back. Also while Redis is out of memory: then it is renewed, and
-- not taken.
-- KEYS[1] string: who has it  ARGV[1] token of who asks; "": nobody yet  ARGV[2] stem of the token, should it be taken
-- ARGV[3] for how long, ms; 0: it is given back
-- Output: 1: it is still the asker's; the token: it was taken; 0: another has it, or it was given back
--- @include "unlogged"
--- @include "writer"
local asker, lease = ARGV[1], tonumber(ARGV[3])
local holder = redis.call('GET', KEYS[1])
if lease == 0 then
  if holder == asker then redis.call('DEL', KEYS[1]) end
  return 0
end
local next = ARGV[2] .. '@' .. serverName()
local isAsker = holder == asker and isWriter(KEYS[1], asker)
if not holder or (holder == asker and not isAsker) then
  redis.call('SET', KEYS[1], next, 'PX', lease)
  return next
end
-- A command whose answer was lost is sent again: then it is the one that it took.
if isAsker or holder == next then
  leaveUnlogged()
  redis.call('PEXPIRE', KEYS[1], lease)
  return isAsker and 1 or next
end
-- The clock was set back: the lease would last for as long as that was.
if redis.call('PTTL', KEYS[1]) > 2 * lease then redis.call('PEXPIRE', KEYS[1], lease) end
return 0
