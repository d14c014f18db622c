-- This server, as it calls itself; "": it does not tell.
local function serverName()
  local info = redis.pcall('INFO', 'server')
  return type(info) == 'string' and string.match(info, 'run_id:(%w+)') or ''
end
-- Whether the lease is that of the token, "STEM@SERVER", and was given here: a server that took over from another, or started
-- again, knows the lease and may lack what was written last. "": none is asked for.
local function isWriter(lease, token)
  if token == '' then return true end
  return redis.call('GET', lease) == token and string.match(token, '@(.*)$') == serverName()
end
local NOT_WRITER = 'NOTWRITER another process publishes now'
