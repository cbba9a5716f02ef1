internal import CLibdeflate
internal import CZlib

/// Compresses bytes into gzip members (RFC 1952), one behind the other, or only puts them into that
/// form.
///
/// A member of up to 1 MiB is compressed by libdeflate when it ends, in a third of the time that zlib
/// takes. A longer one goes through zlib piece by piece, in constant memory. The writer is reused for
/// all members, since its memory costs more than a small member. Use it from one thread at a time.
public final class GzipWriter {
  private static let chunk = 64 * 1024
  /// The maximum size of a member that is compressed when it ends.
  private static let gatheredLimit = 1 << 20
  /// The maximum size of a stored block (RFC 1951 §3.2.4).
  private static let maximumBlock = 0xFFFF

  private let level: Int32
  /// Compresses whole members; `nil` if members are stored.
  private let compressor: OpaquePointer?
  /// The member so far, while it is short.
  private var gathered: [UInt8] = []
  /// Compresses long members; prepared for the first of them.
  private var stream = z_stream()
  private var hasStream = false
  /// Whether the member is a long one.
  private var isLong = false
  // The member that is stored.
  private var isBegun = false
  private var checksum: UInt32 = 0
  private var byteCount: UInt32 = 0

  /// Makes a writer; fails only when memory is short.
  ///
  /// - Parameter level: 0 for bytes that are stored as they are, to 9 for the smallest result.
  public init(level: Int) {
    self.level = Int32(level)
    compressor = level == 0 ? nil : libdeflate_alloc_compressor(self.level)
    guard level == 0 || compressor != nil else { fatalError("out of memory") }
  }

  deinit {
    if let compressor { libdeflate_free_compressor(compressor) }
    if hasStream { deflateEnd(&stream) }
  }

  /// Adds bytes to the current member.
  ///
  /// - Parameters:
  ///   - bytes: the bytes.
  ///   - output: gets what is ready; the rest stays in the writer.
  public func write(_ bytes: Span<UInt8>, into output: inout [UInt8]) {
    bytes.withUnsafeBufferPointer { input in
      guard compressor != nil else { return store(input, into: &output) }
      if !isLong {
        guard gathered.count + input.count > Self.gatheredLimit else {
          return gathered.append(contentsOf: input)
        }
        beginStreaming()
        gathered.withUnsafeBufferPointer { deflate($0, into: &output) }
        gathered.removeAll(keepingCapacity: true)
      }
      deflate(input, into: &output)
    }
  }

  /// Ends the member and begins the next one.
  ///
  /// - Parameter output: gets the rest of the member.
  public func endMember(into output: inout [UInt8]) {
    guard let compressor else { return endStored(into: &output) }
    if isLong {
      while deflateSome(Z_FINISH, into: &output) != Z_STREAM_END {}
      deflateReset(&stream)
      isLong = false
    } else {
      compressGathered(with: compressor, into: &output)
    }
  }

  /// Drops the member that was begun.
  public func discardMember() {
    isBegun = false
    gathered.removeAll(keepingCapacity: true)
    guard isLong else { return }
    deflateReset(&stream)
    isLong = false
  }

  // MARK: Compressed members

  private func compressGathered(with compressor: OpaquePointer, into output: inout [UInt8]) {
    let bound = libdeflate_gzip_compress_bound(compressor, gathered.count)
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bound) { room in
      let count = gathered.withUnsafeBytes {
        libdeflate_gzip_compress(
          compressor, $0.baseAddress, $0.count, room.baseAddress, room.count)
      }
      precondition(count > 0, "libdeflate needs more room than it says")
      output.append(contentsOf: room.prefix(count))
    }
    gathered.removeAll(keepingCapacity: true)
  }

  private func beginStreaming() {
    isLong = true
    guard !hasStream else { return }
    guard magpie_gzip_init(&stream, level) == Z_OK else { fatalError("out of memory") }
    hasStream = true
  }

  private func deflate(_ input: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) {
    // zlib's counters have 32 bits.
    var start = 0
    while start < input.count {
      let count = min(input.count - start, 1 << 30)
      // zlib's type is a mutable pointer, but zlib does not write through it.
      stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress.map { $0 + start })
      stream.avail_in = UInt32(count)
      while stream.avail_in > 0 { deflateSome(Z_NO_FLUSH, into: &output) }
      start += count
    }
    stream.next_in = nil
  }

  @discardableResult
  private func deflateSome(_ flush: Int32, into output: inout [UInt8]) -> Int32 {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.chunk) { room in
      stream.next_out = room.baseAddress
      stream.avail_out = UInt32(Self.chunk)
      let status = CZlib.deflate(&stream, flush)
      output.append(contentsOf: room.prefix(Self.chunk - Int(stream.avail_out)))
      return status
    }
  }

  // MARK: Stored members

  private func beginStoring(into output: inout [UInt8]) {
    guard !isBegun else { return }
    isBegun = true
    checksum = 0
    byteCount = 0
    // No name, no time, an unknown system.
    output += [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
  }

  // zlib would copy the bytes twice more, and clear its tables for each member.
  private func store(_ input: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) {
    beginStoring(into: &output)
    // For no address, libdeflate would answer with the initial checksum.
    guard input.count > 0 else { return }
    checksum = libdeflate_crc32(checksum, input.baseAddress, input.count)
    byteCount &+= UInt32(truncatingIfNeeded: input.count)
    var start = 0
    while start < input.count {
      let end = min(input.count, start + Self.maximumBlock)
      let count = UInt16(end - start)
      output.append(0)
      for half in [count, ~count] {
        output.append(UInt8(truncatingIfNeeded: half))
        output.append(UInt8(truncatingIfNeeded: half >> 8))
      }
      output.append(contentsOf: UnsafeBufferPointer(rebasing: input[start..<end]))
      start = end
    }
  }

  private func endStored(into output: inout [UInt8]) {
    beginStoring(into: &output)
    // An empty last block, the checksum and the length.
    output += [1, 0, 0, 0xFF, 0xFF]
    for word in [checksum, byteCount] {
      for shift: UInt32 in [0, 8, 16, 24] {
        output.append(UInt8(truncatingIfNeeded: word >> shift))
      }
    }
    isBegun = false
  }
}
