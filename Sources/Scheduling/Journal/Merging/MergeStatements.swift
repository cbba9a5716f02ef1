import CrawlModel

/// The steps that unite journals: each is run on the new journal, those of a node with the journal of
/// the node attached as `node` and its index in `temp.here`.
enum MergeStatements {
  /// What is collected of all nodes.
  ///
  /// `standing` is what a node knows of an address: that a rule left it out (0), that it is for all
  /// nodes (1), that it was a probe and had nothing (2), or its result (3).
  static let tables = """
    CREATE TEMP TABLE here (node INTEGER NOT NULL);
    CREATE TEMP TABLE candidate (
      node INTEGER NOT NULL, number INTEGER NOT NULL, fingerprint INTEGER NOT NULL,
      standing INTEGER NOT NULL, token INTEGER NOT NULL, kind TEXT NOT NULL, left_out TEXT,
      rank INTEGER NOT NULL, depth INTEGER NOT NULL
    );
    CREATE TEMP TABLE merged (
      id INTEGER PRIMARY KEY, fingerprint INTEGER NOT NULL, node INTEGER NOT NULL,
      number INTEGER NOT NULL, standing INTEGER NOT NULL, kind TEXT NOT NULL, left_out TEXT,
      home_node INTEGER NOT NULL, home_number INTEGER NOT NULL
    );
    CREATE TEMP TABLE known (
      node INTEGER NOT NULL, number INTEGER NOT NULL, id INTEGER NOT NULL,
      PRIMARY KEY (node, number)
    ) WITHOUT ROWID;
    CREATE TEMP TABLE place (
      sha256 TEXT NOT NULL, node INTEGER NOT NULL, file TEXT NOT NULL,
      PRIMARY KEY (sha256, node)
    ) WITHOUT ROWID;
    """

  /// Of a node: what it knows of each address, and which files it has.
  ///
  /// The rank says how well it knows where the address was found: a seed, a page that it has read
  /// itself, or a page that another node has read.
  static let collection = """
    INSERT INTO temp.candidate
      (node, number, fingerprint, standing, token, kind, left_out, rank, depth)
    SELECT here.node, a.id, a.fingerprint,
      CASE WHEN a.left_out IS NOT NULL AND a.left_out <> '\(SkipReason.elsewhere.rawValue)' THEN 0
        WHEN r.address IS NOT NULL THEN 3
        WHEN a.left_out IS NULL AND w.address IS NULL THEN 2
        ELSE 1 END,
      ifnull(r.token, 0), a.kind, a.left_out,
      CASE WHEN a.parent IS NOT NULL THEN 1 WHEN a.via IS NULL THEN 0 ELSE 2 END, a.depth
    FROM temp.here, node.address a LEFT JOIN node.result r ON r.address = a.id
      LEFT JOIN (SELECT DISTINCT address FROM node.waiting) w ON w.address = a.id;
    INSERT OR IGNORE INTO temp.place (sha256, node, file)
    SELECT c.sha256, here.node, c.file FROM temp.here, node.content c;
    """

  /// For each address: whose result counts, and where it was found.
  ///
  /// The numbers are in the order of the distance from the seeds.
  static let choice = """
    INSERT INTO temp.merged
      (id, fingerprint, node, number, standing, kind, left_out, home_node, home_number)
    SELECT row_number() OVER (ORDER BY home.depth, home.node, home.number), best.fingerprint,
      best.node, best.number, best.standing, best.kind, iif(best.standing = 0, best.left_out, NULL),
      home.node, home.number
    FROM
      (SELECT *, row_number() OVER
        (PARTITION BY fingerprint ORDER BY standing DESC, token DESC, node, number) AS place
        FROM temp.candidate) best
      JOIN
      (SELECT *, row_number() OVER
        (PARTITION BY fingerprint ORDER BY standing = 0, rank, depth, node, number) AS place
        FROM temp.candidate) home
      ON home.fingerprint = best.fingerprint
    WHERE best.place = 1 AND home.place = 1;
    CREATE INDEX temp.merged_node ON merged (node, number);
    CREATE INDEX temp.merged_home ON merged (home_node, home_number);
    CREATE UNIQUE INDEX temp.merged_fingerprint ON merged (fingerprint);
    INSERT INTO temp.known (node, number, id)
    SELECT c.node, c.number, m.id
    FROM temp.candidate c JOIN temp.merged m ON m.fingerprint = c.fingerprint;
    DROP TABLE temp.candidate;
    """

  /// Of a node: everything that counts.
  static let copy = origins + addresses + results + places

  private static let origins = """
    INSERT INTO main.origin (id, origin)
    SELECT (SELECT ifnull(max(id), 0) FROM main.origin) + row_number() OVER (ORDER BY o.id), o.origin
    FROM node.origin o WHERE o.origin NOT IN (SELECT origin FROM main.origin);
    UPDATE main.origin SET
      requests = main.origin.requests + o.requests,
      retries = main.origin.retries + o.retries,
      fastest_interval = min(
        ifnull(main.origin.fastest_interval, o.fastest_interval),
        ifnull(o.fastest_interval, main.origin.fastest_interval)),
      rests_until = nullif(max(ifnull(main.origin.rests_until, ''), ifnull(o.rests_until, '')), ''),
      rests = main.origin.rests + o.rests,
      answered = max(main.origin.answered, o.answered),
      is_silent = max(main.origin.is_silent, o.is_silent)
    FROM node.origin o WHERE o.origin = main.origin.origin;
    """

