-- Made-up happenings, each told by one to six documents that name day, place, sides and losses with
-- slips as papers make them. `$events` mentions or a few more, four to a document, in order of publication,
-- happened within `$days` days.

CREATE MACRO chance(number, what) AS (hash(number, what) % 1000000) / 1000000;
CREATE MACRO pick(choices, number, what) AS choices[(1 + hash(number, what) % len(choices))::BIGINT];

CREATE TABLE lists AS SELECT
  string_split('USA IRQ IRN SYR ISR RUS UKR CHN IND PAK AFG YEM SAU TUR EGY LBY SDN ETH SOM NGA MLI COD '
    || 'MMR PRK KOR JPN FRA GBR DEU POL ARM AZE GEO COL VEN MEX BRA LBN PSE JOR', ' ') AS states,
  string_split('ASSAULT ASSAULT ASSAULT COERCE MOBILIZE SANCTION PROTEST CONSULT CONSULT AGREE SUPPORT '
    || 'COOPERATE AID RETREAT ACCUSE REJECT REQUEST THREATEN', ' ') AS types,
  string_split('soldiers convoy checkpoint talks minister village border drone rocket shelling march '
    || 'statement envoy food embassy police market school bridge river harbour', ' ') AS words,
  [{'code': 'GOV', 'noun': 'government'}, {'code': 'MIL', 'noun': 'forces'},
   {'code': 'REB', 'noun': 'militants'}, {'code': 'OPP', 'noun': 'opposition'},
   {'code': 'COP', 'noun': 'police'}, {'code': 'CVL', 'noun': 'civilians'}] AS sectors;

CREATE MACRO quad(type) AS CASE
  WHEN type IN ('CONSULT', 'AGREE', 'SUPPORT') THEN 1
  WHEN type IN ('COOPERATE', 'AID', 'RETREAT') THEN 2
  WHEN type IN ('ACCUSE', 'REJECT', 'REQUEST', 'THREATEN') THEN 3 ELSE 4 END;

-- One side in three is a group with a name of its own, of twenty in its state.
CREATE MACRO party(number, what, state, sector) AS {
  'entity': 'e1', 'text': NULL::VARCHAR, 'start': NULL::INTEGER, 'end': NULL::INTEGER,
  'name': CASE WHEN chance(number, what || 'named') < 0.3
    THEN 'Ansar ' || left(state, 1) || lower(state[2:]) || (hash(number, what) % 20)::VARCHAR
    ELSE left(state, 1) || lower(state[2:]) || ' ' || sector.noun END,
  'code': state || sector.code, 'country': state};

CREATE TABLE happened AS
SELECT number, pick(types, number, 'type') AS type,
  DATE '2018-01-01' + (hash(number, 'day') % $days)::INTEGER AS day,
  pick(states, number, 'here') AS state,
  (hash(number, 'town') % 40)::INTEGER AS town,
  party(number, 'actor', pick(states, number, 'there'), pick(sectors, number, 'by')) AS actor,
  party(number, 'recipient', pick(states, number, 'here'), pick(sectors, number, 'to')) AS recipient,
  CASE WHEN chance(number, 'killed') < 0.2 THEN (hash(number, 'dead') % 9)::INTEGER END AS killed,
  list_transform(range(5), lambda i: pick(words, number, 'word ' || i)) AS words,
  list_transform(range(10), lambda i: CASE WHEN i < 2 THEN 'of' || state || hash(number, i) % 30
    ELSE 'stem' || hash(number, i) % 20000 END) AS stems,
  pick([1, 1, 1, 2, 2, 3, 6], number, 'told') AS told
FROM range($events // 2) AS t(number), lists;

CREATE TABLE told AS
SELECT *, row_number() OVER (ORDER BY printed, hash(number, copy)) - 1 AS spot FROM (
  SELECT *, number * 10 + copy AS mention,
    day + pick([0, 1, 1, 1, 2, 30], number * 10 + copy, 'delay') AS printed
  FROM (SELECT *, unnest(range(told)) AS copy FROM happened)
);

-- What a document is about are the stems of what it tells of: ten each, two of them of its state.
CREATE TABLE made_documents AS
SELECT 'sha256:' || sha256(number::VARCHAR) AS document, number, 0 AS run, story,
  'Story ' || number AS title, 'Paper ' || (number % 97) AS publisher, printed AS earliest,
  printed AS latest, printed::VARCHAR AS published, 4 AS events, '0' AS reader_version,
  'made-up' AS reader_model, 0.0 AS seconds
FROM (
  SELECT spot // 4 AS number, max(printed) AS printed, list_sort(list_distinct(flatten(list(stems)))) AS story
  FROM told GROUP BY ALL
)
ORDER BY number;

-- Of ten mentions two leave out the place, two who did it, one the day; one has only the month, and one
-- in ten of those that count the dead counts one more.
CREATE TABLE made_events AS
SELECT 'sha256:' || sha256((spot // 4)::VARCHAR) AS document, spot // 4 AS number, 0 AS run,
  'v' || (1 + spot % 4) AS id, type, quad(type) AS quad_class, 0.0 AS goldstein, words[1] AS lemma,
  CASE WHEN chance(mention, 'actor') < 0.8 THEN [actor] ELSE [] END AS actors,
  [recipient] AS recipients,
  flatten(list_transform(actors, lambda p: [lower(p.name), lower(p.code), lower(p.country)]))
    AS actor_keys,
  list_concat([lower(recipient.name), lower(recipient.code), lower(state)]) AS recipient_keys,
  CASE WHEN chance(mention, 'place') < 0.8
    THEN left(state, 1) || lower(state[2:]) || 'town ' || town END AS place,
  state AS country,
  CASE WHEN place IS NOT NULL THEN (hash(state) % 90)::DOUBLE END AS latitude,
  CASE WHEN place IS NOT NULL THEN town * 2.0 END AS longitude,
  CASE WHEN chance(mention, 'date') < 0.8 THEN day::VARCHAR
    WHEN chance(mention, 'date') < 0.9 THEN strftime(day, '%Y-%m') END AS date,
  CASE WHEN chance(mention, 'date') < 0.8 THEN day
    WHEN chance(mention, 'date') < 0.9 THEN date_trunc('month', day) END::DATE AS earliest,
  CASE WHEN chance(mention, 'date') < 0.8 THEN day
    WHEN chance(mention, 'date') < 0.9 THEN last_day(day) END AS latest,
  'occurred' AS status, 'unstated' AS certainty,
  killed + (chance(mention, 'count') < 0.1)::INTEGER AS killed_low, killed_low AS killed_high,
  [{'start': 0, 'end': 40, 'quote': array_to_string(list_select(
    words, [1, 2 + mention % 2, 3 + mention % 3]), ' ')}] AS evidence
FROM told;
