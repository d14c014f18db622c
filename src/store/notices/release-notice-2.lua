-- Lets whoever comes next give a notice that nobody had, if it is still in the hand that says so.
-- KEYS[1] the right  KEYS[2] what became of the notice
-- ARGV[1] the token of that hand  ARGV[2] how long a notice is remembered, ms
local call = redis.call
if call('GET', KEYS[2]) ~= 'sending ' .. ARGV[1] then return end
call('SET', KEYS[2], 'due', 'PX', ARGV[2])
call('DEL', KEYS[1])
