-- How many documents, and copies of them, say that the same speaker says the same. One speaker goes
-- by one name, or by one code that names more than a country. What is said is the same if four fifths
-- of the words of the shorter are in the other, and all numbers; or if both quote the same words; or,
-- of a speaker of one name, if both report one happening. A denial repeats only denials. Where both
-- say when it was said, these days have to overlap.
-- Of all claims no more is read than by what they may meet; their words, of those that do.
WITH asked AS (
  SELECT document, id, speaker, speaker_code, attitude, bands FROM claims AS outer_row WHERE $where
),
asked_bands AS (
  SELECT document, id, attitude = 'denies' AS denies, call, unnest(bands) AS band
  FROM (
    SELECT *, unnest(
      [lower(speaker)] || CASE WHEN len(speaker_code) > 3 THEN ['=' || speaker_code] ELSE [] END
    ) AS call FROM asked
  )
),
banded AS (
  SELECT document, id, attitude = 'denies' AS denies, unnest(
    [lower(speaker)] || CASE WHEN len(speaker_code) > 3 THEN ['=' || speaker_code] ELSE [] END
  ) AS call, band
  FROM (SELECT document, id, attitude, speaker, speaker_code, unnest(bands) AS band FROM claims)
  WHERE band IN (SELECT band FROM asked_bands)
),
told AS (
  SELECT claim.document, claim.id, claim.speaker, claim.denies, member.happening
  FROM (
    SELECT document, id, lower(speaker) AS speaker, attitude = 'denies' AS denies, unnest(events) AS event
    FROM claims
  ) AS claim
  JOIN members AS member ON member.document = claim.document AND member.id = claim.event
),
-- One speaker is asked for here and not below: of what many say, few pairs are by one.
near AS (
  SELECT one.document, one.id, other.document AS other_document, other.id AS other_id, false AS joined
  FROM asked_bands AS one JOIN banded AS other USING (band, call, denies)
  WHERE one.document <> other.document
  UNION
  SELECT one.document, one.id, other.document, other.id, true
  FROM (SELECT * FROM told SEMI JOIN asked USING (document, id)) AS one
  JOIN told AS other USING (happening, speaker, denies)
  WHERE one.document <> other.document
),
said AS (
  SELECT document, id, words, quoted_words, earliest, latest,
    list_filter(words, lambda word: regexp_matches(word, '^[0-9]')) AS figures
  FROM claims WHERE (document, id) IN (
    SELECT (document, id) FROM near UNION SELECT (other_document, other_id) FROM near
  )
),
same AS (
SELECT DISTINCT one.document, one.id, other.document AS other_document
FROM near
JOIN said AS one ON one.document = near.document AND one.id = near.id
JOIN said AS other ON other.document = near.other_document AND other.id = near.other_id
WHERE coalesce(one.earliest <= other.latest AND other.earliest <= one.latest, true)
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
