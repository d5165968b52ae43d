-- Schema 3: the whole thread (issue 5): alarms, incidents, people who are told. One section an owner; site.sql (or model.sql, where a check
-- asks) carries the same tables.

-- detect: what detectors learnt (detect/table.h)

-- alarm: alarms, their signals and devices

-- incident: incidents, deeds, evidence, emergency mode

-- people: messages and their delivery

-- courier and wallboards
