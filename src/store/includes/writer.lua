-- Whether the lease is that of the token; "": none is asked for.
local function isWriter(lease, token) return token == '' or redis.call('GET', lease) == token end
local NOT_WRITER = 'NOTWRITER another process publishes now'
