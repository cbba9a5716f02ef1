import Bytes

/// Rules that can be kept as bytes outside the memory.
public protocol PackedRules: Sendable {
  /// The approximate memory use in bytes.
  var byteCount: Int { get }
  /// The delay between requests that the file asks for; `nil` if it asks for none.
  var crawlDelay: Duration? { get }
  /// All of it as bytes, for ``init(unpacking:)`` in the same process.
  var packed: [UInt8] { get }
  /// Makes the rules of the bytes of ``packed``; `nil` of other bytes.
  init?(unpacking bytes: Span<UInt8>)
}

extension RobotsRules: PackedRules {
  /// The rules and the lines about the use of the content as bytes.
  public var packed: [UInt8] {
    var bytes: [UInt8] = []
    for table in tables { table.pack(into: &bytes) }
    return bytes
  }

  /// Makes the rules of their bytes, among which the crawl delay and the sitemaps are not.
  public init?(unpacking bytes: Span<UInt8>) {
    var at = 0
    guard let rules = RuleTable(unpacking: bytes, at: &at),
      let usages = RuleTable(unpacking: bytes, at: &at)
    else { return nil }
    self.init(tables: (rules, usages))
  }
}

extension TDMRules: PackedRules {
  /// None: the file says nothing of it.
  public var crawlDelay: Duration? { nil }

  /// The rules as bytes.
  public var packed: [UInt8] {
    var bytes: [UInt8] = []
    table.pack(into: &bytes)
    return bytes
  }

  /// Makes the rules of their bytes.
  public init?(unpacking bytes: Span<UInt8>) {
    var at = 0
    guard let table = RuleTable(unpacking: bytes, at: &at) else { return nil }
    self.init(table)
  }
}

extension RuleTable {
  private static let entryBytes = 17

  fileprivate func pack(into packed: inout [UInt8]) {
    packed.reserveCapacity(
      packed.count + 12 + entries.count * Self.entryBytes + traces.count * 16 + bytes.count)
    for count in [entries.count, traces.count, bytes.count] { packed.append(UInt32(count)) }
    for entry in entries {
      packed.append(entry.start)
      packed.append(entry.line)
      packed.append(entry.patternCount)
      packed.append(UInt32(entry.pathCount) << 16 | UInt32(entry.noteCount))
      packed.append(entry.flags.rawValue)
    }
    for trace in traces {
      for half in [trace.bytes, trace.pairs] {
        packed.append(UInt32(truncatingIfNeeded: half))
        packed.append(UInt32(truncatingIfNeeded: half >> 32))
      }
    }
    packed += bytes
  }

  fileprivate init?(unpacking packed: Span<UInt8>, at: inout Int) {
    func next() -> UInt32? {
      defer { at += 4 }
      return packed.uint32(at: at, .littleEndian)
    }
    guard let entryCount = next(), let traceCount = next(), let byteCount = next() else {
      return nil
    }
    let size =
      Int(entryCount) * Self.entryBytes + Int(traceCount) * 16 + Int(byteCount)
    guard packed.count - at >= size else { return nil }
    self.init([])
    entries.reserveCapacity(Int(entryCount))
    for _ in 0..<entryCount {
      guard let start = next(), let line = next(), let patternCount = next(), let counts = next(),
        let flags = packed.uint8(at: at)
      else { return nil }
      at += 1
      let entry = Entry(
        start: start, line: line, patternCount: patternCount, pathCount: UInt16(counts >> 16),
        noteCount: UInt16(truncatingIfNeeded: counts), flags: Flags(rawValue: flags))
      let end =
        Int(start) + Int(patternCount) + Int(entry.pathCount) + Int(entry.noteCount)
      guard end <= byteCount else { return nil }
      entries.append(entry)
    }
    guard entries.count(where: { $0.flags.contains(.hasStar) }) == traceCount else { return nil }
    for _ in 0..<traceCount {
      guard let bytes = packed.uint64(at: at, .littleEndian),
        let pairs = packed.uint64(at: at + 8, .littleEndian)
      else { return nil }
      at += 16
      traces.append(ByteTraces(bytes: bytes, pairs: pairs))
    }
    bytes.append(packed.extracting(at..<(at + Int(byteCount))))
    at += Int(byteCount)
  }
}

extension [UInt8] {
  fileprivate mutating func append(_ number: UInt32) {
    for shift in [0, 8, 16, 24] as [UInt32] {
      append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }
}
