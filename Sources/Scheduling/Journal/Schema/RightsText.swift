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
  static func read(_ text: String?) throws -> ImageRights? {
    guard let text else { return nil }
    var rights = ImageRights()
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 3, let kind = RightsStatement.Kind(rawValue: parts[0]),
        let place = RightsStatement.Place(rawValue: parts[1])
      else { throw DatabaseError.damage("the statement of rights '\(line)'") }
      rights.add(RightsStatement(kind, in: place, parts[2]))
    }
    return rights
  }
}
