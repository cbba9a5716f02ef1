import Bytes
import Files

/// Lines in the order of their bytes, of which only a part is in memory; the rest is in temporary
/// files.
final class SortedLines {
  private let folder: Folder
  private let memoryBytes: Int
  private var text: [UInt8] = []
  private var lines: [Range<Int>] = []
  private var runs: [TemporaryFile] = []
  /// The number of bytes of all lines.
  private(set) var byteCount = 0

  /// Makes an empty list.
  ///
  /// - Parameters:
  ///   - folder: the folder for temporary files.
  ///   - memoryBytes: the number of bytes in memory.
  init(in folder: Folder, memoryBytes: Int = 16 << 20) {
    self.folder = folder
    self.memoryBytes = memoryBytes
  }

  /// Adds a line, which has its line feed.
  func add(_ line: [UInt8]) throws(FileError) {
    lines.append(text.count..<(text.count + line.count))
    text += line
    byteCount += line.count
    if text.count >= memoryBytes { try spill() }
  }

  /// Passes the lines on in their order.
  func forEach(_ body: (ArraySlice<UInt8>) throws -> Void) throws {
    guard !runs.isEmpty else {
      sort()
      for line in lines { try body(text[line]) }
      return
    }
    try spill()
    var readers = try runs.map { try RunReader($0) }
    while let next = readers.indices.min(by: {
      readers[$0].line.lexicographicallyPrecedes(readers[$1].line)
    }) {
      try body(readers[next].line)
      if try !readers[next].advance() { readers.remove(at: next) }
    }
  }

  private func sort() {
    lines.sort { text[$0].lexicographicallyPrecedes(text[$1]) }
  }

  private func spill() throws(FileError) {
    guard !lines.isEmpty else { return }
    sort()
    let file = try TemporaryFile(in: folder)
    var piece: [UInt8] = []
    for line in lines {
      piece += text[line]
      guard piece.count >= RunReader.pieceSize else { continue }
      try file.append(piece.span)
      piece.removeAll(keepingCapacity: true)
    }
    try file.append(piece.span)
    runs.append(file)
    lines.removeAll(keepingCapacity: true)
    text.removeAll(keepingCapacity: true)
  }
}

/// Reads the lines of a temporary file one by one.
private struct RunReader {
  static let pieceSize = 1 << 18

  private let file: TemporaryFile
  private var offset = 0
  private var piece: ArraySlice<UInt8> = []
  /// The current line, with its line feed.
  private(set) var line: ArraySlice<UInt8> = []

  init(_ file: TemporaryFile) throws(FileError) {
    self.file = file
    _ = try advance()
  }

  /// Reads the next line; returns `false` at the end.
  mutating func advance() throws(FileError) -> Bool {
    while true {
      if let end = piece.firstIndex(of: 0x0A) {
        line = piece[...end]
        piece = piece[(end + 1)...]
        return true
      }
      let more = try file.bytes(from: offset, atMost: Self.pieceSize)
      guard !more.isEmpty else { return false }
      offset += more.count
      piece = (Array(piece) + more)[...]
    }
  }
}
