public import Bytes
public import Files
import Threads

/// Records the name and the digest of each file before the file gets the name, so that a later run
/// can recognise files that a crashed run left without a record.
///
/// Names older than two calls of ``forgetOldest()`` are dropped: their records are on the disk by
/// then.
public final class PlacementLog: Sendable {
  /// The names of its files.
  public static let names = ["placed-a", "placed-b"]

  private let folder: Folder
  private let current: Monitor<(number: Int, file: AppendFile)>

  /// Opens the log and clears it.
  ///
  /// - Parameter folder: its folder.
  /// - Throws: the error that prevents creating it.
  public init(in folder: Folder) throws(FileError) {
    self.folder = folder
    for name in Self.names { try folder.remove(name) }
    current = Monitor((0, try AppendFile(Self.names[0], in: folder)))
  }

  /// Returns the digests recorded by an earlier run, by name relative to the output folder.
  public static func read(in folder: Folder) throws(FileError) -> [String: SHA256Digest] {
    var placed: [String: SHA256Digest] = [:]
    var retracted: [String] = []
    for name in names {
      guard let bytes = try folder.contents(of: name, limit: sizeLimit) else { continue }
      var rest = bytes[...]
      // A last line without a line break is incomplete: the run crashed while writing it.
      while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: rest[..<end], as: UTF8.self)
        rest = rest[(end + 1)...]
        if line.hasPrefix(retraction) {
          retracted.append(String(line.dropFirst(retraction.count)))
        } else if let space = line.firstIndex(of: " ") {
          let file = line[line.index(after: space)...]
          if canBeFile(file) {
            placed[String(file)] = SHA256Digest(hex: String(line[..<space]))
          }
        }
      }
    }
    for name in retracted { placed[name] = nil }
    return placed
  }

  /// Whether a file can have the path; a damaged line may be anything.
  private static func canBeFile(_ path: Substring) -> Bool {
    path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .allSatisfy { name in
        (1...255).contains(name.count) && !name.contains(0) && !name.elementsEqual(".".utf8)
          && !name.elementsEqual("..".utf8)
      }
  }

  /// The maximum number of bytes read; a log has the names of a few seconds.
  private static let sizeLimit = 1 << 25

  // No digest begins with it.
  private static let retraction = "-"

  /// Records a name.
  func add(_ file: String, _ digest: SHA256Digest) throws(FileError) {
    try write("\(digest.hex) \(file)")
  }

  /// Records that a name belongs to a file that existed before.
  func retract(_ file: String) throws(FileError) { try write(Self.retraction + file) }

  private func write(_ line: String) throws(FileError) {
    try current.withLock { current throws(FileError) in
      try current.file.append(Array((line + "\n").utf8).span)
    }
  }

  /// Drops the names recorded before the last call.
  public func forgetOldest() throws(FileError) {
    try current.withLock { current throws(FileError) in
      let next = 1 - current.number
      try folder.remove(Self.names[next])
      current = (next, try AppendFile(Self.names[next], in: folder))
    }
  }

  /// Drops all names; call it when every file has its record.
  public func clear() throws(FileError) {
    for name in Self.names { try folder.remove(name) }
  }
}