  private static let addresses = """
    INSERT INTO main.address
      (id, fingerprint, url, kind, origin, depth, hops, parent, via, via_role, referrer_policy,
        left_out, run)
    SELECT m.id, m.fingerprint, a.url, m.kind, n.id, a.depth, a.hops, p.id, a.via, a.via_role,
      a.referrer_policy, m.left_out, 1
    FROM temp.here
      JOIN temp.merged m ON m.home_node = here.node
      JOIN node.address a ON a.id = m.home_number
      JOIN node.origin o ON o.id = a.origin
      JOIN main.origin n ON n.origin = o.origin
      LEFT JOIN temp.known p ON p.node = here.node AND p.number = a.parent
    ORDER BY m.id;
    INSERT OR IGNORE INTO main.left_out_note (address, note, trap_rule, trap_evidence)
    SELECT m.id, l.note, l.trap_rule, l.trap_evidence
    FROM temp.here
      JOIN temp.merged m ON m.node = here.node
      JOIN node.left_out_note l ON l.address = m.number
    WHERE m.standing = 0;
    """

  private static let results = """
    INSERT OR IGNORE INTO main.content
      (sha256, file, bytes, format, width, height, is_animated, orientation, is_truncated, rights,
        run)
    SELECT c.sha256, c.file, c.bytes, c.format, c.width, c.height, c.is_animated, c.orientation,
      c.is_truncated, c.rights, 1
    FROM node.content c
    WHERE c.id IN
      (SELECT r.content FROM temp.here
        JOIN temp.merged m ON m.node = here.node AND m.standing = 3
        JOIN node.result r ON r.address = m.number)
    ORDER BY c.id;
    INSERT INTO main.result
      (address, run, status, reason, note, trap_rule, trap_evidence, kind, http_status,
        content_type, etag, last_modified, final_url, bytes, fetched_at, content, redirect, links,
        images, title, language, read_run, opt_outs, is_filled_by_scripts, caching, token)
    SELECT m.id, 1, r.status, r.reason, r.note, r.trap_rule, r.trap_evidence, r.kind, r.http_status,
      r.content_type, r.etag, r.last_modified, r.final_url, r.bytes, r.fetched_at, n.id, d.id,
      r.links, r.images, r.title, r.language, iif(r.read_run IS NULL, NULL, 1), r.opt_outs,
      r.is_filled_by_scripts, r.caching, r.token
    FROM temp.here
      JOIN temp.merged m ON m.node = here.node AND m.standing = 3
      JOIN node.result r ON r.address = m.number
      LEFT JOIN node.content c ON c.id = r.content
      LEFT JOIN main.content n ON n.sha256 = c.sha256
      LEFT JOIN temp.known d ON d.node = here.node AND d.number = r.redirect
    ORDER BY m.id;
    INSERT INTO main.attempt (address, run, at, url, fault, http_status, pause, error)
    SELECT m.id, 1, t.at, t.url, t.fault, t.http_status, t.pause, t.error
    FROM temp.here
      JOIN node.attempt t
      JOIN temp.merged m ON m.node = here.node AND m.number = t.address
    ORDER BY t.rowid;
    INSERT INTO main.policy (url, run, at, http_status, final_url, bytes, sha256, reason)
    SELECT url, 1, at, http_status, final_url, bytes, sha256, reason
    FROM node.policy ORDER BY rowid;
    """

  // A place that a later run has read again replaces that of an earlier one.
  private static let places = """
    INSERT INTO main.reference
      (image, page, source, run, via, via_role, alt, title, caption, heading, link_text, width,
        height, sizes, nofollow, showing, alternative, rights)
    SELECT i.id, p.id, s.id, 1, f.via, f.via_role, f.alt, f.title, f.caption, f.heading,
      f.link_text, f.width, f.height, f.sizes, f.nofollow, f.showing, f.alternative, f.rights
    FROM temp.here
      CROSS JOIN node.reference f
      JOIN temp.known i ON i.node = here.node AND i.number = f.image
      JOIN temp.known p ON p.node = here.node AND p.number = f.page
      JOIN node.result r ON r.address = ifnull(f.source, f.page)
      JOIN temp.merged m ON m.node = here.node AND m.number = r.address AND m.standing = 3
      LEFT JOIN temp.known s ON s.node = here.node AND s.number = f.source
    WHERE f.run >= ifnull(r.read_run, 0)
    ORDER BY f.rowid;
    """

  /// What follows from all nodes together.
  ///
  /// - What no node has done waits.
  /// - A page link that led to an image was found on the page with the link, which another node has
  ///   read.
  /// - A content that two nodes have is stored once, for the first of its addresses.
  static let completion = """
    INSERT INTO waiting (origin, lane, turn, address)
    SELECT a.origin, iif(a.kind = 'image', \(Lane.images), \(Lane.documents)), a.id, a.id
    FROM temp.merged m JOIN address a ON a.id = m.id WHERE m.standing = 1;
    UPDATE reference SET source = page, page = a.parent
    FROM address a JOIN result r ON r.address = a.id
    WHERE a.id = reference.page AND reference.source IS NULL AND a.parent IS NOT NULL
      AND r.reason = '\(SkipReason.isImage.rawValue)';
    UPDATE content SET owner = o.address
    FROM (SELECT content, address, row_number() OVER
        (PARTITION BY content ORDER BY status <> 'stored', address) AS place
      FROM result WHERE content IS NOT NULL AND status IN ('stored', 'duplicate')) o
    WHERE o.content = content.id AND o.place = 1;
    UPDATE result SET status = iif(c.owner = address, 'stored', 'duplicate')
    FROM content c WHERE c.id = result.content AND status IN ('stored', 'duplicate');
    """
}
