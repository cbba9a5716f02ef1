public import Files
public import Robots
import Threads

/// Keeps the rules of the policy files of all origins, in memory as long as there is room, and else in
/// a file.
///
/// Rules are never forgotten: they would have to be requested again before the next request at their
/// origin. A file of 500 KiB takes a megabyte in memory, and a crawl may meet thousands of them. It may
/// be used from any thread.
public final class RuleShelf: Sendable {
  private let budget: MemoryBudget
  private let folder: Folder
  private let file = Monitor<RuleFile?>(nil)

  /// Makes an empty shelf.
  ///
  /// - Parameters:
  ///   - bytes: the memory for all rules together.
  ///   - folder: where the file is made for those that have no room.
  public init(_ bytes: Int, in folder: Folder) {
    budget = MemoryBudget(bytes)
    self.folder = folder
  }

  /// Keeps rules; where the file cannot be written either, in memory without a limit.
  public func keep<Rules: PackedRules>(_ rules: Rules) -> KeptRules<Rules> {
    let count = rules.byteCount
    if budget.claim(count) { return KeptRules(rules, Claim(count, of: budget)) }
    return (try? write(rules)) ?? KeptRules(rules)
  }

  private func write<Rules: PackedRules>(
    _ rules: Rules
  ) throws(FileError) -> KeptRules<Rules> {
    let packed = rules.packed
    let (file, offset) = try file.withLock {
      (current: inout RuleFile?) throws(FileError) -> (RuleFile, Int) in
      let file: RuleFile
      if let current { file = current } else { file = try RuleFile(in: folder) }
      // Where writing fails, part of the bytes may be there: nothing is appended behind them.
      current = nil
      let offset = try file.append(packed)
      current = file
      return (file, offset)
    }
    return KeptRules(at: offset, packed.count, of: file, crawlDelay: rules.crawlDelay)
  }

  /// The memory of the rules of one file; it is returned when they are not needed any more.
  final class Claim: Sendable {
    private let count: Int
    private let budget: MemoryBudget

    fileprivate init(_ count: Int, of budget: MemoryBudget) {
      self.count = count
      self.budget = budget
    }

    deinit { budget.giveBack(count) }
  }
}

/// Rules of one policy file, in memory or in the file of a `RuleShelf`.
public struct KeptRules<Rules: PackedRules>: Sendable {
  // Indirect, as a gate is copied for each request: that is one reference, and not each part of the
  // rules.
  fileprivate indirect enum Place: Sendable {
    case memory(Rules, RuleShelf.Claim?)
    case file(RuleFile, offset: Int, count: Int)
  }

  /// The delay between requests that the file asks for; `nil` if it asks for none.
  public let crawlDelay: Duration?
  fileprivate let place: Place

  /// Keeps rules in memory.
  public init(_ rules: Rules) { self.init(rules, nil) }

  init(_ rules: Rules, _ claim: RuleShelf.Claim?) {
    crawlDelay = rules.crawlDelay
    place = .memory(rules, claim)
  }

  init(at offset: Int, _ count: Int, of file: RuleFile, crawlDelay: Duration?) {
    self.crawlDelay = crawlDelay
    place = .file(file, offset: offset, count: count)
  }

  /// Whether they are in memory.
  var isInMemory: Bool { if case .memory = place { true } else { false } }

  /// Returns the rules; without the crawl delay, if they are read from a file.
  ///
  /// - Throws: the error that prevents reading them.
  public func rules() throws(FileError) -> Rules {
    switch place {
    case .memory(let rules, _): return rules
    case .file(let file, let offset, let count):
      let bytes = try file.bytes(from: offset, count)
      guard let rules = Rules(unpacking: bytes.span) else { throw file.changed }
      return rules
    }
  }
}

extension KeptRules<RobotsRules> {
  /// The rules if there is no robots.txt.
  public static var allowingAll: Self { Self(.allowingAll) }

  /// Whether they are those of a robots.txt that does not exist.
  var allowsAll: Bool {
    if case .memory(let rules, _) = place { rules == .allowingAll } else { false }
  }
}

/// A file to which bytes are appended and from which they are read, from any thread.
final class RuleFile: Sendable {
  private let file: Monitor<TemporaryFile>

  init(in folder: Folder) throws(FileError) {
    let file = try TemporaryFile(in: folder)
    try file.removeName()
    self.file = Monitor(file)
  }

  /// Appends bytes; returns where they begin.
  func append(_ bytes: [UInt8]) throws(FileError) -> Int {
    try file.withLock { file throws(FileError) in
      let offset = file.byteCount
      try file.append(bytes.span)
      return offset
    }
  }

  func bytes(from offset: Int, _ count: Int) throws(FileError) -> [UInt8] {
    try file.withLock { file throws(FileError) in
      try file.bytes(from: offset, atMost: count)
    }
  }

  /// The error if its bytes are not those that were written.
  var changed: FileError { file.withLock { $0.changed } }
}
