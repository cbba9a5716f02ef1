import Addressing
public import CrawlModel
import GRDB
import Statements

/// Reads the failures of a crawl for its summary.
extension Journal {
  /// Returns the failures by reason, images before documents, the largest group first.
  ///
  /// Images embedded in the documents have no address; they are counted and are no examples.
  ///
  /// - Complexity: reads each failure once.
  public func failureGroups() throws(FrontierError) -> [FailureGroup] {
    try attempt("read") {
      try database.read { db in
        var groups = FailureGroups()
        let rows = """
          SELECT a.kind = 'image', r.reason, r.http_status, a.origin, a.id
          FROM result r JOIN address a ON a.id = r.address
          WHERE r.status = 'failed' ORDER BY r.address
          """
        try QuickStatement(db, rows).forEachRow { _ in
        } _: { row in
          let reason: FailureReason = try row.knownWord(1)
          let key = FailureGroups.Key(
            isImage: row.number(0) == 1, reason: reason,
            httpStatus: reason == .httpError ? row.number(2) : nil)
          groups.add(try row.knownRow(4), at: try row.knownRow(3), as: key)
        }
        return try groups.largest.map { key, group in
          FailureGroup(
            isImage: key.isImage, reason: key.reason, httpStatus: key.httpStatus,
            number: group.number,
            hosts: try group.hosts.map {
              .init(origin: try Self.origin($0.key, db), number: $0.value)
            },
            examples: try group.examples.compactMap { try Self.failure($0, db) })
        }
      }
    }
  }

  private static func origin(_ number: OriginRow, _ db: Database) throws -> String {
    try db.text("SELECT origin FROM origin WHERE id = ?") { $0.add(number) } ?? ""
  }

  private static func failure(
    _ number: RecordNumber, _ db: Database
  ) throws -> CrawlSummary.Failure? {
    let failures: [CrawlSummary.Failure] = try db.rows(
      """
      SELECT a.url, r.reason, r.http_status, p.url, r.note
      FROM result r JOIN address a ON a.id = r.address LEFT JOIN address p ON p.id = a.parent
      WHERE a.id = ?
      """
    ) {
      $0.add(number)
    } _: { row in
      guard let address = try imageKey(row.text(0)).address else { return nil }
      return CrawlSummary.Failure(
        address: address,
        reason: try row.knownWord(1),
        httpStatus: row.number(2), page: try row.text(3).map { try Self.address($0) },
        error: row.text(4))
    }
    return failures.first
  }
}

/// Failures, counted by kind, reason and origin.
private struct FailureGroups {
  /// What the failures of a group have in common.
  struct Key: Hashable {
    var isImage: Bool
    var reason: FailureReason
    var httpStatus: Int?
  }

  /// The failures of a group.
  struct Group {
    var number = 0
    var origins: [OriginRow: Int] = [:]
    var examples: [RecordNumber] = []

    /// The origins with most of them.
    var hosts: [(key: OriginRow, value: Int)] {
      Array(
        origins.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
          .prefix(FailureGroup.hostsListed))
    }
  }

  private var groups: [Key: Group] = [:]

  mutating func add(_ record: RecordNumber, at origin: OriginRow, as key: Key) {
    groups[key, default: Group()].add(record, at: origin)
  }

  /// The largest groups, images first.
  var largest: [(key: Key, value: Group)] {
    let sorted = groups.sorted { left, right in
      (right.value.number, left.key.reason.rawValue, left.key.httpStatus ?? 0)
        < (left.value.number, right.key.reason.rawValue, right.key.httpStatus ?? 0)
    }
    return [true, false].flatMap { isImage in
      sorted.filter { $0.key.isImage == isImage }.prefix(FailureGroup.listed)
    }
  }
}

extension FailureGroups.Group {
  fileprivate mutating func add(_ record: RecordNumber, at origin: OriginRow) {
    number += 1
    origins[origin, default: 0] += 1
    if examples.count < FailureGroup.examplesListed { examples.append(record) }
  }
}
