import Bytes
public import Files
import Threads

/// Records the name of each file before the file gets it, so that a later run can recognise files
/// that a crashed run left without a record.
///
/// Names older than two calls of ``forgetOldest()`` are dropped: their records are on the disk by
/// then.
public final class PlacementLog: Sendable {
  private static let names = ["placed-a", "placed-b"]

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

  /// Returns the names recorded by an earlier run, relative to the output folder.
  public static func read(in folder: Folder) throws(FileError) -> Set<String> {
    var placed: Set<String> = []
    var retracted: Set<String> = []
    for name in names {
      let lines = try folder.withFile(below: name) { bytes in
        var copy: [UInt8] = []
        copy.append(bytes)
        return String(decoding: copy, as: UTF8.self)
      }
      // A last line without a line break is incomplete: the run crashed while writing it.
      guard let lines, let end = lines.lastIndex(of: "\n") else { continue }
      for line in lines[..<end].split(separator: "\n") {
        if line.hasPrefix(retraction) {
          retracted.insert(String(line.dropFirst(retraction.count)))
        } else {
          placed.insert(String(line))
        }
      }
    }
    return placed.subtracting(retracted)
  }

  // No name begins with it: all are below one folder.
  private static let retraction = "-"

  /// Records a name.
  func add(_ file: String) throws(FileError) { try write(file) }

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
