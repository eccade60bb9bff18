-- How many documents, and copies of them, say that the same speaker says the same. One speaker goes
-- by one name, or by one code that names more than a country. What is said is the same if four fifths
-- of the words of the shorter are in the other, and all numbers; or if both quote the same words; or,
-- of a speaker of one name, if both report one happening. A denial repeats only denials. Where both
-- say when it was said, these days have to overlap.
WITH every AS (
  SELECT document, id, lower(speaker) AS speaker, speaker_code, attitude = 'denies' AS denies,
    words, list_filter(words, lambda word: regexp_matches(word, '^[0-9]')) AS figures,
    quoted_words, bands, events, earliest, latest
  FROM claims
),
asked AS (
  SELECT * FROM every SEMI JOIN (SELECT document, id FROM claims AS outer_row WHERE $where)
  USING (document, id)
),
told AS (
  SELECT claim.document, claim.id, member.happening
  FROM (SELECT document, id, unnest(events) AS event FROM every) AS claim
  JOIN members AS member ON member.document = claim.document AND member.id = claim.event
),
near AS (
  SELECT one.document, one.id, other.document AS other_document, other.id AS other, false AS joined
  FROM (SELECT document, id, unnest(bands) AS band FROM asked) AS one
  JOIN (SELECT document, id, unnest(bands) AS band FROM every) AS other USING (band)
  UNION
  SELECT one.document, one.id, other.document, other.id, true
  FROM (SELECT * FROM told SEMI JOIN asked USING (document, id)) AS one
  JOIN told AS other USING (happening)
),
same AS (
SELECT near.document, near.id, near.other_document
FROM near
JOIN asked AS one ON one.document = near.document AND one.id = near.id
JOIN every AS other ON other.document = near.other_document AND other.id = near.other
WHERE near.document <> near.other_document
  AND one.denies = other.denies
  AND (
    one.speaker = other.speaker
    OR (NOT near.joined AND one.speaker_code = other.speaker_code AND len(one.speaker_code) > 3)
  )
  AND coalesce(one.earliest <= other.latest AND other.earliest <= one.latest, true)
  AND (
    near.joined
    OR list_has_any(one.quoted_words, other.quoted_words)
    OR (
      5 * len(list_intersect(one.words, other.words))
        >= 4 * least(len(one.words), len(other.words))
      AND 2 * least(len(one.words), len(other.words)) >= greatest(len(one.words), len(other.words))
      AND one.figures = other.figures
    )
  )
UNION
SELECT document, id, document FROM asked
)
SELECT same.document, same.id, CAST(sum(coalesce(printings, 1)) AS INTEGER) AS reports
FROM same LEFT JOIN reprinted ON same.other_document = reprinted.document
GROUP BY ALL
