-- Takes the right to write stories, renews it, or gives it back. Also while Redis is out of memory: then it is renewed, and
-- not taken.
-- KEYS[1] string: who has it  ARGV[1] who asks; "": nobody yet  ARGV[2] who it is from now on, should it be taken
-- ARGV[3] for how long, ms; 0: it is given back
-- Output: 1: it is still the asker's; 2: it was taken; 0: another has it, or it was given back
--- @include "unlogged"
local holder, lease = redis.call('GET', KEYS[1]), tonumber(ARGV[3])
if lease == 0 then
  if holder == ARGV[1] then redis.call('DEL', KEYS[1]) end
  return 0
end
if not holder then
  redis.call('SET', KEYS[1], ARGV[2], 'PX', lease)
  return 2
end
-- A command whose answer was lost is sent again: then it is the one that it took.
if holder == ARGV[1] or holder == ARGV[2] then
  leaveUnlogged()
  redis.call('PEXPIRE', KEYS[1], lease)
  return holder == ARGV[1] and 1 or 2
end
-- The clock was set back: the lease would last for as long as that was.
if redis.call('PTTL', KEYS[1]) > 2 * lease then redis.call('PEXPIRE', KEYS[1], lease) end
return 0
