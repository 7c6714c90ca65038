/** One number for the tables below; a database with a higher one belongs to a newer version. */
export const layout = 1

/** The advisory lock of the cluster: shared by whoever takes in text, held alone by a command. */
export const turn = 0x79696365

/** Where a node hears that the register or the members have changed. */
export const channel = 'yice'

/**
 * `through` and `base` as in records.ts; every `bytea` is sealed as there. `append` is one transaction: nothing if the register or
 * the members have moved on from `expected`, since the right to write was decided by them.
 */
export const tables = `
CREATE SCHEMA IF NOT EXISTS yice;
CREATE TABLE IF NOT EXISTS yice.workspace (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  layout integer NOT NULL,
  revision bigint NOT NULL DEFAULT 0,
  members text,
  host_key text,
  cluster_key bytea NOT NULL
);
CREATE TABLE IF NOT EXISTS yice.documents (
  name text PRIMARY KEY,
  base bigint NOT NULL,
  through bigint NOT NULL,
  state bytea
);
CREATE TABLE IF NOT EXISTS yice.updates (
  document text NOT NULL REFERENCES yice.documents (name),
  sequence bigint NOT NULL,
  data bytea NOT NULL,
  PRIMARY KEY (document, sequence)
);
CREATE TABLE IF NOT EXISTS yice.versions (
  id text PRIMARY KEY,
  document text NOT NULL,
  info bytea NOT NULL,
  data bytea NOT NULL
);
CREATE INDEX IF NOT EXISTS versions_of ON yice.versions (document);
CREATE OR REPLACE FUNCTION yice.append(expected bigint, alone boolean, names text[], datas bytea[])
RETURNS TABLE (name text, through bigint) LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  IF NOT alone THEN
    PERFORM pg_advisory_xact_lock_shared(${String(turn)});
  END IF;
  PERFORM FROM yice.workspace WHERE revision = expected;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  IF 'register' = ANY (names) THEN
    UPDATE yice.workspace SET revision = revision + 1;
    PERFORM pg_notify('${channel}', '');
  END IF;
  RETURN QUERY WITH given AS (
    SELECT name, data, row_number() OVER (PARTITION BY name ORDER BY nth) AS step
      FROM unnest(names, datas) WITH ORDINALITY AS t (name, data, nth)
  ), counts AS (
    SELECT name, count(*) AS added FROM given GROUP BY name ORDER BY name
  ), moved AS (
    INSERT INTO yice.documents AS d (name, base, through) SELECT name, 0, added FROM counts
      ON CONFLICT (name) DO UPDATE SET through = d.through + excluded.through
      RETURNING d.name, d.through
  ), written AS (
    INSERT INTO yice.updates (document, sequence, data)
      SELECT name, moved.through - added + step, data FROM given JOIN moved USING (name) JOIN counts USING (name)
  )
  SELECT name, through FROM moved;
END $$;
`
