-- Whether who asks still has the right to write stories.
-- KEYS[1] string: who has it  ARGV[1] token of who asks
-- Output: 1 or 0
--- @include "writer"
return isWriter(KEYS[1], ARGV[1]) and 1 or 0
