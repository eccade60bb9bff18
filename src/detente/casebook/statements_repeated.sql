-- How many documents, and copies of them, say that the same speaker says the same. One speaker goes
-- by one name, or by one code that names more than a country. What is said is the same if four fifths
-- of the words of the shorter are in the other, and all numbers; or if both quote the same words; or,
-- of a speaker of one name, if both report one happening. A denial repeats only denials. Where both
-- say when it was said, these days have to overlap.
WITH every AS (
  SELECT row_number() OVER () AS row, document, id, lower(speaker) AS speaker, speaker_code,
    [lower(speaker)] || CASE WHEN len(speaker_code) > 3 THEN ['=' || speaker_code] ELSE [] END
      AS called,
    attitude = 'denies' AS denies, words,
    list_filter(words, lambda word: regexp_matches(word, '^[0-9]')) AS figures,
    quoted_words, bands, events, earliest, latest
  FROM claims
),
asked AS (
  SELECT * FROM every SEMI JOIN (SELECT document, id FROM claims AS outer_row WHERE $where)
  USING (document, id)
),
told AS (
  SELECT claim.row, claim.speaker, claim.denies, member.happening
  FROM (SELECT row, speaker, denies, document, unnest(events) AS event FROM every) AS claim
  JOIN members AS member ON member.document = claim.document AND member.id = claim.event
),
banded AS (
  SELECT row, denies, call, unnest(bands) AS band
  FROM (SELECT row, denies, bands, unnest(called) AS call FROM every)
),
-- One speaker is asked for here and not below: of what many say, few pairs are by one.
near AS (
  SELECT one.row, other.row AS other, false AS joined
  FROM (SELECT * FROM banded SEMI JOIN asked USING (row)) AS one
  JOIN banded AS other USING (band, call, denies)
  UNION
  SELECT one.row, other.row, true
  FROM (SELECT * FROM told SEMI JOIN asked USING (row)) AS one
  JOIN told AS other USING (happening, speaker, denies)
),
same AS (
SELECT DISTINCT one.document, one.id, other.document AS other_document
FROM near
JOIN asked AS one ON one.row = near.row
JOIN every AS other ON other.row = near.other
WHERE one.document <> other.document
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
