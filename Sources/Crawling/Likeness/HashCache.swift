import Bytes
import Files
import Likeness

/// The hashes of the images of a folder, by the digest of the file, so that no image is decoded twice.
///
/// It is a file beside the journal: a head, then records of one length, which are only ever appended. It
/// can be removed at any time. If it cannot be written, the hashes are computed again the next time.
final class HashCache {
  /// The name of the file in the folder `.magpie`.
  static let fileName = "hashes"

  /// What is known of an image.
  enum Entry: Hashable {
    case hashes(ImageHashes)
    /// It cannot be decoded.
    case fault(Luma.Fault)
  }

  // The number is that of the form, and of the way in which hashes are computed.
  private static let head = Array("MagpieHashes 1\n\n".utf8)
  private static let digestBytes = 32
  private static let recordBytes = digestBytes + 1 + ImageHashes.byteCount
  /// The maximum size of the file that is read.
  private static let mostBytes = 1 << 30

  private var entries: [SHA256Digest: Entry] = [:]
  private var file: AppendFile?

  /// Reads the file in a folder.
  ///
  /// - Parameters:
  ///   - folder: the folder.
  ///   - wanted: the digests whose records are kept in memory; the file may be that of anybody.
  init(in folder: Folder, of wanted: Set<SHA256Digest>) {
    var (isOwn, bytes, whole) = (false, 0, 0)
    var rest: [UInt8] = []
    _ = try? folder.forEachPiece(of: Self.fileName) { piece in
      bytes += piece.count
      rest.append(piece)
      var start = 0
      if !isOwn {
        guard rest.count >= Self.head.count else { return true }
        isOwn = rest.starts(with: Self.head)
        guard isOwn else { return false }
        start = Self.head.count
      }
      while start + Self.recordBytes <= rest.count {
        read(rest[start..<start + Self.recordBytes], if: wanted)
        start += Self.recordBytes
      }
      rest.removeSubrange(..<start)
      whole += start
      return bytes <= Self.mostBytes
    }
    // Another form is replaced; a file that is too large is left alone.
    guard bytes <= Self.mostBytes else { return }
    do {
      let file = try AppendFile(Self.fileName, in: folder)
      // What a killed process has left of a record.
      try file.cut(to: whole)
      if !isOwn { try file.append(Self.head.span) }
      self.file = file
    } catch {
      file = nil
    }
  }

  private func read(_ record: ArraySlice<UInt8>, if wanted: Set<SHA256Digest>) {
    guard let digest = SHA256Digest(bytes: Array(record.prefix(Self.digestBytes)).span),
      wanted.contains(digest)
    else { return }
    let state = record[record.startIndex + Self.digestBytes]
    if state == 0 {
      entries[digest] = ImageHashes(bytes: record.dropFirst(Self.digestBytes + 1))
        .map { .hashes($0) }
    } else {
      entries[digest] = Luma.Fault(rawValue: state).map { .fault($0) }
    }
  }

  /// What is known of a content.
  subscript(digest: SHA256Digest) -> Entry? { entries[digest] }

  /// Adds what was found out about a content.
  func add(_ entry: Entry, for digest: SHA256Digest) {
    var record = digest.bytes
    switch entry {
    case .hashes(let hashes): record += [0] + hashes.bytes
    case .fault(let fault):
      record += [fault.rawValue] + [UInt8](repeating: 0, count: ImageHashes.byteCount)
    }
    do {
      try file?.append(record.span)
    } catch {
      // A full disk is no reason to compare nothing.
      file = nil
    }
  }
}
