-- What is said against each other, one row a pair; `first` and `second` say who, where and in what
-- words. Of one happening: that it happened and that it did not (`happened`), and numbers of killed
-- or injured that cannot both be (`killed`, `injured`; "no one was hurt" is one of these), unless the
-- lower counts those that it names, and the higher names them among others. Of a party that is accused and of the same
-- document: the accusation and what the party says to it (`blame`). The denier is the accused itself,
-- somebody named with it ("a spokesman for the militia"), or, for a state, its government.
WITH spoken AS (
  SELECT mention.*, coalesce(mention.said_by, held.publisher) AS who
  FROM mentions AS mention JOIN documents AS held ON mention.document = held.document
),
several AS (
  SELECT * FROM spoken
  WHERE happening IN (SELECT happening FROM mentions GROUP BY happening HAVING count(*) > 1)
),
sides AS (
  SELECT happening, 'happened' AS kind,
    status IN ('denied', 'did-not-occur')
      AND coalesce(killed_high > 0, true) AND coalesce(injured_high > 0, true) AS second,
    status IN ('occurred', 'ongoing') AS first,
    CAST(NULL AS INTEGER) AS low, CAST(NULL AS INTEGER) AS high, status AS says,
    document, id, who, evidence, [] AS named
  FROM several
  UNION ALL
  SELECT happening, what, true, true, low, high,
    CASE
      WHEN low = high THEN CAST(low AS VARCHAR)
      WHEN high IS NULL THEN 'at least ' || low
      WHEN low IS NULL THEN 'at most ' || high
      ELSE low || ' to ' || high
    END,
    document, id, who, evidence, list_transform(recipients, lambda party: lower(party.name))
  FROM (
    SELECT *, 'killed' AS what, killed_low AS low, killed_high AS high FROM several
    UNION ALL
    SELECT *, 'injured' AS what, injured_low AS low, injured_high AS high FROM several
  )
  WHERE low IS NOT NULL OR high IS NOT NULL
),
about_one AS (
  SELECT one.kind, one.happening,
    {'document': one.document, 'id': one.id, 'who': one.who, 'says': one.says,
     'quote': one.evidence[1].quote} AS first,
    {'document': other.document, 'id': other.id, 'who': other.who, 'says': other.says,
     'quote': other.evidence[1].quote} AS second
  FROM sides AS one JOIN sides AS other
    ON one.happening = other.happening AND one.kind = other.kind AND one.first AND other.second
    AND (
      one.kind = 'happened'
      OR (
        one.high < other.low
        AND NOT (
          len(one.named) = one.high
          AND len(other.named) > one.high
          AND list_has_all(other.named, one.named)
        )
      )
    )
),
accused AS (
  SELECT spoken.*, unnest(recipients) AS party FROM spoken
  WHERE type = 'ACCUSE' AND status IN ('occurred', 'ongoing')
),
named AS (
  SELECT document, id, list_transform(
    list_filter(mentions, lambda mention: len(mention.quote) > 5),
    lambda mention: regexp_replace(lower(mention.quote), '^(the|a|an) ', '')
  ) AS names
  FROM entities
),
blamed AS (
  SELECT 'blame' AS kind, accused.happening,
    {'document': accused.document, 'id': accused.id,
     'who': nullif(array_to_string(list_transform(accused.actors, lambda actor: actor.name), ', '), ''),
     'says': 'accuses', 'quote': accused.evidence[1].quote} AS first,
    {'document': denial.document, 'id': denial.id, 'who': denial.speaker,
     'says': denial.attitude, 'quote': denial.cue || ' ' || denial.content[1].quote} AS second
  FROM accused
  JOIN claims AS denial ON denial.document = accused.document AND denial.attitude = 'denies'
  LEFT JOIN named ON named.document = accused.document AND named.id = accused.party.entity
  WHERE denial.chain[-1].entity = accused.party.entity
    OR (len(accused.party.code) = 3 AND accused.party.code = denial.speaker_country)
    OR len(list_filter(named.names, lambda name: contains(lower(denial.speaker), name))) > 0
)
SELECT * FROM (SELECT * FROM about_one UNION ALL SELECT * FROM blamed)
ORDER BY happening, kind, first, second
