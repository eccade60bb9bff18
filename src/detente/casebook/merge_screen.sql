-- What a ceiling of the likeness of two mentions is worked out from (`merge_screen.py`), as numbers.
-- What is not known is 0, a day that is no day, or no number. Names and countries are sets of bits: two
-- sets that share one share a bit.
--
-- Given: `beheld`, the mentions that are compared, `canonical` as for `merge_blocks.sql`, and `lands`,
-- what countries are called: one may be where much happens, and no place.

CREATE OR REPLACE MACRO as_number(words) AS CASE WHEN words IS NULL THEN 0::UBIGINT ELSE hash(words) END;

CREATE OR REPLACE MACRO as_bits(words, salt) AS coalesce(list_aggregate(
  list_transform(words, lambda each: 1::UBIGINT << (hash(each, salt) % 64)::INTEGER), 'bit_or'
), 0)::UBIGINT;

CREATE OR REPLACE MACRO as_day(day) AS coalesce(day - DATE '1970-01-01', -1000000000)::BIGINT;

CREATE OR REPLACE MACRO countries_of(parties) AS
list_transform(list_filter(parties, lambda p: p.country IS NOT NULL), lambda p: lower(p.country));

-- The names of a side, as `mentions.Side` has them: countries and the beginnings of codes are none.
CREATE OR REPLACE MACRO names_of(parties, keys, actors) AS list_concat(
  list_filter(keys, lambda each: NOT list_contains(countries_of(parties), each) AND len(list_filter(
    parties, lambda p: length(p.code) > length(each) AND starts_with(lower(p.code), each)
  )) = 0),
  list_filter(list_transform(keys, lambda each: actors[each]), lambda each: each IS NOT NULL)
);

CREATE OR REPLACE MACRO side(parties, keys, actors) AS {
  'names': as_bits(names_of(coalesce(parties, []), coalesce(keys, []), actors), 1),
  'again': as_bits(names_of(coalesce(parties, []), coalesce(keys, []), actors), 2),
  'countries': as_bits(countries_of(coalesce(parties, [])), 1)
};

CREATE OR REPLACE VIEW seen AS
SELECT number,
  as_number(document) AS told_in, as_number(type) AS type, as_number(mode) AS mode,
  as_number(lemma) AS deed, as_number(lower(place)) AS place, as_number(country) AS country,
  coalesce(latitude, 'nan')::DOUBLE AS latitude, coalesce(longitude, 'nan')::DOUBLE AS longitude,
  coalesce(lower(place) NOT IN (SELECT name FROM lands), false) AS is_town,
  as_day(earliest) AS earliest, as_day(latest) AS latest, as_day(told_last) AS published,
  coalesce(status, 'occurred') IN ('occurred', 'ongoing') AS is_fact,
  coalesce(len(story), 0) > 0 AS has_story,
  killed_low IS NOT NULL OR killed_high IS NOT NULL AS counts_killed,
  injured_low IS NOT NULL OR injured_high IS NOT NULL AS counts_injured,
  coalesce(len(instruments), 0) > 0 AS has_instruments,
  actor.names AS actor_names, actor.again AS actor_again, actor.countries AS actor_countries,
  recipient.names AS recipient_names, recipient.again AS recipient_again,
  recipient.countries AS recipient_countries
FROM (
  SELECT *, side(actors, actor_keys, judged.known) AS actor,
    side(recipients, recipient_keys, judged.known) AS recipient
  FROM beheld, (SELECT map(list(name), list(actor)) AS known FROM canonical) AS judged
);

CREATE OR REPLACE VIEW stories AS
SELECT as_number(document) AS told_in, story FROM dated WHERE len(story) > 0;
