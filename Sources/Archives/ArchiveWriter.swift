internal import CLibarchive

/// Writes an archive, entry by entry, with libarchive.
///
/// The bytes of the archive collect in memory until ``drain(_:)`` passes them on, so the caller
/// decides where they go, and how much memory they take.
///
///     let writer = try ArchiveWriter(.tar)
///     try writer.begin("a.txt", byteCount: text.count)
///     try writer.append(text.span)
///     try writer.end()
///     try writer.finish()
///     try writer.drain { try file.append($0) }
///
/// The same entries give the same bytes: every entry has the same time, the owner 0, and the mode
/// 0644, and nothing depends on the machine, the locale or the time zone.
///
/// Use it from one thread at a time.
public final class ArchiveWriter {
  /// The format of an archive.
  public enum Format: Sendable, Hashable {
    /// POSIX.1-1988 `ustar`, for entries of up to 8 GiB.
    case tar
    /// ZIP (APPNOTE 6.3) with uncompressed entries, and ZIP64 where a size needs it.
    ///
    /// The list of entries at its end is kept in memory, about a hundred bytes for each.
    case zip
  }

  /// The bytes that libarchive has written.
  private final class Output {
    var bytes: [UInt8] = []
  }

  private let archive: OpaquePointer
  private let entry: OpaquePointer
  private let output = Output()
  // Nil gives the first day that the format has, in any time zone.
  private let time: Int?
  /// The number of bytes that the current entry still lacks.
  private var missing = 0

  /// Starts an archive.
  ///
  /// - Throws: `.outOfMemory`.
  public init(_ format: Format) throws(ArchiveError) {
    guard let archive = archive_write_new() else { throw Self.outOfMemory }
    guard let entry = archive_entry_new() else {
      archive_write_free(archive)
      throw Self.outOfMemory
    }
    self.archive = archive
    self.entry = entry
    switch format {
    case .tar:
      archive_write_set_format_ustar(archive)
      // 1980-01-01: some programs warn of an earlier time.
      time = 315_532_800
    case .zip:
      archive_write_set_format_zip(archive)
      archive_write_zip_set_compression_store(archive)
      time = nil
    }
    // Nothing is held back, and nothing is added to fill up a block.
    archive_write_set_bytes_per_block(archive, 0)
    archive_write_set_bytes_in_last_block(archive, 1)
    // Valid until `deinit`, after which libarchive calls nothing any more.
    let receiver = Unmanaged.passUnretained(output).toOpaque()
    try check(
      archive_write_open(
        archive, receiver, nil,
        { _, receiver, bytes, count in
          guard let receiver else { return -1 }
          let output = Unmanaged<Output>.fromOpaque(receiver).takeUnretainedValue()
          output.bytes.append(
            contentsOf: UnsafeRawBufferPointer(start: bytes, count: count))
          return count
        }, nil))
  }

  deinit {
    // Freeing an archive that was not failed would end it first.
    archive_write_fail(archive)
    archive_write_free(archive)
    archive_entry_free(entry)
  }

  /// Begins an entry.
  ///
  /// - Parameters:
  ///   - name: its name, in ASCII; folders end with `/`.
  ///   - byteCount: the size of its content.
  /// - Throws: `.refused` if the format does not allow the name or the size.
  public func begin(_ name: String, byteCount: Int) throws(ArchiveError) {
    archive_entry_clear(entry)
    archive_entry_set_pathname(entry, name)
    archive_entry_set_size(entry, Int64(byteCount))
    archive_entry_set_filetype(entry, magpie_regular_file)
    archive_entry_set_perm(entry, 0o644)
    if let time { archive_entry_set_mtime(entry, time, 0) }
    archive_entry_set_uid(entry, 0)
    archive_entry_set_gid(entry, 0)
    try check(archive_write_header(archive, entry))
    missing = byteCount
  }

  /// Appends a piece of the content of the entry.
  ///
  /// - Throws: `.wrongSize` if the content is longer than announced.
  public func append(_ bytes: Span<UInt8>) throws(ArchiveError) {
    guard bytes.count <= missing else {
      throw ArchiveError(.wrongSize, "an entry is longer than announced")
    }
    missing -= bytes.count
    let count = bytes.withUnsafeBufferPointer {
      archive_write_data(archive, $0.baseAddress, $0.count)
    }
    guard count == bytes.count else { throw failure }
  }

  /// Ends the entry.
  ///
  /// - Throws: `.wrongSize` if its content is shorter than announced.
  public func end() throws(ArchiveError) {
    guard missing == 0 else {
      throw ArchiveError(.wrongSize, "an entry is shorter than announced")
    }
    try check(archive_write_finish_entry(archive))
  }

  /// Ends the archive; after it only ``drain(_:)`` may be called.
  public func finish() throws(ArchiveError) {
    try check(archive_write_close(archive))
  }

  /// The number of bytes that wait for ``drain(_:)``.
  public var waiting: Int { output.bytes.count }

  /// Passes on the bytes that were written since the last call.
  public func drain<Failure: Error>(
    _ write: (Span<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    guard !output.bytes.isEmpty else { return }
    var bytes: [UInt8] = []
    swap(&bytes, &output.bytes)
    try write(bytes.span)
    bytes.removeAll(keepingCapacity: true)
    output.bytes = bytes
  }

  private static let outOfMemory = ArchiveError(
    .outOfMemory, "there is not enough memory to write an archive")

  private func check(_ code: Int32) throws(ArchiveError) {
    // A warning means that something could not be written as it was given.
    guard code == ARCHIVE_OK else { throw failure }
  }

  /// The error of the last call that failed.
  private var failure: ArchiveError {
    let reason = archive_error_string(archive).map { String(cString: $0) }
    return ArchiveError(.refused, "the archive cannot be written: \(reason ?? "no reason given")")
  }
}
