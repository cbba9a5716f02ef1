internal import CHiredis

/// A command for a Redis server: its name and its arguments, all of them bytes.
public struct RedisCommand: Sendable, Hashable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  /// Makes a command.
  public init(_ words: String...) {
    for word in words { append(word) }
  }

  /// Appends an argument.
  public mutating func append(_ text: String) {
    bytes += text.utf8
    ends.append(bytes.count)
  }

  /// Appends an argument.
  public mutating func append(_ argument: [UInt8]) {
    bytes += argument
    ends.append(bytes.count)
  }

  /// Appends a number in decimal digits.
  public mutating func append(_ number: Int) { append(String(number)) }

  /// Appends the words of another command.
  mutating func append(contentsOf other: RedisCommand) {
    ends += other.ends.map { $0 + bytes.count }
    bytes += other.bytes
  }

  /// The number of the words, the name of the command among them.
  public var count: Int { ends.count }

  /// Appends the command in the form of the protocol (RESP, an array of bulk strings).
  ///
  /// - Throws: ``RedisError`` if there is not enough memory.
  func encode(into output: inout [UInt8]) throws(RedisError) {
    var target: UnsafeMutablePointer<CChar>?
    let written = bytes.withUnsafeBytes { bytes in
      var start = 0
      // An empty word needs a pointer too, though nothing is read there.
      let base = bytes.bindMemory(to: CChar.self).baseAddress ?? Self.nothing
      var words: [UnsafePointer<CChar>?] = []
      var lengths: [Int] = []
      for end in ends {
        words.append(base + start)
        lengths.append(end - start)
        start = end
      }
      return Int(redisFormatCommandArgv(&target, Int32(ends.count), &words, lengths))
    }
    guard written > 0, let target else {
      throw RedisError(.tooLarge, "There is not enough memory for a command to Redis.")
    }
    defer { redisFreeCommand(target) }
    target.withMemoryRebound(to: UInt8.self, capacity: written) {
      output.append(contentsOf: UnsafeBufferPointer(start: $0, count: written))
    }
  }

  // It is never written to or freed.
  private nonisolated(unsafe) static let nothing: UnsafePointer<CChar> = {
    let byte = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
    byte.pointee = 0
    return UnsafePointer(byte)
  }()
}
