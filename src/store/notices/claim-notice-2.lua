-- Gives the right to give a notice, and notes under which token it is given.
-- KEYS[1] the right, with expiry  KEYS[2] what became of the notice
-- ARGV[1] token  ARGV[2] how long nobody else has the right, ms  ARGV[3] how long a notice is remembered, ms
-- Output: "mine"; "busy" while another has the right; else what became of the notice, "" when nothing is known
local call = redis.call
if call('EXISTS', KEYS[1]) == 1 then return 'busy' end
local state = call('GET', KEYS[2])
if state ~= 'due' then return state or '' end
call('SET', KEYS[1], '1', 'PX', ARGV[2])
call('SET', KEYS[2], 'sending ' .. ARGV[1], 'PX', ARGV[3])
return 'mine'
