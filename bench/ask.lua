-- wrk: asks the queries of a file in turn. Arguments: file, path, "hot" or "cold", a number of this run.
-- "cold" makes each text one that was never seen, by a comment at its end.
local queries, at, sent = {}, 0, 0

function init(args)
  for line in io.lines(args[1]) do queries[#queries + 1] = line end
  path, cold, run = args[2], args[3] == "cold", args[4]
  wrk.headers["Accept"] = "application/sparql-results+json"
end

function request()
  at = at % #queries + 1
  sent = sent + 1
  local text = path .. "?query=" .. queries[at]
  if cold then text = text .. "%0A%23" .. run .. "." .. sent end
  return wrk.format("GET", text)
end
