-- Which mentions are worth comparing. Two mentions meet in a block: a class of deed (PLOVER's quad
-- class), a stretch of time and a sign, as the name of a side or of a place, or two signs that tell less.
-- Whether two meet depends on these two alone, never on how many others there are.
--
-- Given: `subjects`, every mention there is with its number, whether it is to be placed (`fresh`), and
-- the first and last day its document may be of (`told_first`, `told_last`); `canonical`, for each
-- name that was judged another's the actor it goes by.

CREATE OR REPLACE MACRO last_word(words) AS regexp_extract(words, '\S+$');

-- Whether a name ends as a proper one does: "Kataib Hezbollah", but not "Iraqi forces".
CREATE OR REPLACE MACRO is_proper(words) AS regexp_matches(words, '(^|\s)\p{Lu}\S*$');

-- Signs of a party that tell enough for two to meet in a week.
CREATE OR REPLACE MACRO strong_signs(party, actors) AS [
  'name ' || lower(trim(party.name)),
  CASE WHEN is_proper(party.name) THEN 'last ' || lower(last_word(party.name)) END,
  'actor ' || actors[lower(trim(party.name))]
];

-- Of these two must be shared: an actor of a common country says little.
CREATE OR REPLACE MACRO weak_signs(party, type) AS [
  'last ' || lower(last_word(party.name)),
  CASE WHEN length(party.code) > 3 THEN 'code ' || party.code END,
  'party ' || type || party.country
];

CREATE OR REPLACE MACRO hashed(signs) AS
list_sort(list_distinct(list_transform(list_filter(signs, lambda s: s IS NOT NULL), lambda s: hash(s))));

-- Every two of some signs, as one sign.
CREATE OR REPLACE MACRO twos(signs) AS flatten(list_transform(
  range(1, len(signs)), lambda i: list_transform(signs[i + 1:], lambda sign: hash(signs[i], sign))
));

-- What tells enough to meet within a year: later stories call a person or a group by the end of a
-- proper name.
CREATE OR REPLACE MACRO lasting_sign(party, part, type) AS
CASE WHEN is_proper(party.name) AND coalesce(length(party.code), 0) <> 3
THEN part || type || lower(last_word(party.name)) END;

CREATE OR REPLACE MACRO weeks(first_day, last_day) AS
range((first_day - DATE '1969-12-29') // 7, (last_day - DATE '1969-12-29') // 7 + 1);

CREATE OR REPLACE MACRO years(first_day, last_day, undated) AS
range(year(first_day) - undated::INTEGER, year(last_day) + 1);

-- The days on which a mention may have been, with one more, since dates slip by a night or a time
-- zone. Of what has no date and was told as news, the week before. A span of more than five weeks is
-- wide; one of more than ten years says nothing.
CREATE OR REPLACE VIEW spanned AS
SELECT
  *,
  coalesce(earliest, told_first - 7) AS first_day,
  coalesce(latest, told_last) + 1 AS last_day,
  coalesce(latest - earliest > 35, false) AS wide,
  earliest IS NULL AS undated,
  status IN ('occurred', 'ongoing') AS is_fact
FROM subjects
WHERE latest - earliest < 3660 OR (earliest IS NULL AND told_last - told_first < 3660);

-- The weeks that matter now: of a mention that is in none of them no passing sign need be made.
CREATE OR REPLACE TABLE fresh_weeks AS
SELECT coalesce(list(DISTINCT week), []) AS known
FROM (SELECT unnest(weeks(first_day, last_day)) AS week FROM spanned WHERE fresh AND NOT wide);

-- Each step in a query of its own: what a macro is given it works out as often as it names it.
CREATE OR REPLACE VIEW signed AS
SELECT number, fresh, quad_class, at_weeks, at_years, is_long, lasting,
  list_concat(strong, twos(weak)) AS passing
FROM (
  SELECT number, fresh, quad_class, at_weeks, wide OR undated AS is_long,
    years(first_day, last_day, undated) AS at_years,
    CASE WHEN len(at_weeks) > 0 THEN hashed(list_concat(
      flatten(list_transform(parties, lambda party: strong_signs(party, judged.known))),
      ['place ' || lower(place)]
    )) END AS strong,
    CASE WHEN len(at_weeks) > 0 THEN hashed(list_concat(
      flatten(list_transform(parties, lambda party: weak_signs(party, type))),
      ['in ' || type || country]
    )) END AS weak,
    hashed(list_concat(
      list_transform(actors, lambda party: lasting_sign(party, 'actor ', type)),
      list_transform(recipients, lambda party: lasting_sign(party, 'recipient ', type)),
      [CASE WHEN latitude IS NOT NULL THEN 'at ' || type || lower(place) END]
    )) AS lasting
  FROM (
    SELECT *, list_concat(actors, recipients) AS parties, CASE WHEN NOT wide THEN list_filter(
      weeks(first_day, last_day), lambda week: list_contains(fresh_weeks.known, week)
    ) END AS at_weeks
    FROM spanned, fresh_weeks
  ), (SELECT map(list(name), list(actor)) AS known FROM canonical) AS judged
);

-- A mention is offered in blocks and seeks in blocks; two meet where one seeks what the other is
-- offered in. Narrow meets narrow within a week; what is wide or undated meets all within a year.
CREATE OR REPLACE VIEW blocks AS
SELECT number, fresh, true AS offers, true AS seeks, hash(quad_class, 'week', week, sign) AS block
FROM (
  SELECT * EXCLUDE (passing), unnest(passing) AS sign FROM (
    SELECT number, fresh, quad_class, unnest(at_weeks) AS week, passing FROM signed
  )
)
UNION ALL
SELECT number, fresh, is_long = of_long, is_long OR of_long, hash(quad_class, of_long, year, sign)
FROM (
  SELECT * EXCLUDE (at_years), unnest(at_years) AS year FROM (
    SELECT number, fresh, quad_class, is_long, at_years, unnest(lasting) AS sign FROM signed
  )
), (VALUES (true), (false)) AS kinds(of_long);
