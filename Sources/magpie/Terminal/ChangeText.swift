import CrawlModel

/// Images that changed, as text.
enum ChangeText {
  /// Returns the line of a change: the kind, the address, and its file or its new address.
  static func line(_ change: ImageChange) -> String {
    let kind = change.kind.rawValue
    let words = kind + String(repeating: " ", count: 9 - kind.count) + change.key.text
    if let place = change.movedTo { return Readable.line("\(words)  to \(place)") }
    return Readable.line(words + (change.file.map { "  \($0)" } ?? ""))
  }

  /// Returns what a refresh found: the counts, and the first images of each kind.
  static func lines(_ counts: RefreshCounts, _ changes: [ImageChange], output: String) -> [String] {
    let all = [
      (ImageChange.Kind.new, counts.new), (.changed, counts.changed), (.gone, counts.gone),
      (.moved, counts.moved),
    ]
    let words = all.map { "\(Readable.number($0.1)) \($0.0.rawValue)" }
    var lines = ["Since the last crawl: \(words.joined(separator: ", "))."]
    var isCut = false
    for (kind, number) in all {
      let listed = changes.filter { $0.kind == kind }
      lines += listed.map { "  " + line($0) }
      guard number > listed.count else { continue }
      isCut = true
      lines.append("  and \(Readable.number(number - listed.count)) more \(kind.rawValue)")
    }
    if isCut { lines.append("magpie changes \(ShellWord.quoted(output)) lists all of them.") }
    return lines
  }
}
