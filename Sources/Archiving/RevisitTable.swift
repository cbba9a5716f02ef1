import Addressing
import Bytes
import CrawlModel

/// What an archive has, so that the same bytes are not stored in it twice.
///
/// It has no object for each entry, since it grows with the archive: an entry takes about 200 bytes,
/// with its address.
struct RevisitTable {
  /// A record with content.
  struct Capture: Hashable {
    let address: String
    let date: Timestamp
    let digest: SHA256Digest
  }

  private struct Entry {
    var digest: SHA256Digest
    var addressStart: Int
    var addressLength: UInt32
    var nanoseconds: Int32
    var seconds: Int64
    /// The entry with the content; itself, unless its content was in the archive before.
    var source: Int32

    var date: Timestamp { Timestamp(seconds: seconds, nanoseconds: nanoseconds) }
  }

  private var entries: [Entry] = []
  private var addresses: [UInt8] = []
  private var contents: [SHA256Digest: Int32] = [:]
  /// The latest entry with what an address stands for, by its fingerprint.
  private var latest: [UInt64: Int32] = [:]

  /// Returns the record that has these bytes.
  func original(of digest: SHA256Digest) -> Capture? { contents[digest].map { capture($0) } }

  /// Returns the record with the latest content of an address.
  func original(at address: String) -> Capture? {
    guard let number = latest[Fingerprint(address).value],
      text(of: entries[Int(number)]) == address
    else { return nil }
    return capture(entries[Int(number)].source)
  }

  /// Adds a record with content, or one that says that the archive has the content already.
  ///
  /// A record that repeats content which is not in the table is not added.
  ///
  /// - Parameters:
  ///   - address: its address.
  ///   - date: its time.
  ///   - digest: the digest of the content.
  ///   - isSuccess: whether the content is what the address stands for, and no error or redirect.
  ///   - isRevisit: whether the record itself does not have the content.
  mutating func add(
    _ address: String, at date: Timestamp, _ digest: SHA256Digest, isSuccess: Bool = true,
    isRevisit: Bool = false
  ) {
    let number = Int32(clamping: entries.count)
    guard number < .max else { return }
    let known = contents[digest]
    guard let source = known ?? (isRevisit ? nil : number) else { return }
    let name = Fingerprint(address).value
    let isLatest = isSuccess && latest[name].map { entries[Int($0)].date <= date } ?? true
    guard known == nil || isLatest else { return }
    if known == nil { contents[digest] = number }
    if isLatest { latest[name] = number }
    entries.append(
      Entry(
        digest: digest, addressStart: addresses.count,
        addressLength: UInt32(clamping: address.utf8.count), nanoseconds: date.nanoseconds,
        seconds: date.seconds, source: source))
    addresses.append(contentsOf: address.utf8)
  }

  private func capture(_ number: Int32) -> Capture {
    let entry = entries[Int(number)]
    return Capture(address: text(of: entry), date: entry.date, digest: entry.digest)
  }

  private func text(of entry: Entry) -> String {
    let end = entry.addressStart + Int(entry.addressLength)
    return String(decoding: addresses[entry.addressStart..<end], as: UTF8.self)
  }
}
