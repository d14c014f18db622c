-- Carries out commands one after the other, if whoever asks has the right to write stories.
-- KEYS[1] the lease (all other keys have its hash tag)
-- ARGV[1] token of who asks; "": nobody else writes
-- ARGV[2..] for each command how many words it has, then these
-- Output: 1, or an error when somebody else may write by now
--- @include "writer"
if not isWriter(KEYS[1], ARGV[1]) then return redis.error_reply(NOT_WRITER) end
local at = 2
while at < #ARGV do
  local last = at + tonumber(ARGV[at])
  redis.call(unpack(ARGV, at + 1, last))
  at = last + 1
end
return 1
