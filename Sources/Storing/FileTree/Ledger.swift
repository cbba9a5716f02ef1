import Bytes

/// What a ``FileTree`` knows of the names that are taken and of the contents that are stored.
///
/// A plain value; the tree keeps it under a lock.
struct Ledger {
  /// Where a content is.
  struct Entry {
    /// The path below `images`.
    var path: String
    /// Whether it was put in this run; `false` for what only an earlier run said.
    var isConfirmed: Bool
    /// Whether the records of an earlier run name an address that it was stored for.
    var isOwned = false
  }

  /// What is known about a name and a content before it is written.
  enum Finding {
    /// The content is stored already.
    case stored(String)
    /// A file of this run has the name.
    case taken
    /// Something that was there before this run has the name, or one that differs only in case.
    case earlier
    /// Nothing has the name.
    case free
    /// Another thread is moving a file to the name, or the content to another.
    case underway
  }

  // Numbers instead of names: a million names take 16 MB. Two names that share a number by chance
  // only lead to another free name.
  private var taken: Set<Int> = []
  private var earlier: Set<Int> = []
  private var contents = ContentTable()
  /// The names and contents of the files that are being moved: one for each thread at most.
  private var moving: [(key: Int, digest: SHA256Digest)] = []

  /// Where a content is.
  func entry(_ digest: SHA256Digest) -> Entry? {
    contents[digest].map { path, marks in
      Entry(
        path: path, isConfirmed: marks.contains(.confirmed), isOwned: marks.contains(.owned))
    }
  }

  /// What is known of a name (by its key) and a content.
  func look(at key: Int, _ digest: SHA256Digest) -> Finding {
    if let entry = contents[digest], entry.marks.contains(.confirmed) {
      return .stored(entry.path)
    }
    if isMoving(digest) || moving.contains(where: { $0.key == key }) { return .underway }
    if taken.contains(key) { return .taken }
    return earlier.contains(key) ? .earlier : .free
  }

  /// Keeps a free name, and the content, for who moves a file there.
  mutating func beginMove(to key: Int, _ digest: SHA256Digest) { moving.append((key, digest)) }

  /// Whether somebody is giving a content a name.
  func isMoving(_ digest: SHA256Digest) -> Bool { moving.contains { $0.digest == digest } }

  /// Gives back what ``beginMove(to:_:)`` kept.
  mutating func endMove(to key: Int) { moving.removeAll { $0.key == key } }

  /// Takes down that a content is under a name (with its key).
  mutating func confirm(_ digest: SHA256Digest, at path: String, _ key: Int) {
    contents.set(digest, at: path, .confirmed)
    taken.insert(key)
  }

  /// Takes down where an earlier run stored a content.
  mutating func remember(_ digest: SHA256Digest, at path: String, isOwned: Bool) {
    guard contents[digest] == nil else { return }
    contents.set(digest, at: path, isOwned ? .owned : [])
  }

  /// Forgets what an earlier run said about a content.
  mutating func forget(_ digest: SHA256Digest) {
    if contents[digest]?.marks.contains(.confirmed) == false { contents.forget(digest) }
  }

  /// Takes down that a name was there before this run.
  mutating func addEarlier(_ key: Int) { earlier.insert(key) }
}
