-- Refuses while nobody has set the store up so, in this version of the data: a Redis that lost them would call everything
-- new. "": any will do.
--- @layout META
local function isSetUp(prefix, version)
  return version == '' or redis.call('HGET', prefix .. META, 'data') == version
end
local NOT_SET_UP = 'NOTSETUP redis does not know yet what was published'
