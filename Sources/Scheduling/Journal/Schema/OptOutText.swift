import Addressing
import CrawlModel

/// How opt-outs are written in the journal: one per line, with its four parts separated by tabs.
enum OptOutText {
  /// The lines; `nil` for none.
  static func text(of optOuts: [OptOut]) -> String? {
    guard !optOuts.isEmpty else { return nil }
    // No part contains a tab or a line break: the values were cleaned, and addresses have neither.
    return optOuts.map { optOut in
      [optOut.signal.rawValue, optOut.place.rawValue, optOut.source.text, optOut.value]
        .joined(separator: "\t")
    }.joined(separator: "\n")
  }

  /// Reads lines; unknown ones are ignored.
  static func read(_ text: String?) -> [OptOut] {
    guard let text else { return [] }
    return text.split(separator: "\n").compactMap { line in
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 4, let signal = OptOut.Signal(rawValue: parts[0]),
        let place = OptOut.Place(rawValue: parts[1]), let source = try? WebAddress(parts[2])
      else { return nil }
      return OptOut(signal, in: place, of: source, value: parts[3])
    }
  }
}
