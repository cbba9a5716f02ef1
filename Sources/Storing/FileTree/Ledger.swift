import Bytes

/// The names in use and the contents stored by a ``FileTree``.
///
/// A plain value; the tree guards it with a lock.
struct Ledger {
  /// The file of a content.
  struct Entry {
    /// The path below `images`.
    var path: String
    /// Whether it was stored in this run; `false` if only an earlier run recorded it.
    var isConfirmed: Bool
    /// Whether the records of an earlier run have an address that it was stored for.
    var isOwned = false
  }

  /// The state of a name and a content before the content is written.
  enum Finding {
    /// The content is already stored.
    case stored(String)
    /// A file of this run has the name.
    case taken
    /// Something from before this run has the name, or one that differs only in case.
    case earlier
    /// The name is free.
    case free
    /// Another thread is moving a file to the name, or the content to another name.
    case underway
  }

  // Hashes instead of names: a million names take 16 MB. A collision only makes a name count as
  // taken.
  private var taken: Set<Int> = []
  private var earlier: Set<Int> = []
  private var contents = ContentTable()
  /// The names and contents of the files being moved: at most one per thread.
  private var moving: [(key: Int, digest: SHA256Digest)] = []

  /// Returns the entry of a content.
  func entry(_ digest: SHA256Digest) -> Entry? {
    contents[digest].map { path, marks in
      Entry(
        path: path, isConfirmed: marks.contains(.confirmed), isOwned: marks.contains(.owned))
    }
  }

  /// Returns the state of a name, by its key, and a content.
  func state(of key: Int, _ digest: SHA256Digest) -> Finding {
    if let entry = contents[digest], entry.marks.contains(.confirmed) {
      return .stored(entry.path)
    }
    if isMoving(digest) || moving.contains(where: { $0.key == key }) { return .underway }
    if taken.contains(key) { return .taken }
    return earlier.contains(key) ? .earlier : .free
  }

  /// Reserves a free name, and the content, for a file that is being moved there.
  mutating func beginMove(to key: Int, _ digest: SHA256Digest) { moving.append((key, digest)) }

  /// Whether a thread is moving a content to a name.
  func isMoving(_ digest: SHA256Digest) -> Bool { moving.contains { $0.digest == digest } }

  /// Releases the reservation of ``beginMove(to:_:)``.
  mutating func endMove(to key: Int) { moving.removeAll { $0.key == key } }

  /// Records that a content has a name, with its key.
  mutating func confirm(_ digest: SHA256Digest, at path: String, _ key: Int) {
    contents.set(digest, at: path, .confirmed)
    taken.insert(key)
  }

  /// Records where an earlier run stored a content.
  mutating func remember(_ digest: SHA256Digest, at path: String, isOwned: Bool) {
    guard contents[digest] == nil else { return }
    contents.set(digest, at: path, isOwned ? .owned : [])
  }

  /// Takes a content stored in this run for one of an earlier run.
  mutating func giveUp(_ digest: SHA256Digest) {
    guard let path = contents[digest]?.path else { return }
    contents.set(digest, at: path, [])
  }

  /// Removes what an earlier run recorded of a content.
  mutating func forget(_ digest: SHA256Digest) {
    if contents[digest]?.marks.contains(.confirmed) == false { contents.forget(digest) }
  }

  /// Records that a name was in use before this run.
  mutating func addEarlier(_ key: Int) { earlier.insert(key) }
}
