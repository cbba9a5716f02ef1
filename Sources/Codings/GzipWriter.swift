internal import CZlib

/// Compresses bytes into gzip members (RFC 1952), one behind the other, or only puts them into that
/// form.
///
/// It is reused for all members, since its memory of 256 kB costs more than a small member. Use it
/// from one thread at a time.
public final class GzipWriter {
  private static let chunk = 64 * 1024
  /// The maximum size of a stored block (RFC 1951 §3.2.4).
  private static let maximumBlock = 0xFFFF

  private var stream = z_stream()
  private let isStored: Bool
  // The member that is stored.
  private var isBegun = false
  private var checksum: UInt = 0
  private var byteCount: UInt32 = 0

  /// Makes a writer; fails only when memory is short.
  ///
  /// - Parameter level: 0 for bytes that are stored as they are, to 9 for the smallest result.
  public init(level: Int) {
    isStored = level == 0
    guard isStored || magpie_gzip_init(&stream, Int32(level)) == Z_OK else {
      fatalError("out of memory")
    }
  }

  deinit { if !isStored { deflateEnd(&stream) } }

  /// Adds bytes to the current member.
  ///
  /// - Parameters:
  ///   - bytes: the bytes.
  ///   - output: gets what is ready; the rest stays in the writer.
  public func write(_ bytes: Span<UInt8>, into output: inout [UInt8]) {
    bytes.withUnsafeBufferPointer { input in
      if isStored { return store(input, into: &output) }
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
  }

  /// Ends the member and begins the next one.
  ///
  /// - Parameter output: gets the rest of the member.
  public func endMember(into output: inout [UInt8]) {
    guard isStored else {
      while deflateSome(Z_FINISH, into: &output) != Z_STREAM_END {}
      deflateReset(&stream)
      return
    }
    beginStoring(into: &output)
    // An empty last block, the checksum and the length.
    output += [1, 0, 0, 0xFF, 0xFF]
    for word in [UInt32(truncatingIfNeeded: checksum), byteCount] {
      for shift: UInt32 in [0, 8, 16, 24] {
        output.append(UInt8(truncatingIfNeeded: word >> shift))
      }
    }
    isBegun = false
  }

  /// Drops the member that was begun.
  public func discardMember() {
    isBegun = false
    if !isStored { deflateReset(&stream) }
  }

  // zlib would copy the bytes twice more, and clear its tables for each member.
  private func store(_ input: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) {
    beginStoring(into: &output)
    // For no address, zlib would answer with the initial checksum.
    guard input.count > 0 else { return }
    checksum = crc32_z(checksum, input.baseAddress, input.count)
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

  private func beginStoring(into output: inout [UInt8]) {
    guard !isBegun else { return }
    isBegun = true
    checksum = crc32_z(0, nil, 0)
    byteCount = 0
    // No name, no time, an unknown system.
    output += [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
  }

  @discardableResult
  private func deflateSome(_ flush: Int32, into output: inout [UInt8]) -> Int32 {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.chunk) { room in
      stream.next_out = room.baseAddress
      stream.avail_out = UInt32(Self.chunk)
      let status = deflate(&stream, flush)
      output.append(contentsOf: room.prefix(Self.chunk - Int(stream.avail_out)))
      return status
    }
  }
}
