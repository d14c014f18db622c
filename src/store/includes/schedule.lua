-- For scripts of the schedule. KEYS[1] is the zset of hosts: what stands before its name is the prefix of all other keys.
--- @layout HOSTS, DUE, IN_FLIGHT, HOLD
local prefix = string.sub(KEYS[1], 1, -#HOSTS - 1)
