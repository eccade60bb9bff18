-- Which mentions are worth comparing. Two mentions meet in a block: a class of deed (PLOVER's quad
-- class), a stretch of time and a sign, as the name of a side or of a place. Whether two meet depends
-- on these two alone, never on how many others there are.
--
-- Given: `subjects`, every mention there is with its number, whether it is to be placed (`fresh`), and
-- the first and last day its document may be of (`told_first`, `told_last`); `canonical`, for each
-- name that was judged another's the actor it goes by.

CREATE OR REPLACE MACRO last_word(words) AS regexp_extract(words, '\S+$');

-- Whether a name ends as a proper one does: "Kataib Hezbollah", but not "Iraqi forces".
CREATE OR REPLACE MACRO is_proper(words) AS regexp_matches(words, '(^|\s)\p{Lu}\S*$');

CREATE OR REPLACE MACRO sign(words, weight, lasts) AS
{'words': words, 'weight': weight, 'lasts': lasts};

-- What a party of an event is found by in its week, and how much each tells: an actor of a common
-- country says little.
CREATE OR REPLACE MACRO signs_of(party, type, actors) AS [
  sign('name ' || lower(trim(party.name)), 2, false),
  sign('last ' || lower(last_word(party.name)), CASE WHEN is_proper(party.name) THEN 2 ELSE 1 END, false),
  sign('actor ' || actors[lower(trim(party.name))], 2, false),
  sign(CASE WHEN length(party.code) > 3 THEN 'code ' || party.code END, 1, false),
  sign('party ' || type || party.country, 1, false)
];

-- What tells enough to meet within a year: later stories call a person or a group by the end of a
-- proper name.
CREATE OR REPLACE MACRO lasting_sign_of(party, part, type) AS sign(
  CASE WHEN is_proper(party.name) AND coalesce(length(party.code), 0) <> 3
  THEN part || type || lower(last_word(party.name)) END, 2, true
);

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

CREATE OR REPLACE VIEW signed AS
SELECT number, fresh, quad_class, earliest, latest, country, told_last, is_fact, first_day, last_day,
  wide, undated, unnest(list_concat(
  CASE WHEN NOT wide AND list_has_any(weeks(first_day, last_day), fresh_weeks.known) THEN list_concat(
    flatten(list_transform(actors, lambda party: signs_of(party, type, judged.known))),
    flatten(list_transform(recipients, lambda party: signs_of(party, type, judged.known))),
    [sign('place ' || lower(place), 2, false), sign('in ' || type || country, 1, false)]
  ) END,
  list_transform(actors, lambda party: lasting_sign_of(party, 'actor ', type)),
  list_transform(recipients, lambda party: lasting_sign_of(party, 'recipient ', type)),
  [sign(CASE WHEN latitude IS NOT NULL THEN 'at ' || type || lower(place) END, 2, true)]
)) AS sign
FROM spanned, fresh_weeks, (SELECT map(list(name), list(actor)) AS known FROM canonical) AS judged;

CREATE OR REPLACE MACRO stretches(kind, times, is_offered, is_sought) AS
list_transform(times, lambda t: {'kind': kind, 'at': t, 'offers': is_offered, 'seeks': is_sought});

-- A mention is offered in blocks and seeks in blocks; two meet where one seeks what the other is
-- offered in. Narrow meets narrow within a week; what is wide or undated meets all within a year.
CREATE OR REPLACE VIEW blocks AS
SELECT number, fresh, earliest, latest, country, told_last, is_fact,
  stretch.offers AS offers, stretch.seeks AS seeks, sign.weight AS weight, hash(quad_class, stretch.kind, stretch.at, sign.words) AS block
FROM (
  SELECT number, fresh, quad_class, earliest, latest, country, told_last, is_fact, sign, unnest(
    CASE
      WHEN NOT sign.lasts THEN stretches('week', weeks(first_day, last_day), true, true)
      WHEN wide OR undated THEN list_concat(
        stretches('wide', years(first_day, last_day, undated), true, true),
        stretches('narrow', years(first_day, last_day, undated), false, true)
      )
      ELSE list_concat(
        stretches('narrow', years(first_day, last_day, undated), true, false),
        stretches('wide', years(first_day, last_day, undated), false, true)
      )
    END
  ) AS stretch
  FROM signed WHERE sign.words IS NOT NULL
);
