import Files

/// The head of an SQLite file (<https://www.sqlite.org/fileformat.html> §1.3), looked at before
/// SQLite is: to open a file for writing changes it.
enum JournalHeader {
  private static let length = 100
  private static let userVersion = 60
  private static let applicationID = 68
  /// 1 where changes go through a rollback journal, 2 where they go through a write-ahead log.
  private static let writeFormat = 18

  /// Refuses what is certainly not a journal that this version may open.
  ///
  /// Of a file with a write-ahead log the head may be out of date.
  static func check(_ path: String) throws(FrontierError) {
    guard let head = read(path), head[writeFormat] == 1 else { return }
    guard number(head, at: applicationID) == UInt32(bitPattern: JournalSchema.applicationID) else {
      throw FrontierError.foreign(path)
    }
    guard number(head, at: userVersion) <= JournalSchema.version else {
      throw FrontierError.newer(path)
    }
  }

  /// The head of a file; `nil` where there is none, or it is no SQLite file.
  private static func read(_ path: String) -> [UInt8]? {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { path[...$0] } ?? "./"
    let name = slash.map { path[path.index(after: $0)...] } ?? path[...]
    let head = try? Folder.open(String(folder)).withFile(below: String(name)) { bytes in
      (0..<min(length, bytes.count)).map { bytes[$0] }
    }
    guard let head, head.count == length, head.starts(with: "SQLite format 3\0".utf8)
    else { return nil }
    return head
  }

  private static func number(_ head: [UInt8], at place: Int) -> UInt32 {
    head[place..<(place + 4)].reduce(0) { $0 << 8 | UInt32($1) }
  }
}
