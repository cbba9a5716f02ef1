import Addressing
import CrawlModel
import GRDB
import Statements

/// How the rights of a content are written in the journal: one statement per line, with its three
/// parts separated by tabs.
enum RightsText {
  /// The lines; `nil` if the file was not read.
  static func text(of rights: ImageRights?) -> String? {
    // No value contains a tab or a line break.
    rights?.statements.map { statement in
      [statement.kind.rawValue, statement.place.rawValue, statement.value].joined(separator: "\t")
    }.joined(separator: "\n")
  }

  /// Reads lines.
  ///
  /// - Complexity: O(*n*) bytes: an image has as many texts as places, so nothing is cleaned again.
  static func read(_ text: String?) throws -> ImageRights? {
    guard let text else { return nil }
    var rights = ImageRights()
    try forEachStatement(in: text) { rights.add($0) }
    return rights
  }

  /// Adds the statements in the lines to `rights`, as those of a page.
  static func add(_ text: String, of page: WebAddress, to rights: inout ImageRights?) throws {
    if rights == nil { rights = ImageRights() }
    try forEachStatement(in: text) { statement in
      var statement = statement
      statement.page = page
      rights?.add(statement)
    }
  }

  private static func forEachStatement(
    in text: String, _ body: (RightsStatement) -> Void
  ) throws {
    // Their bytes: finding the characters of a text takes ten times as long.
    for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
      let parts = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
        .map { String(Substring($0)) }
      guard parts.count == 3, let kind = RightsStatement.Kind(rawValue: parts[0]),
        let place = RightsStatement.Place(rawValue: parts[1]),
        let statement = RightsStatement(kind, in: place, recorded: parts[2])
      else { throw DatabaseError.damage("the statement of rights '\(Substring(line))'") }
      body(statement)
    }
  }
}
