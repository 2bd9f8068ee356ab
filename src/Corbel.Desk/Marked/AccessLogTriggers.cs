namespace Corbel.Desk.Marked;

/// <summary>What the databases themselves refuse: to change or take out a row of the access log. For the migration that makes it.</summary>
internal static class AccessLogTriggers
{
    public const string Sqlite = """
        CREATE TRIGGER access_log_no_update BEFORE UPDATE ON access_log
        BEGIN SELECT RAISE(ABORT, 'the access log is only added to'); END;
        CREATE TRIGGER access_log_no_delete BEFORE DELETE ON access_log
        BEGIN SELECT RAISE(ABORT, 'the access log is only added to'); END;
        """;

    public const string Postgres = """
        CREATE FUNCTION access_log_stays() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          -- An empty one may be emptied: that is what bringing a backup back begins with.
          IF TG_OP <> 'TRUNCATE' OR EXISTS (SELECT 1 FROM access_log) THEN
            RAISE EXCEPTION 'the access log is only added to';
          END IF;
          RETURN NULL;
        END $$;
        CREATE TRIGGER access_log_no_change BEFORE UPDATE OR DELETE ON access_log
        FOR EACH ROW EXECUTE FUNCTION access_log_stays();
        CREATE TRIGGER access_log_no_truncate BEFORE TRUNCATE ON access_log
        FOR EACH STATEMENT EXECUTE FUNCTION access_log_stays();
        """;
}
