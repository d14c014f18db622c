-- What follows is told to replicas, and not written to the append-only file: for what is renewed every few seconds, so
-- that a wire with nothing to do leaves the disk alone. A Redis that starts again from its file has the value of before.
local function leaveUnlogged()
  if redis.set_repl then redis.set_repl(redis.REPL_SLAVE) end
end
