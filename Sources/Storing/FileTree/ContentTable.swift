import Bytes

/// The file of each stored content.
///
/// It has no object per entry, since it grows with the crawl: a content takes about seventy bytes,
/// including its name.
struct ContentTable {
  /// What is known of a content besides its file.
  struct Marks: OptionSet {
    let rawValue: UInt8

    /// It was stored in this run.
    static let confirmed = Marks(rawValue: 1)
    /// The records of an earlier run have an address that it was stored for.
    static let owned = Marks(rawValue: 2)
    /// The entry is no longer valid.
    static let forgotten = Marks(rawValue: 4)
  }

  private struct Place {
    var folder: UInt32
    var nameLength: UInt16
    var marks: Marks
    var nameStart: Int
  }

  private var digests: [SHA256Digest] = []
  private var places: [Place] = []
  /// The names without their folders, concatenated.
  private var names: [UInt8] = []
  private var folders: [String] = []
  private var folderNumbers: [String: UInt32] = [:]
  /// Indices into `places`, found by the hash of the digest; -1 for an empty slot.
  ///
  /// At most half of them are in use.
  private var slots = [Int32](repeating: -1, count: 64)

  /// The path and the marks of a content; `nil` if it is unknown.
  subscript(digest: SHA256Digest) -> (path: String, marks: Marks)? {
    let index = Int(slots[slot(of: digest)])
    guard index >= 0, !places[index].marks.contains(.forgotten) else { return nil }
    let place = places[index]
    let end = place.nameStart + Int(place.nameLength)
    let name = String(decoding: names[place.nameStart..<end], as: UTF8.self)
    return (folders[Int(place.folder)] + name, place.marks)
  }

  /// Records the path of a content, replacing an earlier one.
  mutating func set(_ digest: SHA256Digest, at path: String, _ marks: Marks) {
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let start = slash.map { path.utf8.index(after: $0) } ?? path.startIndex
    let name = path.utf8[start...]
    let place = Place(
      folder: number(ofFolder: path[..<start]), nameLength: UInt16(clamping: name.count),
      marks: marks, nameStart: names.count)
    names.append(contentsOf: name)
    let slot = slot(of: digest)
    guard slots[slot] < 0 else {
      places[Int(slots[slot])] = place
      return
    }
    slots[slot] = Int32(places.count)
    digests.append(digest)
    places.append(place)
    if 2 * places.count > slots.count { grow() }
  }

  /// Removes a content.
  mutating func forget(_ digest: SHA256Digest) {
    let index = Int(slots[slot(of: digest)])
    if index >= 0 { places[index].marks.insert(.forgotten) }
  }

  /// Returns the slot of a digest, or the empty one where it belongs.
  private func slot(of digest: SHA256Digest) -> Int {
    var slot = digest.hashValue & (slots.count - 1)
    while slots[slot] >= 0, digests[Int(slots[slot])] != digest {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: 2 * slots.count)
    for index in digests.indices { slots[slot(of: digests[index])] = Int32(index) }
  }

  private mutating func number(ofFolder folder: Substring) -> UInt32 {
    let folder = String(folder)
    if let number = folderNumbers[folder] { return number }
    let number = UInt32(folders.count)
    folders.append(folder)
    folderNumbers[folder] = number
    return number
  }
}
