-- A domain asked to be left alone: no visit and no article request begins there until then. A longer hold stays.
-- KEYS[1] hosts zset (gives the prefix)
-- ARGV[1] host  ARGV[2] ms from now
-- Output: 1
--- @include "schedule"
--- @include "hold"
holdHost(ARGV[1], ARGV[2])
return 1
