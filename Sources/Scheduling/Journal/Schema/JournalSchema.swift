import GRDB

/// The tables of the journal, as `docs/file-formats.md` describes them.
enum JournalSchema {
  /// The number in the file header that identifies a Magpie journal ("Magp"; `PRAGMA
  /// application_id`).
  static let applicationID: Int32 = 0x4D61_6770

  /// The migrations that update a journal of any earlier version.
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { db in
      try db.execute(sql: "PRAGMA application_id = \(applicationID)")
      try db.execute(sql: version1)
    }
    migrator.registerMigration("2") { db in try db.execute(sql: version2) }
    migrator.registerMigration("3") { db in try db.execute(sql: version3) }
    migrator.registerMigration("4") { db in
      db.add(function: ViaRoleText.function)
      defer { db.remove(function: ViaRoleText.function) }
      try db.execute(sql: version4)
    }
    migrator.registerMigration("5") { db in try db.execute(sql: version5) }
    migrator.registerMigration("6") { db in try db.execute(sql: version6) }
    migrator.registerMigration("7") { db in try db.execute(sql: version7) }
    migrator.registerMigration("8") { db in try db.execute(sql: version8) }
    migrator.registerMigration("9") { db in try db.execute(sql: version9) }
    return migrator
  }

  private static let version9 = """
    ALTER TABLE result ADD COLUMN token INTEGER;
    """

  private static let version8 = """
    ALTER TABLE reference ADD COLUMN showing TEXT;
    ALTER TABLE reference ADD COLUMN alternative TEXT;
    ALTER TABLE reference ADD COLUMN rights TEXT;
    ALTER TABLE result ADD COLUMN caching TEXT;
    UPDATE reference SET via_role = 'metadata'
      WHERE via_role = 'embedded' AND (via LIKE 'meta[%' OR via LIKE 'json-ld%'
        OR via LIKE 'link[%' AND via NOT IN ('link[icon]', 'link[preload]')
        OR via LIKE 'manifest[%' OR via LIKE 'oembed[%'
        OR via IN ('browserconfig[tile]', 'opensearch[image]'));
    -- The places of these runs do not say how the image is shown.
    INSERT INTO setting (name, value)
      SELECT 'runs_without_showing', max(id) FROM run HAVING max(id) IS NOT NULL;
    """

  private static let version7 = """
    ALTER TABLE content ADD COLUMN rights TEXT;
    CREATE TABLE gained (
      address INTEGER PRIMARY KEY REFERENCES address,
      run INTEGER NOT NULL REFERENCES run
    );
    """

  private static let version6 = """
    ALTER TABLE content ADD COLUMN is_animated INTEGER;
    ALTER TABLE content ADD COLUMN orientation INTEGER;
    ALTER TABLE content ADD COLUMN is_truncated INTEGER;
    ALTER TABLE result ADD COLUMN language TEXT;
    ALTER TABLE attempt ADD COLUMN error TEXT;
    ALTER TABLE result ADD COLUMN is_filled_by_scripts INTEGER;
    CREATE TABLE restored (
      address INTEGER PRIMARY KEY REFERENCES address,
      run INTEGER NOT NULL REFERENCES run
    );
    CREATE TABLE policy (
      url TEXT NOT NULL,
      run INTEGER NOT NULL REFERENCES run,
      at TEXT NOT NULL,
      http_status INTEGER,
      final_url TEXT,
      bytes INTEGER,
      sha256 TEXT,
      reason TEXT
    );
    """

  private static let version5 = """
    ALTER TABLE origin ADD COLUMN answered INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE origin ADD COLUMN is_silent INTEGER NOT NULL DEFAULT 0;
    UPDATE origin SET answered = 1 WHERE id IN
      (SELECT a.origin FROM address a JOIN result r ON r.address = a.id
        WHERE r.http_status IS NOT NULL);
    ALTER TABLE address ADD COLUMN referrer_policy TEXT;
    """

  private static let version4 = """
    ALTER TABLE address ADD COLUMN via_role TEXT;
    UPDATE address SET via_role = via_role(via, kind) WHERE via IS NOT NULL;
    ALTER TABLE reference ADD COLUMN via_role TEXT NOT NULL DEFAULT 'embedded';
    UPDATE reference SET via_role = via_role(via, 'image')
      WHERE via_role(via, 'image') <> 'embedded';

    ALTER TABLE result ADD COLUMN trap_rule TEXT;
    ALTER TABLE result ADD COLUMN trap_evidence TEXT;
    UPDATE result SET
      trap_rule = substr(note, 1, instr(note, ': ') - 1),
      trap_evidence = substr(note, instr(note, ': ') + 2),
      note = NULL
    WHERE reason = 'trap' AND note LIKE '%: %';

    CREATE TABLE new_left_out_note (
      address INTEGER PRIMARY KEY REFERENCES address,
      note TEXT,
      trap_rule TEXT,
      trap_evidence TEXT
    );
    INSERT INTO new_left_out_note (address, trap_rule, trap_evidence)
      SELECT n.address, substr(n.note, 1, instr(n.note, ': ') - 1),
        substr(n.note, instr(n.note, ': ') + 2)
      FROM left_out_note n JOIN address a ON a.id = n.address
      WHERE a.left_out = 'trap' AND n.note LIKE '%: %';
    INSERT OR IGNORE INTO new_left_out_note (address, note)
      SELECT address, note FROM left_out_note;
    DROP TABLE left_out_note;
    ALTER TABLE new_left_out_note RENAME TO left_out_note;

    CREATE TABLE new_books (
      kind TEXT NOT NULL,
      status TEXT NOT NULL,
      reason TEXT,
      number INTEGER NOT NULL
    );
    INSERT INTO new_books (kind, status, reason, number)
      SELECT kind, status, nullif(reason, ''), number FROM books;
    DROP TABLE books;
    ALTER TABLE new_books RENAME TO books;
    """

  private static let version3 = """
    CREATE TABLE left_out_note (
      address INTEGER PRIMARY KEY REFERENCES address,
      note TEXT NOT NULL
    );
    """

  private static let version2 = """
    ALTER TABLE result ADD COLUMN opt_outs TEXT;
    ALTER TABLE reference ADD COLUMN nofollow INTEGER;
    ALTER TABLE origin ADD COLUMN rests INTEGER NOT NULL DEFAULT 0;
    """

  private static let version1 = """
    CREATE TABLE setting (
      name TEXT NOT NULL PRIMARY KEY,
      value TEXT NOT NULL
    ) WITHOUT ROWID;

    CREATE TABLE run (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL,
      version TEXT NOT NULL,
      started_at TEXT NOT NULL,
      ended_at TEXT,
      ended TEXT
    );

    CREATE TABLE origin (
      id INTEGER PRIMARY KEY,
      origin TEXT NOT NULL,
      requests INTEGER NOT NULL DEFAULT 0,
      retries INTEGER NOT NULL DEFAULT 0,
      fastest_interval REAL,
      rests_until TEXT
    );

    CREATE TABLE address (
      id INTEGER PRIMARY KEY,
      fingerprint INTEGER NOT NULL,
      url TEXT NOT NULL,
      kind TEXT NOT NULL,
      origin INTEGER NOT NULL REFERENCES origin,
      depth INTEGER NOT NULL,
      hops INTEGER NOT NULL,
      parent INTEGER REFERENCES address,
      via TEXT,
      left_out TEXT,
      run INTEGER NOT NULL REFERENCES run
    );

    CREATE TABLE waiting (
      origin INTEGER NOT NULL,
      lane INTEGER NOT NULL,
      turn INTEGER NOT NULL,
      address INTEGER NOT NULL REFERENCES address,
      PRIMARY KEY (origin, lane, turn)
    ) WITHOUT ROWID;

    CREATE TABLE content (
      id INTEGER PRIMARY KEY,
      sha256 TEXT NOT NULL UNIQUE,
      file TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      format TEXT NOT NULL,
      width INTEGER,
      height INTEGER,
      owner INTEGER REFERENCES address,
      run INTEGER NOT NULL REFERENCES run
    );

    CREATE TABLE result (
      address INTEGER PRIMARY KEY REFERENCES address,
      run INTEGER NOT NULL REFERENCES run,
      status TEXT NOT NULL,
      reason TEXT,
      note TEXT,
      kind TEXT,
      http_status INTEGER,
      content_type TEXT,
      etag TEXT,
      last_modified TEXT,
      final_url TEXT,
      bytes INTEGER,
      fetched_at TEXT,
      content INTEGER REFERENCES content,
      redirect INTEGER REFERENCES address,
      links INTEGER,
      images INTEGER,
      title TEXT,
      read_run INTEGER REFERENCES run,
      moved_to INTEGER REFERENCES address
    );
    CREATE INDEX result_redirect ON result (address) WHERE redirect IS NOT NULL;

    CREATE TABLE reference (
      image INTEGER NOT NULL REFERENCES address,
      page INTEGER NOT NULL REFERENCES address,
      source INTEGER REFERENCES address,
      run INTEGER NOT NULL REFERENCES run,
      via TEXT NOT NULL,
      alt TEXT,
      title TEXT,
      caption TEXT,
      heading TEXT,
      link_text TEXT,
      width INTEGER,
      height INTEGER,
      sizes TEXT
    );
    CREATE INDEX reference_image ON reference (image);

    CREATE TABLE attempt (
      address INTEGER NOT NULL REFERENCES address,
      run INTEGER NOT NULL REFERENCES run,
      at TEXT NOT NULL,
      url TEXT NOT NULL,
      fault TEXT,
      http_status INTEGER,
      pause REAL NOT NULL
    );

    CREATE TABLE replaced (
      address INTEGER NOT NULL REFERENCES address,
      content INTEGER NOT NULL REFERENCES content,
      replaced_by INTEGER NOT NULL REFERENCES content,
      run INTEGER NOT NULL REFERENCES run
    );
    CREATE INDEX replaced_address ON replaced (address);

    CREATE TABLE books (
      kind TEXT NOT NULL,
      status TEXT NOT NULL,
      reason TEXT NOT NULL,
      number INTEGER NOT NULL,
      PRIMARY KEY (kind, status, reason)
    ) WITHOUT ROWID;
    """
}
