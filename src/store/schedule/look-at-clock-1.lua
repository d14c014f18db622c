-- Whether Redis's clock was set back since it was last looked at.
-- KEYS[1] string: the time of the last look, ms
-- Output: by how many ms; 0: it was not
--- @include "now"
--- @include "unlogged"
local MINUTE = 60000
local last = tonumber(redis.call('GET', KEYS[1]) or '0')
if last <= now and math.floor(last / MINUTE) == math.floor(now / MINUTE) then leaveUnlogged() end
redis.call('SET', KEYS[1], string.format('%.0f', now))
return math.max(0, last - now)
