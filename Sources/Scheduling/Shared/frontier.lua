-- The frontier of a crawl that several machines share. Every call is one step: it happens as a
-- whole or not at all. docs/many-machines.md describes the keys.
--
-- A server whose file was cut may apply the first part of one call when it is started for the second
-- time: Redis leaves the start of the cut transaction in the file, and takes it for that of the next
-- one. So everything is written at its new place before it is removed from the old one, and 'mend'
-- removes what is there twice. Jobs are removed by what they are and never by their place in a list,
-- since another job may be there when the file is read.
--
-- On a Redis Cluster a crawl has several shards, each with keys of its own on one server. A call belongs
-- to one shard, and an origin with all that is known of it as well.
--
-- KEYS[1]  what the names of all keys begin with
-- ARGV     verb, run (the life of the server that the caller knows), node, then as the verb says
--
-- All times are milliseconds of the server's clock. An answer begins with a word; after 'ok' come
-- the number of unfinished jobs and why the crawl was stopped, or ''.
local k, verb, run, node, c = KEYS[1], ARGV[1], ARGV[2], ARGV[3], redis.call
local m = k..'m'
local t = c('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)

local function ok(r)
  local s = c('HMGET', m, 'unfinished', 'stop')
  table.insert(r, 1, s[2] or '')
  table.insert(r, 1, tonumber(s[1] or 0))
  table.insert(r, 1, 'ok')
  return r
end

local function count(name, n) return c('HINCRBY', m, name, n) end

-- With a maximum depth, documents are handed out level by level: those of deeper levels wait in lists
-- of their own until no document of the levels before is left. Otherwise there is no level.
local level = tonumber(c('HGET', m, 'level') or '')

-- The depth of a document; nothing for an image, and without levels.
local function depth(job)
  return level and tonumber(string.match(job, '^%-?%d+\tp\t%d+\t(%d+)\t'))
end

local function countLevel(job, n)
  local d = depth(job)
  if d then c('HINCRBY', k..'levels', d, n) end
end

-- Leases an origin to the node; returns the token.
local function give(o, lease)
  local token = count('fence', 1)
  c('ZREM', k..'ready', o)
  c('HSET', k..'own', o, token..' '..node)
  c('ZADD', k..'lease', now + lease, o)
  return token
end

-- The number of pages that other nodes have requested from the host of an origin.
local function pagesElsewhere(o)
  local sum = 0
  local pages = c('HGETALL', k..'pages:'..string.match(o, '://(.*)$'))
  for i = 1, #pages, 2 do
    if pages[i] ~= node then sum = sum + pages[i + 1] end
  end
  return sum
end

-- The rules of robots.txt that the last owner of an origin has read, after their age; '' if there are none.
local function robots(o)
  local since, text = string.match(c('HGET', k..'robots', o) or '', '^(%d+) (.*)$')
  return since and (now - since)..' '..text or ''
end

-- Notes how many pages this node has requested from a host. The greatest number holds: a node that was
-- killed knows only of those that it has recorded.
local function notePages(host, number)
  local key = k..'pages:'..host
  if tonumber(number) > tonumber(c('HGET', key, node) or 0) then c('HSET', key, node, number) end
end

-- Ends a lease; what was handed out waits before everything else, and nothing starts before a time.
local function free(o, at)
  for _, job in ipairs(c('HVALS', k..'held:'..o)) do c('LPUSH', k..'q:'..o..':r', job) end
  c('DEL', k..'held:'..o)
  c('ZREM', k..'lease', o)
  c('HDEL', k..'own', o)
  c('HSET', k..'next', o, at)
  if c('EXISTS', k..'q:'..o..':r', k..'q:'..o..':i', k..'q:'..o..':p') > 0 then
    c('ZADD', k..'ready', at, o)
  end
end

-- Ends a lease whose node does not say when something may start again. It may have started something
-- just now, so the whole delay has to pass; a rest that it has told of holds, too.
local function void(o)
  local delay = string.match(c('HGET', k..'pol', o) or '', '^%d+') or c('HGET', m, 'delay') or 0
  free(o, math.max(now + delay, tonumber(c('HGET', k..'next', o) or 0)))
end

-- After a start of the server: nobody owns anything, each job waits once, and the counts are those of
-- what is there.
local function mend(lease)
  -- Nodes go on with what they have while the server is away, and the server may have forgotten it. So
  -- nothing is leased before all that were there have come back, or can have nothing any more.
  local nodes, newest = c('HGETALL', k..'nodes'), 0
  for i = 2, #nodes, 2 do newest = math.max(newest, tonumber(nodes[i])) end
  for i = 1, #nodes, 2 do
    if newest - nodes[i + 1] < lease then c('SADD', k..'away', nodes[i]) end
  end
  c('HSET', m, 'quiet', now + lease)
  c('DEL', k..'levels')
  for _, key in ipairs(c('KEYS', k..'held:*')) do void(string.sub(key, #k + 6)) end
  for _, o in ipairs(c('HKEYS', k..'own')) do void(o) end
  c('DEL', k..'lease')
  local there, put, waiting = {}, 0, 0
  -- Whether a job waits there for the first time.
  local function waits(job)
    local fp = string.match(job, '^%-?%d+')
    if not fp or there[fp] then return false end
    there[fp] = true
    waiting = waiting + 1
    c('SADD', k..'s:'..string.sub(fp, -5), fp)
    countLevel(job, 1)
    return true
  end
  for _, key in ipairs(c('KEYS', k..'q:*')) do
    for _, job in ipairs(c('LRANGE', key, 0, -1)) do
      if not waits(job) then c('LREM', key, -1, job) end
    end
    local o = string.sub(key, #k + 3, -3)
    if c('EXISTS', key) == 1 then c('ZADD', k..'ready', 'NX', c('HGET', k..'next', o) or 0, o) end
  end
  for _, key in ipairs(c('KEYS', k..'deep:*')) do
    for _, entry in ipairs(c('LRANGE', key, 0, -1)) do
      if not waits(string.match(entry, ' (.*)$')) then c('LREM', key, -1, entry) end
    end
  end
  for _, key in ipairs(c('KEYS', k..'s:*')) do put = put + c('SCARD', key) end
  c('HSET', m, 'put', put, 'done', put - waiting, 'unfinished', waiting)
end

-- 4: version, 5: number of the crawl, 6: key of the fingerprints, 7: settings,
-- 8: 'new' if the folder of the node is of no crawl yet, 'shard' if that crawl was begun on another shard,
-- 'again' if the folder is of that crawl, 'on' if the node runs,
-- 9: how the node is called, 10: the greatest token that it has seen, 11: lease, 12: delay of the crawl,
-- 13: '1' if documents are handed out level by level, 14: the life of the server in which a node that
-- runs got its leases, 15…: their origins; answers
-- those that it has in this life, with their tokens
if verb == 'open' then
  local kind = c('TYPE', m).ok
  if kind == 'none' then
    if ARGV[8] == 'on' then return {'lost'} end
    c('HSET', m, 'version', ARGV[4], 'id', ARGV[5], 'key', ARGV[6], 'settings', ARGV[7],
      'epoch', 0, 'fence', 0, 'put', 0, 'done', 0, 'unfinished', 0)
    if ARGV[13] == '1' then
      level = 0
      c('HSET', m, 'level', 0)
    end
    -- Others may not know yet that the crawl was lost, and be at work for a moment.
    if ARGV[8] == 'again' then
      c('SADD', k..'away', '?')
      c('HSET', m, 'quiet', now + 1000)
    end
  end
  if kind ~= 'none' and kind ~= 'hash' then return {'foreign'} end
  local s = c('HMGET', m, 'version', 'id', 'settings', 'run', 'key')
  if not s[1] or not s[2] then return {'foreign'} end
  if s[1] ~= ARGV[4] then return {'version', s[1]} end
  if ARGV[8] ~= 'new' and s[2] ~= ARGV[5] then return {'other'} end
  if s[3] ~= ARGV[7] then return {'settings', s[3]} end
  -- A server that has lost its file, or has an older one, gives no token twice.
  if tonumber(c('HGET', m, 'fence')) < tonumber(ARGV[10]) then c('HSET', m, 'fence', ARGV[10]) end
  -- A server that was started again may have forgotten who owns what: nobody owns anything.
  local life = string.match(c('INFO', 'server'), 'run_id:(%x+)')
  if s[4] ~= life then
    c('HSET', m, 'run', life)
    c('HINCRBY', m, 'epoch', 1)
    c('HINCRBY', m, 'fence', 1000000)
    if kind ~= 'none' then mend(tonumber(ARGV[11])) end
  end
  c('HSET', m, 'delay', ARGV[12])
  local kept = {}
  if ARGV[8] == 'on' and ARGV[14] ~= life then
    for i = 15, #ARGV do
      local o = ARGV[i]
      local owner = c('HGET', k..'own', o)
      -- It owns one already if the answer to this call was lost.
      if not owner or string.match(owner, ' (.*)$') == node then
        if owner then free(o, now) end
        kept[#kept + 1] = {o, give(o, ARGV[11]), '', pagesElsewhere(o), ''}
      end
    end
  end
  c('SREM', k..'away', node)
  if ARGV[8] ~= 'on' then
    -- A crawl that was stopped goes on when all nodes had ended.
    local others = c('HGETALL', k..'nodes')
    local alive = false
    for i = 1, #others, 2 do
      if others[i] ~= node and now - others[i + 1] < 60000 then alive = true end
    end
    if not alive then c('HDEL', m, 'stop') end
    -- The process that had these leases has ended: a folder belongs to one process.
    c('HDEL', k..'call', node)
    local own = c('HGETALL', k..'own')
    for i = 1, #own, 2 do
      if string.match(own[i + 1], '^%d+ (.*)$') == node then void(own[i]) end
    end
  end
  c('HSET', k..'nodes', node, now)
  c('HSET', k..'who', node, ARGV[9])
  return ok{life, c('HGET', m, 'epoch'), s[2], s[5], c('HGETALL', k..'who'), kept}
end

-- For people, who know nothing of the life of the server: the state, as several lists of names and
-- numbers.
if verb == 'look' or verb == 'stop' then
  local kind = c('TYPE', m).ok
  if kind == 'none' then return {'lost'} end
  if kind ~= 'hash' or not c('HGET', m, 'id') then return {'foreign'} end
  -- 4: why
  if verb == 'stop' then c('HSETNX', m, 'stop', ARGV[4]) end
  local held = {}
  local own = c('HGETALL', k..'own')
  for i = 1, #own, 2 do
    local owner = string.match(own[i + 1], '^%d+ (.*)$') or ''
    held[owner] = (held[owner] or 0) + 1
  end
  local origins = {}
  for owner, number in pairs(held) do
    origins[#origins + 1] = owner
    origins[#origins + 1] = tostring(number)
  end
  return ok{c('HGETALL', m), c('HGETALL', k..'who'), c('HGETALL', k..'nodes'), origins,
    c('HGETALL', k..'did'), c('ZCARD', k..'ready'), now}
end
if c('HGET', m, 'run') ~= run then return {'epoch'} end

-- Somebody can have a job of this origin; the node that owns it learns that with its next claim.
local function offer(o)
  local owner = c('HGET', k..'own', o)
  if owner then
    c('SADD', k..'more:'..string.match(owner, ' (.*)$'), o)
  else
    c('ZADD', k..'ready', 'NX', c('HGET', k..'next', o) or 0, o)
  end
end

-- A job: FINGERPRINT tab LANE tab the rest, which only the nodes read.
local function add(o, job)
  local fp, lane = string.match(job, '^(%-?%d+)\t(%a)\t')
  local seen = k..'s:'..string.sub(fp, -5)
  if c('SISMEMBER', seen, fp) == 1 then return 0 end
  local d = depth(job)
  if d and d > level then
    c('RPUSH', k..'deep:'..d, o..' '..job)
  else
    c('RPUSH', k..'q:'..o..':'..lane, job)
    offer(o)
  end
  c('SADD', seen, fp)
  countLevel(job, 1)
  return 1
end

-- Hands out up to n jobs: what was begun before, then images and documents in turn.
local function take(o, n, r)
  local taken = 0
  for _, lane in ipairs{'r', 'i', 'p', 'i'} do
    local want = n - taken
    if lane == 'i' and taken == 0 then want = math.ceil(want * 3 / 4) end
    local queue = k..'q:'..o..':'..lane
    local jobs = want > 0 and c('LRANGE', queue, 0, want - 1) or {}
    if #jobs > 0 then
      local held = {}
      for _, job in ipairs(jobs) do
        held[#held + 1] = string.match(job, '^%-?%d+')
        held[#held + 1] = job
        r[#r + 1] = job
      end
      c('HSET', k..'held:'..o, unpack(held))
      for _, job in ipairs(jobs) do c('LREM', queue, 1, job) end
      taken = taken + #jobs
    end
  end
end

local function owns(o, token) return c('HGET', k..'own', o) == token..' '..node end

-- 4…: origin, job
if verb == 'put' then
  local new = 0
  for i = 4, #ARGV, 2 do new = new + add(ARGV[i], ARGV[i + 1]) end
  count('put', new)
  count('unfinished', new)
  return ok{new}
end

-- 4…: fingerprints of jobs that were done before the server lost its file
if verb == 'know' then
  local new = 0
  for i = 4, #ARGV do new = new + c('SADD', k..'s:'..string.sub(ARGV[i], -5), ARGV[i]) end
  count('put', new)
  count('done', new)
  return ok{new}
end

-- 4…: origin, job, number of its request; jobs whose next request is for an origin of this shard and that
-- another shard has had. The same request is taken once.
if verb == 'hand' then
  local new = 0
  for i = 4, #ARGV, 3 do
    local o, job = ARGV[i], ARGV[i + 1]
    local mark = string.match(job, '^%-?%d+')..' '..ARGV[i + 2]
    if c('SISMEMBER', k..'handed', mark) == 0 then
      c('RPUSH', k..'q:'..o..':r', job)
      c('SADD', k..'handed', mark)
      countLevel(job, 1)
      offer(o)
      new = new + 1
    end
  end
  count('put', new)
  count('handed', new)
  count('unfinished', new)
  return ok{new}
end

-- Whether nodes that were there before the server was started again have not come back.
local function awaitsNodes()
  local quiet = c('HGET', m, 'quiet')
  if not quiet then return false end
  if now < tonumber(quiet) and c('SCARD', k..'away') > 0 then return true end
  c('DEL', k..'away')
  c('HDEL', m, 'quiet')
  return false
end

-- 4: how many ended parts of sites the node knows from here, 5…: parts that it has found to have ended;
-- answers those that it does not know
if verb == 'traps' then
  for i = 5, #ARGV do
    local known = c('ZCARD', k..'traps')
    if known < 100000 then c('ZADD', k..'traps', 'NX', known, ARGV[i]) end
  end
  return ok(c('ZRANGEBYSCORE', k..'traps', ARGV[4], '+inf'))
end

-- 4…: host, pages that the node has requested there
if verb == 'pages' then
  for i = 4, #ARGV, 2 do notePages(ARGV[i], ARGV[i + 1]) end
  return ok{}
end

-- Whether the counts say that something is left to do, or that more was done than put, although nothing
-- waits and nobody has anything: no step leaves it so, another program has changed the keys.
local function isUneven(unfinished)
  if unfinished == 0 or c('EXISTS', k..'ready', k..'lease') > 0 or awaitsNodes() then return false end
  if not level then return true end
  if c('EXISTS', k..'deep:'..level) > 0 then return false end
  local levels = c('HGETALL', k..'levels')
  for i = 1, #levels, 2 do
    if tonumber(levels[i]) > level and tonumber(levels[i + 1]) > 0 then return false end
  end
  return true
end

-- 4: lease, 5: most origins, 6: most jobs of each; answers each with its token, what the last owner has
-- told of it, the pages that others have requested from its host, the rules of its robots.txt, and jobs; also what there is more at
-- origins that the node has
if verb == 'claim' then
  c('HSET', k..'nodes', node, now)
  for _, o in ipairs(c('ZRANGEBYSCORE', k..'lease', '-inf', now, 'LIMIT', 0, 64)) do void(o) end
  local r = {}
  if c('HEXISTS', m, 'stop') == 0 then
    for _, o in ipairs(c('SPOP', k..'more:'..node, ARGV[5])) do
      local token = string.match(c('HGET', k..'own', o) or '', '^(%d+) ')
      if token and owns(o, token) then
        local jobs = {o, tonumber(token), '', pagesElsewhere(o), ''}
        take(o, tonumber(ARGV[6]), jobs)
        r[#r + 1] = jobs
      end
    end
    local most = awaitsNodes() and 0 or ARGV[5]
    for _, o in ipairs(c('ZRANGEBYSCORE', k..'ready', '-inf', now, 'LIMIT', 0, most)) do
      local jobs = {o, give(o, ARGV[4]), c('HGET', k..'pol', o) or '', pagesElsewhere(o), robots(o)}
      take(o, tonumber(ARGV[6]), jobs)
      r[#r + 1] = jobs
    end
    local unfinished = tonumber(c('HGET', m, 'unfinished') or 0)
    if #r == 0 and isUneven(unfinished) then return {'uneven', unfinished} end
  end
  return ok(r)
end

-- answers how many jobs were put and done, in which life, whether some may be put again, the level that
-- is begun, and
-- the first level of which a document is not done, or -1
if verb == 'counts' then
  local s = c('HMGET', m, 'put', 'done', 'epoch')
  local first = -1
  local levels = c('HGETALL', k..'levels')
  for i = 1, #levels, 2 do
    local d = tonumber(levels[i])
    if tonumber(levels[i + 1]) > 0 and (first < 0 or d < first) then first = d end
  end
  -- A node may have ended while it moved the documents of a level.
  local begun = level and c('EXISTS', k..'deep:'..level) == 0 and level or (level or 0) - 1
  return ok{tonumber(s[1]), tonumber(s[2]), tonumber(s[3]), awaitsNodes() and 1 or 0, begun, first}
end

-- 4: level, 5: how many documents; from now on those of this level may be handed out; answers how many more
-- have to be moved for that
if verb == 'level' then
  local d, deep = tonumber(ARGV[4]), k..'deep:'..ARGV[4]
  if level < d then c('HSET', m, 'level', d) end
  for _, entry in ipairs(c('LRANGE', deep, 0, ARGV[5] - 1)) do
    local o, job = string.match(entry, '^(%S+) (.*)$')
    c('RPUSH', k..'q:'..o..':p', job)
    c('LREM', deep, 1, entry)
    offer(o)
  end
  return ok{c('LLEN', deep)}
end

-- 4: lease, 5…: origin, token; answers the origins that are lost
if verb == 'renew' then
  c('HSET', k..'nodes', node, now)
  local r = {}
  for i = 5, #ARGV, 2 do
    if owns(ARGV[i], ARGV[i + 1]) then
      c('ZADD', k..'lease', now + ARGV[4], ARGV[i])
    else
      r[#r + 1] = ARGV[i]
    end
  end
  return ok(r)
end

-- 4: lease, 5…: network addresses at which the node has origins; answers how many nodes have some there
if verb == 'at' then
  local r = {}
  for i = 5, #ARGV do
    local key = k..'at:'..ARGV[i]
    c('ZADD', key, now, node)
    c('ZREMRANGEBYSCORE', key, '-inf', now - ARGV[4])
    c('PEXPIRE', key, ARGV[4])
    r[#r + 1] = c('ZCARD', key)
  end
  return ok(r)
end

-- 4: lease, 5: origin, 6: token, 7: number of the call, 8: jobs wanted, 9: '' or the pause after
-- which another node may begin there, 10: what the next owner must know of the origin, or '' if that is
-- as before, 11: after which pause something may start there, if 10 is given, 12: how many pages of its
-- host the node has requested, or '' if as before, 13: for how long the node has known the rules of its
-- robots.txt, or '' if there are none to tell, 14: these rules; then each with its number before it: fingerprints
-- done, (fingerprint, origin, job) for other origins; and (origin, job) found
if verb == 'done' then
  local o, i = ARGV[5], 15
  local mine = owns(o, ARGV[6])
  -- Asked again, because the answer was lost.
  if tonumber(c('HGET', k..'call', node) or 0) >= tonumber(ARGV[7]) then
    return ok(mine and c('HVALS', k..'held:'..o) or {})
  end
  if not mine then return {'fenced'} end
  c('HSET', k..'call', node, ARGV[7])
  local function group(width, body)
    local n = tonumber(ARGV[i])
    i = i + 1
    for _ = 1, n do
      body(ARGV[i], ARGV[i + 1], ARGV[i + 2])
      i = i + width
    end
  end
  local ended, done, new = {}, 0, 0
  group(1, function(fp) ended[#ended + 1] = fp end)
  group(3, function(fp, to, job)
    if c('HEXISTS', k..'held:'..o, fp) == 0 then return end
    c('RPUSH', k..'q:'..to..':r', job)
    c('HDEL', k..'held:'..o, fp)
    offer(to)
  end)
  while i < #ARGV do
    new = new + add(ARGV[i], ARGV[i + 1])
    i = i + 2
  end
  for _, fp in ipairs(ended) do
    local job = level and c('HGET', k..'held:'..o, fp)
    if job then countLevel(job, -1) end
    done = done + c('HDEL', k..'held:'..o, fp)
  end
  count('put', new)
  count('done', done)
  count('unfinished', new - done)
  c('HINCRBY', k..'did', node, done)
  if ARGV[10] ~= '' then
    c('HSET', k..'pol', o, ARGV[10])
    c('HSET', k..'next', o, now + ARGV[11])
  end
  if ARGV[12] ~= '' then notePages(string.match(o, '://(.*)$'), ARGV[12]) end
  if ARGV[13] ~= '' then c('HSET', k..'robots', o, (now - ARGV[13])..' '..ARGV[14]) end
  local r = {}
  if ARGV[9] ~= '' then
    free(o, now + ARGV[9])
  else
    c('ZADD', k..'lease', now + ARGV[4], o)
    take(o, tonumber(ARGV[8]), r)
  end
  return ok(r)
end

-- 4…: origin, token, pause; the node ends, and gets the names of all and the number of addresses
if verb == 'leave' then
  for i = 4, #ARGV, 3 do
    if owns(ARGV[i], ARGV[i + 1]) then free(ARGV[i], now + ARGV[i + 2]) end
  end
  c('HDEL', k..'nodes', node)
  c('SREM', k..'away', node)
  c('HDEL', k..'call', node)
  c('DEL', k..'more:'..node)
  return ok{c('HGETALL', k..'who'), c('HGET', m, 'put') - (c('HGET', m, 'handed') or 0)}
end

-- 4: name, 5: number, 6: the most; answers 1 if it was claimed
if verb == 'use' then
  local used = tonumber(c('HGET', m, 'used.'..ARGV[4]) or 0)
  if used + ARGV[5] > tonumber(ARGV[6]) then return ok{0} end
  count('used.'..ARGV[4], ARGV[5])
  return ok{1}
end

return redis.error_reply('ERR unknown verb '..verb)
