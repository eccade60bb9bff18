-- What queries see: of each document the rows of the latest run that holds it, as people left them.
-- `all_<table>` are the Parquet files as they are; `proposed_<table>` what the latest run has, as it was
-- read; a plain name what stands. `decided.py` lays over them what was rejected or corrected.

-- A document that is a copy of itself is a note that another publisher printed the same text.
CREATE OR REPLACE TABLE current AS
SELECT document, max(run) AS run FROM all_documents
WHERE copy_of IS DISTINCT FROM document GROUP BY document;

CREATE OR REPLACE TABLE reprints AS
SELECT document, list_sort(list_distinct(list(publisher))) AS publishers FROM all_documents
WHERE copy_of = document GROUP BY document;

CREATE OR REPLACE VIEW documents AS
SELECT held.*, list_filter(
  coalesce(reprints.publishers, []), lambda each: each IS DISTINCT FROM held.publisher
) AS carried_by
FROM (
  SELECT * FROM all_documents SEMI JOIN current USING (document, run)
  WHERE copy_of IS DISTINCT FROM document
) AS held
LEFT JOIN reprints ON held.document = reprints.document;

-- How often the story of a document that copies no other was printed, that document included.
CREATE OR REPLACE VIEW printings AS
SELECT coalesce(copy_of, document) AS document,
  CAST(sum(1 + len(carried_by)) AS INTEGER) AS printings
FROM documents GROUP BY ALL;

CREATE OR REPLACE TABLE reprinted AS SELECT * FROM printings WHERE printings > 1;

CREATE OR REPLACE VIEW proposed_entities AS
SELECT * FROM all_entities SEMI JOIN current USING (document, run);

CREATE OR REPLACE VIEW entities AS
SELECT * FROM proposed_entities;

CREATE OR REPLACE VIEW proposed_events AS
SELECT * FROM all_events SEMI JOIN current USING (document, run);

CREATE OR REPLACE VIEW standing_events AS
SELECT * FROM proposed_events;

-- A happening is one thing in the world. Its mentions are kept in the merged state, where it has more
-- than one; a mention that is in none stands alone. A happening of which a mention was read anew since
-- counts as not yet merged. A table, since few are joined: filters go through to the files.
CREATE OR REPLACE TABLE joined AS
SELECT * FROM all_members WHERE happening NOT IN (
  SELECT happening FROM all_members ANTI JOIN current USING (document, run)
);

CREATE OR REPLACE VIEW members AS
SELECT * FROM joined;

CREATE OR REPLACE VIEW disagreements AS
SELECT * FROM all_versions;

CREATE OR REPLACE MACRO happening_of(document, id) AS
'h' || substr(sha256(document || '#' || id), 1, 16);

CREATE OR REPLACE VIEW mentions AS
SELECT event.* REPLACE (
  coalesce(member.happening, happening_of(event.document, event.id)) AS happening
)
FROM standing_events AS event
LEFT JOIN members AS member
  ON event.document = member.document AND event.id = member.id AND event.run = member.run;

-- One row a happening: its best mention, how many documents report it, how many of them on their own,
-- and where they disagree.
CREATE OR REPLACE VIEW events AS
SELECT
  event.* REPLACE (
    coalesce(member.happening, happening_of(event.document, event.id)) AS happening
  ),
  coalesce(member.reports, reprinted.printings, 1) AS reports,
  coalesce(member.origins, 1) AS origins,
  coalesce(disagreement.versions, []) AS versions
FROM standing_events AS event
LEFT JOIN members AS member
  ON event.document = member.document AND event.id = member.id AND event.run = member.run
LEFT JOIN reprinted ON event.document = reprinted.document
LEFT JOIN disagreements AS disagreement ON member.happening = disagreement.happening
WHERE coalesce(member.best, true);

CREATE OR REPLACE VIEW proposed_claims AS
SELECT * FROM all_claims SEMI JOIN current USING (document, run);

CREATE OR REPLACE VIEW claims AS
SELECT * FROM proposed_claims;

CREATE OR REPLACE VIEW proposed_causes AS
SELECT * FROM all_causes SEMI JOIN current USING (document, run);

CREATE OR REPLACE VIEW causes AS
SELECT * FROM proposed_causes;

CREATE OR REPLACE VIEW proposed_relations AS
SELECT * FROM all_relations SEMI JOIN current USING (document, run);

CREATE OR REPLACE VIEW relations AS
SELECT * FROM proposed_relations;

-- The last word on an input of a batch counts.
CREATE OR REPLACE VIEW inputs AS
SELECT * FROM all_inputs QUALIFY row_number() OVER (PARTITION BY source ORDER BY run DESC) = 1;

-- An input that could not be read stays a problem until it is read: its last failure counts.
CREATE OR REPLACE VIEW problems AS
SELECT * FROM all_problems SEMI JOIN current USING (document, run)
UNION ALL BY NAME
SELECT failure.* FROM all_problems AS failure
WHERE failure.document IS NULL
  AND failure.run = (
    SELECT max(other.run) FROM all_problems AS other
    WHERE other.document IS NULL AND other.source = failure.source
  )
  AND NOT EXISTS (
    SELECT 1 FROM all_documents AS later
    WHERE later.source = failure.source AND later.run >= failure.run
  );
