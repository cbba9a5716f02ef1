import Bytes

/// Paths and what a file says of each, in little memory, the most specific first.
///
/// A file of 500 KiB may have 40,000 rules, and a crawl may have thousands of such files at a time. So
/// a rule is its bytes and some numbers here, and becomes a `Row` only when it decides.
struct RuleTable: Sendable, Hashable {
  /// One rule.
  struct Row: Sendable, Hashable {
    /// Whether it allows the paths, or reserves the rights to what they lead to.
    var isMarked: Bool
    /// The paths it applies to.
    var pattern: PathPattern
    /// The path as written in the file.
    var path: String
    /// What else the file says of these paths.
    var note = ""
    /// The number of its line in the file, from 1.
    var line: Int
  }

  struct Entry: Sendable, Hashable {
    /// Where its bytes begin: the pattern in comparable form, unless it has a star, then the path as
    /// written, unless that is the same, and then the note.
    var start: UInt32
    var line: UInt32
    /// May be nine times as long as the line, where that is not in UTF-8.
    var patternCount: UInt32
    var pathCount: UInt16
    var noteCount: UInt16
    var flags: Flags
  }

  struct Flags: OptionSet, Hashable {
    let rawValue: UInt8
    static let isMarked = Flags(rawValue: 1)
    static let isAnchored = Flags(rawValue: 2)
    static let hasStar = Flags(rawValue: 4)
    /// The pattern is the folder of the path, which is that of an index page.
    static let isFolder = Flags(rawValue: 8)
    /// The path is written as the pattern is compared.
    static let isPlain = Flags(rawValue: 16)
  }

  var bytes: [UInt8] = []
  var entries: [Entry] = []
  /// What the patterns with a star consist of, in their order.
  var traces: [ByteTraces] = []

  /// Makes the table of rows, in their order.
  ///
  /// A row whose path or note has more than 65,535 bytes is left out; no line of a robots.txt has.
  init(_ rows: [Row]) {
    entries.reserveCapacity(rows.count)
    bytes.reserveCapacity(rows.reduce(0) { $0 + $1.pattern.length + 1 })
    for row in rows { add(row) }
  }

  private mutating func add(_ row: Row) {
    let pattern = row.pattern
    guard let pathCount = UInt16(exactly: row.path.utf8.count),
      let noteCount = UInt16(exactly: row.note.utf8.count)
    else { return }
    var entry = Entry(
      start: UInt32(bytes.count), line: UInt32(clamping: row.line), patternCount: 0, pathCount: 0,
      noteCount: noteCount, flags: [])
    if row.isMarked { entry.flags.insert(.isMarked) }
    if pattern.isAnchored { entry.flags.insert(.isAnchored) }
    if pattern.text != row.path { entry.flags.insert(.isFolder) }
    if pattern.hasStar {
      entry.flags.insert(.hasStar)
      traces.append(pattern.traces)
    } else {
      bytes += pattern.bytes
      entry.patternCount = UInt32(pattern.bytes.count)
    }
    if !pattern.hasStar, !pattern.isAnchored, row.path.utf8.elementsEqual(pattern.bytes) {
      entry.flags.insert(.isPlain)
    } else {
      bytes += row.path.utf8
      entry.pathCount = pathCount
    }
    bytes += row.note.utf8
    entries.append(entry)
  }

  /// Whether there is no rule.
  var isEmpty: Bool { entries.isEmpty }

  /// The memory in bytes.
  var byteCount: Int {
    bytes.count + entries.count * MemoryLayout<Entry>.stride
      + traces.count * MemoryLayout<ByteTraces>.stride
  }

  /// All rules.
  var rows: [Row] { entries.map(row) }

  /// Returns the first rule that matches a path, or the one at which the search was exhausted.
  func first(in search: inout PathSearch) -> Row? {
    let bytes = bytes.span
    var star = 0
    for entry in entries {
      if entry.flags.contains(.hasStar) {
        defer { star += 1 }
        guard search.couldMatch(traces[star]) else { continue }
        let row = row(entry)
        search.spend(row.pattern.length)
        if search.matches(row.pattern) || search.isExhausted { return row }
      } else {
        let start = Int(entry.start)
        let pattern = bytes.extracting(start..<(start + Int(entry.patternCount)))
        if search.begins(with: pattern, isWhole: entry.flags.contains(.isAnchored)) {
          return row(entry)
        }
      }
    }
    return nil
  }

  private func row(_ entry: Entry) -> Row {
    let isPlain = entry.flags.contains(.isPlain)
    let pattern = Int(entry.start) + Int(entry.patternCount)
    let start = isPlain ? Int(entry.start) : pattern
    let end = pattern + Int(entry.pathCount)
    let path = bytes.span.text(start..<end)
    let isFolder = entry.flags.contains(.isFolder)
    return Row(
      isMarked: entry.flags.contains(.isMarked),
      pattern: PathPattern(isFolder ? RobotsRule.folder(ofIndex: path) ?? path : path), path: path,
      note: bytes.span.text(end..<(end + Int(entry.noteCount))), line: Int(entry.line))
  }
}
