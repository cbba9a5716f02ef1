import Addressing
import CrawlModel
import GRDB
import Statements

/// How opt-outs are written in the journal: one per line, with its four parts separated by tabs.
enum OptOutText {
  /// The lines of the first ``ImageOptOuts/listed``; `nil` for none.
  static func text(of optOuts: [OptOut]) -> String? {
    guard !optOuts.isEmpty else { return nil }
    // No part contains a tab or a line break: the values were cleaned, and addresses have neither.
    return optOuts.prefix(ImageOptOuts.listed).map { optOut in
      [optOut.signal.rawValue, optOut.place.rawValue, optOut.source.text, optOut.value]
        .joined(separator: "\t")
    }.joined(separator: "\n")
  }

  /// Reads lines.
  static func read(_ text: String?) throws -> [OptOut] {
    guard let text else { return [] }
    return try text.split(separator: "\n").map { line in
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 4, let signal = OptOut.Signal(rawValue: parts[0]),
        let place = OptOut.Place(rawValue: parts[1]), let source = try? WebAddress(parts[2])
      else { throw DatabaseError.damage("the opt-out '\(line)'") }
      return OptOut(signal, in: place, of: source, value: parts[3])
    }
  }
}
